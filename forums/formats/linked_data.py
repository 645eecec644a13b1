"""When something was held, in schema.org's words (dates of ISO 8601)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from forums.enums import DatePrecision
from foundation.formats.linked_data import known

LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}


def iso_date(on: date | None, precision: str = DatePrecision.DAY) -> str:
    """ "2019-10-15", "2019-10" or "2019", as exactly as it is known; "" for no date."""
    return on.isoformat()[: LENGTHS[DatePrecision(precision)]] if on else ""


def session_times(on: date | None, precision: str, starts: time | None, ends: time | None) -> dict[str, str]:
    """When it begins and ends; the times are local, without a zone. An end before its start lies on the next day."""
    if on is None or starts is None or precision != DatePrecision.DAY:
        return known(startDate=iso_date(on, precision))
    last = on + timedelta(days=ends is not None and ends < starts)
    return known(startDate=_minute(on, starts), endDate=_minute(last, ends) if ends else "")


def _minute(on: date, at: time) -> str:
    return datetime.combine(on, at).isoformat(timespec="minutes")
