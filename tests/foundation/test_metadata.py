"""What stands in the head of a page for machines, as a stranger gets it."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from foundation.models.base import BasePage
from foundation.templatetags.metadata import locale_of
from tests.factories.access import AccountFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db
HERE = "http://localhost"


def head(client: Client, address: str, **headers: str) -> Tag:
    found = BeautifulSoup(client.get(address, **headers).content, "html.parser").head
    assert found is not None
    return found


def graph(found: Tag) -> list[dict[str, Any]]:
    [told] = [json.loads(one.string) for one in found.select('script[type="application/ld+json"]')]
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def shared(found: Tag) -> dict[str, str]:
    """What other sites show where somebody shares the link."""
    return {str(one["property"]): str(one["content"]) for one in found.select('meta[property^="og:"]')}


def canonical(found: Tag) -> str:
    [link] = found.select('link[rel="canonical"]')
    return str(link["href"])


@pytest.fixture
def page() -> BasePage:
    return PlainPageFactory(parent=ground(), title="Asking & answering", standfirst="How to ask.", slug="asking")


def test_a_page_says_what_it_is(client: Client, page: BasePage) -> None:
    found = head(client, page.url)
    assert canonical(found) == f"{HERE}/asking/"
    assert found.select_one("meta[name=description]")["content"] == "How to ask."
    assert shared(found) == {
        "og:title": "Asking & answering",
        "og:description": "How to ask.",
        "og:type": "article",
        "og:url": f"{HERE}/asking/",
        "og:site_name": "Common Ground",
        "og:locale": "en_US",
    }
    assert graph(found) == [
        {
            "@type": "WebPage",
            "@id": f"{HERE}/id/{page.translation_key}/",
            "name": "Asking & answering",
            "url": f"{HERE}/asking/",
            "description": "How to ask.",
            "inLanguage": "en",
            "publisher": {"@type": "Organization", "name": "Common Ground"},
        }
    ]


def test_the_home_page_is_the_site(client: Client) -> None:
    ground()
    found = head(client, "/")
    assert shared(found)["og:type"] == "website"
    assert [one["@type"] for one in graph(found)] == ["WebSite"]


def test_what_has_no_summary_says_none(client: Client) -> None:
    found = head(client, PlainPageFactory(parent=ground(), standfirst="").url)
    assert not found.select("meta[name=description]")
    assert "og:description" not in shared(found)
    assert "description" not in graph(found)[0]


def test_the_way_to_a_page_is_told(client: Client, page: BasePage) -> None:
    below = PlainPageFactory(parent=page, title="Further", slug="further")
    _own, path = graph(head(client, below.url))
    assert path["@type"] == "BreadcrumbList"
    assert [(step["position"], step["name"], step["item"]) for step in path["itemListElement"]] == [
        (1, "Asking & answering", f"{HERE}/asking/"),
        (2, "Further", f"{HERE}/asking/further/"),
    ]


def test_addresses_are_of_the_site_whatever_the_request_calls_it(client: Client, page: BasePage) -> None:
    found = head(client, page.url, HTTP_HOST="127.0.0.1")
    assert canonical(found) == shared(found)["og:url"] == graph(found)[0]["url"] == f"{HERE}/asking/"


def test_versions_name_each_other_and_a_mirror_names_what_it_mirrors(client: Client, page: BasePage) -> None:
    french = translated(page, "fr", title="Demander", slug="demander")
    below = PlainPageFactory(parent=page, title="Further", slug="further")
    mirror = below.copy_for_translation(french.locale, alias=True)
    for address in (page.url, french.url):
        versions = head(client, address).select('link[rel="alternate"][hreflang]')
        assert {str(one["hreflang"]): str(one["href"]) for one in versions} == {
            "en": f"{HERE}/asking/",
            "fr": f"{HERE}{french.url}",
        }
    found = head(client, french.url)
    assert shared(found)["og:locale"] == "fr_FR"
    assert graph(found)[0]["inLanguage"] == "fr"
    mirrored = head(client, mirror.url)
    assert canonical(mirrored) == f"{HERE}{below.url}"
    assert graph(mirrored)[0]["inLanguage"] == "en"
    assert not mirrored.select('link[rel="alternate"][hreflang]')


def test_members_and_restricted_pages_get_none(client: Client, page: BasePage) -> None:
    restrict(page, "Members")
    assert not head(client, page.url).select('script[type="application/ld+json"], link[rel="canonical"]')
    client.force_login(AccountFactory(groups=["Members"]))
    found = head(client, page.url)
    assert "Asking" in found.title.string
    assert not found.select('script[type="application/ld+json"], link[rel="canonical"], meta[property]')


def test_a_theme_is_a_collection_at_its_own_address(client: Client) -> None:
    host = ThemeIndexPageFactory(parent=ground())
    theme = ThemeFactory(name="Faith", definition="What people believe.")
    found = head(client, f"{host.url}{theme.slug}/?page=2")
    assert canonical(found) == f"{HERE}{host.url}{theme.slug}/"
    [own] = graph(found)
    assert (own["@type"], own["name"], own["description"]) == ("CollectionPage", "Faith", "What people believe.")
    assert "@id" not in own
    client.force_login(AccountFactory())
    assert not head(client, f"{host.url}{theme.slug}/").select('script[type="application/ld+json"]')


def test_what_is_no_page_has_none(client: Client) -> None:
    ground()
    assert not head(client, "/search/").select('script[type="application/ld+json"], link[rel="canonical"]')


@pytest.mark.parametrize(("language", "locale"), [("ar", "ar_EG"), ("es", "es_ES"), ("und", "en_US"), ("qqq", "qqq")])
def test_locales(language: str, locale: str) -> None:
    assert locale_of(language) == locale
