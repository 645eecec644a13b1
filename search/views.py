"""The reading room's counter: a question in, an answer out; and the permalink of every work."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from access.viewer import ViewedRequest, Viewer
from search.answers import Answer, Facet
from search.engines.base import IndexMissing, chosen
from search.engines.labels import GROUP_LABELS
from search.formats.histogram import Histogram, histogram
from search.questions import GROUPS, Question, Sort, parse
from search.records.outbox import gone_since
from search.records.reading import address_of, expired, still_visible

RETRY_AFTER = 20  # seconds until an index that is being built may be there


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A facet group as it is drawn: few values open, the others folded."""

    name: str
    label: str
    facet: Facet
    histogram: Histogram | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort, and the address that does."""

    label: str
    url: str
    is_current: bool


def answer_to(question: Question, viewer: Viewer, language: str) -> Answer:
    """What this viewer finds now. At most three queries: what is going, and whether the hits are still to be seen.

    IndexMissing when there is no index to ask.
    """
    engine = chosen()
    # The cursor is read before the index is: an index is never behind its cursor.
    leave_out = gone_since(engine.cursor()) | expired()
    answer = engine.ask(question, audience=viewer.audience, language=language, leave_out=leave_out)
    visible = still_visible([hit.part_of or hit.key for hit in answer.hits], viewer)
    hits = tuple(hit for hit in answer.hits if (hit.part_of or hit.key) in visible)
    return replace(answer, hits=hits, total=answer.total - len(answer.hits) + len(hits))


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
    return render(request, "search/results.html", context_of(answer))


def permalink(request: ViewedRequest, key: uuid.UUID) -> HttpResponse:
    """`/id/<uuid>/`: to the work in the reader's language if it exists; 404 for what this viewer may not see."""
    url = address_of(key, request.viewer, get_language() or settings.LANGUAGE_CODE)
    if not url:
        raise Http404
    return HttpResponseRedirect(url)


def context_of(answer: Answer) -> dict[str, object]:
    """Everything that the template draws."""
    question = answer.question

    def address(asked: Question) -> str:
        return f"?{asked.as_query(notes=())}"

    return {
        "question": question,
        "answer": answer,
        "groups": sorted((group_of(facet) for facet in answer.facets if facet.values), key=drawn_first),
        "chips": chips_of(answer, address),
        "orders": orders_of(question, address),
        "pager_query": f"{rest}&" if (rest := question.as_query(page=1)) else "",
        "without_filters": address(question.without_filters()),
        "kept": kept_of(question),
        "fewer": fewer_words(question, address),
    }


def group_of(facet: Facet) -> Group:
    """A facet group with its name, and for years with its drawing."""
    return Group(
        facet.group, str(GROUP_LABELS[facet.group]), facet, histogram(facet) if facet.group == "year" else None
    )


def drawn_first(group: Group) -> bool:
    """Puts the years on top: they are drawn."""
    return group.name != "year"


def orders_of(question: Question, address: Callable[[Question], str]) -> list[Order]:
    """The ways to sort. Without words nothing is better than anything else: newest first."""
    current = Sort.NEWEST if question.sort == Sort.BEST and not question.has_words else question.sort
    offered = [sort for sort in Sort if question.has_words or sort != Sort.BEST]
    return [Order(str(sort.label), address(replace(question, sort=sort, page=1)), sort == current) for sort in offered]


def chips_of(answer: Answer, address: Callable[[Question], str]) -> list[Chip]:
    """One chip for every filter that is on."""
    question = answer.question
    return [
        Chip(value.label, address(question.with_value(facet.group, value.value)), value.language)
        for facet in answer.facets
        for value in facet.values
        if value.is_chosen
    ]


def kept_of(question: Question) -> list[tuple[str, str]]:
    """Names and values that the box keeps when new words are asked: filters and order."""
    kept = [(group, value) for group in GROUPS for value in sorted(question.chosen(group))]
    return kept + ([("sort", str(question.sort))] if question.sort != Sort.BEST else [])


def fewer_words(question: Question, address: Callable[[Question], str]) -> list[Chip]:
    """When nothing was found: the same question with each word alone, five at most."""
    parts = list(dict.fromkeys((*question.words, *question.phrases)))
    if len(parts) < 2:
        return []
    return [Chip(part, address(replace(question, text=part, page=1))) for part in parts[:5]]
