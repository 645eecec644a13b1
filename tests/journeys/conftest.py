"""A browser, and the real site in front of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.browsers import launch, program
from tests.journeys.crawl import Leaf, crawl
from tests.journeys.served import Served, serve

Opener = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def missing(what: str) -> None:
    """Skip loudly where somebody works; fail where nobody looks."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def site(django_db_blocker: Any) -> Iterator[Served]:
    """The demo, served as `make demo` serves it."""
    with django_db_blocker.unblock(), serve(settings.VAR_DIR / "journeys") as served:
        yield served


@pytest.fixture(scope="session")
def leaves(site: Served) -> list[Leaf]:
    """Every page a stranger can reach, read once, before any errand changes something."""
    return crawl(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    if program() is None:
        missing("NO CHROMIUM: the journeys were not walked. Install it (sudo apt install chromium) or set CHROMIUM.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as machine:
        # Playwright keeps an event loop in this thread; our own few database calls are synchronous all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = launch(machine)
        yield opened
        opened.close()


@pytest.fixture
def open_page(site: Served, browser: Browser) -> Iterator[Opener]:
    """Open a page as somebody: `open_page("/", scripts=False, width=360, dark=True)`; strangers to each other.

    At the end nothing may have been requested from another origin, and no script may have complained.
    """
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    complaints: list[str] = []

    def open_one(path: str, *, scripts: bool = True, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "request",
            lambda asked: asked.url.startswith((site.address, "data:", "blob:")) or elsewhere.append(asked.url),
        )
        page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []


@pytest.fixture
def editor(site: Served, open_page: Opener) -> Page:
    """An editor who has just signed in."""
    page = open_page("/cms/")
    email, password = site.sign_in()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/cms/")
    return page
