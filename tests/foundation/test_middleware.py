"""Policies: strict in public whatever is answered, what the desk needs under `/cms/`."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.utils.translation import override

from config import urls
from foundation.middleware import ADMIN_POLICY, path_without_language
from tests.factories.access import AccountFactory
from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, translated

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


class Broken:
    """The site's addresses and one that breaks."""

    urlpatterns = [path("broken/", broken), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.fixture(autouse=True)
def _breakable() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=Broken):
        yield


@pytest.fixture
def visitor() -> Client:
    ground()
    return Client(raise_request_exception=False)


def policy(response: HttpResponse) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return {name: values for name, _sep, values in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/nowhere/", 404),
        ("/broken/", 500),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/leave/", 303),
        ("/account/login/", 200),
        ("/account/signup/", 200),
        ("/account/password/reset/", 200),
        ("/fr/account/login/", 200),
        ("/search/?q=a", None),
        ("/cms-elsewhere/", 404),
        ("/nowhere", 301),
    ],
)
def test_every_public_answer_is_strict(visitor: Client, address: str, status: int | None) -> None:
    response = visitor.get(address)
    assert status in (None, response.status_code)
    assert policy(response) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pages_are_strict_and_keep_to_it(visitor: Client) -> None:
    session = SessionPageFactory()
    translated(session, "ar")
    for address in ("/", session.url, f"/ar{session.url}", session.get_parent().url, "/nowhere/", "/account/login/"):
        response = visitor.get(address)
        html = response.content.decode()
        assert policy(response) == STRICT
        assert not re.search(r"<[^>]+ (style|on\w+)=", html), address
        assert not re.search(r"<script(?![^>]* src=)(?! type=\"application/ld\+json\")|<style", html), address
        fetched = r'<(script|link(?! rel="(canonical|alternate)")|img|source|iframe|object)[^>]+'
        assert not re.search(rf'{fetched}(src|href)="(https?:)?//', html), address


def test_the_desk_gets_what_wagtail_needs_and_no_other_host(visitor: Client) -> None:
    visitor.force_login(AccountFactory(groups=["Editors"]))
    for address in ("/cms/", "/cms/pages/", "/cms/nowhere/"):
        response = visitor.get(address)
        wanted = {name: " ".join(sources) for name, sources in ADMIN_POLICY.items()}
        assert policy(response) == {**STRICT, **wanted}
        assert response["Referrer-Policy"] == "same-origin"
    assert not any("http" in source or source == "*" for sources in ADMIN_POLICY.values() for source in sources)


@pytest.mark.parametrize(
    ("address", "referrer"),
    [
        ("/", "no-referrer"),
        ("/nowhere/", "no-referrer"),
        ("/search/", "no-referrer"),
        ("/account/login/", "same-origin"),
        ("/fr/account/login/", "same-origin"),
        ("/ar/account/password/reset/", "same-origin"),
        ("/accounting/", "no-referrer"),
        ("/frank/account/", "no-referrer"),
    ],
)
def test_only_pages_with_forms_tell_our_own_host_where_one_came_from(
    visitor: Client, address: str, referrer: str
) -> None:
    assert visitor.get(address)["Referrer-Policy"] == referrer


@pytest.mark.parametrize(
    ("address", "rest"),
    [("/fr/account/", "/account/"), ("/account/", "/account/"), ("/fr/", "/"), ("/french/", "/french/"), ("/", "/")],
)
def test_the_language_is_taken_off_an_address(rf: RequestFactory, address: str, rest: str) -> None:
    assert path_without_language(rf.get(address)) == rest


def test_a_broken_page_apologises_without_a_database(visitor: Client, django_assert_num_queries) -> None:
    with override("en"), django_assert_num_queries(0):
        response = visitor.get("/broken/")
    assert response.status_code == 500
    assert b"RuntimeError" not in response.content
    assert b"<h1" in response.content


def test_the_desk_may_show_a_preview_in_a_frame_and_nobody_else(client: Client) -> None:
    page = PlainPageFactory(parent=ground(), title="How we work")
    client.force_login(AccountFactory(groups=["Editors"]))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert b"How we work" in response.content
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get(page.url)["Content-Security-Policy"]


@pytest.mark.django_db
def test_readers_of_arabic_may_choose_their_digits(client: Client) -> None:
    plain = client.get("/ar/search/").content.decode()
    client.cookies["digits"] = "own"
    own = client.get("/ar/search/").content.decode()
    assert 'aria-pressed="true">0123<' in plain.replace("\n", "")
    assert 'aria-pressed="true">٠١٢٣<' in own.replace("\n", "")
    assert "٠١٢٣" not in client.get("/fr/search/").content.decode()
