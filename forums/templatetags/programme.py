"""Words and drawings of a programme: days, times, editions' names, the line of time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import groupby

from babel.dates import format_time
from django import template
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from forums.faces import DayFace, EditionFace, EditionMark, SessionFace
from forums.formats import dates, timelines
from foundation.cards import Link
from foundation.formats.locales import babel_locale
from foundation.formats.numbers import digits

register = template.Library()

# Days beside each other, and sessions of a day below each other, that can be overlooked.
DAYS, MANY = 4, 8
# So few parts are found without a table of them.
PARTS = 4

ORDINALS = (
    gettext_lazy("First edition"),
    gettext_lazy("Second edition"),
    gettext_lazy("Third edition"),
    gettext_lazy("Fourth edition"),
    gettext_lazy("Fifth edition"),
    gettext_lazy("Sixth edition"),
    gettext_lazy("Seventh edition"),
    gettext_lazy("Eighth edition"),
    gettext_lazy("Ninth edition"),
    gettext_lazy("Tenth edition"),
    gettext_lazy("Eleventh edition"),
    gettext_lazy("Twelfth edition"),
    gettext_lazy("Thirteenth edition"),
    gettext_lazy("Fourteenth edition"),
    gettext_lazy("Fifteenth edition"),
)


@register.filter
def until(start: date | None, end: date | None) -> str:
    """`{{ first|until:last }}`: "12–15 October 2019"."""
    return digits(dates.date_range(start, end))


@register.filter
def day_of(session: SessionFace) -> str:
    """The session's date, as exactly as it is known."""
    return digits(dates.date_text(session.held_on, session.precision))


@register.filter
def weekday(on: date) -> str:
    """Saturday."""
    return dates.weekday(on)


@register.filter
def short_day(on: date) -> str:
    """Sat 12."""
    return digits(dates.short_day(on))


@register.filter
def day_and_month(on: date) -> str:
    """12 October."""
    return digits(dates.day_and_month(on))


@register.filter
def whole_day(on: date) -> str:
    """12 October 2019."""
    return digits(dates.date_text(on))


@register.filter
def spans_years(days: Sequence[DayFace]) -> bool:
    """Whether a programme runs over more than one year, so that its days must say which."""
    return bool(days) and days[0].held_on.year != days[-1].held_on.year


@register.filter
def clock(at: time) -> str:
    """09:30, as the active language writes it."""
    return digits(format_time(at, "short", locale=babel_locale()))


@register.filter
def edition_name(number: int | None) -> str:
    """Twelfth edition; "Edition 31" where words would be too long; "" outside the count."""
    if number is None:
        return ""
    return (
        str(ORDINALS[number - 1])
        if 0 < number <= len(ORDINALS)
        else _("Edition %(number)s") % {"number": digits(number)}
    )


@register.filter
def is_long(days: Sequence[DayFace]) -> bool:
    """Whether a programme reads better day below day, each in columns, than day beside day."""
    return len(days) > DAYS or any(len(day.sessions) > MANY for day in days)


@register.filter
def has_closed(edition: EditionFace) -> bool:
    """Whether the sign for closed sessions needs its explanation."""
    days = [session for day in edition.days for session in day.sessions]
    return any(session.is_closed for session in (*days, *edition.undated))


@register.filter
def parts(edition: EditionFace, body: object) -> list[Link]:
    """The parts of an edition's page, in their order; none of a page so short that it needs no table of them."""
    named = {
        "programme": (edition.days, _("Programme")),
        "sessions": (edition.undated, _("Without a known day") if edition.days else _("Sessions")),
        "themes": (edition.headings, _("Themes of this edition")),
        "voices": (edition.voices, _("Voices")),
        "documents": (edition.documents or edition.session_documents, _("Documents")),
        "asked": (edition.statements, _("What the forum asked for")),
        "strategies": (edition.reports, _("Where the workshops want to go")),
        "press": (edition.press, _("Press")),
        "messages": (edition.messages, _("Key messages")),
        "about": (body, _("About this edition")),
    }
    links = [Link(title, f"#{anchor}") for anchor, (part, title) in named.items() if part]
    return links if len(links) >= PARTS else []


@register.filter
def first_year(marks: Iterable[EditionMark]) -> str:
    """The year of the earliest edition."""
    return str(min((mark.starts_on.year for mark in marks if mark.starts_on), default=""))


@register.filter
def by_letter(sessions: Iterable[SessionFace]) -> list[tuple[str, list[SessionFace]]]:
    """Sessions under the letters that their titles begin with; "#" gathers digits and signs."""
    ordered = sorted(sessions, key=lambda session: (letter_of(session.title), session.title.casefold()))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda session: letter_of(session.title))]


def letter_of(title: str) -> str:
    """The first letter in upper case without its accents, "#" when there is none."""
    first = next((sign for sign in unicodedata.normalize("NFD", title) if sign.isalnum()), "")
    return first.upper()[:1] if first.isalpha() else "#"


@register.filter
def by_year(marks: Iterable[EditionMark]) -> list[tuple[int, list[EditionMark]]]:
    """Editions under their years, in the order in which they come; 0 for those without a date."""
    grouped = groupby(marks, key=lambda mark: mark.starts_on.year if mark.starts_on else 0)
    return [(year, list(group)) for year, group in grouped]


def town_of(place: str) -> str:
    """The shortest part of "Mövenpick Ambassador Hotel, Accra, Ghana": a town, as a rule."""
    return min((part.strip() for part in place.split(",")), key=len)


@register.simple_tag
def timeline(marks: Sequence[EditionMark]) -> timelines.Drawing | None:
    """`{% timeline marks as line %}`: the drawing, or None when no edition has a date."""
    stops = [
        timelines.Stop(mark.starts_on, str(mark.number or town_of(mark.place)), mark.title, mark.url, mark.language)
        for mark in marks
        if mark.starts_on
    ]
    return timelines.draw(stops, mirrored=get_language_bidi()) if stops else None
