"""The programme as a calendar: of an edition, of one of its days, of one session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from access.viewer import ViewedRequest
from forums.faces import EditionFace, SessionFace
from forums.formats.calendars import Entry, calendar
from forums.models.edition import ForumPage
from forums.models.programme import is_dated
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from foundation.querysets import pages_visible_to


def edition_calendar(request: ViewedRequest, page: BasePage, day: date | None = None) -> HttpResponse:
    """`…/calendar/`: an edition with every session whose day is known; `…/calendar/2019-10-15/`: one day of it.

    404 for a day without sessions. On any other page the same address is a calendar of that page alone.
    """
    if not isinstance(page, ForumPage):
        return session_calendar(request, page)
    face = page.face_for(request.viewer)
    sessions = [one for held in face.days for one in held.sessions if day in (None, held.held_on)]
    if day and not sessions:
        raise Http404
    entries = [entry for one in sessions if (entry := entry_of(one, face.place, request))]
    if day is None and (whole := whole_of(page, face, request)):
        entries.insert(0, whole)
    return answer(page, entries, zone=face.zone)


def session_calendar(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/calendar/` of a session; 404 while nobody knows its day, and for what is no session."""
    if not isinstance(page, SessionPage):
        raise Http404
    above = page.get_parent().specific
    edition = above.original if isinstance(above, ForumPage) else None
    is_seen = edition is not None and pages_visible_to(request.viewer).filter(pk=above.pk).exists()
    entry = entry_of(page.brief_face(()), edition.place if edition and is_seen else "", request)
    if entry is None:
        raise Http404
    return answer(page, [entry], zone=edition.time_zone if edition else "")


def whole_of(page: ForumPage, face: EditionFace, request: HttpRequest) -> Entry | None:
    """The edition itself, from its first day to its last; None while nobody knows them."""
    if not face.starts_on:
        return None
    return Entry(
        key=str(page.translation_key),
        title=face.title,
        url=request.build_absolute_uri(face.url),
        first=face.starts_on,
        last=face.ends_on or face.starts_on,
        place=face.place,
        summary=page.standfirst,
    )


def entry_of(face: SessionFace, place: str, request: HttpRequest) -> Entry | None:
    """A session whose day is known. A closed one is a day and a title, as its face is."""
    if not face.held_on or not is_dated(face):
        return None
    return Entry(
        key=face.key,
        title=face.title,
        url=request.build_absolute_uri(face.url),
        first=face.held_on,
        last=face.held_on,
        starts=face.starts_at,
        ends=face.ends_at,
        place="" if face.is_closed else place,
        summary="" if face.is_closed else face.summary,
    )


def answer(page: BasePage, entries: Iterable[Entry], *, zone: str) -> HttpResponse:
    """The file, named after the page."""
    stamp = page.last_published_at or datetime(2000, 1, 1, tzinfo=UTC)
    content = calendar(page.title, entries, zone=zone, stamp=stamp)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(page.slug) or "calendar"}.ics"'
    return response
