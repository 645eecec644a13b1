"""Press items and key messages as records: rows with a key of their own that belong to an edition or a session."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from access.models import Account
from access.viewer import STRANGER
from forums.actions.record_columns import Column, Field, Partial
from forums.actions.surroundings import Names, found_pages, ids_of, taken_keys
from forums.actions.ties import Ties
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.cells import BadCellError, required
from forums.formats.records import KINDS, URN, Record, Values, differing
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change

FIRST_ONLY = frozenset({"key"})
# Nothing stands around a row that its own fields need.
ALONE: Any = None


@dataclass(frozen=True)
class ItemKind:
    """A kind of row. `of` is the column that says which page it belongs to, `of_key` the field that holds its key."""

    name: str
    model: Any
    of: str
    of_key: str
    of_model: Any
    columns: tuple[Column, ...]

    def found(self, *, is_full: bool) -> QuerySet[Any]:
        """The rows of an export, in the order in which they were made."""
        rows = self.model.objects.all() if is_full else self.model.objects.visible_to(STRANGER)
        return rows.prefetch_related("themes").order_by("pk")

    def said(self, rows: Sequence[Any], names: Names) -> Iterator[tuple[str, Values]]:
        """Id and record of each row."""
        ids = ids_of({getattr(row, self.of_key) for row in rows})
        for row in rows:
            told = {column.name: column.say(row, ALONE) for column in self.columns}
            carried = {theme.pk for theme in row.themes.all()}
            told["themes"] = [name for pk, name in names.terms.items() if pk in carried]
            told |= {"key": str(row.key), self.of: ids[getattr(row, self.of_key)]}
            yield f"{URN}{row.key}", {name: told[name] for name in KINDS[self.name]}


@dataclass(frozen=True)
class Speaker(Column):
    """Who said it, by name, among those who took part; nobody where the speaker is withheld."""

    def say(self, row: Any, around: Any) -> Any:
        return row.speaker.printed_name if row.speaker else ""

    def tie(self, row: Any, value: Any, ties: Ties) -> None:
        people = Participation.objects.filter(session_key=row.session_key).order_by("order", "pk")
        row.speaker = people.filter(printed_name__iexact=value).first() if value else None
        row.is_withheld = row.speaker is None


SPEAKER = Speaker("speaker")
PRESS = ItemKind(
    "press",
    PressItem,
    "forum_id",
    "edition_key",
    ForumPage,
    (
        Field("outlet", "outlet"),
        Field("title", "title"),
        Field("language", "language"),
        Partial("date", "published_on"),
        Field("url", "url"),
        Field("archived_url", "archived_url"),
    ),
)
MESSAGE = ItemKind(
    "message",
    KeyMessage,
    "session",
    "session_key",
    SessionPage,
    (
        Field("words", "words"),
        Field("language", "language"),
        SPEAKER,
        Field("source", "source"),
        Field("source_url", "source_url"),
    ),
)
ITEM_KINDS: Mapping[str, ItemKind] = {kind.name: kind for kind in (PRESS, MESSAGE)}


def judge_items(*, rows: Sequence[Record], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each row of one kind; writes nothing."""
    kind = ITEM_KINDS[rows[0].kind]
    held = kind.model.objects.filter(key__in=[row.key for row in rows if row.key]).prefetch_related("themes")
    here = {row.key: row for row in held}
    taken = taken_keys([row.key for row in rows if row.key and row.key not in here])
    told = [dict(kind.said(list(here.values()), Names(is_full=is_full))) for is_full in (False, True)]
    pages = _pages(kind, rows)
    verdicts: list[Verdict] = []
    places: set[tuple[str, str]] = set()
    for row in rows:
        item = here.get(row.key)
        of = _page_key(kind, row, item, pages) or row.values.get(kind.of)
        place = str(of), str(row.values.get("url", row.external_id))
        if place in places:
            found = Verdict(row, ImportFate.FAULTY, _("its address is recorded for this edition already"))
        elif row.key in taken:
            found = Verdict(row, ImportFate.FAULTY, _("its key belongs to something else here"))
        else:
            found = _verdict(kind, row, item, told, pages, wish, planned)
        verdicts.append(found)
        places.add(place)
    return verdicts


def _pages(kind: ItemKind, rows: Sequence[Record]) -> dict[str, Any]:
    """Id of a page's record → the page that rows belong to."""
    found = found_pages(kind.of_model, dict.fromkeys(str(row.values.get(kind.of, "")) for row in rows))
    return {name: page for name, (_before, page) in found.items() if page}


def _page_key(kind: ItemKind, row: Record, item: Any, pages: Mapping[str, Any]) -> uuid.UUID | None:
    """The key of the page that a row belongs to: what it names, or has here if it names nothing."""
    page = pages.get(str(row.values.get(kind.of, "")))
    here = getattr(item, kind.of_key, None) if kind.of not in row.values else None
    return page.translation_key if page else here


def _verdict(
    kind: ItemKind,
    row: Record,
    item: Any,
    told: Sequence[Mapping[str, Values]],
    pages: Mapping[str, Any],
    wish: Wish,
    planned: Collection[str],
) -> Verdict:
    held = [views.get(f"{URN}{row.key}", {}) for views in told]
    changed = differing(row.values, held, apart=FIRST_ONLY)
    if item is not None and not changed:
        return Verdict(row, ImportFate.UNCHANGED)
    try:
        _check(kind, row, item, pages, planned)
    except (BadCellError, ValueError) as error:
        return Verdict(row, ImportFate.FAULTY, str(error))
    if item is None:
        return Verdict(row, ImportFate.CREATED)
    fate = ImportFate.UPDATED if wish.overwrite else ImportFate.EDITED
    return Verdict(row, fate, page=item, changed=changed)


def _check(kind: ItemKind, row: Record, item: Any, pages: Mapping[str, Any], planned: Collection[str]) -> None:
    """BadCellError for a row that cannot be stored."""
    of, key = str(row.values.get(kind.of, "")), _page_key(kind, row, item, pages)
    if key is None and of not in planned:
        raise BadCellError(_("“%(id)s”, to which it belongs, is not here: import that first") % {"id": of})
    trial = kind.model()
    for column in kind.columns:
        column.take(trial, row.values.get(column.name, column.say(item, ALONE) if item else ""), Ties(is_plan=True))
    for one in required(row.values.get("themes", []), list):
        required(one, str)
    if key is not None:
        check_place = _check_edition if kind is PRESS else _check_session
        check_place(row, item, trial, key)


def _check_edition(row: Record, item: Any, trial: Any, edition: uuid.UUID) -> None:
    others = PressItem.objects.filter(edition_key=edition, url=trial.url).exclude(key=row.key)
    if others.exists():
        raise BadCellError(_("its address is recorded for this edition already"))


def _check_session(row: Record, item: Any, trial: Any, session: uuid.UUID) -> None:
    # Of a message that comes into another session the speaker comes along, and has to have been there.
    name = row.values.get("speaker", SPEAKER.say(item, ALONE) if item else "")
    people = Participation.objects.filter(session_key=session, printed_name__iexact=name)
    if name and not people.exists():
        raise BadCellError(_("its speaker is not among the people of the session"))


def write_items(*, verdicts: Sequence[Verdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts on rows of one kind say; call it inside a transaction."""
    kind = ITEM_KINDS[verdicts[0].row.kind]
    pages, ties = _pages(kind, [one.row for one in verdicts]), Ties(by=by)
    for one in verdicts:
        values = one.row.values
        item = one.page or kind.model(key=one.row.key or uuid.uuid4())
        told = {column: values.get(column.name, column.say(item, ALONE) if one.page else "") for column in kind.columns}
        setattr(item, kind.of_key, _page_key(kind, one.row, one.page, pages))
        for column, value in told.items():
            column.take(item, value, ties)
            column.tie(item, value, ties)
        item.save()
        if "themes" in (values if one.page is None else one.changed):
            # As on pages, terms that wait for an editor and are not named stay.
            waiting = item.themes.pending().values_list("pk", flat=True)
            item.themes.set({*waiting, *(term for name in values["themes"] if (term := ties.term(name)))})
            Change.record([item.key], ChangeKind.GONE)
