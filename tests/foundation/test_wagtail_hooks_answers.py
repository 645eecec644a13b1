"""A page that may not be seen answers exactly like one that does not exist."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from forums.models.edition import ForumPage
from foundation.models.pages import PlainPage
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db

METHODS = ["get", "head", "post", "put", "delete", "options", "patch"]


@pytest.fixture
def page() -> PlainPage:
    return PlainPageFactory(parent=ground(), title="Hidden words", slug="hidden-words", show_in_menus=True)


def answer(client: Client, path: str, method: str = "get") -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything that a stranger could compare; tokens differ with every request and are masked."""
    response = getattr(client, method)(path)
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)
    return (
        response.status_code,
        body,
        sorted((k, v) for k, v in response.headers.items() if k not in {"Age", "Date", "Expires"}),
    )


def never_there(client: Client, page: Page, path: str, method: str = "get") -> tuple[int, bytes, list[tuple[str, str]]]:
    """What the same address answers in a world without the page."""
    Redirect.objects.all().delete()
    Page.objects.get(pk=page.pk).delete()
    return answer(client, path, method)


@pytest.mark.parametrize("path", ["/hidden-words/", "/hidden-words", "/hidden-words/?page=2&q=%00", "/hidden-words/x/"])
@pytest.mark.parametrize("method", METHODS)
def test_a_restricted_page_answers_as_if_it_were_not_there(
    client: Client, page: PlainPage, path: str, method: str
) -> None:
    PlainPageFactory(parent=page, slug="below")
    restrict(page, "Members")
    hidden = answer(client, path, method)
    assert hidden == never_there(client, page, path, method)
    assert b"Hidden words" not in hidden[1]
    assert hidden[0] == (301 if path == "/hidden-words" else 404)


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
@pytest.mark.parametrize("groups", [[], ["Members"], ["Stewards"]])
def test_no_password_and_no_sign_in_is_asked_for(client: Client, page: PlainPage, kind: str, groups: list[str]) -> None:
    client.force_login(AccountFactory(groups=groups))
    restrict(page, kind=kind)
    hidden = answer(client, "/hidden-words/")
    assert hidden == never_there(client, page, "/hidden-words/")
    assert hidden[0] == 404


def test_a_draft_and_an_expired_page_answer_as_if_they_were_not_there(client: Client, page: PlainPage) -> None:
    page.unpublish(set_expired=True)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert answer(client, "/hidden-words/") == never_there(client, page, "/hidden-words/")


def test_a_translation_answers_as_if_it_were_not_there(client: Client, page: PlainPage) -> None:
    french = translated(page, "fr", slug="mots-caches")
    restrict(page, "Members")
    path = "/fr/mots-caches/"
    hidden = answer(client, path)
    assert hidden == never_there(client, french, path)
    assert hidden[0] == 404


@pytest.mark.parametrize(("groups", "sees"), [(["Members"], False), (["Peers"], True), (["Stewards"], True)])
def test_whoever_is_of_the_rank_reads_it(client: Client, page: PlainPage, groups: list[str], sees: bool) -> None:
    """Also a steward what is for peers, without being in their group: Wagtail's own check would send away."""
    restrict(page, "Peers")
    client.force_login(AccountFactory(groups=groups))
    response = client.get("/hidden-words/")
    assert (response.status_code, b"Hidden words" in response.content) == ((200, True) if sees else (404, False))
    assert response["Cache-Control"] == "private, no-store"


def test_an_editor_reads_in_public_only_what_the_rank_allows(client: Client, page: PlainPage) -> None:
    restrict(page, "Members")
    client.force_login(AccountFactory(groups=["Editors"]))
    assert client.get("/hidden-words/").status_code == 404


def test_a_hub_below_a_hidden_page_answers_as_if_it_were_not_there(client: Client) -> None:
    host, theme = ThemeIndexPageFactory(parent=ground()), ThemeFactory(name="Solidarity")
    path = f"/themes/{theme.slug}/"
    assert b"Solidarity" in client.get(path).content
    restrict(host, "Members")
    hidden = answer(client, path)
    assert b"Solidarity" not in hidden[1]
    assert hidden == answer(client, path.replace(theme.slug, "unknown")) or hidden == never_there(client, host, path)
    assert hidden[0] == 404


def test_a_permalink_of_a_hidden_page_answers_as_if_it_were_not_there(client: Client, page: PlainPage) -> None:
    path = page.permalink
    open_to = client.get(path)
    assert open_to.status_code in (301, 302, 303)
    assert open_to["Location"].endswith("/hidden-words/")
    restrict(page, "Members")
    hidden = answer(client, path)
    assert b"hidden-words" not in hidden[1]
    assert hidden == never_there(client, page, path)
    assert hidden[0] == 404


class TestRedirects:
    """Wagtail redirects old addresses by itself; the new address of a hidden page would say that it exists."""

    @pytest.fixture
    def renamed(self, page: PlainPage, django_capture_on_commit_callbacks) -> PlainPage:
        page.slug = "new-words"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        assert Redirect.objects.filter(old_path="/hidden-words", redirect_page=page).exists()
        return page

    def test_an_old_address_leads_to_the_new_one(self, client: Client, renamed: PlainPage) -> None:
        for path in ("/hidden-words/", "/hidden-words/?q=1"):
            assert client.get(path)["Location"].endswith("/new-words/")

    @pytest.mark.parametrize("path", ["/hidden-words/", "/hidden-words/?q=1", "/hidden-words"])
    def test_an_old_address_of_a_hidden_page_leads_nowhere(self, client: Client, renamed: PlainPage, path: str) -> None:
        restrict(renamed, "Members")
        hidden = answer(client, path)
        assert b"new-words" not in hidden[1] + str(hidden[2]).encode()
        assert hidden == never_there(client, renamed, path)

    def test_who_may_see_the_page_is_still_led_there(self, client: Client, renamed: PlainPage) -> None:
        restrict(renamed, "Members")
        client.force_login(AccountFactory(groups=["Peers"]))
        assert client.get("/hidden-words/")["Location"].endswith("/new-words/")

    def test_an_unpublished_page_is_led_to_by_nothing(self, client: Client, renamed: PlainPage) -> None:
        renamed.unpublish()
        assert client.get("/hidden-words/").status_code == 404

    def test_nor_does_one_that_an_editor_wrote_as_an_address(self, client: Client) -> None:
        page = PlainPageFactory(parent=ground(), slug="unseen")
        Redirect.add_redirect("/old/", page.url, site=Site.objects.get())
        assert client.get("/old/").status_code == 301
        page.unpublish()
        assert client.get("/old/").status_code == 404

    def test_an_editors_own_redirect_works(self, client: Client) -> None:
        ground()
        Redirect.add_redirect("/old/", "/forums/", site=Site.objects.get())
        assert client.get("/old/")["Location"] == "/forums/"
        assert client.get("/other/").status_code == 404


def test_nothing_of_a_hidden_page_stands_on_another(client: Client, page: PlainPage) -> None:
    """Menus, indexes, home page, sitemap, trail: two worlds that differ in it alone answer the same."""
    edition: ForumPage = ForumPageFactory(title="Hidden edition")
    SessionPageFactory(parent=edition, title="Hidden session")
    open_one = ForumPageFactory(title="Open edition", parent=edition.get_parent().specific)
    paths = ["/", "/forums/", open_one.url, "/sitemap.xml", "/nowhere/"]
    assert any(b"Hidden edition" in client.get(path).content for path in paths)
    restrict(page, "Members")
    restrict(edition, "Members")
    hidden = [answer(client, path) for path in paths]
    for gone in (page, edition):
        Page.objects.get(pk=gone.pk).delete()
    assert hidden == [answer(client, path) for path in paths]
    assert not any(b"Hidden" in body for _status, body, _headers in hidden)
