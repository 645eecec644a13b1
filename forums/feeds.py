"""What is new in the archive, for feed readers: its editions, its sessions, the sessions of one edition."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from hashlib import sha256

from django.db.models import F
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from access.viewer import ViewedRequest, Viewer
from forums.formats.feeds import NEVER, Entry, Feed, atom
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.session import SessionPage
from forums.querysets import below_q
from foundation.models.base import BasePage
from foundation.models.site import settings_of, whole_address
from foundation.querysets import VisiblePageQuerySet, in_language_q, is_original_q
from foundation.views.media import caching
from themes.models.pages import ThemedPage
from themes.models.vocabulary import themes_of

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
    return answer(request, page, name, title, works)


def edition_feed(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/feed/` of an edition: the sessions that came last into its programme."""
    if not isinstance(page, ForumPage):
        raise Http404
    below = SessionPage.objects.filter(below_q(page.path, page.original.path))
    return answer(request, page, "sessions", _("%(title)s: new sessions"), below)


def answer(request: ViewedRequest, page: BasePage, name: str, title: str, works: VisiblePageQuerySet) -> HttpResponse:
    """The feed, or 304 for a reader who has it. Its id is of this page, this name and this language for ever."""
    site = Site.find_for_request(request)
    feed = Feed(
        key=str(uuid.uuid5(page.translation_key, f"{name}.{page.language}")),
        title=title % {"title": page.title},
        url=whole_address(site, request.path),
        about=whole_address(site, page.url or "/"),
        language=page.language,
        author=settings_of(site).name,
        entries=entries_of(newest(works, request.viewer, page.language), request.viewer, site),
    )
    content, changed = atom(feed), feed.updated.timestamp()
    etag = quote_etag(sha256(content).hexdigest()[:32])
    whole = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response = get_conditional_response(request, etag=etag, last_modified=int(changed), response=whole) or whole
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = caching(request)
    return response


def newest(works: VisiblePageQuerySet, viewer: Viewer, language: str) -> list[ThemedPage]:
    """Those that came last, as far as the viewer may see them, each in this language if it exists. One query."""
    found = works.visible_to(viewer).filter(in_language_q(language))
    return list(found.order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:NEWEST])


def entries_of(works: Sequence[ThemedPage], viewer: Viewer, site: Site | None) -> tuple[Entry, ...]:
    """Works as entries, made of their cards. Two queries."""
    keys = [work.translation_key for work in works]
    carriers = dict(Page.objects.filter(is_original_q(), translation_key__in=keys).values_list("translation_key", "pk"))
    terms = themes_of(carriers.values())
    return tuple(
        entry_of(work, [term.label_for(work.language) for term in terms[carriers[work.translation_key]]], viewer, site)
        for work in works
    )


def entry_of(work: ThemedPage, themes: Sequence[str], viewer: Viewer, site: Site | None) -> Entry:
    """A work as its card shows it: of a closed session there is day, title, themes and summary."""
    card = work.card_for(viewer)
    return Entry(
        key=str(work.translation_key),
        title=card.title,
        url=whole_address(site, card.url),
        language=card.language,
        updated=work.last_published_at or NEVER,
        summary=" · ".join(filter(None, [card.kind_label, card.when, card.note, card.summary])),
        themes=tuple(themes),
    )
