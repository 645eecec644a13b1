"""Dates as archives write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.enums import DatePrecision
from forums.formats.partial_dates import EARLIEST, LATEST, PartialDate, read_date

DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2019-10-12", date(2019, 10, 12), DAY),
        ("2019-10-12T09:30:00Z", date(2019, 10, 12), DAY),
        ("2019-10-12 00:00:00", date(2019, 10, 12), DAY),
        ("2019/10/2", date(2019, 10, 2), DAY),
        ("20191012", date(2019, 10, 12), DAY),
        ("12.10.2019", date(2019, 10, 12), DAY),
        ("12. 10. 2019", date(2019, 10, 12), DAY),
        ("25/10/2019", date(2019, 10, 25), DAY),
        ("10/25/2019", date(2019, 10, 25), DAY),
        ("10/10/2019", date(2019, 10, 10), DAY),
        ("12 October 2019", date(2019, 10, 12), DAY),
        ("October 12th, 2019", date(2019, 10, 12), DAY),
        ("12 octobre 2019", date(2019, 10, 12), DAY),
        ("1er août 2019", date(2019, 8, 1), DAY),
        ("12 de octubre de 2019", date(2019, 10, 12), DAY),
        ("12. Oktober 2019", date(2019, 10, 12), DAY),
        ("  2019-10 ", date(2019, 10, 1), MONTH),
        ("Oct 2019", date(2019, 10, 1), MONTH),
        ("März 2019", date(2019, 3, 1), MONTH),
        ("2019-10-00", date(2019, 10, 1), MONTH),
        ("2019", date(2019, 1, 1), YEAR),
        ("2019.0", date(2019, 1, 1), YEAR),
        ("2019-00-00", date(2019, 1, 1), YEAR),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text: str, on: date, precision: DatePrecision) -> None:
    assert read_date(text) == PartialDate(on, precision)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2019", "two days"),
        ("2019-02-30", "no 2019-02-30"),
        ("2019-13", "no 2019-13"),
        ("0019-01-01", "0019"),
        ("9999", "9999"),
        ("soon", "“soon” is no date"),
        ("12 Brumaire 2019", "“Brumaire” is no month"),
        ("", "is no date"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_date(text)


@given(st.dates(min_value=date(EARLIEST, 1, 1), max_value=date(LATEST, 12, 31)))
def test_iso_dates_come_back_as_they_were(on: date) -> None:
    assert read_date(on.isoformat()) == PartialDate(on, DAY)
    assert read_date(f"{on:%d.%m.}{on.year}") == PartialDate(on, DAY)
    assert read_date(on.isoformat()[:7]).on <= on < read_date(on.isoformat()[:7]).on + timedelta(31)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        assert EARLIEST <= read_date(text).on.year <= LATEST
    except ValueError as error:
        assert str(error)
