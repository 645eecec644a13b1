"""Dates as archives write them, read as exactly as they are known: a day, a month or a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.core import Locale
from django.utils.translation import gettext as _

from forums.enums import DatePrecision

EARLIEST, LATEST = 1800, 2199
# Languages whose names of months are understood.
LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl")
ISO = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ][0-9:.,+Z -]*)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR = re.compile(r"(\d{4})(?:\.0)?")
DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})", re.IGNORECASE
)
MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
MONTH_YEAR = re.compile(r"([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date; with precision "month" its day is 1, with "year" its month too."""

    on: date
    precision: DatePrecision


def read_date(text: str) -> PartialDate:
    """The date that the text says; ValueError with a reason for people when it says none, or more than one."""
    text = " ".join(text.split())
    for pattern, reader in READERS:
        if found := pattern.fullmatch(text):
            return reader(*found.groups())
    raise ValueError(_("“%(text)s” is no date; write 2019-10-12, 2019-10 or 2019") % {"text": text[:40]})


def _made(year: str, month: str | int | None, day: str | int | None) -> PartialDate:
    numbers = int(year), int(month or 0), int(day or 0)
    if not EARLIEST <= numbers[0] <= LATEST:
        raise ValueError(_("the year %(year)s cannot be meant") % {"year": year})
    if not numbers[1]:
        return PartialDate(date(numbers[0], 1, 1), DatePrecision.YEAR)
    try:
        if not numbers[2]:
            return PartialDate(date(numbers[0], numbers[1], 1), DatePrecision.MONTH)
        return PartialDate(date(*numbers), DatePrecision.DAY)
    except ValueError:
        written = f"{numbers[0]}-{numbers[1]:02}" + (f"-{numbers[2]:02}" if numbers[2] else "")
        raise ValueError(_("there is no %(date)s in the calendar") % {"date": written}) from None


def _either_way(first: str, second: str, year: str) -> PartialDate:
    if int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
        text = f"{first}/{second}/{year}"
        raise ValueError(_("“%(text)s” can be two days; write it as 2019-10-12") % {"text": text})
    return _made(year, second, first) if int(first) > 12 else _made(year, first, second)


def _named(name: str) -> int:
    month = _months().get(name.casefold().rstrip("."))
    if month is None:
        raise ValueError(_("“%(name)s” is no month; write 2019-10-12, 2019-10 or 2019") % {"name": name[:40]})
    return month


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Name or abbreviation of a month in any of the languages → its number (CLDR)."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for forms in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found


READERS: tuple[tuple[re.Pattern[str], Callable[..., PartialDate]], ...] = (
    (ISO, _made),
    (COMPACT, _made),
    (YEAR, lambda year: _made(year, None, None)),
    (DOTTED, lambda day, month, year: _made(year, month, day)),
    (SLASHED, _either_way),
    (DAY_MONTH, lambda day, month, year: _made(year, _named(month), day)),
    (MONTH_DAY, lambda month, day, year: _made(year, _named(month), day)),
    (MONTH_YEAR, lambda month, year: _made(year, _named(month), None)),
)
