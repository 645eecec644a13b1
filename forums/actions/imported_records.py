"""Pages as records of our own say them: a verdict on each record, then pages and the rows beside them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from access.models import Account
from forums.actions.imported_editions import forums_index, print_of
from forums.actions.imported_sessions import draft_note, is_untouched, page_print, people_print
from forums.actions.outcomes import number_points
from forums.actions.planting import plant
from forums.actions.record_kinds import EDITION, PAGE_KINDS, SESSION, PageKind, changed_by, fault_of
from forums.actions.surroundings import Around, Names, found_pages, taken_keys
from forums.actions.ties import Ties
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.cells import BadCellError
from forums.formats.names import said, sought, withheld
from forums.formats.records import Record, Values, texts_in
from forums.models.edition import ForumPage
from forums.models.outcomes import OutcomePage
from forums.models.participation import Participation
from forums.models.provenance import Provenance, origin_of
from forums.models.session import SessionPage
from foundation.actions import works

REMEMBERED = ["external_id", "translation_key", "row_print", "source", "page_print", "people_print", "revision",
              "awaits_index", "imported_at"]  # fmt: skip
# What a print of a page leaves out: whether it is shown, terms (the vocabulary merges those), and what is not of it.
UNPRINTED = frozenset({"draft", "themes", "origin", "forum", "forum_id", "slug"})


@dataclass(frozen=True)
class Standing:
    """What stands here of a batch of records of one kind."""

    kind: PageKind
    found: dict[str, tuple[Provenance | None, Any]]
    told: dict[int, tuple[Values, Values]] = field(default_factory=dict)
    parents: dict[str, Any] = field(default_factory=dict)
    taken: frozenset[uuid.UUID] = frozenset()
    people: dict[uuid.UUID, list[Participation]] = field(default_factory=dict)
    versions: dict[uuid.UUID, list[Any]] = field(default_factory=dict)


def judge_records(*, rows: Sequence[Record], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each record of one kind; writes nothing. `planned` are ids that this run would make."""
    standing = _standing(rows)
    return [_verdict(row, standing, wish, planned) for row in rows]


def _standing(rows: Sequence[Record]) -> Standing:
    kind = PAGE_KINDS[rows[0].kind]
    found = found_pages(kind.model, {row.external_id: row.key for row in rows})
    pages = [page for _before, page in found.values() if page]
    told: dict[int, tuple[Values, Values]] = {}
    around = Around(pages, Names(is_full=True))
    if pages:
        public = Around(pages, Names())
        told = {page.pk: (kind.values(page, public), kind.values(page, around)) for page in pages}
    missing = [row.key for row in rows if row.key and found[row.external_id][1] is None]
    taken = frozenset(taken_keys(missing))
    return Standing(kind, found, told, _parents(kind, rows), taken, around.people, around.translations)


def _parents(kind: PageKind, rows: Sequence[Record]) -> dict[str, Any]:
    """Id of an edition → its page; of editions themselves, nothing but the index."""
    if kind is EDITION:
        return {"": forums_index()}
    wanted = dict.fromkeys(str(row.values.get("forum_id", "")) for row in rows)
    return {name: page for name, (_before, page) in found_pages(ForumPage, wanted).items() if page}


def _verdict(row: Record, standing: Standing, wish: Wish, planned: Collection[str]) -> Verdict:
    before, page = standing.found[row.external_id]
    judge = _new_verdict if page is None else _old_verdict
    try:
        return judge(row, standing, wish, planned)
    except (BadCellError, ValueError) as error:
        return Verdict(row, ImportFate.FAULTY, str(error), before, page)


def _new_verdict(row: Record, standing: Standing, wish: Wish, planned: Collection[str]) -> Verdict:
    before, _page = standing.found[row.external_id]
    if before is not None and not wish.restore:
        return Verdict(row, ImportFate.REMOVED)
    if row.key in standing.taken:
        raise BadCellError(_("its key belongs to something else here"))
    forum = str(row.values.get("forum_id", ""))
    if forum not in standing.parents and forum not in planned:
        raise BadCellError(_("its edition “%(id)s” is not here: import that first") % {"id": forum})
    page = standing.kind.model()
    for name in ("title", *row.values):
        _take(standing.kind, page, name, row.values.get(name, ""), Ties(is_plan=True))
    if fault := fault_of(page):
        raise BadCellError(fault)
    return Verdict(row, ImportFate.CREATED, draft_note() if names_somebody(row) else "", before)


def _old_verdict(row: Record, standing: Standing, wish: Wish, planned: Collection[str]) -> Verdict:
    before, page = standing.found[row.external_id]
    parent = standing.parents.get(str(row.values.get("forum_id", "")))
    if "forum_id" in row.values and (parent is None or not page.path.startswith(parent.path)):
        raise BadCellError(_("its id belongs to a page of another edition here"))
    changed = changed_by(row.values, standing.told[page.pk], standing.kind.columns)
    if not changed:
        return Verdict(row, ImportFate.UNCHANGED)
    trial = type(page).objects.get(pk=page.pk)
    trial.pk = None
    for name in changed:
        _take(standing.kind, trial, name, row.values[name], Ties(is_plan=True))
    if fault := fault_of(trial):
        raise BadCellError(fault)
    if not wish.overwrite and is_edited(page, before, standing):
        return Verdict(row, ImportFate.EDITED)
    return Verdict(row, ImportFate.UPDATED, "", before, page, changed=changed)


def _take(kind: PageKind, page: Any, name: str, value: Any, ties: Ties) -> None:
    kind.columns[name].take(page, value, ties)


def is_edited(page: Any, before: Provenance | None, standing: Standing) -> bool:
    """Whether somebody wrote the page here, or changed it since an import did."""
    if before is None or any(version.latest_revision_id for version in standing.versions.get(page.translation_key, [])):
        return True
    if isinstance(page, SessionPage):
        return not is_untouched(page, before, standing.people.get(page.translation_key, []))
    prints = {print_of_values(standing.told[page.pk][1])} | ({print_of(page)} if isinstance(page, ForumPage) else set())
    return page.latest_revision_id != before.revision or before.page_print not in prints


def print_of_values(values: Values) -> str:
    """A print of everything that a record writes on a page."""
    told = {name: value for name, value in values.items() if name not in UNPRINTED}
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


def names_somebody(row: Record) -> bool:
    """Whether the words of a record name somebody whom it holds as withheld. In doubt they do."""
    people = row.values.get("people", [])
    sources = {told["name"]: told.get("source", "") for told in people}
    hidden = sought(withheld(sources, is_closed=bool(row.values.get("closed"))), first_names=True)
    shown = {name: value for name, value in row.values.items() if name not in {"people", "origin", "key", "forum_id"}}
    return bool(hidden) and hidden.is_in(said(texts_in(shown), texts_in(shown)))


def write_records(*, verdicts: Sequence[Verdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts on records of one kind say; call it inside a transaction."""
    kind = PAGE_KINDS[verdicts[0].row.kind]
    ties = Ties(by=by)
    new = [one for one in verdicts if one.fate == ImportFate.CREATED]
    old = [one for one in verdicts if one.fate == ImportFate.UPDATED]
    written = [*zip(new, _planted(kind, new, ties), strict=True), *zip(old, _changed(kind, old, ties), strict=True)]
    for one, page in written:
        for name in one.changed or one.row.values:
            kind.columns[name].tie(page, one.row.values[name], ties)
        one.notes.extend(ties.notes[page.pk])
    ties.store()
    for _one, page in written if issubclass(kind.model, OutcomePage) else ():
        number_points(page=page, by=by)
    for one in old:
        works.revise(page=one.page, by=by)
    _remember(kind, written)


def _changed(kind: PageKind, old: Sequence[Verdict], ties: Ties) -> list[Any]:
    """The pages of these verdicts with what their records say in other words."""
    for one in old:
        for name in one.changed:
            _take(kind, one.page, name, one.row.values[name], ties)
        one.page.save(clean=False)
    return [one.page for one in old]


def _planted(kind: PageKind, new: Sequence[Verdict], ties: Ties) -> list[Any]:
    """New pages below their editions, in the order of the records."""
    parents = _parents(kind, [one.row for one in new]) if new else {}
    beds: dict[str, list[Any]] = defaultdict(list)
    pages = []
    for one in new:
        page = kind.model()
        for name, value in one.row.values.items():
            _take(kind, page, name, value, ties)
        if one.provenance is not None:
            page.translation_key = one.provenance.translation_key
        page.live = page.live and not one.reason
        beds[str(one.row.values.get("forum_id", ""))].append(page)
        pages.append(page)
    for name, bed in beds.items():
        plant(parent=parents[name], pages=bed, by=ties.by, keeps_slugs=True)
    ties.fresh |= {page.pk for page in pages}
    ties.made |= {one.row.external_id: page for one, page in zip(new, pages, strict=True)}
    return pages


def _remember(kind: PageKind, written: Iterable[tuple[Verdict, Any]]) -> None:
    """Where the pages came from, and how the import left them."""
    rows = {page.pk: _provenance(kind, one, page) for one, page in written}
    Provenance.objects.bulk_create([row for row in rows.values() if row.pk is None])
    # Read again, for prints are made of what is stored; and of ids that are known only now.
    pages = list(kind.model.objects.filter(pk__in=rows))
    around = Around(pages, Names(is_full=True))
    for page in pages:
        row = rows[page.pk]
        row.page_print, row.people_print = _prints(kind, page, around)
        row.revision, row.awaits_index, row.imported_at = page.latest_revision_id, True, timezone.now()
    Provenance.objects.bulk_update(rows.values(), REMEMBERED, batch_size=100)


def _provenance(kind: PageKind, verdict: Verdict, page: Any) -> Provenance:
    name = verdict.row.external_id
    row = verdict.provenance or Provenance(kind=kind.model.kind, origin=origin_of(kind.model.kind, name))
    origin = verdict.row.values.get("origin") or {}
    row.external_id, row.translation_key = name, page.translation_key
    row.row_print, row.source = origin.get("print", "")[:32], origin.get("source", row.source)[:500]
    return row


def _prints(kind: PageKind, page: Any, around: Around) -> tuple[str, str]:
    if kind is SESSION:
        return page_print(page), people_print(around.people.get(page.translation_key, []))
    return print_of_values(kind.values(page, around)), ""
