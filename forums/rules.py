"""Pure decisions about editions and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from forums.enums import DatePrecision
from forums.formats.dates import date_range
from forums.formats.parts import Part
from foundation.rules import may_be_named


def is_within(held_on: date, precision: str, starts_on: date | None, ends_on: date | None) -> bool:
    """Whether a date, as exactly as it is known, can lie inside the edition; an open end admits everything."""
    cut = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    day = held_on.isoformat()[:cut]
    after_start = starts_on is None or day >= starts_on.isoformat()[:cut]
    before_end = ends_on is None or day <= ends_on.isoformat()[:cut]
    return after_start and before_end


def day_fault(held_on: date | None, precision: str, starts_on: date | None, ends_on: date | None) -> str:
    """Why a session cannot have been held on that day of the edition; "" when it can."""
    if held_on is None or is_within(held_on, precision, starts_on, ends_on):
        return ""
    return _("This day lies outside the edition (%(span)s).") % {"span": date_range(starts_on, ends_on)}


def is_evening_or_day(starts_at: time | None, ends_at: time | None) -> bool:
    """Whether the times make a session: it ends after it starts, or a little after midnight."""
    if starts_at is None or ends_at is None or starts_at < ends_at:
        return True
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    return 0 < minutes % (24 * 60) <= 12 * 60


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


def only_narrows(before: Sequence[Part], after: Sequence[Part]) -> bool:
    """Whether everybody who would be named is named already, and in the same words; anything else is publishing."""
    named = [part for part in before if may_be_named(part.printed_name, part.public_source)]
    return all(part in named for part in after if may_be_named(part.printed_name, part.public_source))
