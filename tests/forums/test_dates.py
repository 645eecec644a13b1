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
        ("fr", date(2019, 11, 1), "12 octobre – 1er novembre 2019"),
        ("es", date(2019, 11, 2), "12 de octubre – 2 de noviembre de 2019"),
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


@pytest.mark.parametrize(
    ("day", "words"), [(1, "1er octobre"), (11, "11 octobre"), (21, "21 octobre"), (2, "2 octobre")]
)
def test_in_french_the_first_of_a_month_is_counted(day: int, words: str) -> None:
    on = date(2019, 10, day)
    assert (date_text(on, language="fr"), day_and_month(on, "fr")) == (f"{words} 2019", words)
    assert date_range(date(2019, 10, 1), date(2019, 10, 3), "fr") == "1er–3 octobre 2019"
    assert date_text(on, language="es") == f"{day} de octubre de 2019"


def test_no_date_is_no_words() -> None:
    assert (date_text(None), date_range(None, None)) == ("", "")


def test_parts_of_a_day() -> None:
    assert (weekday(FIRST), day_and_month(FIRST), weekday(FIRST, "es")) == ("Saturday", "12 October", "sábado")


def test_an_unknown_language_is_written_in_english() -> None:
    assert str(babel_locale("not a language")) == "en_GB"
