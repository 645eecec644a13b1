"""Somebody comes into the room: the page must be gone, and not come back with the back button."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import Opener
from tests.journeys.served import Served


def test_the_first_tab_stop_of_every_page_leads_away(open_page: Opener) -> None:
    for path in ("/", "/forums/", "/search/?q=women", "/account/login/"):
        page = open_page(path)
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        assert target == "/leave/", path


def test_leaving_goes_elsewhere_and_asks_the_browser_to_forget(site: Served) -> None:
    status, headers, body = site.get("/leave/")
    assert status == 303
    assert urlsplit(headers["location"]).netloc not in {"", urlsplit(site.address).netloc}
    assert {part.strip() for part in headers["clear-site-data"].split(",")} >= {'"cache"', '"cookies"', '"storage"'}
    assert headers["referrer-policy"] == "no-referrer"
    assert body == b""


@pytest.fixture
def neutral(open_page: Opener):
    """A page whose way out is answered here, so that the journey leaves nothing behind on the real net."""

    def open_one(path: str, **how: object):
        page = open_page("/robots.txt", **how)
        page.route("**/leave/", lambda route: route.fulfill(body="elsewhere", content_type="text/html"))
        page.goto("/")
        page.goto(path)
        return page

    return open_one


def test_escape_three_times_replaces_the_page(neutral) -> None:
    page = neutral("/forums/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/leave/")
    page.go_back()
    assert urlsplit(page.url).path != "/forums/"


def test_escape_twice_is_only_a_nervous_finger(neutral) -> None:
    page = neutral("/forums/")
    for _ in range(2):
        page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert urlsplit(page.url).path == "/forums/"


def test_without_scripts_the_link_does_it(neutral) -> None:
    page = neutral("/forums/", scripts=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leave/")
    assert page.locator("body").inner_text() == "elsewhere"
