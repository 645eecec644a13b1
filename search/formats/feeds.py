"""What was found, for feed readers: Atom (RFC 4287) in pages (RFC 5005), counted as OpenSearch counts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forums.formats.feeds import NEVER, Entry, Feed, Stretch
from search import answers
from search.answers import Listing
from search.formats.dates import date_of
from search.formats.tables import filters_of
from search.questions import LAST_PAGE, PAGE_SIZE, Question, Sort

Whole = Callable[[str], str]


def feed_of(listing: Listing, changed: Mapping[str, datetime], language: str, site: str, whole: Whole) -> Feed:
    """The feed of one page of an answer. Its id is of this question and language, whatever the page.

    `changed`: key of a page → when it was last published. `whole` makes a path a whole address.
    """
    question = replace(listing.question, page=1, sort=Sort.NEWEST)
    asked = " ".join(filter(None, [question.text, filters_of(question)])) or _("everything")
    about, start = whole(address("search", question)), 1 + (listing.page - 1) * PAGE_SIZE
    pages = pages_of(listing, replace(question, sort=Sort.BEST), whole)
    return Feed(
        key=str(uuid.uuid5(uuid.NAMESPACE_URL, about)),
        title=_("%(site)s: search for %(asked)s") % {"site": site, "asked": asked},
        url=pages["self"],
        about=about,
        language=language,
        author=site,
        entries=tuple(
            entry_of(one, changed.get(one.part_of or one.key, NEVER), language, whole) for one in listing.entries
        ),
        stretch=Stretch(listing.total, start, PAGE_SIZE, {rel: at for rel, at in pages.items() if rel != "self"}),
    )


def address(name: str, question: Question, **changes: Any) -> str:
    """The path of a question at one of the reading room's counters."""
    query = question.as_query(**changes)
    return f"{reverse(name)}?{query}" if query else reverse(name)


def pages_of(listing: Listing, question: Question, whole: Whole) -> dict[str, str]:
    """Where this page and the others are. A feed has one order only, so that its address names none."""
    last = min(max(-(-listing.total // PAGE_SIZE), 1), LAST_PAGE)
    pages = {"self": listing.page, "first": 1, "previous": listing.page - 1, "next": listing.page + 1, "last": last}
    return {rel: whole(address("search-feed", question, page=n)) for rel, n in pages.items() if 1 <= n <= last}


def entry_of(found: answers.Entry, changed: datetime, language: str, whole: Whole) -> Entry:
    """A work: what its hit says of it."""
    said = [found.kind_label, found.edition_title, date_of(found.date, language), found.summary]
    return Entry(
        key=found.key,
        title=found.title,
        url=whole(found.url),
        language=found.language,
        updated=changed,
        summary=" · ".join(filter(None, said)),
        themes=found.themes,
    )
