"""axe finds nothing on any key page: in light, dark, right to left and at 320 px (which is 1280 px at 400 % zoom)."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Opener
from tests.journeys.crawl import Leaf

LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"dark": True},
    "narrow": {"width": 320},
    "rtl": {"width": 320},
}
FIXED = [
    "/", "/forums/", "/themes/", "/search/", "/search/?q=women", "/search/?q=nothingofthis", "/search/?q=theme:nothing",
    "/search/help/", "/account/login/",
]  # fmt: skip
BELOW_AN_EDITION = ["programme/", "press/", "messages/", "statement/", "workshops-report/"]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def key_pages(leaves: list[Leaf]) -> list[str]:
    """The fixed addresses, and a session, its edition and a theme that links lead to."""
    others = "calendar|programme|press|messages|statement|workshops"
    session = next(leaf.path for leaf in leaves if re.fullmatch(rf"/forums/[^/]+/(?!{others})[^/]+/", leaf.path))
    theme = next(leaf.path for leaf in leaves if re.fullmatch(r"/themes/[^/]+/", leaf.path))
    edition = session.rstrip("/").rpartition("/")[0] + "/"
    below = [f"{edition}{place}" for place in BELOW_AN_EDITION]
    return [*FIXED, "/there-is-no-such-page/", "/styleguide/", session, edition, theme, *below]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(open_page: Opener, key_pages: list[str], look: str) -> None:
    page = open_page("/", **LOOKS[look])
    found = {path: faults for path in key_pages if (faults := violations(page, path, turned=look == "rtl"))}
    assert found == {}


def violations(page: Page, path: str, *, turned: bool) -> list[str]:
    """What axe objects to, one line each with the first place; and sideways scrolling."""
    page.goto(path)
    if turned:
        page.evaluate("document.documentElement.dir = 'rtl'")
    response = Axe().run(page, options=RULES).response
    found = [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in response["violations"]]
    room, needed = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    return found + ([f"sticks out: {needed} of {room} pixels"] if needed > room else [])
