"""The index of all editions, as a stranger gets it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from forums.models.index import ForumIndexPage
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory, SessionPageFactory
from tests.factories.foundation import restrict, translated

pytestmark = pytest.mark.django_db


def words(found: Tag) -> str:
    return " ".join(found.get_text(" ", strip=True).split())


def texts(found: Tag, selector: str) -> list[str]:
    return [words(one) for one in found.select(selector)]


def read(client: Client, path: str = "/forums/") -> Tag:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def table(found: Tag) -> list[list[str]]:
    return [texts(row, "td") for row in found.select("tbody tr")]


@pytest.fixture
def editions() -> None:
    """Two of the series, one outside it, one that nobody can date."""
    ForumPageFactory(title="Twelfth", number=12)
    accra = "Mövenpick Ambassador Hotel, Accra, Ghana"
    ForumPageFactory(title="Accra", number=None, starts_on=date(2017, 5, 2), ends_on=date(2017, 5, 4), place=accra)
    ForumPageFactory(title="First", number=1, starts_on=date(2003, 11, 11), ends_on=date(2003, 11, 12), place="Atlanta")
    ForumPageFactory(title="Lost", number=None, starts_on=None, ends_on=None, place="")


@pytest.mark.usefixtures("editions")
def test_the_line_of_time_marks_every_dated_edition(client: Client) -> None:
    drawing = read(client).select_one(".timeline svg")
    marks = [(a["href"], a["aria-label"], words(a.select_one(".name"))) for a in drawing.select("a")]
    assert marks == [
        ("/forums/first/", "First, 2003", "1"),
        ("/forums/accra/", "Accra, 2017", "Accra"),
        ("/forums/twelfth/", "Twelfth, 2019", "12"),
    ]
    across = [float(circle["cx"]) for circle in drawing.select("a > circle:not(.reach)")]
    # In proportion to the years between them.
    assert across == sorted(across)
    assert across[1] - across[0] > 4 * (across[2] - across[1])
    assert [a["href"] for a in drawing.select("a.newest")] == ["/forums/twelfth/"]


@pytest.mark.usefixtures("editions")
def test_the_table_says_the_same_and_leaves_the_number_of_a_regional_forum_empty(client: Client) -> None:
    assert [row[:4] for row in table(read(client))] == [
        ["12", "12–15 October 2019", "Twelfth", "The Carter Center, Atlanta"],
        ["", "2–4 May 2017", "Accra", "Mövenpick Ambassador Hotel, Accra, Ghana"],
        ["1", "11–12 November 2003", "First", "Atlanta"],
        ["", "", "Lost", ""],
    ]


@pytest.mark.usefixtures("editions")
def test_editions_stand_under_their_years(client: Client) -> None:
    years = {words(one.p): texts(one, "h3") for one in read(client).select(".by-year > li")}
    assert list(years.items()) == [
        ("2019", ["Twelfth"]), ("2017", ["Accra"]), ("2003", ["First"]), ("Undated", ["Lost"]),
    ]  # fmt: skip


@pytest.mark.usefixtures("editions")
def test_an_edition_outside_the_count_is_not_called_by_a_number(client: Client) -> None:
    entries = {texts(one, "h3")[0]: texts(one, ".byline > span") for one in read(client).select(".edition-entry")}
    assert entries["Twelfth"][0] == "Twelfth edition"
    assert entries["Accra"] == ["2–4 May 2017", "Mövenpick Ambassador Hotel, Accra, Ghana"]
    assert entries["Lost"] == []


def test_it_counts_the_sessions_that_the_reader_can_see(client: Client) -> None:
    edition = ForumPageFactory(title="Twelfth")
    SessionPageFactory.create_batch(2, parent=edition)
    SessionPageFactory(parent=edition, is_closed=True)
    SessionPageFactory(parent=edition, live=False)
    restrict(SessionPageFactory(parent=edition), "Members")
    assert (table(read(client))[0][4], texts(read(client), ".byline > span")[-1]) == ("3", "3 sessions")
    client.force_login(AccountFactory(groups=["Members"]))
    assert table(read(client))[0][4] == "4"


def test_only_editions_that_the_reader_can_see_are_there(client: Client) -> None:
    ForumPageFactory(title="Open")
    ForumPageFactory(title="Canary draft", live=False)
    restrict(ForumPageFactory(title="Canary inside"), "Peers")
    assert "Canary" not in client.get("/forums/").content.decode()
    client.force_login(AccountFactory(groups=["Peers"]))
    assert [row[2] for row in table(read(client))] == ["Canary inside", "Open"]


def test_in_another_language_each_edition_is_there_once_in_its_best_one(client: Client) -> None:
    edition = ForumPageFactory(title="Twelfth")
    ForumPageFactory(title="Untranslated", starts_on=date(2003, 1, 1), ends_on=None)
    translated(edition, "ar", title="الثاني عشر")
    links = read(client, "/ar/forums/").select("h3 a")
    assert [(words(a), a["href"]) for a in links] == [
        ("الثاني عشر", "/ar/forums/twelfth/"),
        ("Untranslated", "/forums/untranslated/"),
    ]
    assert [(a.parent.get("lang"), a.parent.get("dir")) for a in links] == [("ar", "rtl"), (None, None)]


def test_before_the_first_edition_it_says_so(client: Client) -> None:
    ForumIndexPageFactory(title="Forums", standfirst="All of them.", body=[("paragraph", "<p>How it began.</p>")])
    main = read(client)
    assert "No edition has been published yet." in words(main)
    assert texts(main, "h1, .standfirst, .text p") == ["Forums", "All of them.", "How it began."]
    assert main.select("svg.timeline, table, .by-year") == []


def test_it_stands_under_the_home_page_and_holds_editions() -> None:
    assert [model.__name__ for model in ForumIndexPage.allowed_parent_page_models()] == ["HomePage"]
    assert [model.__name__ for model in ForumIndexPage.allowed_subpage_models()] == ["ForumPage"]
    index = ForumIndexPageFactory()
    assert not ForumIndexPage.can_create_at(index.get_parent())


def test_in_arabic_dates_and_numbers_are_in_the_digits_that_the_reader_chose(client: Client) -> None:
    """And nothing else is: addresses, anchors and what machines read stay as they are."""
    edition = ForumPageFactory(title="Twelfth", slug="2019")
    SessionPageFactory(parent=edition)
    translated(edition, "ar", title="المنتدى")
    translated(ForumIndexPage.objects.get(locale__language_code="en"), "ar", title="المنتديات")
    assert texts(read(client, "/ar/forums/"), "tbody td")[:2] == ["12", "12–15 أكتوبر 2019"]
    client.cookies["digits"] = "own"
    found = read(client, "/ar/forums/")
    assert texts(found, "tbody td")[:2] == ["١٢", "١٢–١٥ أكتوبر ٢٠١٩"]
    assert texts(found, ".by-year-year, svg .name") == ["١٢", "٢٠١٩"]
    assert found.select_one("[id^=year-]")["id"] == "year-2019"
    assert {a["href"] for a in found.select("tbody a")} == {"/ar/forums/2019/"}
    assert texts(read(client, "/forums/"), "tbody td")[:2] == ["12", "12–15 October 2019"]
