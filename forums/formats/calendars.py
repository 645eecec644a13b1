"""Programmes as calendars (RFC 5545), for the calendar of a phone or a desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

MAKER = "-//Common Ground//Programme//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar. Without times it takes its whole days; `last` is the last of them.

    `key` is the work's uuid (RFC 7986 asks for one), `url` a full address, `starts` and `ends` local to the calendar's
    zone. An end before its start lies on the next day.
    """

    key: str
    title: str
    url: str
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    summary: str = ""


def calendar(name: str, entries: Iterable[Entry], *, zone: str, stamp: datetime) -> bytes:
    """A calendar of this name; `zone` is an IANA name, "" where nobody knows it: then times are those of the place,
    without a zone. `stamp` is when it was last changed.
    """
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("name", name)
    found.add("x-wr-calname", name)
    for entry in entries:
        found.add_component(_event(entry, ZoneInfo(zone) if zone else None, stamp))
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _event(entry: Entry, zone: ZoneInfo | None, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.key)
    event.add("dtstamp", stamp)
    event.add("summary", entry.title)
    event.add("url", entry.url)
    if entry.starts is None:
        event.add("dtstart", entry.first)
        # The end of whole days is the day after (RFC 5545, 3.6.1).
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", datetime.combine(entry.first, entry.starts, zone))
        if entry.ends is not None:
            day = entry.first + timedelta(days=entry.ends < entry.starts)
            event.add("dtend", datetime.combine(day, entry.ends, zone))
    if entry.place:
        event.add("location", entry.place)
    if entry.summary:
        event.add("description", entry.summary)
    return event
