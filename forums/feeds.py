"""What is new in the archive, for feed readers: its editions, sessions and press, and those of one edition."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.db.models import F
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from wagtail.models import Page, Site

from access.viewer import ViewedRequest, Viewer
from forums.faces import PressFace
from forums.formats.feeds import NEVER, Entry, Feed, atom
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.press_lists import press_faces
from forums.models.session import SessionPage
from forums.querysets import below_q
from forums.views.press import press_below
from foundation.models.base import BasePage
from foundation.models.site import settings_of, whole_address
from foundation.querysets import VisiblePageQuerySet, in_language_q, is_original_q
from foundation.views.media import caching
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme, themes_of

# Readers ask every hour or so; whoever wants all reads the index of forums.
NEWEST = 40


def editions_feed(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`/forums/feed/editions/`: the editions that came last into the archive."""
    return archive_feed(request, page, "editions", _("%(title)s: new editions"), ForumPage.objects.all())


def sessions_feed(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`/forums/feed/sessions/`: the sessions that came last into the archive."""
    return archive_feed(request, page, "sessions", _("%(title)s: new sessions"), SessionPage.objects.all())


def archive_feed(
    request: ViewedRequest, page: BasePage, name: str, title: str, works: VisiblePageQuerySet
) -> HttpResponse:
    """A feed of the whole archive; 404 below any page that is not its index."""
    if not isinstance(page, ForumIndexPage):
        raise Http404
    return answer(request, page, name, title, entries_of(works, request, page.language))


def edition_feed(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/feed/` of an edition: the sessions that came last into its programme."""
    if not isinstance(page, ForumPage):
        raise Http404
    below = SessionPage.objects.filter(below_q(page.path, page.original.path))
    return answer(request, page, "sessions", _("%(title)s: new sessions"), entries_of(below, request, page.language))


def press_feed(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/feed/press/` of an edition, or of the archive: what others published about it last."""
    rows = list(press_below(request, page).newest_first()[:NEWEST])
    days = {str(row.key): row.published_on for row in rows}
    site = Site.find_for_request(request)
    faces = press_faces(rows, request.viewer, page.language)
    entries = [press_entry(face, days[face.key], site) for face in faces]
    return answer(request, page, "press", _("%(title)s: press"), tuple(entries))


@conditional_page
def answer(request: ViewedRequest, page: BasePage, name: str, title: str, entries: tuple[Entry, ...]) -> HttpResponse:
    """The feed, or 304 for a reader who has it. Its id is of this page, this name and this language for ever.

    No day tells whether it changed: what is taken away makes none, and what comes in late may be of an earlier one.
    """
    site = Site.find_for_request(request)
    feed = Feed(
        key=str(uuid.uuid5(page.translation_key, f"{name}.{page.language}")),
        title=title % {"title": page.title},
        url=whole_address(site, request.path),
        about=whole_address(site, page.url or "/"),
        language=page.language,
        author=settings_of(site).name,
        entries=entries,
    )
    response = HttpResponse(atom(feed), content_type="application/atom+xml; charset=utf-8")
    # No Last-Modified: it would not change when something is withdrawn, and a reader would keep that.
    response["Cache-Control"] = caching(request)
    return response


def newest(works: VisiblePageQuerySet, viewer: Viewer, language: str) -> list[ThemedPage]:
    """Those that came last, as far as the viewer may see them, each in this language if it exists. One query."""
    found = works.visible_to(viewer).filter(in_language_q(language))
    return list(found.order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:NEWEST])


def entries_of(found: VisiblePageQuerySet, request: ViewedRequest, language: str) -> tuple[Entry, ...]:
    """The newest works as entries, made of their cards. Three queries."""
    works, site = newest(found, request.viewer, language), Site.find_for_request(request)
    keys = [work.translation_key for work in works]
    carriers = dict(Page.objects.filter(is_original_q(), translation_key__in=keys).values_list("translation_key", "pk"))
    terms = themes_of(carriers.values())
    return tuple(entry_of(work, terms[carriers[work.translation_key]], request.viewer, site) for work in works)


def entry_of(work: ThemedPage, themes: Sequence[Theme], viewer: Viewer, site: Site | None) -> Entry:
    """A work as its card shows it: of a closed session there is day, title, themes and summary."""
    card = work.card_for(viewer)
    return Entry(
        key=str(work.translation_key),
        title=card.title,
        url=whole_address(site, card.url),
        language=card.language,
        updated=work.last_published_at or NEVER,
        summary=" · ".join(filter(None, [card.kind_label, card.when, card.note, card.summary])),
        themes=tuple(term.label_for(work.language) for term in themes),
    )


def press_entry(face: PressFace, published: date | None, site: Site | None) -> Entry:
    """A press item at its line here, which leads on: to the copy where the address is dead. Its day is its change."""
    return Entry(
        key=face.key,
        title=face.title,
        url=whole_address(site, face.place),
        language=face.language,
        updated=datetime.combine(published, time(), UTC) if published else NEVER,
        summary=" · ".join(filter(None, [face.outlet, face.dated, face.edition.title])),
        themes=tuple(theme.title for theme in face.themes),
    )
