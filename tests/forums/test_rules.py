"""Pure decisions about editions and sessions."""

from datetime import date, time

import pytest

from forums.enums import DatePrecision
from forums.rules import is_evening_or_day, is_within, lines_of, offset_of

FIRST, LAST = date(2019, 10, 12), date(2019, 10, 15)
DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("on", "precision", "fits"),
    [
        (date(2019, 10, 12), DAY, True),
        (date(2019, 10, 15), DAY, True),
        (date(2019, 10, 11), DAY, False),
        (date(2019, 10, 16), DAY, False),
        (date(2019, 10, 1), MONTH, True),
        (date(2019, 11, 1), MONTH, False),
        (date(2019, 1, 1), YEAR, True),
        (date(2018, 1, 1), YEAR, False),
    ],
)
def test_a_date_is_compared_as_exactly_as_it_is_known(on: date, precision: DatePrecision, fits: bool) -> None:
    assert is_within(on, precision, FIRST, LAST) is fits


def test_an_open_end_admits_everything() -> None:
    long_ago, far = date(1900, 1, 1), date(2100, 1, 1)
    assert is_within(far, DAY, FIRST, None)
    assert not is_within(long_ago, DAY, FIRST, None)
    assert is_within(long_ago, DAY, None, LAST)
    assert not is_within(far, DAY, None, LAST)
    assert is_within(far, DAY, None, None)


@pytest.mark.parametrize(
    ("zone", "on", "words"),
    [
        ("America/New_York", date(2019, 10, 12), "UTC−4"),
        ("America/New_York", date(2019, 12, 12), "UTC−5"),
        ("Asia/Kolkata", date(2019, 10, 12), "UTC+5:30"),
        ("America/St_Johns", date(2019, 12, 12), "UTC−3:30"),
        ("UTC", date(2019, 10, 12), "UTC+0"),
        ("", date(2019, 10, 12), ""),
        ("Asia/Kolkata", None, ""),
    ],
)
def test_an_offset_is_that_of_the_day(zone: str, on: date | None, words: str) -> None:
    assert offset_of(zone, on) == words


def test_a_field_of_lines_has_no_empty_ones() -> None:
    assert lines_of(" One \n\n  \nTwo\r\nThree") == ("One", "Two", "Three")
    assert lines_of("") == ()


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        (time(9), time(11), True), (time(22), time(1), True), (time(9), None, True), (None, None, True),
        (time(11), time(9), False), (time(9), time(9), False), (time(14), time(2, 1), False),
    ],
)  # fmt: skip
def test_a_session_ends_after_it_starts_or_soon_after_midnight(starts, ends, fits: bool) -> None:
    assert is_evening_or_day(starts, ends) is fits
