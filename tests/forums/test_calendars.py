"""Programmes as calendars: what a calendar program gets of them."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from icalendar import Calendar

from forums.formats.calendars import Entry, calendar
from forums.models.edition import ForumPage
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated

STAMP = datetime(2019, 11, 1, 12, tzinfo=UTC)
ENTRY = Entry("k", "Title; with, signs", "https://x.example/a/", date(2019, 10, 13), date(2019, 10, 13))


def events(content: bytes) -> dict[str, dict[str, object]]:
    """Title of each event → its properties, as another program reads them."""
    found = Calendar.from_ical(content)
    assert found.errors == []
    return {str(one["summary"]): {name.lower(): one.decoded(name) for name in one} for one in found.events}


@pytest.fixture
def edition(db: None) -> ForumPage:
    return ForumPageFactory(title="Twelfth forum", slug="2019")


def read(client: Client, address: str) -> dict[str, dict[str, object]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return events(response.content)


def test_whole_days_end_on_the_day_after() -> None:
    one = events(calendar("Forum", [ENTRY], zone="", stamp=STAMP))["Title; with, signs"]
    assert (one["dtstart"], one["dtend"]) == (date(2019, 10, 13), date(2019, 10, 14))
    assert one["dtstamp"] == STAMP


@pytest.mark.parametrize(("ends", "day"), [(time(11), 13), (time(1), 14)])
def test_times_are_of_their_zone_and_an_evening_ends_on_the_next_day(ends: time, day: int) -> None:
    entry = Entry("k", "Evening", "https://x.example/a/", ENTRY.first, ENTRY.last, time(9, 30), ends)
    one = events(calendar("Forum", [entry], zone="America/New_York", stamp=STAMP))["Evening"]
    assert one["dtstart"].isoformat() == "2019-10-13T09:30:00-04:00"
    assert one["dtend"].isoformat() == f"2019-10-{day}T{ends:%H:%M}:00-04:00"


def test_without_a_zone_times_have_none() -> None:
    entry = Entry("k", "Open end", "https://x.example/a/", ENTRY.first, ENTRY.last, time(9, 30))
    one = events(calendar("Forum", [entry], zone="", stamp=STAMP))["Open end"]
    assert one["dtstart"].isoformat() == "2019-10-13T09:30:00"
    assert "dtend" not in one


def test_an_edition_comes_with_the_sessions_whose_day_is_known(client: Client, edition: ForumPage) -> None:
    opening = SessionPageFactory(parent=edition, title="Opening")
    SessionPageFactory(parent=edition, title="Some day", held_on=None)
    SessionPageFactory(parent=edition, title="Some time in October", date_precision="month")
    found = read(client, f"{edition.url}calendar/")
    assert set(found) == {"Twelfth forum", "Opening"}
    whole, one = found["Twelfth forum"], found["Opening"]
    assert (whole["dtstart"], whole["dtend"]) == (date(2019, 10, 12), date(2019, 10, 16))
    assert one["dtstart"].isoformat() == "2019-10-13T09:30:00-04:00"
    assert str(one["uid"]) == str(opening.translation_key)
    assert str(one["location"]) == edition.place
    assert str(one["description"]) == opening.standfirst
    assert str(one["url"]).endswith(opening.url)


def test_of_a_closed_session_there_is_its_day_and_its_title(client: Client, edition: ForumPage) -> None:
    closed = SessionPageFactory(parent=edition, title="Workshop", is_closed=True)
    for address in (f"{edition.url}calendar/", f"{closed.url}calendar/"):
        one = read(client, address)["Workshop"]
        assert (one["dtstart"], one["dtend"]) == (date(2019, 10, 13), date(2019, 10, 14))
        assert set(one) == {"uid", "dtstamp", "summary", "url", "dtstart", "dtend", "transp"}


def test_a_day_has_its_own(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition, title="First", held_on=date(2019, 10, 12))
    SessionPageFactory(parent=edition, title="Second")
    assert set(read(client, f"{edition.url}calendar/2019-10-12/")) == {"First"}


@pytest.mark.parametrize("day", ["2019-10-14", "2019-13-45", "tomorrow"])
def test_a_day_without_sessions_has_none(client: Client, edition: ForumPage, day: str) -> None:
    SessionPageFactory(parent=edition)
    assert client.get(f"{edition.url}calendar/{day}/").status_code == 404


def test_a_session_has_its_own_where_its_day_is_known(client: Client, edition: ForumPage) -> None:
    one = SessionPageFactory(parent=edition, title="Opening")
    response = client.get(f"{one.url}calendar/")
    assert set(events(response.content)) == {"Opening"}
    assert response["Content-Disposition"] == 'attachment; filename="opening.ics"'
    undated = SessionPageFactory(parent=edition, held_on=None)
    assert client.get(f"{undated.url}calendar/").status_code == 404


def test_what_may_not_be_seen_is_in_none(client: Client, edition: ForumPage) -> None:
    hidden = SessionPageFactory(parent=edition, title="Hidden")
    SessionPageFactory(parent=edition, title="Open")
    restrict(hidden, "Members")
    assert "Hidden" not in read(client, f"{edition.url}calendar/")
    assert client.get(f"{hidden.url}calendar/").status_code == 404
    edition.unpublish()
    assert client.get(f"{edition.url}calendar/").status_code == 404


def test_a_translation_has_its_own_words(client: Client, edition: ForumPage) -> None:
    opening = SessionPageFactory(parent=edition, title="Opening")
    french = translated(edition, "fr", title="Le forum")
    translated(opening, "fr", title="Ouverture")
    assert set(read(client, f"{french.url}calendar/")) == {"Le forum", "Ouverture"}


def test_other_pages_have_none(client: Client, edition: ForumPage) -> None:
    plain = PlainPageFactory(parent=ground())
    for page in (plain, ground(), edition.get_parent()):
        assert client.get(f"{page.url}calendar/").status_code == 404
    assert client.get(f"{edition.url}text/").status_code == 404
