"""In which order editions and sessions come."""

from datetime import date, time

import pytest

from access.viewer import STRANGER
from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import restrict

pytestmark = pytest.mark.django_db


def test_editions_come_latest_first_and_undated_last() -> None:
    for title, year in (("Old", 2003), ("Undated", None), ("New", 2019), ("Middle", 2011)):
        ForumPageFactory(title=title, starts_on=date(year, 1, 1) if year else None, ends_on=None)
    assert [page.title for page in ForumPage.objects.by_date()] == ["New", "Middle", "Old", "Undated"]


def test_of_one_day_the_newer_page_comes_first() -> None:
    first, second = ForumPageFactory(), ForumPageFactory()
    assert list(ForumPage.objects.by_date()) == [second, first]


def test_sessions_come_by_day_and_time_and_then_as_editors_gave_them() -> None:
    edition = ForumPageFactory()
    for title, day, at in (
        ("no day", None, time(1)),
        ("second day", date(2019, 10, 14), time(8)),
        ("noon", date(2019, 10, 13), time(12)),
        ("nine", date(2019, 10, 13), time(9)),
        ("nine, later in the tree", date(2019, 10, 13), time(9)),
        ("no time", date(2019, 10, 13), None),
    ):
        SessionPageFactory(parent=edition, title=title, held_on=day, starts_at=at, ends_at=None)
    assert [page.title for page in SessionPage.objects.in_programme_order()] == [
        "no time",
        "nine",
        "nine, later in the tree",
        "noon",
        "second day",
        "no day",
    ]


@pytest.mark.parametrize("at", [time(5), time(10), time(23), None])
def test_where_a_closed_session_stands_does_not_tell_its_time(at: time | None) -> None:
    edition = ForumPageFactory()
    for title, starts in (("early", time(8)), ("late", time(20))):
        SessionPageFactory(parent=edition, title=title, starts_at=starts, ends_at=None)
    SessionPageFactory(parent=edition, title="closed", starts_at=at, ends_at=None, is_closed=True)
    assert [page.title for page in SessionPage.objects.in_programme_order()] == ["closed", "early", "late"]


def test_both_go_through_the_doorway() -> None:
    session = SessionPageFactory()
    restrict(SessionPageFactory(), "Members")
    assert list(SessionPage.objects.visible_to(STRANGER).in_programme_order()) == [session]
    assert list(ForumPage.objects.visible_to(STRANGER).by_date()).count(session.get_parent().specific) == 1
