"""Dates of records as people write them."""

from __future__ import annotations

from datetime import date

from forums.enums import DatePrecision
from forums.formats.dates import date_text


def date_of(number: int | None, language: str) -> str:
    """yyyymmdd → "15 October 2019", with 00 for what is not known: "October 2019", "2019"; "" for None."""
    if number is None:
        return ""
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return date_text(date(year, month or 1, day or 1), precision, language)
