"""Answers to take away: as a table, for feed readers, and for the search box of a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page
from wagtail.models import Site

from access.viewer import ViewedRequest, Viewer
from forums.formats.feeds import atom
from foundation.models.site import settings_of, whole_address
from search.answers import Listing
from search.engines.base import IndexMissing, chosen
from search.formats.feeds import feed_of
from search.formats.tables import Origin, table
from search.questions import LAST_PAGE, PAGE_SIZE, Question, Sort, parse
from search.records.reading import published_at
from search.views import RETRY_AFTER, going, still_shown

MOST: Final = LAST_PAGE * PAGE_SIZE  # as many as can be paged through


def listing_for(question: Question, viewer: Viewer, language: str, most: int) -> Listing:
    """What this viewer finds now, under the same rules as the page of results."""
    engine = chosen()
    leave_out = going(engine)  # before the index is asked
    found = engine.listing(question, audience=viewer.audience, language=language, leave_out=leave_out, most=most)
    entries = still_shown(found.entries, viewer)
    total = found.total - len(found.entries) + len(entries)
    return replace(found, question=found.question.lasting(question), entries=entries, total=total)


def results_table(request: ViewedRequest) -> HttpResponse:
    """`/search/results.csv`: all that was found, up to 1,000, as CSV. Not streamed, so that it travels compressed."""
    asked, language = replace(parse(request.GET), page=1), get_language() or settings.LANGUAGE_CODE
    try:
        listing = listing_for(asked, request.viewer, language, MOST)
    except IndexMissing:
        return not_yet()
    site = Site.find_for_request(request)
    origin = Origin(
        at=timezone.now(),
        search=whole_address(site, f"{reverse('search')}?{listing.question.as_query()}"),
        whole=lambda path: whole_address(site, path),
        permalink=lambda key: reverse("permalink", kwargs={"key": key}),
    )
    response = HttpResponse(table(listing, origin), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="search-{origin.at:%Y-%m-%d}.csv"'
    return kept_by_nobody(response)


@conditional_page
def results_feed(request: ViewedRequest) -> HttpResponse:
    """`/search/results.atom`: what was found, the newest first, twenty at a time, as Atom."""
    asked, language = replace(parse(request.GET), sort=Sort.NEWEST), get_language() or settings.LANGUAGE_CODE
    try:
        listing = listing_for(asked, request.viewer, language, PAGE_SIZE)
    except IndexMissing:
        return not_yet()
    site = Site.find_for_request(request)
    changed = published_at([one.part_of or one.key for one in listing.entries], request.viewer)
    feed = feed_of(listing, changed, language, settings_of(site).name, lambda path: whole_address(site, path))
    response = HttpResponse(atom(feed), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"], response["X-Robots-Tag"] = "private, no-cache", "noindex"
    return response


def search_box(request: ViewedRequest) -> HttpResponse:
    """`/search/opensearch.xml`: how a browser asks here (OpenSearch 1.1)."""
    site = Site.find_for_request(request)
    names = {"page": "search", "feed": "search-feed", "table": "search-table"}
    addresses = {what: whole_address(site, reverse(name)) for what, name in names.items()}
    context = {"name": settings_of(site).name, "addresses": addresses}
    return render(request, "search/opensearch.xml", context, "application/opensearchdescription+xml; charset=utf-8")


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Neither in a cache, where what is withdrawn would stay, nor in other search engines."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def not_yet() -> HttpResponse:
    """There is no index to ask; soon there will be."""
    return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
