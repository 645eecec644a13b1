"""Verbs about a work as a whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forums.models.session import SessionPage
from foundation.actions import works
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionPage:
    return SessionPageFactory()


def test_the_original_gives_its_facts_and_keeps_its_words(session: SessionPage) -> None:
    french = translated(session, "fr", title="Séance", standfirst="En français")
    session.is_closed, session.title, session.held_on = True, "Session", None
    SessionPage.objects.filter(pk=session.pk).update(is_closed=True, held_on=None)
    assert works.share_facts(page=session) == 1
    french.refresh_from_db()
    assert (french.is_closed, french.held_on) == (True, None)
    assert (french.title, french.standfirst) == ("Séance", "En français")


def test_a_translation_gives_nothing(session: SessionPage) -> None:
    french = translated(session, "fr")
    french.is_closed = True
    assert works.share_facts(page=french) == 0
    assert not SessionPage.objects.get(pk=session.pk).is_closed


def test_pages_without_facts_cost_nothing() -> None:
    page = PlainPageFactory(parent=ground())
    with CaptureQueriesContext(connection) as asked:
        assert works.share_facts(page=page) == 0
    assert [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))] == []


def test_sharing_costs_the_same_for_one_translation_and_for_three(session: SessionPage) -> None:
    counts = []
    for language in ("fr", "es", "ar"):
        translated(session, language)
        with CaptureQueriesContext(connection) as asked:
            works.share_facts(page=SessionPage.objects.get(pk=session.pk))
        counts.append(len([query for query in asked if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] == counts[2]
    assert counts[0] <= 4


def test_top_of_keeps_what_stands_below_nothing_else() -> None:
    assert works.top_of(["000100020001", "0001", "00010002", "0002", "00030001", "0002"]) == [
        "0001",
        "0002",
        "00030001",
    ]
    assert works.top_of([]) == []


def test_keys_are_written_once_each(session: SessionPage) -> None:
    Change.objects.all().delete()
    Change.record([session.translation_key] * 3, ChangeKind.SAVED)
    assert [(row.key, row.kind) for row in Change.objects.all()] == [(session.translation_key, "saved")]
    assert str(session.translation_key) in str(Change.objects.get())
