"""The reading room's counter: a question in, an answer out; and the permalink of every work."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from access.viewer import ViewedRequest, Viewer
from search.answers import Answer, Entry, Hit
from search.engines.base import Engine, IndexMissing, chosen
from search.formats.manners import manners
from search.formats.ways import chips_of, drawn_first, fewer_words, group_of, kept_of, orders_of, slips_of, strangers_of
from search.questions import Question, parse
from search.records.documents import shut_documents
from search.records.outbox import gone_since
from search.records.reading import address_of, expired, still_visible

Found = TypeVar("Found", Hit, Entry)
RETRY_AFTER = 20  # seconds until an index that is being built may be there


def answer_to(question: Question, viewer: Viewer, language: str) -> Answer:
    """What this viewer finds now. At most three queries: what is going, and whether the hits are still to be seen.

    IndexMissing when there is no index to ask.
    """
    engine = chosen()
    answer = engine.ask(question, audience=viewer.audience, language=language, leave_out=going(engine))
    hits = still_shown(answer.hits, viewer)
    return replace(answer, hits=hits, total=answer.total - len(answer.hits) + len(hits))


def going(engine: Engine) -> set[str]:
    """Keys of what may no longer be shown though the index has it. The cursor is read before the index is asked: an
    index is never behind its cursor.
    """
    return gone_since(engine.cursor()) | expired()


def still_shown(found: Sequence[Found], viewer: Viewer) -> tuple[Found, ...]:
    """What the viewer may see at this moment: with the page that it stands on, and a document by its own rules too."""
    visible = still_visible([one.part_of or one.key for one in found], viewer)
    shut = shut_documents([one.key for one in found if one.kind == "document"], viewer)
    return tuple(one for one in found if (one.part_of or one.key) in visible and one.key not in shut)


def results(request: ViewedRequest) -> HttpResponse:
    """`/search/`: the answer to the query string. 503 while there is no index; the rest of the site stays up."""
    question = parse(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    try:
        answer = answer_to(question, request.viewer, language)
    except IndexMissing:
        context = {"question": question, "is_missing": True}
        response = render(request, "search/results.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, "search/results.html", context_of(answer, question))


def manners_of_asking(request: ViewedRequest) -> HttpResponse:
    """`/search/help/`: how to ask, with examples that this viewer's archive answers."""
    try:
        archive = answer_to(Question(), request.viewer, get_language() or settings.LANGUAGE_CODE)
    except IndexMissing:
        archive = None
    return render(request, "search/help.html", {"question": Question(), "manners": manners(archive)})


def permalink(request: ViewedRequest, key: uuid.UUID) -> HttpResponse:
    """`/id/<uuid>/`: to the work in the reader's language if it exists; 404 for what this viewer may not see."""
    url = address_of(key, request.viewer, get_language() or settings.LANGUAGE_CODE)
    if not url:
        raise Http404
    return HttpResponseRedirect(url)


def context_of(answer: Answer, asked: Question) -> dict[str, object]:
    """Everything that the template draws."""
    question, lasting = answer.question, answer.question.lasting(asked)

    def address(other: Question) -> str:
        return f"?{other.as_query(notes=())}"

    return {
        "question": question,
        "answer": answer,
        "groups": sorted((group_of(facet) for facet in answer.facets if facet.values), key=drawn_first),
        "chips": chips_of(answer, address),
        "orders": orders_of(lasting, address),
        "pager_query": f"{rest}&" if (rest := lasting.as_query(page=1)) else "",
        "taken_away": lasting.as_query(page=1),
        "without_filters": address(question.without_filters()),
        "kept": kept_of(lasting),
        "fewer": fewer_words(question, address),
        "slips": slips_of(answer, address),
        "strangers": strangers_of(answer, address),
    }
