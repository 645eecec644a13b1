"""Files of archives: CSV in its dialects and JSON lines, plain or gzipped, row by row.

Whatever is wrong with one row is a `Fault` with its number and does not stop the rest; what is wrong with the whole
file is UnusableError, and is found before the first row is given out.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NoReturn

from django.utils.translation import gettext as _

from forums.formats.archive_files import LONGEST_LINE, UnusableError, as_utf8, lines_of, looked_over, spooled, unpacked
from forums.formats.columns import meaning_of, word_of
from forums.formats.plain import has_surrogates
from foundation.rules import text_of_cell

LONGEST_RECORD: Final = 500  # lines of one CSV row
DELIMITERS: Final = ",;\t|"
csv.field_size_limit(LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row, in order. `number` is a CSV's row (its header is 1) or a line of JSON lines."""

    number: int
    cells: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be used."""

    number: int
    reason: str
    external_id: str = ""


class Archive:
    """An archive that has been looked over: `kind` is "csv" or "jsonl", `lines` how many lines it has."""

    def __init__(self, file: IO[bytes], kind: str = "auto") -> None:
        """Take a seekable file from its beginning; UnusableError when it is no archive. It is read to its end once."""
        self.file = as_utf8(unpacked(file))
        self.lines = looked_over(self.file)
        self.kind = self._kind() if kind == "auto" else kind
        self.header: tuple[str, ...] = ()
        self.delimiter = ","
        self.is_exact = False
        if self.kind == "csv":
            self._read_header()

    def _kind(self) -> str:
        self._rewind()
        start = self.file.read(4096).lstrip()
        if start.startswith(b"["):
            raise UnusableError(_("This is one JSON list. Write one object a line: jq -c '.[]' list.json > rows.jsonl"))
        return "jsonl" if start.startswith(b"{") else "csv"

    def _rewind(self) -> None:
        self.file.seek(0)
        if self.file.read(3) != codecs.BOM_UTF8:
            self.file.seek(0)

    def _read_header(self) -> None:
        lines = self._texts()
        first = next((line for line in lines if line and line.strip()), "") or ""
        if first.lower().startswith("sep="):
            first = next(lines, "") or ""
        self.delimiter = max(DELIMITERS, key=lambda mark: len(_meant(first, mark)))
        self.header = tuple(" ".join(name.split()) for name in _split(first, self.delimiter))
        # Records of our own say by `record` what they are, and stand in cells that no spreadsheet runs as a formula.
        self.is_exact = "record" in map(word_of, self.header)
        missing = {"id"} if self.is_exact else {"id", "title"}
        missing -= _meant(first, self.delimiter)
        if missing:
            names = ", ".join(f"“{name}”" for name in sorted(missing))
            raise UnusableError(
                _("The first row must name the columns; there is none called %(names)s.") % {"names": names}
            )

    def rows(self) -> Iterator[RawRow | Fault]:
        """Every row in the file's order; empty ones are passed over."""
        return self._csv_rows() if self.kind == "csv" else self._json_rows()

    def _json_rows(self) -> Iterator[RawRow | Fault]:
        self._rewind()
        for number, line in enumerate(lines_of(self.file), 1):
            if line is None:
                yield Fault(number, _("the line is longer than 5 MB"))
            elif line.strip():
                yield _json_row(number, line)

    def _texts(self) -> Iterator[str | None]:
        """Lines as text; bytes that are no UTF-8 become lone surrogates, a line that is too long None."""
        self._rewind()
        for line in lines_of(self.file):
            yield None if line is None else line.decode("utf-8", "surrogateescape")

    def _csv_rows(self) -> Iterator[RawRow | Fault]:
        lines = _Feed(self._texts())
        number, is_header = 0, True
        while lines.more():
            number += 1
            record = lines.record(self.delimiter)
            if isinstance(record, str):
                # A header that is read with forbearance and is no good row is still the header: the next row is not.
                is_header = False
                yield Fault(number, record)
            elif is_header:
                is_header = not any(meaning_of(cell) for cell in record)
            elif any(cell.strip() for cell in record):
                yield self._csv_row(number, record)

    def _csv_row(self, number: int, record: list[str]) -> RawRow | Fault:
        if any(has_surrogates(cell) for cell in record):
            return Fault(number, _("it is not UTF-8; save the file as “CSV UTF-8”"))
        if len(record) != len(self.header):
            counts = {"found": len(record), "columns": len(self.header)}
            return Fault(number, _("it has %(found)d cells for %(columns)d columns") % counts)
        cells = map(text_of_cell, record) if self.is_exact else record
        return RawRow(number, tuple(zip(self.header, cells, strict=True)))


class _Feed:
    """Lines for the CSV reader, which can be given back when a quotation mark turns out never to be closed."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self.lines = lines
        self.waiting: deque[str | None] = deque()

    def more(self) -> bool:
        if not self.waiting and (line := next(self.lines, "")) != "":
            self.waiting.append(line)
        return bool(self.waiting)

    def record(self, delimiter: str) -> list[str] | str:
        """The next record, or why there is none. The line after its first one is read again if it never ended."""
        taken: list[str] = []
        try:
            return next(csv.reader(self._take(taken), delimiter=delimiter, strict=True), [])
        except (csv.Error, _TooLongError):
            if not taken:
                return _("the line is longer than 5 MB")
            self.waiting.extendleft(reversed(taken[1:]))
            return _("a quotation mark is not closed, or stands inside a cell without being doubled")

    def _take(self, taken: list[str]) -> Iterator[str]:
        size = 0
        while self.more() and len(taken) < LONGEST_RECORD and size < LONGEST_LINE:
            line = self.waiting.popleft()
            if line is None:
                if taken:
                    self.waiting.appendleft(None)  # a fault of its own, not a line that is lost with this one
                raise _TooLongError
            taken.append(line)
            size += len(line)
            yield line


class _TooLongError(Exception):
    """A line that nobody wrote by hand."""


def _json_row(number: int, line: bytes) -> RawRow | Fault:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return Fault(number, _("it is not UTF-8"))
    except RecursionError:
        return Fault(number, _("it is not JSON that can be read (nested too deeply)"))
    except ValueError as error:
        return Fault(number, _("it is not JSON (%(error)s)") % {"error": error})
    if not isinstance(found, dict):
        return Fault(number, _("it is no JSON object"))
    return RawRow(number, tuple(found.items()))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _meant(line: str, delimiter: str) -> set[str]:
    return {ours for name in _split(line, delimiter) if (ours := meaning_of(name))}


def open_archive(path: str, stdin: IO[bytes], kind: str = "auto") -> Archive:
    """The archive at a path, or on standard input for "-"; UnusableError with a reason."""
    if path == "-":
        return Archive(spooled(stdin), kind)
    try:
        file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - lives as long as the archive
        return Archive(io.BufferedReader(file) if file.seekable() else spooled(file), kind)
    except OSError as error:
        raise UnusableError(_("%(path)s cannot be read: %(error)s") % {"path": path, "error": error.strerror}) from None
