"""A hub as a browser gets it."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.access import AccountFactory
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.actions.merging import merge_terms, undo_merge
from themes.enums import ThemeStatus
from themes.models.hubs import FEW, MANY
from themes.models.merges import last_merge
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index() -> ThemeIndexPage:
    return ThemeIndexPageFactory(parent=ground())


@pytest.fixture
def theme() -> Theme:
    return ThemeFactory(name="Solidarity", slug="solidarity", labels={"fr": "Solidarité", "ar": "تضامن"})


def main(client: Client, path: str) -> BeautifulSoup:
    """What stands between the frame."""
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def words(found: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text().split()) for one in found.select(selector)]


def links(found: BeautifulSoup, selector: str) -> list[str]:
    return [one["href"] for one in found.select(selector)]


def test_it_shows_the_theme_and_its_works_by_kind_and_year(client: Client, theme) -> None:
    topic = ThemeFactory(name="Letters", slug="letters", parent=theme)
    edition = ForumPageFactory(title="Edition of that year")
    about(edition, theme)
    about(SessionPageFactory(parent=edition, title="How we write"), topic)
    about(SessionPageFactory(parent=edition, title="Nobody knows when", held_on=None), topic)
    found = main(client, "/themes/solidarity/")
    assert words(found, "h1") == ["Solidarity"]
    assert words(found, ".standfirst") == ["What it means."]
    assert words(found, ".section-head") == ["Sessions 2 sessions", "Editions 1 edition"]
    assert words(found, ".by-year-year") == ["2019", "Undated", "2019"]
    assert words(found, "article h3") == ["How we write", "Nobody knows when", "Edition of that year"]
    assert words(found, "article .kicker") == ["Panel", "Panel"], "an edition under Editions need not say it"
    assert links(found, ".theme-pill") == ["/themes/letters/"]
    assert "3 works here" in found.get_text()


def test_a_topic_leads_back_to_its_theme(client: Client, theme) -> None:
    ThemeFactory(name="Letters", slug="letters", parent=theme)
    found = main(client, "/themes/letters/")
    assert links(found, ".kicker-path a") == ["/themes/", "/themes/solidarity/"]
    assert links(main(client, "/themes/solidarity/"), ".kicker-path a") == ["/themes/"]


def test_goals_and_instruments_stand_beside_it(client: Client) -> None:
    ThemeFactory(slug="women", sdgs=[5], instruments=["UDHR"])
    assert words(main(client, "/themes/women/"), ".plain-list li") == [
        "SDG 5 Gender Equality",
        "Universal Declaration of Human Rights",
    ]


def test_a_closed_session_keeps_its_sign(client: Client, theme) -> None:
    for title, is_closed in (("Open", False), ("Behind doors", True)):
        about(SessionPageFactory(title=title, is_closed=is_closed), theme)
    assert words(main(client, "/themes/solidarity/"), "article .is-closed") == ["Behind doors"]


def test_a_hub_without_works_says_so(client: Client, theme) -> None:
    found = main(client, "/themes/solidarity/")
    assert words(found, ".empty-state-title") == ["Nothing has been published under this theme yet."]
    assert "works here" not in found.get_text()


def test_it_speaks_the_language_of_its_address(client: Client, theme, index) -> None:
    translated(index, "fr", slug="sujets", title="Sujets")
    session = SessionPageFactory(title="Words")
    about(session, theme)
    french = translated(session, "fr", title="Paroles")
    found = main(client, "/fr/sujets/solidarity/")
    assert words(found, "h1") == ["Solidarité"]
    assert words(found, ".kicker-path") == ["Sujets"]
    assert links(found, "article a") == [french.url]


def test_on_a_mirror_dates_are_like_its_words_and_labels_say_their_language(client: Client, theme, index) -> None:
    session = SessionPageFactory(title="Words")
    about(session, theme)
    translated(ground(), "ar")
    mirror = index.copy_for_translation(index.get_parent().get_translations().get().locale, alias=True)
    found = main(client, f"{mirror.url}solidarity/")
    assert (found["lang"], found["dir"]) == ("en", "ltr")
    assert (found.h1.get_text(), found.h1["lang"], found.h1["dir"]) == ("تضامن", "ar", "rtl")
    listed = main(client, mirror.url).select_one(".book-index a > span")
    assert (listed.get_text(), listed["lang"], listed["dir"]) == ("تضامن", "ar", "rtl")
    assert words(found, "article .byline") == ["13 October 2019"]


@pytest.mark.parametrize("name", ["مدافعات عن الحقوق", "人权", "क्षमा", "Égalité"])
def test_an_address_in_any_script_is_found(client: Client, name: str) -> None:
    theme = ThemeFactory(name=name)
    assert words(main(client, f"/themes/{quote(theme.slug)}/"), "h1") == [name]


class TestPaging:
    """A kind by pages; nonsense in the address is never an error."""

    @pytest.fixture
    def many(self, theme) -> Theme:
        edition = ForumPageFactory()
        forest(edition, MANY + 1, model=SessionPageFactory._meta.model)
        carriers = edition.get_children()
        ThemeLink.objects.bulk_create([ThemeLink(tag=theme, content_object_id=page.pk) for page in carriers])
        about(edition, theme)
        return theme

    def test_more_of_a_kind_is_one_click_away(self, client: Client, many) -> None:
        found = main(client, "/themes/solidarity/")
        assert len(found.select("article")) == FEW + 1
        assert words(found, ".section-head") == [f"Sessions All {MANY + 1}, Sessions", "Editions 1 edition"]
        assert links(found, ".section-head a") == ["?kind=session"]

    def test_a_kind_has_pages_and_leads_back_to_all_kinds(self, client: Client, many) -> None:
        first, second = (main(client, f"/themes/solidarity/?kind=session&page={number}") for number in (1, 2))
        assert [len(found.select("article")) for found in (first, second)] == [MANY, 1]
        assert links(first, ".section-head a") == links(second, ".section-head a") == ["/themes/solidarity/"]
        assert links(first, ".pager a") == ["?kind=session&page=2"]
        assert links(second, ".pager a") == ["?kind=session&page=1"]
        assert words(first, ".pager span") == ["Page 1 of 2"]

    @pytest.mark.parametrize("page", ["", "x", "-1", "0", "1.5", "²", "1e3", "0x2", "%00", "9" * 5000, "1 2", "[]"])
    def test_a_page_that_is_no_number_is_the_first(self, client: Client, many, page: str) -> None:
        found = main(client, f"/themes/solidarity/?kind=session&page={page}")
        assert words(found, ".pager span") == ["Page 1 of 2"]

    @pytest.mark.parametrize("page", ["2", "02", "٢", "99999"])
    def test_a_page_beyond_the_last_is_the_last(self, client: Client, many, page: str) -> None:
        found = main(client, f"/themes/solidarity/?kind=session&page={page}")
        assert words(found, ".pager span") == ["Page 2 of 2"]

    @pytest.mark.parametrize(
        "query", ["kind=", "kind=profile", "kind=%00", "kind=<b>", "kind[]=session", "page=2", "%ff=%ff"]
    )
    def test_a_kind_that_does_not_exist_shows_all(self, client: Client, many, query: str) -> None:
        found = main(client, f"/themes/solidarity/?{query}")
        assert words(found, ".section-head") == [f"Sessions All {MANY + 1}, Sessions", "Editions 1 edition"]
        assert not found.select(".pager")


class TestNowhere:
    """What may not be seen answers like what does not exist."""

    def test_terms_that_wait_and_terms_that_are_not(self, client: Client, theme) -> None:
        waits = ThemeFactory(slug="drones", status=ThemeStatus.PENDING)
        answers = [client.get(f"/themes/{slug}/") for slug in ("drones", "unheard", "Solidarity", "solidarity-1")]
        assert [answer.status_code for answer in answers] == [404] * 4
        waits.status = ThemeStatus.APPROVED
        waits.save()
        assert client.get("/themes/drones/").status_code == 200
        assert answers[0].content.replace(b"drones", b"") == answers[1].content.replace(b"unheard", b"")

    def test_deeper_than_a_term_is_nothing(self, client: Client, theme) -> None:
        assert client.get("/themes/solidarity/more/").status_code == 404

    def test_hubs_are_as_open_as_the_page_that_hosts_them(self, client: Client, theme, index) -> None:
        restrict(index, "Members")
        assert client.get("/themes/solidarity/").status_code == 404
        client.force_login(AccountFactory(groups=["Members"]))
        assert words(main(client, "/themes/solidarity/"), "h1") == ["Solidarity"]

    def test_an_unpublished_page_hosts_no_hubs(self, client: Client, theme, index) -> None:
        index.unpublish()
        assert client.get("/themes/solidarity/").status_code == 404

    def test_members_find_more_in_the_same_hub(self, client: Client, theme) -> None:
        for title in ("Open", "For members"):
            about(SessionPageFactory(title=title), theme)
        restrict(SessionPageFactory._meta.model.objects.get(title="For members"), "Members")
        assert words(main(client, "/themes/solidarity/"), "article h3") == ["Open"]
        client.force_login(AccountFactory(groups=["Members"]))
        assert sorted(words(main(client, "/themes/solidarity/"), "article h3")) == ["For members", "Open"]
        client.logout()
        assert words(main(client, "/themes/solidarity/"), "article h3") == ["Open"]


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_address_of_a_merged_term_leads_to_its_survivor_for_good(client: Client, index, theme, language) -> None:
    translated(index, "fr")
    old = ThemeFactory(name="Togetherness", slug="togetherness")
    merge_terms(term=old, into=theme, by=None)
    response = client.get(f"{language}/themes/togetherness/?kind=session")
    assert (response.status_code, response["Location"]) == (301, f"{language}/themes/solidarity/?kind=session")
    undo_merge(merge=last_merge(), by=None)
    assert "Togetherness" in client.get(f"{language}/themes/togetherness/").content.decode()


def test_the_address_of_a_term_that_nobody_had_taken_in_leads_nowhere(client: Client, index, theme) -> None:
    waiting = ThemeFactory(name="Unseen", slug="unseen", status=ThemeStatus.PENDING)
    merge_terms(term=waiting, into=theme, by=None)
    assert client.get("/themes/unseen/").status_code == 404


def test_the_address_of_a_term_merged_into_one_that_waits_again_leads_nowhere(client: Client, theme) -> None:
    merge_terms(term=ThemeFactory(name="Togetherness", slug="togetherness"), into=theme, by=None)
    Theme.objects.filter(pk=theme.pk).update(status=ThemeStatus.PENDING)
    assert client.get("/themes/togetherness/").status_code == 404
