"""The programme by itself, to print, and pages in large type."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from forums.models.edition import ForumPage
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db


def words(found: Tag) -> str:
    return " ".join(found.get_text(" ", strip=True).split())


def read(client: Client, address: str) -> Tag:
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    assert main is not None
    return main


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="Twelfth forum", slug="2019")


def test_every_session_stands_there_with_what_it_was_about(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition, title="Opening", standfirst="Who is here.")
    SessionPageFactory(parent=edition, title="Some day", standfirst="Nobody wrote when.", held_on=None)
    main = read(client, f"{edition.url}programme/")
    assert words(main.h1) == "Twelfth forum"
    assert [words(one) for one in main.select(".programme-day > h3")] == ["Sunday 13 October"]
    assert [words(one) for one in main.select(".session-row")] == [
        "09:30 Opening Panel Who is here.",
        "09:30 Some day Panel Nobody wrote when.",
    ]
    assert [words(one) for one in main.select(".section-head h2")] == ["Programme", "Without a known day"]
    assert "Printed on" in words(main.select_one(".permalink"))


def test_a_closed_session_has_day_title_themes_and_summary(client: Client, edition: ForumPage) -> None:
    closed = SessionPageFactory(parent=edition, title="Workshop", is_closed=True, standfirst="What may be said.")
    ParticipationFactory(session=closed, printed_name="Somebody")
    main = read(client, f"{edition.url}programme/")
    assert words(main.select_one(".session-row")) == "Workshop Closed session What may be said."
    assert "nothing else" in words(main.select_one(".programme-legend"))
    assert "Somebody" not in words(main)


def test_long_programmes_need_no_links_to_their_days(client: Client, edition: ForumPage) -> None:
    SessionPageFactory.create_batch(9, parent=edition)
    SessionPageFactory.create_batch(2, parent=edition, held_on=edition.starts_on)
    assert read(client, edition.url).select(".alphabet")
    assert not read(client, f"{edition.url}programme/").select(".alphabet")


def test_there_is_none_where_nothing_may_be_seen(client: Client, edition: ForumPage) -> None:
    restrict(SessionPageFactory(parent=edition), "Members")
    assert client.get(f"{edition.url}programme/").status_code == 404
    assert "programme/" not in str(read(client, edition.url))
    for page in (PlainPageFactory(parent=ground()), edition.get_parent()):
        assert client.get(f"{page.url}programme/").status_code == 404


def test_a_translation_has_its_own_words(client: Client, edition: ForumPage) -> None:
    opening = SessionPageFactory(parent=edition, title="Opening")
    french = translated(edition, "fr", title="Le forum")
    translated(opening, "fr", title="Ouverture", standfirst="Qui est là.")
    main = read(client, f"{french.url}programme/")
    assert words(main.h1) == "Le forum"
    assert "Qui est là." in words(main)
    assert words(main.select_one(".programme-day > h3")) == "Dimanche 13 octobre"


def test_the_edition_leads_to_paper_and_to_large_type(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition)
    ways = [str(one["href"]) for one in read(client, edition.url).select(".programme-ways a")]
    assert ways == [f"{edition.url}{way}" for way in ("calendar/", "programme/", "programme/?type=large")]


def test_large_type_is_an_address_and_leads_back(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition)
    usual, large = (read(client, f"{edition.url}programme/{query}") for query in ("", "?type=large"))
    assert (usual.get("class"), large.get("class")) == (None, ["is-large"])
    assert [str(page.select_one(".type-size a")["href"]) for page in (usual, large)] == ["?type=large", "?"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_what_the_edition_costs(
    client: Client, edition: ForumPage, count: int, django_assert_num_queries
) -> None:
    SessionPageFactory.create_batch(count, parent=edition)
    client.get(f"{edition.url}programme/")
    with django_assert_num_queries(19):
        assert len(read(client, f"{edition.url}programme/").select(".session-row")) == count
