"""The home page, which the rooms above fill, and plain pages."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from access.viewer import STRANGER
from foundation.models.change import EPOCH
from foundation.models.pages import HomePage
from foundation.models.site import SiteSettings
from tests.factories.access import MEMBER, AccountFactory
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


def main(client: Client, path: str = "/") -> BeautifulSoup:
    """What stands between the frame."""
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def text(client: Client, path: str = "/") -> str:
    return " ".join(main(client, path).get_text(" ").split())


@pytest.fixture
def home() -> HomePage:
    """A home page with a forum and a vocabulary below it."""
    home = ground()
    ThemeIndexPageFactory(parent=home)
    edition, theme = ForumPageFactory(title="Atlanta", slug="atlanta"), ThemeFactory(name="Solidarity")
    about(SessionPageFactory(parent=edition, title="Opening"), theme)
    return home


class TestSections:
    """What the rooms above answer."""

    def test_they_come_in_their_own_order(self, home: HomePage) -> None:
        sections = home.sections_for(STRANGER)
        assert [section.order for section in sections] == [10, 20, 30]
        assert [section.template.split("/")[0] for section in sections] == ["forums", "forums", "themes"]

    def test_each_is_drawn(self, client: Client, home: HomePage) -> None:
        found = text(client)
        assert found.index("Atlanta") < found.index("Solidarity")

    def test_where_no_room_answers_the_home_page_has_its_own_words(self, client: Client) -> None:
        home = ground()
        home.statement, home.standfirst = "Stand with those who stand up.", "An archive."
        home.body = [("heading", {"text": "How to begin"})]
        home.save()
        assert home.sections_for(STRANGER) == ()
        found = main(client)
        assert found.h1.get_text() == "Stand with those who stand up."
        assert found.select_one(".standfirst").get_text() == "An archive."
        assert "How to begin" in found.get_text()
        assert [form["action"] for form in found.select("form")] == ["/search/"]

    def test_without_a_statement_the_title_stands_for_it(self, client: Client) -> None:
        ground()
        assert main(client).h1.get_text() == "Common Ground"

    @pytest.mark.parametrize(
        ("title", "shown"), [("Common Ground", "Common Ground"), ("An archive", "An archive · Common Ground")]
    )
    def test_the_name_of_the_site_stands_once_in_the_window(self, client: Client, title: str, shown: str) -> None:
        home = ground()
        home.title = title
        home.save()
        site = Site.objects.get(is_default_site=True)
        SiteSettings.objects.update_or_create(site=site, defaults={"name": "Common Ground"})
        assert f"<title>{shown}</title>" in client.get("/").content.decode()

    def test_they_are_kept_for_each_rank(self, client: Client, home: HomePage) -> None:
        last = ForumPageFactory(title="For members", starts_on=date(2022, 5, 1), ends_on=date(2022, 5, 3))
        restrict(last, "Members")
        member = Client()
        member.force_login(AccountFactory(groups=["Members"]))
        for _ in range(2):
            assert "For members" not in text(client)
            assert "For members" in text(member)

    def test_they_are_kept_for_each_language(self, client: Client, home: HomePage) -> None:
        for page in home.get_descendants().specific():
            translated(page, "fr", title=f"{page.title} (français)")
        for _ in range(2):
            assert "Atlanta (français)" in text(client, "/fr/")
            assert "français" not in text(client)

    def test_they_are_made_once_until_something_changes(self, client: Client, home: HomePage) -> None:
        assert "Opening" in text(client)
        session = Page.objects.get(title="Opening").specific
        type(session).objects.filter(pk=session.pk).update(title="Quietly")
        assert "Opening" in text(client)
        session.title = "Closing"
        session.save_revision().publish()
        assert "Closing" in text(client)
        assert "Opening" not in text(client)

    @pytest.mark.parametrize("hide", ["restrict", "unpublish", "restrict above"])
    def test_what_a_stranger_may_not_see_is_not_there(self, client: Client, home: HomePage, hide: str) -> None:
        last = ForumPageFactory(title="Hidden", starts_on=date(2022, 5, 1), ends_on=date(2022, 5, 3))
        about(SessionPageFactory(parent=last, title="Hidden too", held_on=date(2022, 5, 2)), ThemeFactory(name="Faith"))
        assert "Hidden" in text(client)
        assert "Faith 1" in text(client)
        if hide == "unpublish":
            last.get_children().get().specific.unpublish()
            last.unpublish()
        else:
            restrict(last if hide == "restrict" else last.get_parent(), "Members")
        found = text(client)
        assert "Hidden" not in found
        assert "Faith 1" not in found
        assert ("Atlanta" in found) is (hide != "restrict above")

    def test_members_are_asked_for_as_members(self, home: HomePage) -> None:
        restrict(home.get_children().get(slug="forums"), "Members")
        assert [section.order for section in home.sections_for(STRANGER)] == [30]
        assert [section.order for section in home.sections_for(MEMBER)] == [10, 20, 30]


class TestWhoSees:
    """The home page is a page like others."""

    def test_a_draft_is_not_there(self, client: Client, home: HomePage) -> None:
        home.unpublish()
        assert client.get("/").status_code == 404

    def test_unpublished_words_are_not_there(self, client: Client, home: HomePage) -> None:
        home.statement = "Not yet"
        draft = home.save_revision()
        assert "Not yet" not in text(client)
        draft.publish()
        assert "Not yet" in text(client)

    def test_a_restricted_one_is_for_its_rank(self, client: Client, home: HomePage) -> None:
        restrict(home, "Members")
        assert client.get("/").status_code == 404
        client.force_login(AccountFactory(groups=["Members"]))
        assert "Atlanta" in text(client)

    def test_it_stands_at_the_top_and_nowhere_else(self, home: HomePage) -> None:
        assert HomePage.can_create_at(Page.objects.get(depth=1))
        assert not HomePage.can_create_at(home)


class TestCosts:
    """One literal number of queries, for few and for many."""

    @pytest.fixture(params=[1, 3])
    def count(self, request: pytest.FixtureRequest, home: HomePage) -> int:
        for _ in range(request.param):
            edition, theme = ForumPageFactory(), ThemeFactory()
            about(edition, theme)
            for _ in range(request.param):
                about(SessionPageFactory(parent=edition), theme, ThemeFactory(parent=theme))
        Page.objects.get(title="Opening")
        return request.param

    def queries(self, client: Client) -> int:
        """What a request asks beyond Wagtail's own way to the page."""
        request = RequestFactory().get("/", SERVER_NAME="localhost")
        with CaptureQueriesContext(connection) as route:
            Page.route_for_request(request, "")
        with CaptureQueriesContext(connection) as asked:
            assert b"Solidarity" in client.get("/").content
        assert len(route) == 3
        return len(asked) - len(route)

    def test_known_it_costs_two(self, client: Client, count: int) -> None:
        client.get("/")
        cache.delete(EPOCH)
        # Whether it may be seen, and whether anything has changed.
        assert self.queries(client) == 2

    def test_after_a_change_it_is_made_anew(self, client: Client, count: int) -> None:
        client.get("/")
        Page.objects.get(title="Opening").specific.save()
        assert self.queries(client) == 22

    def test_the_first_time_sites_and_languages_are_looked_up_too(self, client: Client, count: int) -> None:
        client.get("/")
        cache.clear()
        assert self.queries(client) == 25


class TestPlainPage:
    """Words on one subject."""

    def test_it_shows_its_words_and_where_it_stands(self, client: Client) -> None:
        above = PlainPageFactory(parent=ground(), title="Protection", slug="protection")
        page = PlainPageFactory(
            parent=above,
            title="How we protect",
            slug="how",
            standfirst="In short.",
            body=[("heading", {"text": "Quiet words"})],
        )
        found = main(client, "/protection/how/")
        assert found.h1.get_text() == "How we protect"
        assert found.select_one(".standfirst").get_text() == "In short."
        assert "Quiet words" in found.select_one(".text").get_text()
        assert "/protection/" in [link["href"] for link in found.select("a")]
        assert page.permalink in str(found)

    def test_directly_below_home_it_stands_under_nothing(self, client: Client) -> None:
        PlainPageFactory(parent=ground(), slug="how")
        assert not main(client, "/how/").select(".kicker")

    def test_a_title_for_search_engines_stands_in_the_window(self, client: Client) -> None:
        PlainPageFactory(parent=ground(), slug="how", title="How", seo_title="How we protect people")
        assert b"<title>How we protect people" in client.get("/how/").content

    def test_drafts_and_restricted_pages_are_not_there(self, client: Client) -> None:
        PlainPageFactory(parent=ground(), slug="draft", live=False)
        restrict(PlainPageFactory(parent=ground(), slug="circle", title="Our circle"), "Members")
        assert [client.get(f"/{slug}/").status_code for slug in ("draft", "circle", "nothing")] == [404] * 3
        client.force_login(AccountFactory(groups=["Members"]))
        assert "Our circle" in text(client, "/circle/")
        assert client.get("/draft/").status_code == 404
