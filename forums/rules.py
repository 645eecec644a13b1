"""Pure decisions about editions and sessions."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forums.enums import DatePrecision


def is_within(held_on: date, precision: str, starts_on: date | None, ends_on: date | None) -> bool:
    """Whether a date, as exactly as it is known, can lie inside the edition; an open end admits everything."""
    cut = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    day = held_on.isoformat()[:cut]
    after_start = starts_on is None or day >= starts_on.isoformat()[:cut]
    before_end = ends_on is None or day <= ends_on.isoformat()[:cut]
    return after_start and before_end


def offset_of(zone: str, on: date | None) -> str:
    """The zone's offset at noon of that day, as "UTC−4" or "UTC+5:30"; "" without a zone or a day."""
    if not zone or on is None:
        return ""
    offset = datetime.combine(on, time(12), tzinfo=ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a field that holds one value a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
