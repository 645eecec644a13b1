"""A reader with an old phone and scripts off goes from the first page to one sentence of one session, and on."""

import re

from playwright.sync_api import Page

from tests.journeys.conftest import Opener


def follow(page: Page, pattern: str) -> str:
    """Follow the first link of the text that leads to such an address; where it led."""
    links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    target = next(link for link in links if link and re.fullmatch(pattern, link))
    page.locator(f"main a[href='{target}']:visible").first.click()
    return target


def test_from_home_to_a_session_and_its_theme(open_page: Opener) -> None:
    page = open_page("/", scripts=False, width=360)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Forums").click()
    page.locator("main a[href='/forums/2019/']:visible").first.click()
    edition = page.locator("h1").inner_text()
    session = follow(page, r"/forums/2019/human-[^/]+/")
    assert edition in page.locator("body").inner_text(), "a session says which edition it belongs to"
    title = page.locator("h1").inner_text()
    follow(page, r"/themes/[^/]+/")
    back = page.locator(f"main a[href='{session}']")
    assert back.first.inner_text().strip() == title, "a theme leads back to the session"


def test_search_narrows_by_a_form_and_every_state_is_an_address(open_page: Opener) -> None:
    page = open_page("/search/", scripts=False, width=360)
    page.locator("input[name=q]").last.fill("women defenders")
    page.locator("main").get_by_role("button", name="Search").first.click()
    everything = total(page)
    box = page.locator("input[name=kind][value=session]")
    promised = int(page.locator("li", has=box).locator(".facet-count").inner_text())
    box.check()
    page.locator("form.facets button").first.click()
    assert "q=women+defenders" in page.url
    assert "kind=session" in page.url
    assert total(page) == promised < everything
    again = open_page(page.url, scripts=False)
    assert total(again) == promised


def total(page: Page) -> int:
    """How many results the page says there are."""
    return int(page.locator(".search-summary b").first.inner_text().replace(",", ""))


def test_nothing_found_helps_on(open_page: Opener) -> None:
    page = open_page("/search/?q=zzzqqqxxx", scripts=False)
    words = page.locator("main").inner_text()
    assert "zzzqqqxxx" in page.locator("input[name=q]").last.input_value()
    assert page.locator("main a").count() > 0, words


def test_the_keyboard_alone_reaches_a_result(open_page: Opener) -> None:
    page = open_page("/search/?q=women")
    first = page.locator("main h3 a, main h2 a").first.get_attribute("href")
    reached = []
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        if reached[-1] == first:
            break
    assert reached[:2] == ["/leave/", "#main"]
    assert reached[-1] == first
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "focus can be seen"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
