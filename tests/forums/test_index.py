"""The index of all editions: one mark a work, in the reader's language, with the sessions that can be seen."""

from datetime import date

import pytest

from access.viewer import STRANGER
from forums.models.index import _marks_for, marks_for
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory, SessionPageFactory
from tests.factories.foundation import restrict, translated

pytestmark = pytest.mark.django_db


def marks(language: str = "en") -> list[tuple[str, int]]:
    """Titles and how many sessions, in order."""
    return [(mark.title, mark.sessions) for mark in marks_for(STRANGER, language=language)]


def test_editions_stand_latest_first_and_undated_last() -> None:
    ForumPageFactory(title="No day", starts_on=None, ends_on=None)
    ForumPageFactory(title="Old", starts_on=date(2003, 1, 1))
    ForumPageFactory(title="New", starts_on=date(2019, 1, 1))
    assert marks() == [("New", 0), ("Old", 0), ("No day", 0)]


def test_only_sessions_that_can_be_seen_are_counted() -> None:
    edition = ForumPageFactory(title="Twelfth")
    SessionPageFactory.create_batch(2, parent=edition)
    restrict(SessionPageFactory(parent=edition), "Members")
    SessionPageFactory(parent=edition, live=False)
    restrict(ForumPageFactory(title="Hidden"), "Members")
    assert marks() == [("Twelfth", 2)]


def test_an_edition_in_two_languages_is_one_mark_and_its_works_count_once() -> None:
    edition = ForumPageFactory(title="Twelfth")
    session = SessionPageFactory(parent=edition)
    SessionPageFactory(parent=edition)
    translated(session, "fr", title="Familles")
    translated(edition, "fr", title="Douzième")
    assert marks("fr") == [("Douzième", 2)]
    assert marks("en") == [("Twelfth", 2)]
    assert marks("es") == [("Twelfth", 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_for_any_number_of_editions(count: int, django_assert_num_queries) -> None:
    for edition in ForumPageFactory.create_batch(count):
        SessionPageFactory(parent=edition)
    marks()  # finds out where the site is
    with django_assert_num_queries(2):
        assert [mark.sessions for mark in _marks_for(STRANGER, "en")] == [1] * count


def test_the_page_shows_a_mark_for_each(client) -> None:
    index = ForumIndexPageFactory()
    ForumPageFactory(parent=index, title="Twelfth forum of all")
    assert "Twelfth forum of all" in client.get(index.url).content.decode()
