"""What stands around pages and is part of their records: read once for many, as far as the receiver may know it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Count, Model
from wagtail.models import Page

from access.viewer import STRANGER
from forums.formats.records import URN, key_in
from forums.models.attachments import Attachment
from forums.models.outcomes import Recommendation
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.provenance import Provenance, origin_of
from foundation.models.media import Document
from foundation.models.rows import Voice
from foundation.querysets import is_original_q, pages_visible_to
from foundation.rules import may_be_named, permalink_of
from themes.enums import ThemeStatus
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme, ThemeLink

# Whatever a permalink may lead to, and a record of the search may be of: the table, and its column of keys.
KEYED: Sequence[tuple[type[Model], str]] = (
    (Page, "translation_key"),
    (Theme, "key"),
    (PressItem, "key"),
    (KeyMessage, "key"),
    (Recommendation, "key"),
    (Document, "key"),
)


@dataclass
class Names:
    """What ids are called. `is_full`: also what strangers do not learn (waiting terms, withheld names, drafts)."""

    is_full: bool = False
    voices: dict[int, dict[str, str] | None] = field(default_factory=dict)
    permalinks: dict[int, str | None] = field(default_factory=dict)

    @cached_property
    def terms(self) -> dict[int, str]:
        """Id → name, in the vocabulary's order."""
        terms = Theme.objects.standing().order_by("order", "name", "pk")
        known = terms if self.is_full else terms.filter(status=ThemeStatus.APPROVED)
        return dict(known.values_list("pk", "name"))

    def term(self, pk: int) -> str | None:
        """The term's name."""
        return self.terms.get(pk)

    def voice(self, pk: int) -> dict[str, str] | None:
        """Name, description and source of somebody who is quoted."""
        if pk not in self.voices:
            row = Voice.objects.filter(pk=pk).first()
            is_told = row and (self.is_full or may_be_named(row.printed_name, row.public_source))
            told = (
                {"name": row.printed_name, "description": row.description, "source": row.public_source} if row else None
            )
            self.voices[pk] = told if is_told else None
        return self.voices[pk]

    def permalink(self, pk: int) -> str | None:
        """The address of a page that never changes."""
        if pk not in self.permalinks:
            pages = Page.objects.all() if self.is_full else pages_visible_to(STRANGER)
            key = pages.filter(pk=pk).values_list("translation_key", flat=True).first()
            self.permalinks[pk] = permalink_of(key) if key else None
        return self.permalinks[pk]


@dataclass
class Around:
    """What stands around pages of one kind."""

    pages: Sequence[ThemedPage]
    names: Names
    lost: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def is_full(self) -> bool:
        """Whether whoever gets the records may know everything."""
        return self.names.is_full

    @cached_property
    def keys(self) -> list[uuid.UUID]:
        """The works."""
        return [page.translation_key for page in self.pages]

    @cached_property
    def people(self) -> dict[uuid.UUID, list[Participation]]:
        """Key → who took part, in order."""
        found: dict[uuid.UUID, list[Participation]] = defaultdict(list)
        for row in Participation.objects.filter(session_key__in=self.keys).order_by("order", "pk"):
            found[row.session_key].append(row)
        return found

    @cached_property
    def themes(self) -> dict[int, list[str]]:
        """Page id → names of its terms in the vocabulary's order."""
        carried: dict[int, set[int]] = defaultdict(set)
        links = ThemeLink.objects.filter(content_object__in=[page.pk for page in self.pages])
        for pk, term in links.values_list("content_object", "tag"):
            carried[pk].add(term)
        places = {pk: place for place, pk in enumerate(self.names.terms)}
        return {
            pk: [self.names.terms[term] for term in sorted(terms & places.keys(), key=places.__getitem__)]
            for pk, terms in carried.items()
        }

    @cached_property
    def origins(self) -> dict[uuid.UUID, Provenance]:
        """Key → where the work came from first."""
        return origins_of(self.keys)

    @cached_property
    def parents(self) -> dict[str, Page]:
        """Path → the page that stands there: those above the pages."""
        paths = {page.path[: -Page.steplen] for page in self.pages}
        return {page.path: page for page in Page.objects.filter(path__in=paths)}

    @cached_property
    def parent_ids(self) -> dict[uuid.UUID, str]:
        """Key of a page above → the id of its record."""
        return ids_of(page.translation_key for page in self.parents.values())

    @cached_property
    def translations(self) -> dict[uuid.UUID, list[ThemedPage]]:
        """Key → the other versions of the work, mirrors left out, by language."""
        if not self.pages:
            return {}
        model = type(self.pages[0])
        others = model.objects.filter(translation_key__in=self.keys, alias_of=None)
        others = others.exclude(pk__in=[page.pk for page in self.pages])
        found: dict[uuid.UUID, list[ThemedPage]] = defaultdict(list)
        for page in (others if self.is_full else others.visible_to(STRANGER)).order_by("locale__language_code", "pk"):
            found[page.translation_key].append(page)
        return found

    @cached_property
    def shown(self) -> set[int]:
        """Ids of the pages that a stranger sees."""
        ids = [page.pk for page in (*self.pages, *chain.from_iterable(self.translations.values()))]
        return set(pages_visible_to(STRANGER).filter(pk__in=ids).values_list("pk", flat=True))

    @cached_property
    def files(self) -> dict[int, int]:
        """Page id → how many documents are attached to it."""
        pages = (*self.pages, *chain.from_iterable(self.translations.values()))
        rows = Attachment.objects.filter(page__in=[page.pk for page in pages])
        return dict(rows.order_by().values_list("page").annotate(Count("pk")))


def newest(page: Any) -> Any:
    """The page as editors see it: of one that readers do not see, its newest draft, which the row does not hold."""
    is_behind = not page.live and page.latest_revision_id
    return page.get_latest_revision_as_object() if is_behind else page


def origins_of(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Provenance]:
    """Key → the record elsewhere that the work was first made from."""
    rows = Provenance.objects.filter(translation_key__in=list(keys)).exclude(external_id="").order_by("-pk")
    return {row.translation_key: row for row in rows}


def ids_of(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Key → the id of the work's record: the one that it came with, else its key."""
    wanted = list(keys)
    origins = origins_of(wanted)
    return {key: origins[key].external_id if key in origins else f"{URN}{key}" for key in wanted}


def taken_keys(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the keys that anything here has, of whatever kind. A query for each kind, none for no keys."""
    return {
        key
        for model, column in (KEYED if keys else ())
        for key in model._default_manager.filter(**{f"{column}__in": keys}).values_list(column, flat=True)
    }


def found_pages(
    model: type[ThemedPage], wanted: Mapping[str, uuid.UUID | None]
) -> dict[str, tuple[Provenance | None, ThemedPage | None]]:
    """Id of a record → where it came from and the page that is here of it. Two queries.

    `wanted` has each id with the key that the record has besides; what the id alone stands for here goes before it.
    """
    origins = {origin_of(model.kind, name): name for name in wanted}
    known = {origins[row.origin]: row for row in Provenance.objects.filter(origin__in=origins)}
    keys = {name: known[name].translation_key if name in known else key or key_in(name) for name, key in wanted.items()}
    pages = model.objects.filter(is_original_q(), translation_key__in=[key for key in keys.values() if key])
    by_key = {page.translation_key: newest(page) for page in pages}
    return {name: (known.get(name), by_key.get(key) if key else None) for name, key in keys.items()}
