"""Rows of an archive as sessions, checked and normalised; nothing here touches a database."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from forums.enums import DatePrecision, ParticipationRole, SessionKind
from forums.formats.archives import Fault, RawRow
from forums.formats.cells import (
    MOST_PEOPLE,
    BadCellError,
    Speaker,
    line_of,
    speakers_in,
    terms_of,
    text_of,
    texts_of,
    urls_of,
    yes_or_no,
)
from forums.formats.columns import gather
from forums.formats.countries import read_country
from forums.formats.kinds import read_kind
from forums.formats.languages import NOTHING, UNKNOWN, read_language
from forums.formats.partial_dates import PartialDate, read_date
from forums.formats.plain import one_line
from forums.formats.records import LONGEST_ADDRESS, LONGEST_ID, Record, cells_of, kind_in, record_of
from foundation.formats.providers import PROVIDERS, provider_of

# Another way of reading rows makes every row a changed one: count it up with whatever alters what is stored.
READING: Final = 1
LONGEST_TITLE: Final = 255
LONGEST_SUMMARY: Final = 600
LONGEST_BODY: Final = 300_000
NAMES_OF_SERVICES: Final = frozenset(PROVIDERS.values())

Cells = Mapping[str, list[object]]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as its archive describes it. `languages` are BCP 47 codes; `text` is marked up as the archive had it.

    `forum_key` tells editions apart, `forum` is the edition's title. `notes` are remarks on what was left out.
    """

    number: int
    external_id: str
    forum_key: str
    forum: str
    title: str
    kind: SessionKind = SessionKind.OTHER
    summary: str = ""
    text: str = ""
    speakers: tuple[Speaker, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    held_on: date | None = None
    precision: DatePrecision = DatePrecision.DAY
    country: str = ""
    recording_url: str = ""
    links: tuple[str, ...] = ()
    is_closed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def called(self) -> set[str]:
        """How other rows may call it."""
        return {self.external_id}

    @property
    def words_language(self) -> str:
        """The language of the text: the only one that was named, else "und"."""
        return self.languages[0] if len(self.languages) == 1 else UNKNOWN

    @property
    def fingerprint(self) -> str:
        """The same for the same content, wherever in whichever file it stands (hexadecimal, 32 characters)."""
        said = [getattr(self, one.name) for one in fields(self) if one.name not in {"number", "notes"}]
        return hashlib.blake2b(repr((READING, said)).encode(), digest_size=16).hexdigest()


@dataclass
class Reader:
    """Reads rows one after the other; `forum` puts the sessions of others' archives into one edition.

    Keeps what a report says about the whole file: unknown columns with the number of rows that fill them.
    """

    forum: str = ""
    unknown: Counter[str] = field(default_factory=Counter)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self, raws: Iterable[RawRow | Fault]) -> Iterator[SessionRow | Record | Fault]:
        """A session, a record or a fault for every row."""
        for raw in raws:
            yield raw if isinstance(raw, Fault) else self.read_one(raw)

    def read_one(self, raw: RawRow) -> SessionRow | Record | Fault:
        """What one row says, or what is wrong with it."""
        kind = kind_in(raw)
        cells, unused = cells_of(raw, kind) if kind else gather(raw.cells)
        self.unknown.update(unused)
        name = ""
        try:
            name = line_of("id", cells.get("id", []), LONGEST_ADDRESS if kind == "redirect" else LONGEST_ID)
            if not name:
                raise BadCellError(_("it has no id"))
            self.require_new(kind, name)
            row = record_of(raw.number, kind, name, cells) if kind else session_of(raw.number, name, cells, self.forum)
            if isinstance(row, Record) and row.key:
                self.require_new("key", str(row.key))
                self.seen["key", str(row.key)] = raw.number
        except (BadCellError, ValueError, RecursionError) as error:
            return Fault(raw.number, str(error), name)
        self.seen[kind, name] = raw.number
        return row

    def require_new(self, kind: str, name: str) -> None:
        """BadCellError for an id or a key that stood in a row before."""
        if number := self.seen.get((kind, name)):
            raise BadCellError(_("the same id stands in row %(number)d") % {"number": number})


def session_of(number: int, external_id: str, cells: Cells, forum: str = "") -> SessionRow:
    """The session that the cells describe; `BadCellError` or `ValueError` with the reason why there is none."""
    notes: list[str] = []
    title = line_of("title", cells.get("title", []), LONGEST_TITLE)
    if not title:
        raise BadCellError(_("it has no title"))
    key, name = _forum(cells, forum)
    when = _when(cells)
    summary, text = _words(cells)
    recording, links = _addresses(cells, notes)
    return SessionRow(
        number=number,
        external_id=external_id,
        forum_key=key,
        forum=name,
        title=title,
        kind=_kind(cells, notes),
        summary=summary,
        text=text,
        speakers=_people(cells, notes),
        tags=terms_of(cells.get("tags", []), notes),
        languages=_languages(cells, notes),
        held_on=when.on if when else None,
        precision=when.precision if when else DatePrecision.DAY,
        country=_country(cells, notes),
        recording_url=recording,
        links=links,
        is_closed=yes_or_no("closed", cells.get("is_closed", [])),
        notes=tuple(dict.fromkeys(notes)),
    )


def _forum(cells: Cells, forum: str) -> tuple[str, str]:
    name = forum or line_of("forum", cells.get("forum", []), LONGEST_TITLE)
    key = "" if forum else line_of("forum_id", cells.get("forum_id", []), LONGEST_ID)
    if not name and not key:
        raise BadCellError(_("it names no forum; add a column “forum”, or use --forum"))
    return (key or slugify(name, allow_unicode=True) or name.casefold())[:LONGEST_ID], name or key


def _when(cells: Cells) -> PartialDate | None:
    for column in ("date", "year"):
        if text := text_of(column, cells.get(column, [])).strip():
            return read_date(text)
    return None


def _kind(cells: Cells, notes: list[str]) -> SessionKind:
    text = one_line(text_of("kind", cells.get("kind", [])))
    found = read_kind(text) if text else SessionKind.OTHER
    if found is None:
        notes.append(_("the kind “%(kind)s” is not known: listed as “Session”") % {"kind": text[:40]})
    return found or SessionKind.OTHER


def _words(cells: Cells) -> tuple[str, str]:
    """Summary and text. An abstract is the summary where there is a text besides, else it is the text."""
    summary, abstract, body = (text_of(name, cells.get(name, [])) for name in ("summary", "abstract", "body"))
    if abstract and body and not summary:
        summary, abstract = abstract, ""
    line = one_line(summary)
    if len(line) > LONGEST_SUMMARY:
        line, abstract = "", "\n\n".join(filter(None, [summary, abstract]))
    text = "\n\n".join(filter(None, [abstract.strip(), body.strip()]))
    if len(text) > LONGEST_BODY:
        raise BadCellError(_("its text is longer than 300,000 characters"))
    return line, "" if one_line(text) == line else text


def _people(cells: Cells, notes: list[str]) -> tuple[Speaker, ...]:
    found: dict[str, Speaker] = {}
    for person in speakers_in("speakers", cells.get("speakers", []), notes):
        found.setdefault(person.name.casefold(), person)
    for person in speakers_in("moderators", cells.get("moderators", []), notes):
        found[person.name.casefold()] = Speaker(person.name, ParticipationRole.MODERATOR)
    if len(found) > MOST_PEOPLE:
        raise BadCellError(_("it has more than 100 speakers"))
    return tuple(found.values())


def _languages(cells: Cells, notes: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts_of("language", cells.get("language", [])):
        if text.strip().casefold() in NOTHING:
            continue
        for word in re.split(r"[,;/|+&]", unicodedata.normalize("NFC", text)):
            code = read_language(word)
            if not code:
                notes.append(_("the language “%(language)s” is not known") % {"language": word.strip()[:40]})
            elif code != UNKNOWN:
                found[code] = None
    return tuple(found)


def _country(cells: Cells, notes: list[str]) -> str:
    text = one_line(text_of("country", cells.get("country", [])))
    code = read_country(text)
    if text and not code:
        notes.append(_("the country “%(country)s” is not known") % {"country": text[:40]})
    return code


def _addresses(cells: Cells, notes: list[str]) -> tuple[str, tuple[str, ...]]:
    """The recording and the other links. An address counts as the recording if its column says so, or its host."""
    recordings = urls_of("recording", cells.get("recordings", []), notes)
    others = urls_of("url", cells.get("urls", []), notes)
    hosted = [url for url in others if provider_of(url) in NAMES_OF_SERVICES]
    found = [*recordings, *hosted][:1]
    links = tuple(url for url in dict.fromkeys([*recordings, *others]) if url not in found)
    return (_private(found[0]) if found else ""), links


def _private(url: str) -> str:
    """The services all answer on https; nobody on the way has to see what is asked for."""
    known = url.startswith("http://") and provider_of(url) in NAMES_OF_SERVICES
    return url.replace("http://", "https://", 1) if known else url
