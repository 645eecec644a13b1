"""The sitemap lists what a stranger may see: no more, no less."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page

from access.viewer import STRANGER
from foundation.querysets import pages_visible_to
from foundation.sitemaps import PublicPages
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import HomePageFactory, PlainPageFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db


def listed(client: Client) -> list[str]:
    cache.clear()
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get("/sitemap.xml").content.decode())


def test_it_lists_what_a_stranger_may_see(client: Client) -> None:
    session = SessionPageFactory()
    french = translated(session, "fr")
    PlainPageFactory(parent=ground(), live=False)
    hidden = PlainPageFactory(parent=ground())
    translated(hidden, "fr")
    PlainPageFactory(parent=hidden)
    restrict(hidden, "Members")
    found = listed(client)
    assert {"/", session.url, french.url, session.get_parent().url} <= set(found)
    assert sorted(found) == sorted(page.url for page in pages_visible_to(STRANGER).filter(depth__gt=1))
    assert not any(hidden.slug in address for address in found)


def test_it_lists_the_same_for_whoever_asks(client: Client) -> None:
    hidden = PlainPageFactory(parent=ground())
    restrict(hidden, "Members")
    client.force_login(AccountFactory(groups=["Stewards"]))
    assert listed(client) == ["/"]


def test_it_lists_no_page_that_no_address_leads_to(client: Client) -> None:
    ground()
    HomePageFactory(title="Draft of another home")
    assert listed(client) == ["/"]


def test_each_address_answers(client: Client) -> None:
    translated(SessionPageFactory(), "ar")
    assert all(b"<h1" in client.get(address).content for address in listed(client))


def test_it_costs_the_same_for_few_pages_and_for_many(client: Client, django_assert_num_queries) -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition)
    listed(client)
    with django_assert_num_queries(4):
        listed(client)
    for _ in range(10):
        SessionPageFactory(parent=edition)
    with django_assert_num_queries(4):
        found = listed(client)
    assert len(found) == Page.objects.filter(depth__gt=1).count()


def test_whatever_is_asked_it_is_kept_once(client: Client) -> None:
    whole = listed(client)
    kept = set(cache._cache)
    for query in ("?a=1", "?p=1", "?p=0001", "?p=one", "?p=", "?p=²", "?p=" + "9" * 30, "?a=2&p=1&p=x", "?\0"):
        assert re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get(f"/sitemap.xml{query}").content.decode())
    assert set(cache._cache) == kept
    assert whole == ["/"]


def test_a_longer_list_has_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    PlainPageFactory(parent=ground(), slug="one")
    monkeypatch.setattr(PublicPages, "limit", 1)
    cache.clear()
    assert b"/one/" in client.get("/sitemap.xml?p=2&a=1").content
    assert client.get("/sitemap.xml?p=3").status_code == 404
