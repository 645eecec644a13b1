"""The frame around every page."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Page, Site

from access.viewer import STRANGER, Viewer
from foundation.cards import Chrome
from foundation.models.change import EPOCH
from foundation.models.chrome import chrome_for
from foundation.models.site import SiteSettings
from tests.factories.access import MEMBER
from tests.factories.foundation import HomePageFactory, LocaleFactory, PlainPageFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame(rf: RequestFactory):
    def ask(page: Page | None, viewer: Viewer = STRANGER, language: str = "en", path: str = "/") -> Chrome:
        request = rf.get(path, SERVER_NAME="localhost")
        return chrome_for(request, page, viewer, language)

    return ask


def test_it_says_what_editors_set(frame) -> None:
    ground()
    SiteSettings.objects.create(site=Site.objects.get(), name="Solid ground", tagline="Stand on it", footer="Ours")
    chrome = frame(ground())
    assert (chrome.site_name, chrome.tagline, chrome.footer) == ("Solid ground", "Stand on it", "Ours")


def test_menus_hold_the_pages_below_home_that_the_viewer_may_see(frame) -> None:
    home = ground()
    shown = PlainPageFactory(parent=home, title="Forums", show_in_menus=True)
    hidden = PlainPageFactory(parent=home, title="Circles", show_in_menus=True)
    PlainPageFactory(parent=home, title="Protection")
    PlainPageFactory(parent=home, title="Draft", live=False, show_in_menus=True)
    PlainPageFactory(parent=shown, title="Deeper", show_in_menus=True)
    restrict(hidden, "Members")
    assert [link.title for link in frame(home).menu] == ["Forums"]
    assert [link.title for link in frame(home).footer_links] == ["Protection"]
    assert [link.title for link in frame(home, MEMBER).menu] == ["Forums", "Circles"]
    assert [link.title for link in frame(home).menu] == ["Forums"]


def test_the_menu_knows_where_it_is(frame) -> None:
    home = ground()
    forums = PlainPageFactory(parent=home, slug="forums", show_in_menus=True)
    PlainPageFactory(parent=home, slug="forums-of-others", show_in_menus=True)
    assert [link.is_current for link in frame(forums, path="/forums/2019/").menu] == [True, False]
    assert [link.is_current for link in frame(home, path="/").menu] == [False, False]


def test_the_way_to_search_knows_when_it_is_there(frame) -> None:
    home = ground()
    assert [frame(home, path=path).search.is_current for path in ("/search/", "/")] == [True, False]


def test_a_language_has_its_own_menu(frame) -> None:
    page = PlainPageFactory(parent=ground(), title="Forums", show_in_menus=True)
    french = translated(page, "fr", title="Les forums")
    assert [link.title for link in frame(french, language="fr").menu] == ["Les forums"]
    assert [link.title for link in frame(page).menu] == ["Forums"]


def test_what_is_not_translated_is_led_to_as_it_stands(frame, client: Client) -> None:
    home = ground()
    protection = PlainPageFactory(parent=home, title="What we can protect")
    PlainPageFactory(parent=home, title="Not yet", live=False)
    PlainPageFactory(parent=home, title="Forums", show_in_menus=True)
    french = translated(PlainPageFactory(parent=home, title="How to ask"), "fr", title="Comment chercher")
    links = frame(french, language="fr").footer_links
    assert [(link.title, link.language) for link in links] == [("Comment chercher", "fr"), (protection.title, "en")]
    footer = BeautifulSoup(client.get(french.url).content, "html.parser").footer
    assert [(link["href"], link.get("lang")) for link in footer.select(".footer-links a")] == [
        (french.url, None),
        (protection.url, "en"),
    ]
    assert [link.title for link in frame(home).footer_links] == ["What we can protect", "How to ask"]


def test_another_home_page_leaves_this_one_alone(frame) -> None:
    before, home, after = HomePageFactory(), ground(), HomePageFactory()
    for other in (before, after):
        PlainPageFactory(parent=other, title="Not ours", show_in_menus=True)
    PlainPageFactory(parent=home, title="Ours", show_in_menus=True)
    assert [link.title for link in frame(ground()).menu] == ["Ours"]


class TestLanguages:
    """The switcher leads to versions that the viewer may see, else to that language's home."""

    @pytest.fixture
    def page(self) -> Page:
        page = PlainPageFactory(parent=ground(), slug="how")
        for language in ("fr", "es"):
            translated(ground(), language)
        return page

    def test_it_leads_to_translations_and_else_to_homes(self, frame, page) -> None:
        translated(page, "fr", slug="comment")
        translated(page, "es", slug="como", live=False)
        links = {link.code: (link.url, link.is_current) for link in frame(page, path="/how/").languages}
        assert links == {"en": ("/how/", True), "fr": ("/fr/comment/", False), "es": ("/es/", False)}

    def test_it_leads_to_nothing_hidden(self, frame, page) -> None:
        french = translated(page, "fr", slug="comment")
        restrict(french, "Members")
        assert {link.code: link.url for link in frame(ground()).languages}["fr"] == "/fr/"
        seen = {link.code: link.url for link in frame(page, MEMBER, path="/how/").languages}
        assert seen["fr"] == "/fr/comment/"

    def test_a_language_without_a_home_is_not_offered(self, frame, page) -> None:
        LocaleFactory(language_code="ar")
        assert [link.code for link in frame(page).languages] == ["en", "fr", "es"]

    def test_a_language_that_editors_do_not_offer_is_not(self, frame, page) -> None:
        SiteSettings.objects.create(site=Site.objects.get(), languages=["fr", "en", "xx"])
        assert [link.code for link in frame(page).languages] == ["fr", "en"]

    def test_elsewhere_it_leads_to_the_same_address_in_the_language(self, frame, page) -> None:
        links = {link.code: link.url for link in frame(None, path="/account/login/").languages}
        assert links == {"en": "/account/login/", "fr": "/fr/account/login/", "es": "/es/account/login/"}

    def test_each_name_is_in_its_own_language(self, frame, page) -> None:
        translated(ground(), "ar")
        assert [(link.name, link.dir) for link in frame(page).languages] == [
            ("English", "ltr"),
            ("Français", "ltr"),
            ("Español", "ltr"),
            ("العربية", "rtl"),
        ]


def test_where_no_site_answers_the_frame_is_bare(frame) -> None:
    Site.objects.all().delete()
    chrome = frame(None)
    assert (chrome.menu, chrome.languages, chrome.search.url) == ((), (), "/search/")


@pytest.mark.parametrize("others", [0, 10])
def test_it_costs_three_queries_when_known(frame, django_assert_num_queries, others: int) -> None:
    page = PlainPageFactory(parent=ground(), show_in_menus=True)
    translated(page, "fr")
    for _ in range(others):
        PlainPageFactory(parent=ground(), show_in_menus=True)
    with django_assert_num_queries(8):
        frame(page)
    cache.delete(EPOCH)
    # The site, whether anything has changed, and this page's other languages.
    with django_assert_num_queries(3):
        frame(page)


def test_the_frame_follows_a_change_at_once(client: Client) -> None:
    page = PlainPageFactory(parent=ground(), title="Forums", show_in_menus=True)
    assert b">Forums<" in client.get("/").content
    page.title = "Gatherings"
    page.save_revision().publish()
    assert b">Gatherings<" in client.get("/").content
    restrict(page, "Members")
    assert b"Gatherings" not in client.get("/").content


def test_our_own_footer_is_in_the_language_of_the_page_and_editors_words_stay_theirs(frame) -> None:
    home = ground()
    with translation.override("fr"):
        assert frame(home, language="fr").footer.startswith("Common Ground est tenu par")
    SiteSettings.objects.create(site=Site.objects.get(), footer="Search")
    cache.clear()
    with translation.override("fr"):
        assert frame(home, language="fr").footer == "Search"
