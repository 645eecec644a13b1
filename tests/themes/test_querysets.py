"""Reads of the vocabulary."""

import pytest

from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import translated
from tests.factories.themes import ThemeFactory, about
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms() -> dict[str, Theme]:
    arts, faith = ThemeFactory(name="Arts", order=2), ThemeFactory(name="Faith", order=1)
    return {
        "arts": arts,
        "faith": faith,
        "songs": ThemeFactory(name="Songs", parent=arts, order=1),
        "dances": ThemeFactory(name="Dances", parent=arts, order=1),
        "women": ThemeFactory(name="Zines", parent=arts, order=0),
        "prayer": ThemeFactory(name="Prayer", parent=faith, order=9),
        "also": ThemeFactory(name="Also second", order=2),
        "drones": ThemeFactory(name="Drones", order=9, status=ThemeStatus.PENDING),
    }


def names(found) -> list[str]:
    return [term.name for term in found]


def test_readers_see_what_is_approved_and_editors_decide_about_the_rest(terms) -> None:
    assert names(Theme.objects.pending()) == ["Drones"]
    assert len(Theme.objects.approved()) == 7
    assert "Drones" not in names(Theme.objects.approved())


def test_themes_stand_without_their_topics(terms) -> None:
    assert names(Theme.objects.top()) == ["Faith", "Also second", "Arts", "Drones"]


def test_under_a_theme_are_itself_and_its_topics(terms) -> None:
    assert set(names(Theme.objects.under(terms["arts"]))) == {"Arts", "Songs", "Dances", "Zines"}
    assert names(Theme.objects.under(terms["songs"])) == ["Songs"]


def test_in_tree_order_each_theme_comes_before_its_topics(terms) -> None:
    assert names(Theme.objects.in_tree_order()) == [
        "Faith",
        "Prayer",
        "Also second",
        "Arts",
        "Zines",
        "Dances",
        "Songs",
        "Drones",
    ]


def test_works_are_counted_once_whatever_their_languages_and_drafts_too(terms) -> None:
    session, draft = SessionPageFactory(), SessionPageFactory(live=False)
    about(session, terms["arts"], terms["faith"])
    about(translated(session, "fr"), terms["arts"])
    about(draft, terms["arts"])
    counted = {term.name: term.works for term in Theme.objects.with_works()}
    assert (counted["Arts"], counted["Faith"], counted["Songs"]) == (2, 1, 0)
