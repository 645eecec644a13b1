"""Dates as people write them, in the active language."""

from __future__ import annotations

import re
from datetime import date

from babel.core import Locale
from babel.dates import format_date, format_skeleton

from forums.enums import DatePrecision
from foundation.formats.locales import babel_locale

SHORT_MONTH = re.compile("MMM+")
# French counts the first day of a month, and that one alone: "1er octobre", "1er–3 octobre".
FIRST_DAY = re.compile(r"\b1(?= [^\W\d]|–\d)")


def date_text(on: date | None, precision: str = DatePrecision.DAY, language: str = "") -> str:
    """ "15 October 2019", "October 2019" or "2019", as exactly as it is known; "" for no date."""
    if on is None:
        return ""
    locale = babel_locale(language)
    if precision == DatePrecision.YEAR:
        return str(format_skeleton("y", on, locale=locale))
    if precision == DatePrecision.MONTH:
        return str(format_skeleton("yMMMM", on, locale=locale))
    return _with_first(str(format_date(on, "long", locale=locale)), locale)


def date_range(start: date | None, end: date | None, language: str = "") -> str:
    """ "12–15 October 2019": first and last day without saying twice what they share (CLDR intervals)."""
    if start is None or end is None or start == end:
        return date_text(start or end, language=language)
    locale = babel_locale(language)
    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    # Most locales have intervals with short names of months only: they differ from the long ones in nothing else.
    patterns = locale.interval_formats.get("yMMMMd") or locale.interval_formats.get("yMMMd") or {}
    parts = [SHORT_MONTH.sub("MMMM", part) for part in patterns.get(differs, ())]
    if len(parts) != 2:
        return f"{date_text(start, language=language)} – {date_text(end, language=language)}"
    words = "".join(str(format_date(on, part, locale=locale)) for on, part in zip((start, end), parts, strict=True))
    # Between two numbers the dash stands close, between two dates it has room.
    return _with_first(words.replace("\u2009", "" if differs == "d" else " "), locale)


def weekday(on: date, language: str = "") -> str:
    """ "Saturday"."""
    return str(format_date(on, "EEEE", locale=babel_locale(language)))


def short_day(on: date, language: str = "") -> str:
    """ "Sat 12"."""
    return str(format_skeleton("Ed", on, locale=babel_locale(language)))


def day_and_month(on: date, language: str = "") -> str:
    """ "12 October"."""
    locale = babel_locale(language)
    return _with_first(str(format_skeleton("MMMMd", on, locale=locale)), locale)


def _with_first(words: str, locale: Locale) -> str:
    return FIRST_DAY.sub("1er", words) if locale.language == "fr" else words
