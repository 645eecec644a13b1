"""Leaving, robots, errors."""

import pytest
from django.test import Client
from wagtail.models import Site

from foundation.models.site import SiteSettings, all_languages, whole_address
from tests.factories.access import AccountFactory
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


def test_leaving_forgets_everything_and_goes_elsewhere(client: Client) -> None:
    ground()
    client.force_login(AccountFactory())
    response = client.get("/leave/")
    assert (response.status_code, response["Location"]) == (303, "https://www.wikipedia.org/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_editors_choose_where_to(client: Client) -> None:
    ground()
    SiteSettings.objects.create(site=Site.objects.get(), leave_to="https://weather.example/")
    assert client.get("/leave/")["Location"] == "https://weather.example/"
    Site.objects.all().delete()
    assert client.get("/leave/")["Location"] == "https://www.wikipedia.org/"


def test_reading_writes_no_settings(client: Client) -> None:
    ground()
    assert b"Common Ground" in client.get("/").content
    assert client.get("/leave/")["Location"] == "https://www.wikipedia.org/"
    assert not SiteSettings.objects.exists()


def test_leaving_is_no_form(client: Client) -> None:
    assert client.post("/leave/").status_code == 405


def test_robots_may_read_what_is_public(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /account/",
        "Disallow: /search/?",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_an_address_is_whole_where_the_site_is_known() -> None:
    site = Site(hostname="forum.example", port=443)
    assert whole_address(site, "/forums/") == "https://forum.example/forums/"
    assert whole_address(site, "https://elsewhere.example/a/") == "https://elsewhere.example/a/"
    assert whole_address(None, "/forums/") == "/forums/"


def test_every_language_of_the_interface_is_offered_at_first() -> None:
    assert all_languages() == ["en", "fr", "es", "ar"]
    assert SiteSettings().languages == ["en", "fr", "es", "ar"]


@pytest.mark.parametrize(("path", "code"), [("/nowhere/", "en"), ("/fr/nowhere/", "fr"), ("/ar/nowhere/", "ar")])
def test_what_is_not_here_says_so_in_the_language_of_the_address(client: Client, path: str, code: str) -> None:
    ground()
    response = client.get(path)
    assert response.status_code == 404
    assert f'<html lang="{code}"' in response.content.decode()
    assert "/account/login/" in response.content.decode()


def test_who_is_signed_in_is_not_asked_to_sign_in(client: Client) -> None:
    ground()
    client.force_login(AccountFactory())
    assert "Sign in</a>" not in client.get("/nowhere/").content.decode()


def test_a_request_that_makes_no_sense_is_refused_politely(client: Client) -> None:
    response = client.get("/", headers={"host": "evil host"})
    assert response.status_code == 400
    assert b"<h1" in response.content
