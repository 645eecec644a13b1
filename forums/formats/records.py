"""Records of our own archive, written and read to the letter: one JSON object a line, or one kind a CSV file.

A row that names its `record` holds what its columns say and nothing is guessed; a row that names none comes from
somebody else's archive (`forums.formats.rows`). A column that a row does not have leaves what stands here as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from forums.formats.archives import RawRow
from forums.formats.cells import BadCellError, text_of, yes_or_no
from forums.formats.columns import EMPTY, word_of
from forums.formats.plain import has_surrogates
from foundation.rules import plain_cell

LONGEST_ID: Final = 200
LONGEST_ADDRESS: Final = 255
URN: Final = "urn:uuid:"
Values = dict[str, Any]
EMPTY_VALUES: Final[tuple[object, ...]] = (None, "", [], {})


def number_of(column: str, values: Sequence[object]) -> int | None:
    """A whole number, None for an empty cell."""
    text = text_of(column, values).strip()
    if text and not re.fullmatch(r"-?\d{1,9}", text):
        raise BadCellError(_("“%(column)s” must be a whole number") % {"column": column})
    return int(text) if text else None


def data_of(column: str, values: Sequence[object]) -> Any:
    """A list or an object: as JSON has it, or written as JSON in a cell; a list of words also with ";" between them."""
    value = values[0] if values else []
    if isinstance(value, str):
        value = _opened(column, value.strip())
    if not isinstance(value, list | dict):
        raise BadCellError(_("“%(column)s” must be a list or an object") % {"column": column})
    if any("\x00" in text or has_surrogates(text) for text in texts_in(value)):
        raise BadCellError(_("“%(column)s” holds a NUL character or half a character") % {"column": column})
    return value


def object_of(column: str, values: Sequence[object]) -> Any:
    """An object; an empty cell is one that holds nothing."""
    found = data_of(column, values) or {}
    if not isinstance(found, dict):
        raise BadCellError(_("“%(column)s” must be an object") % {"column": column})
    return found


def _opened(column: str, text: str) -> Any:
    if text[:1] not in {"[", "{"}:
        return [word for part in text.split(";") if (word := part.strip())]
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCellError(_("“%(column)s” is not JSON (%(error)s)") % {"column": column, "error": error}) from None


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a list or an object, its names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_in([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


Shape = Callable[[str, Sequence[object]], Any]
PAGE: Final[Mapping[str, Shape]] = {"key": text_of, "title": text_of, "slug": text_of, "summary": text_of}
REST: Final[Mapping[str, Shape]] = {
    "themes": data_of,
    "blocks": data_of,
    "draft": yes_or_no,
    "translations": object_of,
}
# Kind of record → its columns in the order in which they are written. Records come in the order of the kinds: what
# others point to is there before them.
KINDS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "term": {
        "key": text_of, "title": text_of, "slug": text_of, "parent": text_of, "summary": text_of,
        "synonyms": text_of, "labels": object_of, "goals": data_of, "instruments": data_of, "order": number_of,
        "draft": yes_or_no,
    },
    "edition": {
        **PAGE, "number": number_of, "starts_on": text_of, "ends_on": text_of, "time_zone": text_of,
        "place": text_of, "country": text_of, "host": text_of, "co_hosts": text_of,
        "alternative_titles": text_of, "title_note": text_of, "builds_on": text_of, "headings": data_of,
        "claims": data_of, **REST,
    },
    "session": {
        "forum_id": text_of, "forum": text_of, **PAGE, "kind": text_of, "date": text_of, "starts_at": text_of,
        "ends_at": text_of, "closed": yes_or_no, "languages": data_of, "text_language": text_of,
        "recording": text_of, "recording_title": text_of, "people": data_of, "origin": object_of,
        **REST, "transcript": text_of,
    },
    "statement": {
        "forum_id": text_of, "forum": text_of, **PAGE, "date": text_of, "version": text_of, "session": text_of,
        "challenges": data_of, "points": data_of, "point_keys": data_of, **REST,
    },
    "report": {
        "forum_id": text_of, "forum": text_of, **PAGE, "date": text_of, "version": text_of, "sessions": data_of,
        "points": data_of, "point_keys": data_of, **REST,
    },
    "press": {
        "forum_id": text_of, "key": text_of, "outlet": text_of, "title": text_of, "language": text_of,
        "date": text_of, "url": text_of, "archived_url": text_of, "themes": data_of,
    },
    "message": {
        "session": text_of, "key": text_of, "words": text_of, "language": text_of, "speaker": text_of,
        "source": text_of, "source_url": text_of, "themes": data_of,
    },
    "redirect": {"to": text_of, "permanent": yes_or_no},
}  # fmt: skip
# Of a closed session nobody sees these: an empty cell says nothing of them.
NOT_OF_CLOSED: Final = frozenset(
    {"kind", "starts_at", "ends_at", "languages", "recording", "recording_title", "people", "blocks", "transcript"}
)


@dataclass(frozen=True, slots=True)
class Record:
    """A record to the letter: `values` holds the columns that the row has, by their names."""

    number: int
    kind: str
    external_id: str
    values: Values
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How a report calls it."""
        return str(self.values.get("title", ""))

    @property
    def called(self) -> set[str]:
        """How other records may call it: by its id, its key, a term by its name."""
        name = {called_term(self.title)} if self.kind == "term" else set()
        return {self.external_id, f"{URN}{self.key}"} | name

    @property
    def key(self) -> uuid.UUID | None:
        """The key that its permalink has, or had where it came from."""
        return key_in(self.values.get("key", "")) or key_in(self.external_id)


def called_term(name: str) -> str:
    """How a term is called among records."""
    return f"term:{name.casefold()}"


def key_in(text: str) -> uuid.UUID | None:
    """The key in "urn:uuid:…" or written alone."""
    try:
        return uuid.UUID(text.removeprefix(URN))
    except ValueError:
        return None


def kind_in(raw: RawRow) -> str:
    """What the row says it is; "" for a row of somebody else's archive."""
    return next((str(value).strip() for name, value in raw.cells if value and word_of(name) == "record"), "")


def cells_of(raw: RawRow, kind: str) -> tuple[dict[str, list[object]], list[str]]:
    """The cells of a record by its columns, an empty one without a value; and filled ones that its kind has not.

    JSON's null says nothing, but of a number, which may be empty.
    """
    shapes = KINDS.get(kind, {})
    found: dict[str, list[object]] = {}
    unused: list[str] = []
    for column, value in raw.cells:
        name = word_of(column)
        if name in shapes or name == "id":
            if value is not None or shapes.get(name) is number_of:
                found[name] = [] if value in (None, "") else [value]
        elif name != "record" and value not in EMPTY:
            unused.append(column)
    return found, unused


def record_of(number: int, kind: str, external_id: str, cells: Mapping[str, list[object]]) -> Record:
    """The record that the cells hold; BadCellError with what is wrong with them."""
    if kind not in KINDS:
        told = {"kind": kind[:40], "kinds": ", ".join(KINDS)}
        raise BadCellError(_("“%(kind)s” is no kind of record; there are: %(kinds)s") % told)
    values = {name: shape(name, cells[name]) for name, shape in KINDS[kind].items() if name in cells}
    if values.get("closed"):
        values = {name: value for name, value in values.items() if value or name not in NOT_OF_CLOSED}
    return Record(number, kind, external_id, values)


def same(told: Any, held: Any) -> bool:
    """Whether two values of a record say the same; there are several ways to say nothing."""
    return told == held or (told in EMPTY_VALUES and held in EMPTY_VALUES)


def differing(told: Values, standing: Collection[Values], apart: Collection[str] = ()) -> list[str]:
    """The columns of a record, but those `apart`, that differ from every way in which what stands here can be told."""
    columns = [name for name in told if name not in apart]
    return [name for name in columns if not any(same(told[name], one.get(name)) for one in standing)]


class JsonLines:
    """One object a line."""

    suffix: ClassVar[str] = "jsonl"

    def heading(self, kinds: Iterable[str]) -> str:
        """JSON lines have none."""
        return ""

    def line(self, kind: str, external_id: str, values: Values) -> str:
        """The line of a record, with its end."""
        told = {"record": kind, "id": external_id, **values}
        return json.dumps(told, ensure_ascii=False) + "\n"


class Table:
    """Comma-separated values of one kind of record, which no spreadsheet program takes for formulas."""

    suffix: ClassVar[str] = "csv"

    def heading(self, kinds: Iterable[str]) -> str:
        """The names of the columns."""
        return _row(name for kind in kinds for name in ("record", "id", *KINDS[kind]))

    def line(self, kind: str, external_id: str, values: Values) -> str:
        """The row of a record, with its end."""
        return _row([kind, plain_cell(external_id), *(_cell(values.get(name)) for name in KINDS[kind])])


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else plain_cell(str(value))
