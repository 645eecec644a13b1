"""Dates as people write them."""

from datetime import date

import pytest

from forums.enums import DatePrecision
from forums.formats.dates import date_range, date_text, day_and_month, weekday
from foundation.formats.locales import babel_locale

FIRST = date(2019, 10, 12)


@pytest.mark.parametrize(
    ("language", "end", "expected"),
    [
        ("en", date(2019, 10, 15), "12–15 October 2019"),
        ("en", date(2019, 11, 2), "12 October – 2 November 2019"),
        ("en", date(2020, 1, 2), "12 October 2019 – 2 January 2020"),
        ("en", FIRST, "12 October 2019"),
        ("en", None, "12 October 2019"),
        ("fr", date(2019, 10, 15), "12–15 octobre 2019"),
        ("es", date(2019, 10, 15), "12–15 de octubre de 2019"),
        ("ar", date(2019, 10, 15), "12–15 أكتوبر 2019"),
    ],
)
def test_a_range_says_nothing_twice(language: str, end: date | None, expected: str) -> None:
    assert date_range(FIRST, end, language) == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [(DatePrecision.DAY, "12 October 2019"), (DatePrecision.MONTH, "October 2019"), (DatePrecision.YEAR, "2019")],
)
def test_a_date_is_no_more_exact_than_known(precision: str, expected: str) -> None:
    assert date_text(FIRST, precision) == expected


def test_no_date_is_no_words() -> None:
    assert (date_text(None), date_range(None, None)) == ("", "")


def test_parts_of_a_day() -> None:
    assert (weekday(FIRST), day_and_month(FIRST), weekday(FIRST, "es")) == ("Saturday", "12 October", "sábado")


def test_an_unknown_language_is_written_in_english() -> None:
    assert str(babel_locale("not a language")) == "en_GB"
