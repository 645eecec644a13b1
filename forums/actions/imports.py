"""Importing archives, a batch at a time: first a verdict on every row, then one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db import IntegrityError, transaction

from access.models import Account
from forums.actions.imported_editions import forums_index
from forums.actions.imported_records import judge_records, write_records
from forums.actions.imported_rows import judge_rows, write_rows
from forums.actions.record_kinds import PAGE_KINDS
from forums.actions.record_terms import judge_terms, write_terms
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.archives import Archive, Fault
from forums.formats.import_reports import Line, Report
from forums.formats.records import Record
from forums.formats.rows import Reader, SessionRow

BATCH = 200
TRIES = 3
WRITTEN = frozenset({ImportFate.CREATED, ImportFate.UPDATED})
Row = SessionRow | Record
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Errand:
    """How rows of one kind are brought in. `judge` writes nothing; `write` stores what its verdicts say."""

    judge: Callable[..., Sequence[Verdict]]
    write: Callable[..., None]


# Kind of record → its errand; "" are rows of others' archives.
ERRANDS: Mapping[str, Errand] = {
    "": Errand(judge_rows, write_rows),
    "term": Errand(judge_terms, write_terms),
    **dict.fromkeys(PAGE_KINDS, Errand(judge_records, write_records)),
}


def kind_of(row: Row | Fault) -> str:
    """The kind of record that a row is."""
    return row.kind if isinstance(row, Record) else ""


def judge(*, rows: Sequence[Row], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each row of one kind; writes nothing."""
    return list(ERRANDS[kind_of(rows[0])].judge(rows=rows, wish=wish, planned=planned)) if rows else []


@transaction.atomic
def import_batch(*, rows: Sequence[Row], wish: Wish, by: Account | None) -> list[Verdict]:
    """Store rows of one kind, all or none of them; the verdict on each.

    IntegrityError when somebody else writes in the same places at the same moment: the batch can be tried again.
    """
    verdicts = judge(rows=rows, wish=wish)
    if written := [one for one in verdicts if one.fate in WRITTEN]:
        ERRANDS[kind_of(rows[0])].write(verdicts=written, wish=wish, by=by)
    return verdicts


def import_archive(
    *, archive: Archive, wish: Wish, by: Account | None, keeps_all: bool = False, progress: Progress | None = None
) -> Report:
    """Bring an open archive in, or say what would happen (`wish.is_plan`); the report on every row.

    `progress` is called after each batch with the row reached and how many lines there are: a job that is stopped
    there, or killed anywhere, has stored whole batches, and the same call goes on from there. `index_imported` then
    brings the editors' search up to date. NoIndexError when there is no page to put editions under.
    """
    forums_index()
    reader, report = Reader(forum=wish.forum), Report(is_plan=wish.is_plan, keeps_all=keeps_all)
    planned: set[str] = set()
    for batch in batches(reader.read(archive.rows())):
        rows = [one for one in batch if not isinstance(one, Fault)]
        for one in batch:
            if isinstance(one, Fault):
                report.add(ImportFate.FAULTY, Line(one.number, one.external_id, "", one.reason))
        found = judge(rows=rows, wish=wish, planned=planned) if wish.is_plan else _tried(rows, wish, by)
        planned |= {one.row.external_id for one in found if one.fate == ImportFate.CREATED}
        for one in found:
            line = Line(one.row.number, one.row.external_id, one.row.title, one.reason)
            remark = (one.reason,) if one.reason and one.fate != ImportFate.FAULTY else ()
            report.add(one.fate, line, (*remark, *one.row.notes, *one.notes))
        if progress:
            progress(batch[-1].number, archive.lines)
    report.unknown.update(reader.unknown)
    return report


def _tried(rows: Sequence[Row], wish: Wish, by: Account | None) -> list[Verdict]:
    """One batch; once more when somebody else wrote in the same place."""
    for attempt in range(1, TRIES + 1):
        try:
            return import_batch(rows=rows, wish=wish, by=by)
        except IntegrityError:
            if attempt == TRIES:
                raise
    return []


def batches(read: Iterable[Row | Fault]) -> Iterator[list[Any]]:
    """Rows and faults in the file's order, some of one kind at a time."""
    for _kind, rows in groupby(read, kind_of):
        while batch := list(islice(rows, BATCH)):
            yield batch
