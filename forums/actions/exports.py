"""Exporting the archive: every record in the form that the import reads, in an order that is always the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from access.viewer import STRANGER
from forums.actions.record_items import ITEM_KINDS, ItemKind
from forums.actions.record_kinds import EDITION, PAGE_KINDS, PageKind
from forums.actions.record_redirects import redirects, redirects_said
from forums.actions.record_terms import terms, terms_said
from forums.actions.surroundings import Around, Names, ids_of, newest
from forums.formats.archive_files import LONGEST_LINE
from forums.formats.archives import LONGEST_RECORD
from forums.formats.records import KINDS, JsonLines, Table, Values
from forums.models.edition import ForumPage
from foundation.querysets import is_original_q

AT_ONCE = 200
FORMATS: Mapping[str, JsonLines | Table] = {"jsonl": JsonLines(), "csv": Table()}
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Scope:
    """What to export. `kinds`: which records, all by default; `forum`: one edition and what is below it.

    `is_full`: also what strangers do not see (drafts, restricted pages, closed sessions' notes, withheld names).
    """

    kinds: tuple[str, ...] = tuple(KINDS)
    forum: ForumPage | None = None
    is_full: bool = False


@dataclass
class Export:
    """What was exported: records by kind, and by row what a record could not hold."""

    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """One record, and what of its page it does not hold."""

    kind: str
    external_id: str
    values: Values
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Records that are pages of a kind."""

    kind: PageKind

    def found(self, scope: Scope) -> QuerySet[Any]:
        """The pages of an export, in the order of the site's tree."""
        pages = self.kind.model.objects.filter(is_original_q())
        if scope.forum is not None:
            pages = pages.filter(pk=scope.forum.pk) if self.kind is EDITION else pages.child_of(scope.forum)
        return pages.order_by("path") if scope.is_full else pages.visible_to(STRANGER).order_by("path")

    def count(self, scope: Scope) -> int:
        """How many there are."""
        return int(self.found(scope).count())

    def told(self, scope: Scope) -> Iterator[Told]:
        """Their records, read some at a time."""
        names = Names(is_full=scope.is_full)
        for pages in batches(self.found(scope), "path", ""):
            around = Around([newest(page) for page in pages], names)
            ids = ids_of(around.keys)
            for page in around.pages:
                values = self.kind.values(page, around)
                yield Told(self.kind.name, ids[page.translation_key], values, tuple(self.kind.remarks(page, around)))


@dataclass(frozen=True, slots=True)
class Items:
    """Records that are rows of an edition or a session."""

    kind: ItemKind

    def found(self, scope: Scope) -> QuerySet[Any]:
        """The rows of an export."""
        rows = self.kind.found(is_full=scope.is_full)
        if scope.forum is None:
            return rows
        below = Page.objects.filter(path__startswith=scope.forum.path).values("translation_key")
        return rows.filter(**{f"{self.kind.of_key}__in": below})

    def count(self, scope: Scope) -> int:
        """How many there are."""
        return int(self.found(scope).count())

    def told(self, scope: Scope) -> Iterator[Told]:
        """Their records, read some at a time."""
        names = Names(is_full=scope.is_full)
        for rows in batches(self.found(scope), "pk", 0):
            for external_id, values in self.kind.said(rows, names):
                yield Told(self.kind.name, external_id, values)


@dataclass(frozen=True, slots=True)
class Whole:
    """Records of the site as a whole, which no edition has: terms of the vocabulary, old addresses."""

    name: str
    rows: Callable[..., QuerySet[Any]]
    said: Callable[..., Iterator[tuple[str, Values]]]

    def count(self, scope: Scope) -> int:
        """How many there are."""
        return int(self.rows(is_full=scope.is_full).count())

    def told(self, scope: Scope) -> Iterator[Told]:
        """Their records."""
        for external_id, values in self.said(is_full=scope.is_full):
            yield Told(self.name, external_id, values)


# Kind of record → where its records come from, in the order in which they are written.
SOURCES: Mapping[str, Pages | Items | Whole] = {
    "term": Whole("term", terms, terms_said),
    **{name: Pages(kind) for name, kind in PAGE_KINDS.items()},
    **{name: Items(kind) for name, kind in ITEM_KINDS.items()},
    "redirect": Whole("redirect", redirects, redirects_said),
}


def batches(rows: QuerySet[Any], order: str, before: Any) -> Iterator[list[Any]]:
    """Rows some at a time, each time from where the last ended: nothing is held open while a file is written.

    `order` is the field by which they are ordered, `before` less than the first.
    """
    while found := list(rows.filter(**{f"{order}__gt": before})[:AT_ONCE]):
        yield found
        before = getattr(found[-1], order)


def told(scope: Scope) -> Iterator[Told]:
    """Every record of an export."""
    for kind in scope.kinds:
        yield from SOURCES[kind].told(scope)


def export_archive(*, out: IO[bytes], scope: Scope, form: str = "jsonl", progress: Progress | None = None) -> Export:
    """Write every record of the scope to an open binary file; what was written.

    `progress` is called with the number of records and how many there are. The same archive gives the same bytes.
    Comma-separated values hold one kind of record a file.
    """
    writer, done = FORMATS[form], Export()
    total = sum(SOURCES[kind].count(scope) for kind in scope.kinds)
    out.write(writer.heading(scope.kinds).encode())
    first = 2 if form == "csv" else 1
    for row, one in enumerate(told(scope), first):
        line = writer.line(one.kind, one.external_id, one.values)
        out.write(line.encode())
        done.counts[one.kind] += 1
        for remark in (*one.remarks, *too_long(line)):
            done.remarks.append((row, one.external_id, remark))
        if progress and done.counts.total() % AT_ONCE == 0:
            progress(done.counts.total(), total)
    if progress:
        progress(total, total)
    return done


def too_long(line: str) -> Iterator[str]:
    """Why an import would not read the line again."""
    if len(line.encode()) >= LONGEST_LINE:
        yield _("it is longer than 5 MB: an import will not take it")
    elif line.count("\n") > LONGEST_RECORD:
        yield _("its cells have more than 500 lines: an import will not take it, JSON lines it would")
