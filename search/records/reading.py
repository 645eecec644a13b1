"""Records out of the database: works through the doorway, names through faces, and no other way."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_

from django.db import DatabaseError
from django.db.models import Max, Model, Q
from django.utils import timezone
from wagtail.models import Page

from access.enums import Audience
from access.viewer import STRANGER, Viewer
from forums.models.edition import ForumPage
from forums.models.outcomes import Recommendation
from forums.models.press import KeyMessage, PressItem
from foundation.models.change import remembered
from foundation.models.media import Document
from foundation.querysets import keys_visible_to, language_of, pages_visible_to
from foundation.rules import closest
from search.records.documents import document_records, documents_on, place_of_document
from search.records.kinds import record_for
from search.records.points import place_of_point, point_records, points_of
from search.records.press import place_of_row, row_records, rows_of
from search.records.shapes import Record, Rendering
from search.records.terms import address_of_term, term_records, visible_terms
from search.records.works import Work, works
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme

logger = logging.getLogger(__name__)

BATCH = 250  # works that are read and rendered together
# The kinds that have something to say in `kinds`.
INDEXED = tuple(kind for kind in record_for.registry if kind is not object)
# Rows that are records of their own and stand on a page.
ROWS: tuple[type[Model], ...] = (Recommendation, PressItem, KeyMessage, Document)


def of(key: uuid.UUID, rank: Audience) -> Record | None:
    """The record of a work as a rank may see it; None for what it may not see and for what does not exist."""
    return render([key])[0].records.get(rank)


def render(keys: Sequence[uuid.UUID]) -> list[Rendering]:
    """Each of these works as each rank may see it, in the given order. A fixed number of queries."""
    seen, others = works(keys), (term_records(keys), point_records(keys), row_records(keys), document_records(keys))
    rendered: dict[int, Record | None] = {}

    def record(work: Work) -> Record | None:
        if id(work) not in rendered:
            rendered[id(work)] = record_for(work.first, work)
        return rendered[id(work)]

    found: list[Rendering] = []
    for key in keys:
        records = {
            rank: next((found[rank][key] for found in others if key in found[rank]), None)
            or (record(work) if (work := seen[rank].get(key)) else None)
            for rank in Audience
        }
        found.append(Rendering(str(key), {rank: one for rank, one in records.items() if one is not None}))
    return found


def every_key() -> Iterator[uuid.UUID]:
    """Keys of everything that may stand in an index."""
    yield from Theme.objects.approved().order_by("pk").values_list("key", flat=True)
    for rows in ROWS:
        yield from rows._default_manager.order_by("pk").values_list("key", flat=True)
    for model in INDEXED:
        keys = model.objects.order_by("translation_key").values_list("translation_key", flat=True)
        yield from keys.distinct().iterator(chunk_size=2000)


def count() -> int:
    """How many works `every_key` yields."""
    pages = Page.objects.type(*INDEXED).order_by().values("translation_key").distinct().count()
    rows = sum(model._default_manager.count() for model in ROWS)
    return int(pages) + int(Theme.objects.approved().count()) + rows


def render_all() -> Iterator[Rendering]:
    """Every work as each rank may see it, a batch at a time; works that nobody may see are left out."""
    keys = every_key()
    while batch := list(islice(keys, BATCH)):
        yield from (one for one in _render_whatever_happens(batch) if one.records)


def render_in_batches(keys: Iterable[uuid.UUID]) -> Iterator[Rendering]:
    """Each of these works as each rank may see it, a batch at a time; those that nobody may see, too."""
    wanted = iter(keys)
    while batch := list(islice(wanted, BATCH)):
        yield from _render_whatever_happens(batch)


def _render_whatever_happens(keys: Sequence[uuid.UUID]) -> Iterator[Rendering]:
    """One work that cannot be read must not keep all others waiting: it is left out of the index, and logged."""
    try:
        yield from render(keys)
    except DatabaseError:
        raise
    except Exception as error:
        if len(keys) == 1:
            # No traceback: it may quote the text of the work.
            logger.error("Work %s cannot be indexed (%s) and is left out.", keys[0], type(error).__name__)
            yield Rendering(str(keys[0]))
        else:
            for key in keys:
                yield from _render_whatever_happens([key])


def with_dependents(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The keys, and those of works whose records say something of one of these: sessions of an edition say its value
    and country, terms say where their hub is.
    """
    found = set(keys)
    paths = ForumPage.objects.filter(translation_key__in=keys).values_list("path", flat=True)
    under = Q(pk__in=[])
    for path in paths:
        under |= Q(path__startswith=path)
    found.update(Page.objects.filter(under).order_by().values_list("translation_key", flat=True))
    found.update(points_of(found), rows_of(found), documents_on(found))
    if ThemeIndexPage.objects.filter(translation_key__in=keys).exists():
        found.update(Theme.objects.values_list("key", flat=True))
    return found


def expired() -> set[str]:
    """Keys of live pages whose time has passed while no worker took them down, and of everything below them.

    The outbox knows nothing of them yet, and their words must not even be counted. No query as long as there are none,
    but what `remembered` asks.
    """
    coming = remembered("expiring", STRANGER, "", _expiring)
    under = [Q(path__startswith=path) for path, at in coming if at <= timezone.now()]
    if not under:
        return set()
    found = Page.objects.filter(reduce(or_, under)).order_by().values_list("translation_key", flat=True)
    return {str(key) for key in found}


def _expiring() -> tuple[tuple[str, datetime], ...]:
    return tuple(Page.objects.filter(live=True, expire_at__isnull=False).values_list("path", "expire_at"))


def still_visible(keys: Collection[str], viewer: Viewer) -> set[str]:
    """Those of the keys that the viewer may see at this moment. One query, and one if some are no visible pages."""
    found = {str(key) for key in keys_visible_to(viewer, [uuid.UUID(key) for key in keys])}
    return found | visible_terms(set(keys) - found, viewer)


def published_at(keys: Collection[str], viewer: Viewer) -> dict[str, datetime]:
    """When what the viewer may see of each of these works was last published; nothing for terms. One query."""
    pages = pages_visible_to(viewer).filter(translation_key__in=list(keys), last_published_at__isnull=False)
    found = pages.order_by().values_list("translation_key").annotate(last=Max("last_published_at"))
    return {str(key): last for key, last in found}


def address_of(key: uuid.UUID, viewer: Viewer, language: str) -> str:
    """Where the viewer finds a work: in this language, else in the site's own, else in any; "" if nowhere."""
    found = _address_of_page(key, viewer, language) or address_of_term(key, viewer, language)
    if found or (place := place_of(key, viewer)) is None:
        return found
    page = _address_of_page(place[0], viewer, language)
    return f"{page}{place[1]}" if page else ""


def place_of(key: uuid.UUID, viewer: Viewer) -> tuple[uuid.UUID, str] | None:
    """The key of the page that something stands on, and where it is from there; None for what is nowhere."""
    return place_of_point(key) or place_of_row(key, viewer) or place_of_document(key, viewer)


def _address_of_page(key: uuid.UUID, viewer: Viewer, language: str) -> str:
    pages = pages_visible_to(viewer).filter(translation_key=key).order_by("pk")
    page = closest({language_of(page.locale_id): page for page in pages}, language)
    return (page.url or "") if page else ""
