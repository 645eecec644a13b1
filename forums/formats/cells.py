"""Single cells of an archive: text, lists, yes and no, addresses. A `BadCellError` says what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from forums.enums import ParticipationRole
from forums.formats.kinds import read_role
from forums.formats.plain import has_surrogates, one_line
from foundation.rules import has_bidi_controls

LONGEST_NAME: Final = 200
LONGEST_TERM: Final = 60
LONGEST_URL: Final = 500
MOST_PEOPLE: Final = 100
MOST_TERMS: Final = 30
YES: Final = {"yes", "y", "true", "1", "x", "ja", "oui", "sí", "si", "closed", "نعم"}
NO: Final = {"no", "n", "false", "0", "nein", "non", "open", "public", "لا"}
# A name with its role after it, in brackets.
ROLE: Final = re.compile(r"(.+?)\s*\(([^()]{3,20})\)\s*")


class BadCellError(Exception):
    """What is wrong with the row."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A printed name and what its bearer did."""

    name: str
    role: ParticipationRole = ParticipationRole.SPEAKER


def required(value: Any, *kinds: type) -> Any:
    """The value of a list or an object, if it is of one of these kinds."""
    if not isinstance(value, kinds):
        raise BadCellError(_("“%(value)s” is not the kind of value that belongs there") % {"value": str(value)[:40]})
    return value


def text_of(column: str, values: Sequence[object]) -> str:
    """The one text of a column, "" when there is none."""
    return _text(column, values[0]) if values else ""


def _text(column: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        # A spreadsheet's export writes the year 2019 as 2019.0.
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        raise BadCellError(_("“%(column)s” holds something else than text") % {"column": column})
    text = str(value)
    if "\x00" in text:
        raise BadCellError(_("“%(column)s” holds a NUL character") % {"column": column})
    if has_surrogates(text):
        raise BadCellError(_("“%(column)s” holds half a character (a lone surrogate)") % {"column": column})
    return text


def line_of(column: str, values: Sequence[object], longest: int) -> str:
    """One line of text; too long a line is a fault."""
    line = one_line(text_of(column, values))
    if len(line) > longest:
        raise BadCellError(
            _("“%(column)s” is longer than %(longest)d characters") % {"column": column, "longest": longest}
        )
    return line


def texts_of(column: str, values: Iterable[object]) -> Iterator[str]:
    """Every text in the cells of a column, lists opened."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from texts_of(column, value)
        elif isinstance(value, dict):
            yield _text(column, value.get("name") or value.get("url") or value.get("title") or "")
        elif value is not None:
            yield _text(column, value)


def speakers_in(column: str, values: Iterable[object], notes: list[str]) -> Iterator[Speaker]:
    """Everybody in the cells of a column. One cell may hold several names with ";" or a line between them."""
    for text in texts_of(column, values):
        for raw in _names(text):
            if has_bidi_controls(raw):
                notes.append(_("invisible direction marks were taken out of a name"))
            name, role = one_line(raw), ParticipationRole.SPEAKER
            if (found := ROLE.fullmatch(name)) and (named := read_role(found.group(2))):
                name, role = found.group(1), named
            if len(name) > LONGEST_NAME:
                raise BadCellError(_("a name in “%(column)s” is longer than 200 characters") % {"column": column})
            if name:
                yield Speaker(name, role)


def _names(text: str) -> list[str]:
    if re.search(r"[;|\n]", text):
        return re.split(r"[;|\n]", text)
    parts = text.split(",")
    # "Doe, Jane" is one person; "Jane Doe, John Roe" are two.
    return parts if all(len(part.split()) > 1 for part in parts) else [text]


def terms_of(values: Iterable[object], notes: list[str]) -> tuple[str, ...]:
    """Terms, each once whatever its case; lists in one cell are taken apart, what is no term is left out and noted."""
    found: dict[str, str] = {}
    for line in (line for text in texts_of("tags", values) for line in text.splitlines()):
        for raw in re.split(r"[,;|]|(?<=\w)#|^#", one_line(line)):
            term = raw.strip(" #.\"'")
            if len(term) > LONGEST_TERM:
                notes.append(_("a tag longer than 60 characters was left out"))
            elif any(letter.isalpha() for letter in term):
                found.setdefault(term.casefold(), term)
    if len(found) > MOST_TERMS:
        notes.append(_("only the first 30 tags were taken"))
    return tuple(found.values())[:MOST_TERMS]


def urls_of(column: str, values: Iterable[object], notes: list[str]) -> tuple[str, ...]:
    """Full http(s) addresses, each once; others are left out and noted."""
    found: dict[str, None] = {}
    for text in texts_of(column, values):
        for url in text.split():
            if is_address(url):
                found[url] = None
            else:
                notes.append(_("“%(column)s” held something that is no full address") % {"column": column})
    return tuple(found)


def is_address(url: str) -> bool:
    """Whether a page can be at this address: http(s), a host, no password in it, not too long."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = parts.username is None and not re.search(r"[\s<>\"\x00-\x1f]", url)
    return parts.scheme in {"http", "https"} and "." in host and plain and len(url) <= LONGEST_URL


def yes_or_no(column: str, values: Sequence[object]) -> bool:
    """Yes or no; anything else is a fault, for a closed session must never be taken for an open one."""
    if not values:
        return False
    answer = str(values[0]).strip().casefold()
    if answer not in YES | NO:
        raise BadCellError(_("“%(column)s” must be yes or no") % {"column": column})
    return answer in YES
