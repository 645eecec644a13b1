"""Importing archives, a batch at a time: first a verdict on every row, then one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from access.models import Account
from forums.actions.imported_records import judge_records, write_records
from forums.actions.imported_rows import judge_rows, write_rows
from forums.actions.record_items import ITEM_KINDS, judge_items, write_items
from forums.actions.record_kinds import PAGE_KINDS
from forums.actions.record_redirects import judge_redirects, write_redirects
from forums.actions.record_terms import judge_terms, write_terms
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.archives import Fault
from forums.formats.records import Record
from forums.formats.rows import SessionRow

WRITTEN = frozenset({ImportFate.CREATED, ImportFate.UPDATED})
Row = SessionRow | Record


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
    **dict.fromkeys(ITEM_KINDS, Errand(judge_items, write_items)),
    "redirect": Errand(judge_redirects, write_redirects),
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
