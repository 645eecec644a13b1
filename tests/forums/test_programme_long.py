"""Programmes that are longer than a page can carry."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from access.viewer import STRANGER
from forums.models.edition import ForumPage
from forums.models.programme import PROGRAMME_CAP, programme_for
from forums.models.session import SessionPage
from forums.templatetags.programme import DAYS, MANY
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory

pytestmark = pytest.mark.django_db
DAY = date(2019, 10, 13)


def count(edition: ForumPage) -> int:
    return edition.face_for(STRANGER).session_count


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_programme_ends_at_the_cap(over: int) -> None:
    edition = ForumPageFactory()
    forest(edition, PROGRAMME_CAP + over, model=SessionPage, held_on=DAY)
    assert count(edition) == min(PROGRAMME_CAP, PROGRAMME_CAP + over)


def test_what_comes_after_the_cap_is_what_comes_last_in_the_programme() -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Undated", held_on=None)
    SessionPageFactory(parent=edition, title="First", held_on=date(2019, 10, 12))
    forest(edition, PROGRAMME_CAP - 1, model=SessionPage, held_on=DAY)
    programme = programme_for(edition, edition, STRANGER, "en")
    assert [face.title for face in programme.days[0].sessions] == ["First"]
    assert programme.undated == ()


def test_who_spoke_after_the_cap_is_no_voice_either() -> None:
    edition = ForumPageFactory()
    last = SessionPageFactory(parent=edition, held_on=date(2019, 10, 15))
    ParticipationFactory(session=last, printed_name="Ana Lys")
    forest(edition, PROGRAMME_CAP - 1, model=SessionPage, held_on=DAY)
    assert [voice.who.name for voice in edition.face_for(STRANGER).voices] == ["Ana Lys"]
    SessionPageFactory(parent=edition, held_on=DAY, starts_at=time(8))
    assert edition.face_for(STRANGER).voices == ()


@pytest.mark.parametrize(("number", "is_long"), [(MANY, False), (MANY + 1, True)])
def test_a_long_programme_stands_in_columns(client: Client, number: int, is_long: bool) -> None:
    edition = ForumPageFactory()
    forest(edition, number, model=SessionPage, held_on=DAY)
    assert ("programme is-long" in client.get(edition.url).content.decode()) is is_long


@pytest.mark.parametrize(("days", "is_long"), [(DAYS, False), (DAYS + 1, True)])
def test_few_days_stand_beside_each_other_however_many_sessions_they_make(
    client: Client, days: int, is_long: bool
) -> None:
    edition = ForumPageFactory(ends_on=date(2019, 10, 16))
    for day in range(days):
        SessionPageFactory.create_batch(3, parent=edition, held_on=date(2019, 10, 12 + day))
    assert count(edition) > MANY
    assert ("programme is-long" in client.get(edition.url).content.decode()) is is_long


def test_the_days_of_a_long_programme_lead_into_it(client: Client) -> None:
    edition = ForumPageFactory()
    forest(edition, MANY + 1, model=SessionPage, held_on=DAY)
    assert "alphabet" not in client.get(edition.url).content.decode()
    SessionPageFactory(parent=edition, held_on=date(2019, 10, 14))
    main = BeautifulSoup(client.get(edition.url).content, "html.parser").main
    assert [link.get_text() for link in main.select(".alphabet a")] == ["Sun 13", "Mon 14"]
    assert [link["href"][1:] for link in main.select(".alphabet a")] == [one["id"] for one in main.select("[id^=day-]")]


def test_the_home_page_shows_a_part_and_leads_to_the_rest(client: Client) -> None:
    edition = ForumPageFactory()
    forest(edition, 50, model=SessionPage, held_on=DAY)
    main = BeautifulSoup(client.get("/").content, "html.parser").main
    assert len(main.select("a[href*='/tree-']")) < 10
    assert "All 50" in main.get_text()
    assert main.select(f"a[href='{edition.url}']")
