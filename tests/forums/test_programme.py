"""The programme of an edition."""

from datetime import date, time

import pytest

from access.viewer import STRANGER
from forums.enums import DatePrecision
from forums.models.edition import ForumPage
from forums.models.programme import Programme, programme_for, sessions_at
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


def programme(edition: ForumPage) -> Programme:
    return programme_for(edition, edition.original, STRANGER, edition.language)


def titles(edition: ForumPage) -> list[list[str]]:
    """The sessions of each day, the undated last."""
    found = programme(edition)
    return [[face.title for face in day.sessions] for day in found.days] + [[face.title for face in found.undated]]


def test_a_programme_reads_by_days_and_times() -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Late", starts_at=time(14), ends_at=None)
    SessionPageFactory(parent=edition, title="Next day", held_on=date(2019, 10, 14))
    SessionPageFactory(parent=edition, title="Early", starts_at=time(9), ends_at=None)
    SessionPageFactory(parent=edition, title="No time", starts_at=None, ends_at=None)
    assert titles(edition) == [["No time", "Early", "Late"], ["Next day"], []]


def test_sessions_whose_day_nobody_knows_stand_apart() -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Some day in October", date_precision=DatePrecision.MONTH)
    SessionPageFactory(parent=edition, title="No date", held_on=None)
    SessionPageFactory(parent=edition, title="Dated")
    assert titles(edition) == [["Dated"], ["Some day in October", "No date"]]


def test_the_time_of_a_closed_session_does_not_place_it() -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Open", starts_at=time(9), ends_at=None)
    SessionPageFactory(parent=edition, title="Closed", starts_at=time(15), ends_at=None, is_closed=True)
    assert titles(edition) == [["Closed", "Open"], []]


def test_what_the_viewer_may_not_see_is_not_in_it() -> None:
    edition = ForumPageFactory()
    restrict(SessionPageFactory(parent=edition, title="Restricted"), "Members")
    SessionPageFactory(parent=edition, title="Draft", live=False)
    SessionPageFactory(title="Elsewhere")
    assert titles(edition) == [[]]


def test_in_another_language_each_session_stands_in_it_if_it_exists() -> None:
    ThemeIndexPageFactory(parent=ground())
    edition, faith = ForumPageFactory(), ThemeFactory(name="Faith", labels={"fr": "Foi"})
    both = SessionPageFactory(parent=edition, title="Families")
    SessionPageFactory(parent=edition, title="Only English", starts_at=time(10), ends_at=None)
    about(both, faith)
    french = translated(edition, "fr", title="Douzième")
    translated(both, "fr", title="Familles")
    assert titles(french) == [["Familles", "Only English"], []]
    assert titles(edition) == [["Families", "Only English"], []]
    first = programme(french).days[0].sessions[0]
    assert [link.title for link in first.themes] == ["Foi"]


def test_the_readers_language_counts_wherever_it_stands_in_the_tree() -> None:
    edition = ForumPageFactory()
    translated(SessionPageFactory(parent=edition, title="Families"), "fr", title="Familles")
    french = translated(edition, "fr")
    for place, other in [(french.path, edition.path), (edition.path, french.path)]:
        assert [page.title for page in sessions_at(place, other, STRANGER, "en")] == ["Families"]
        assert [page.title for page in sessions_at(place, other, STRANGER, "fr")] == ["Familles"]


def test_everybody_whose_name_shows_is_a_voice_once() -> None:
    edition = ForumPageFactory()
    first, second = SessionPageFactory.create_batch(2, parent=edition)
    closed = SessionPageFactory(parent=edition, is_closed=True)
    ParticipationFactory(session=first, printed_name="Ana Lys")
    ParticipationFactory(session=second, printed_name="Ana Lys")
    ParticipationFactory(session=second, printed_name="Bo Li")
    ParticipationFactory(session=second, printed_name="Withheld", public_source="")
    ParticipationFactory(session=closed, printed_name="Behind Doors")
    assert [face.who.name for face in programme(edition).voices] == ["Ana Lys", "Bo Li"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("language", "queries"), [("en", 4), ("fr", 5)])
def test_the_same_queries_for_any_number_of_sessions(
    count: int, language: str, queries: int, django_assert_num_queries
) -> None:
    edition = ForumPageFactory()
    for session in SessionPageFactory.create_batch(count, parent=edition):
        ParticipationFactory(session=session)
        about(session, ThemeFactory())
    shown = edition if language == "en" else translated(edition, language)
    programme_for(shown, edition, STRANGER, language)
    with django_assert_num_queries(queries - 1):  # the vocabulary is kept
        found = programme_for(shown, edition, STRANGER, language)
    assert len(found.days[0].sessions) == count
