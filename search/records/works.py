"""What is read of the database to make records of many works at once, in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects
from wagtail.models import Page

from access.enums import Audience
from access.viewer import Viewer
from forums.faces import ParticipantFace
from forums.models.edition import ForumPage
from forums.models.participation import people_of
from foundation.models.base import BasePage
from foundation.querysets import pages_visible_to
from search.records.shapes import UNKNOWN_LANGUAGE
from themes.models.vocabulary import Theme, ThemeLink


@dataclass(frozen=True, slots=True)
class Edition:
    """What a record says of the edition it belongs to."""

    value: str
    country: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work as one rank may see it: its visible pages, the original first, and what hangs on it."""

    key: str
    pages: tuple[BasePage, ...]
    terms: tuple[Theme, ...] = ()
    people: tuple[ParticipantFace, ...] = ()
    edition: Edition | None = None

    @property
    def first(self) -> BasePage:
        return self.pages[0]


def one_of(rank: Audience) -> Viewer:
    """Somebody of this rank, whoever it is."""
    return Viewer(audience=rank)


@dataclass(frozen=True, slots=True)
class Family:
    """The pages of one work, visible or not, the one that holds its facts first."""

    pages: tuple[BasePage, ...]

    @property
    def original(self) -> BasePage:
        return self.pages[0]


def families(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Family]:
    """Key → the pages of the work, in the class of each. One query for every page class, and two."""
    found: dict[uuid.UUID, list[BasePage]] = defaultdict(list)
    pages = list(Page.objects.filter(translation_key__in=list(keys)).specific().order_by("pk"))
    prefetch_related_objects(pages, "locale")
    for page in pages:
        if isinstance(page, BasePage):
            found[page.translation_key].append(page)
    return {key: Family(tuple(sorted(pages, key=_originals_first))) for key, pages in found.items()}


def _originals_first(page: BasePage) -> tuple[bool, int]:
    return page.locale.language_code != settings.LANGUAGE_CODE, page.pk


def visible_ids(keys: Iterable[uuid.UUID]) -> dict[Audience, frozenset[int]]:
    """Rank → ids of the pages of these works that it may see. One query a rank."""
    wanted = list(keys)
    return {
        rank: frozenset(
            pages_visible_to(one_of(rank)).filter(translation_key__in=wanted).order_by().values_list("pk", flat=True)
        )
        for rank in Audience
    }


def terms_of(pages: Iterable[BasePage]) -> dict[int, tuple[Theme, ...]]:
    """Page id → every term it carries, those waiting for an editor too, with labels and parents. Three queries."""
    found: dict[int, list[Theme]] = defaultdict(list)
    links = (
        ThemeLink.objects.filter(content_object__in=[page.pk for page in pages])
        .select_related("tag__parent")
        .prefetch_related("tag__labels", "tag__parent__labels")
        .order_by("tag__order", "tag__name")
    )
    for link in links:
        found[link.content_object_id].append(link.tag)
    return {pk: tuple(terms) for pk, terms in found.items()}


def editions_by_path() -> dict[str, Edition]:
    """Tree path of every edition, in each language → the edition. One query."""
    rows = list(
        ForumPage.objects.order_by("pk").values_list(
            "path", "translation_key", "slug", "country", "locale__language_code"
        )
    )
    slugs: dict[uuid.UUID, str] = {}
    for _path, key, slug, _country, language in rows:
        if key not in slugs or language == settings.LANGUAGE_CODE:
            slugs[key] = slug
    return {path: Edition(slugs[key], country) for path, key, _slug, country, _language in rows}


def edition_above(page: BasePage, editions: Mapping[str, Edition]) -> Edition | None:
    """The edition that the page is, or stands under."""
    steps = range(len(page.path), 0, -page.steplen)
    return next((editions[page.path[:end]] for end in steps if page.path[:end] in editions), None)


def works(keys: Sequence[uuid.UUID]) -> dict[Audience, dict[uuid.UUID, Work]]:
    """Rank → key → the work as that rank may see it; what a rank may not see is missing there.

    Ranks that see the same of a work get the same object, so that it is rendered once.
    """
    family_of, visible = families(keys), visible_ids(keys)
    terms = terms_of(family.original for family in family_of.values())
    editions = editions_by_path()
    open_keys = [key for key, family in family_of.items() if not getattr(family.original, "is_closed", False)]
    people = {rank: people_of(open_keys, one_of(rank)) for rank in Audience}
    distinct: dict[tuple[object, ...], Work] = {}
    found: dict[Audience, dict[uuid.UUID, Work]] = {rank: {} for rank in Audience}
    for key, family in family_of.items():
        for rank in Audience:
            pages = tuple(page for page in family.pages if page.pk in visible[rank])
            if not pages:
                continue
            faces = people[rank].get(key, ())
            seen = (key, tuple(page.pk for page in pages), faces)
            if seen not in distinct:
                above = edition_above(family.original, editions)
                distinct[seen] = Work(str(key), pages, terms.get(family.original.pk, ()), faces, above)
            found[rank][key] = distinct[seen]
    return found


def known(language: str) -> str:
    """A language code, or "und" for none."""
    return language or UNKNOWN_LANGUAGE
