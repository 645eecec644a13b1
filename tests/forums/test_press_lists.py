"""Lists of press and key messages: a page at a time, of an edition, of all, and under a theme."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from access.viewer import STRANGER
from forums.models import press_lists
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage, lists_for
from forums.models.press import KeyMessage, PressItem
from forums.models.press_lists import cards_under, message_listing, press_listing
from forums.models.session import SessionPage
from foundation.cards import Link
from foundation.models.change import EPOCH
from tests.factories.forums import (
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory
from themes.models.vocabulary import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="Twelfth", slug="2019")


@pytest.fixture
def session(edition: ForumPage) -> SessionPage:
    return SessionPageFactory(parent=edition, title="Opening")


@pytest.fixture
def faith() -> Theme:
    ThemeIndexPageFactory(parent=ground())
    return ThemeFactory(name="Faith", slug="faith")


def soup(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".press-item-title")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_any_number(edition, session, faith, count, django_assert_num_queries) -> None:
    for _ in range(count):
        PressItemFactory(edition=edition, themes=[faith])
        one = SessionPageFactory(parent=edition)
        KeyMessageFactory(session=one, speaker=ParticipationFactory(session=one), themes=[faith])
    press, said = PressItem.objects.visible_to(STRANGER), KeyMessage.objects.visible_to(STRANGER)
    press_listing(press, STRANGER, language="en")
    with django_assert_num_queries(8):
        found = press_listing(press, STRANGER, language="en"), message_listing(said, STRANGER, language="en")
    assert [listing.total for listing in found] == [count, count]
    assert {item.themes for listing in found for item in listing.items} == {(Link("Faith", "/themes/faith/"),)}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("press/", 14), ("messages/", 15)])
def test_a_page_of_it_does_too(client, edition, session, path, queries, count, django_assert_num_queries) -> None:
    PressItemFactory.create_batch(count, edition=edition)
    KeyMessageFactory.create_batch(count, session=session)
    client.get(f"{edition.url}{path}")
    cache.delete(EPOCH)
    with django_assert_num_queries(queries):
        page = soup(client, f"{edition.url}{path}")
    assert len(page.select(".press-item, .key-message")) == count


def test_it_is_read_a_page_at_a_time(client: Client, edition: ForumPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_lists, "PER_PAGE", 2)
    items = PressItemFactory.create_batch(3, edition=edition)
    url = f"{edition.url}press/"
    assert titles(soup(client, url)) == [items[2].title, items[1].title]
    second = soup(client, f"{url}?page=2")
    assert titles(second) == [items[0].title]
    assert second.select_one("nav.pager [rel=prev]")["href"] == "?page=1"
    for wanted in ("9", "0", "-1", "x", "999999999999", "²"):
        assert titles(soup(client, f"{url}?page={wanted}")) in ([items[0].title], [items[2].title, items[1].title])
    assert client.get(f"{url}{items[0].key}/").url == f"{url}?page=2#press-{items[0].key}"
    assert client.get(f"{url}{uuid.uuid4()}/").status_code == 404


def test_the_newest_come_first_and_the_undated_last(client: Client, edition: ForumPage) -> None:
    PressItemFactory(edition=edition, title="Undated", published_on=None)
    PressItemFactory(edition=edition, title="Later", published_on="2020-01-01")
    PressItemFactory(edition=edition, title="Earlier", published_on="2019-01-01")
    assert titles(soup(client, f"{edition.url}press/")) == ["Later", "Earlier", "Undated"]


def test_the_whole_archive_has_both_lists(client: Client, edition: ForumPage, session: SessionPage) -> None:
    other = ForumPageFactory(title="Eleventh", slug="2018")
    PressItemFactory(edition=edition)
    PressItemFactory(edition=other)
    KeyMessageFactory(session=session)
    index = ForumIndexPage.objects.get()
    press = soup(client, f"{index.url}press/")
    assert {link.get_text() for link in press.select(".press-item .byline a")} == {"Twelfth", "Eleventh"}
    said = soup(client, f"{index.url}messages/")
    assert said.select_one(".key-message-line a")["href"].startswith(f"{session.url}#message-")
    assert "13 October 2019" in said.select_one(".key-message").get_text()
    links = {link["href"] for link in soup(client, index.url).select("main a")}
    assert {f"{index.url}press/", f"{index.url}messages/"} <= links


def test_an_empty_list_says_so(client: Client, edition: ForumPage) -> None:
    for path, said in (("press/", "No press has been recorded yet"), ("messages/", "No key messages have been")):
        assert said in soup(client, f"{edition.url}{path}").select_one(".empty-state").get_text()
    index = ForumIndexPage.objects.get()
    assert f"{index.url}press/" not in {link["href"] for link in soup(client, index.url).select("main a")}
    assert lists_for(STRANGER) == (False, False)


@pytest.mark.parametrize("path", ["press/", "messages/", "press/00000000-0000-4000-8000-000000000000/"])
def test_there_are_none_below_other_pages(client: Client, session: SessionPage, path: str) -> None:
    assert client.get(f"{session.url}{path}").status_code == 404


@pytest.mark.parametrize("path", ["press/", "messages/"])
def test_who_may_not_see_the_edition_finds_no_list(client: Client, edition, session, path: str) -> None:
    PressItemFactory(edition=edition)
    KeyMessageFactory(session=session)
    restrict(edition, "Members")
    assert client.get(f"{edition.url}{path}").status_code == 404
    whole = soup(client, f"{ForumIndexPage.objects.get().url}{path}")
    assert whole.select(".press-item, .key-message") == []


def test_a_translation_has_the_same_lists(client: Client, edition: ForumPage, session: SessionPage) -> None:
    item, message = PressItemFactory(edition=edition), KeyMessageFactory(session=session)
    french = translated(edition, "fr", title="Douzième")
    assert soup(client, f"{french.url}press/").select_one(".press-item")["id"] == f"press-{item.key}"
    said = soup(client, f"{french.url}messages/").select_one(".key-message")
    assert said.select_one(".key-message-line a")["href"] == f"{session.url}#message-{message.key}"
    assert client.get(f"/fr/id/{item.key}/").url == f"{french.url}press/{item.key}/"


class TestUnderATheme:
    def test_a_hub_shows_what_was_said_and_reported(self, client: Client, edition, session, faith: Theme) -> None:
        topic = ThemeFactory(parent=faith)
        item = PressItemFactory(edition=edition, themes=[faith, topic], title="Lanterns")
        part = ParticipationFactory(session=session, printed_name="Ana Lys")
        message = KeyMessageFactory(session=session, speaker=part, themes=[topic], words="word " * 60)
        cards = soup(client, "/themes/faith/").select(".card")
        assert {card.select_one("a")["href"] for card in cards} == {
            f"{edition.url}press/{item.key}/", f"{session.url}#message-{message.key}",
        }  # fmt: skip
        text = " ".join(card.get_text() for card in cards)
        assert "Ana Lys" in text
        assert "The Example Herald" in text
        assert text.count("word") == press_lists.LONGEST

    def test_they_stand_under_their_years_the_newest_first(
        self, client: Client, edition, session, faith: Theme
    ) -> None:
        PressItemFactory(edition=edition, themes=[faith], published_on="2018-01-01")
        PressItemFactory(edition=edition, themes=[faith], published_on=None)
        KeyMessageFactory(session=session, themes=[faith])
        page = soup(client, "/themes/faith/")
        assert [year.get_text() for year in page.select(".by-year-year")] == ["2019", "2018", "Undated"]

    def test_a_withheld_speaker_is_called_so(self, session: SessionPage, faith: Theme) -> None:
        KeyMessageFactory(session=session, themes=[faith])
        (card,) = cards_under(faith, STRANGER, "en")
        assert (card.kind, card.note, card.year) == ("message", "Name withheld", 2019)

    def test_it_knows_at_once_what_is_hidden(self, client: Client, edition, session, faith: Theme) -> None:
        PressItemFactory(edition=edition, themes=[faith])
        KeyMessageFactory(session=session, themes=[faith])
        assert len(soup(client, "/themes/faith/").select(".card")) == 2
        session.is_closed = True
        session.save_revision().publish()
        assert len(soup(client, "/themes/faith/").select(".card")) == 1
        restrict(edition, "Members")
        page = soup(client, "/themes/faith/")
        assert page.select(".card") == []
        assert page.select_one(".empty-state")
