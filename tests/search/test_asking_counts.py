"""Every count beside the results is what the database says, whatever the archive and whoever looks."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from access.enums import Audience
from access.viewer import Viewer
from forums.models.participation import Participation
from forums.models.session import SessionPage
from search import tasks
from search.answers import Answer
from search.engines.base import Engine
from search.questions import parse
from search.views import answer_to
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db

RANKS = {"Members": Audience.MEMBERS, "Peers": Audience.PEERS, "Stewards": Audience.STEWARDS}
SLUGS = ("faith", "land", "water")
QUESTIONS: list[dict[str, list[str]]] = [
    {"kind": ["session"]},
    {"kind": ["session"], "theme": ["faith"]},
    {"kind": ["session"], "language": ["ar"], "year": ["2018..2019"]},
]
COUNTED = ("edition", "theme", "year", "language", "country", "speaker", "role")
hidden = st.sampled_from(["", "", "", *RANKS])
sessions = st.fixed_dictionaries({
    "edition": st.integers(0, 1),
    "behind": hidden,
    "live": st.sampled_from([True, True, False]),
    "is_closed": st.booleans(),
    "languages": st.sets(st.sampled_from(["en", "ar", "fr"])).map(sorted),
    "text_language": st.sampled_from(["", "ar"]),
    "year": st.sampled_from([None, 2017, 2018, 2019]),
    "themes": st.sets(st.sampled_from([*SLUGS, "waiting"])).map(sorted),
    "names": st.dictionaries(st.sampled_from(["Ana", "Ben"]), st.sampled_from(["", "Programme"])),
})  # fmt: skip
archives = st.fixed_dictionaries({
    "sessions": st.lists(sessions, min_size=1, max_size=4),
    "behind": st.tuples(hidden, hidden),
    "live": st.tuples(st.sampled_from([True, True, False]), st.just(True)),
})  # fmt: skip


def plant(archive: dict[str, Any]) -> None:
    ThemeIndexPageFactory(parent=ground())
    terms = {slug: ThemeFactory(name=slug.title(), slug=slug) for slug in SLUGS}
    terms["waiting"] = ThemeFactory(name="Waiting", slug="waiting", status="pending")
    editions = [
        ForumPageFactory(slug=slug, country=country, starts_on=None, ends_on=None)
        for slug, country in (("first", "US"), ("second", "GH"))
    ]
    for one in archive["sessions"]:
        page = SessionPageFactory(
            parent=editions[one["edition"]],
            live=one["live"],
            is_closed=one["is_closed"],
            languages=one["languages"],
            text_language=one["text_language"],
            held_on=one["year"] and date(one["year"], 5, 6),
        )
        about(page, *(terms[slug] for slug in one["themes"]))
        for name, source in one["names"].items():
            ParticipationFactory(session=page, printed_name=name, public_source=source)
        if one["behind"]:
            restrict(page, one["behind"])
    for edition, behind, live in zip(editions, archive["behind"], archive["live"], strict=True):
        if behind:
            restrict(edition, behind)
        if not live:
            edition.unpublish()


def may_see(page: Page, rank: Audience) -> bool:
    """By the rows alone: the page and all above it live, each restriction over it met."""
    above = page.get_ancestors(inclusive=True).exclude(depth=1)
    restrictions = PageViewRestriction.objects.filter(page__in=above)
    met = [any(RANKS[group.name] <= rank for group in one.groups.all()) for one in restrictions]
    return all(one.live for one in above) and all(met)


def facts(page: SessionPage) -> dict[str, set[str]]:
    """What the rows say of a session, group by group; of a closed one there are day, title, themes and summary."""
    links = ThemeLink.objects.filter(content_object=page.pk, tag__status=Theme.objects.get(slug="faith").status)
    people = Participation.objects.none() if page.is_closed else Participation.objects.exclude(public_source="")
    people = people.filter(session_key=page.translation_key)
    edition = page.get_parent().specific
    return {
        "kind": {"session"},
        "edition": {edition.slug},
        "theme": set(links.values_list("tag__slug", flat=True)),
        "year": {str(page.held_on.year) if page.held_on else "none"},
        "language": {page.text_language or "en"} | (set() if page.is_closed else set(page.languages)),
        "country": set() if page.is_closed else {edition.country},
        "speaker": set(people.values_list("printed_name", flat=True)),
        "role": set(people.values_list("role", flat=True)),
    }


def recount(asked: dict[str, list[str]], rank: Audience) -> tuple[int, dict[str, Counter[str]]]:
    """How many sessions the question has by the rows, and the counts of each group as if nothing were chosen in it."""
    seen = [facts(page) for page in SessionPage.objects.all() if may_see(page, rank)]
    wanted = {group: {"2018", "2019"} if group == "year" else set(values) for group, values in asked.items()}

    def those(but: str = "") -> list[dict[str, set[str]]]:
        return [one for one in seen if all(one[group] & wanted[group] for group in wanted if group != but)]

    counted = {group: Counter(value for one in those(group) for value in one[group]) for group in COUNTED}
    return len(those()), counted


def shown(answer: Answer) -> dict[str, Counter[str]]:
    return {
        group: Counter({value.value: value.count for value in answer.facet(group).values if value.count})
        for group in COUNTED
    }


@pytest.fixture
def afresh(engine: Engine) -> Callable[[dict[str, Any]], Iterator[None]]:
    """Plants an archive and builds its index anew."""

    def planted(archive: dict[str, Any]) -> None:
        cache.clear()
        plant(archive)
        tasks.rebuild(engine, lambda _message: None)

    return planted


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives)
def test_counts_are_recounts(afresh: Callable[[dict[str, Any]], None], archive: dict[str, Any]) -> None:
    with transaction.atomic():
        afresh(archive)
        for rank in Audience:
            for asked in QUESTIONS:
                answer = answer_to(parse(asked), Viewer(audience=rank), "en")
                assert (answer.total, shown(answer)) == recount(asked, rank), (rank, asked)
        transaction.set_rollback(True)
