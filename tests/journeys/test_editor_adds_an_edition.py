"""An editor puts a forum into the archive, and a researcher finds what was said there a moment later."""

import re
import time
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener

EDITION = "A gathering of quiet lighthouses"
SESSION = "Keeping watch without being seen"
DOCUMENT = "Programme of the lighthouses"
PATIENCE = 5  # seconds; it takes about one, machines that test are busy


def publish(page: Page) -> str:
    """Publish what is being edited; its public address."""
    page.get_by_role("button", name="More actions").click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("published")
    return urljoin(page.url, str(page.locator(".messages").get_by_role("link", name="View live").get_attribute("href")))


def upload_document(page: Page) -> None:
    page.goto("/cms/documents/add/")
    page.locator("input[name=title]").fill(DOCUMENT)
    file = {"name": "programme.txt", "mimeType": "text/plain", "buffer": b"Nine o'clock: lamps are lit.\n"}
    page.locator("input[name=file]").set_input_files([file])
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text(DOCUMENT)


def add_edition(page: Page) -> tuple[str, str]:
    """From the list of forums; (public address, id in the desk)."""
    page.goto("/cms/pages/")
    page.get_by_role("link", name="Explore child pages of 'Common Ground'").click()
    page.get_by_role("link", name="Explore child pages of 'Forums'").click()
    page.get_by_role("link", name="Add child page").first.click()
    if page.get_by_role("link", name="Edition", exact=True).count():  # Wagtail asks for a kind when there are several
        page.get_by_role("link", name="Edition", exact=True).click()
    page.locator("input[name=title]").fill(EDITION)
    page.get_by_role("tab", name="When and where").click()
    page.locator("input[name=starts_on]").fill("2024-05-06")
    page.locator("input[name=ends_on]").fill("2024-05-08")
    page.locator("input[name=ends_on]").press("Tab")
    address = publish(page)
    edit = str(page.locator(".messages").get_by_role("link", name="Edit", exact=True).get_attribute("href"))
    found = re.search(r"/pages/(\d+)/edit/", edit)
    assert found
    return address, found.group(1)


def add_session(page: Page, edition: str) -> str:
    page.goto(f"/cms/pages/add/forums/sessionpage/{edition}/")
    page.locator("input[name=title]").fill(SESSION)
    page.locator("textarea[name=standfirst]").fill("Who looks after the keepers of phosphorescent lamps.")
    page.get_by_role("tab", name="When and in").click()
    page.locator("input[name=held_on]").fill("2024-05-07")
    page.locator("input[name=held_on]").press("Tab")
    page.get_by_role("tab", name="Recording and documents").click()
    page.get_by_role("button", name="Add document").click()
    page.get_by_role("button", name="Choose a document").last.click()
    page.get_by_role("link", name=DOCUMENT).click()
    expect(page.get_by_role("region", name="Document 1")).to_contain_text(DOCUMENT)
    return publish(page)


def wait_for_hit(page: Page, words: str, title: str) -> None:
    """Ask until it is found."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page.goto(f"/search/?q={words}")
        if page.get_by_role("link", name=title).count():
            return
        page.wait_for_timeout(200)
    raise AssertionError(
        f"{title} was not found under {words} within {PATIENCE} seconds: {page.locator('main').inner_text()}"
    )


def test_what_an_editor_publishes_is_found_a_moment_later(editor: Page, open_page: Opener) -> None:
    upload_document(editor)
    edition_address, edition = add_edition(editor)
    session_address = add_session(editor, edition)

    reader = open_page("/search/", scripts=False)
    wait_for_hit(reader, "phosphorescent", SESSION)
    wait_for_hit(reader, "lighthouses", EDITION)
    reader.get_by_role("link", name=EDITION).first.click()
    assert reader.url == edition_address
    reader.get_by_role("link", name=SESSION).first.click()
    assert reader.url == session_address
    link = reader.get_by_role("link", name=DOCUMENT)
    reply = reader.request.get(str(link.get_attribute("href")))
    assert reply.headers["content-disposition"].startswith("attachment")
    assert reply.text() == "Nine o'clock: lamps are lit.\n"

    unpublish(editor, edition)
    until = time.monotonic() + PATIENCE
    while reader.goto("/search/?q=phosphorescent") and reader.get_by_role("link", name=SESSION).count():
        assert time.monotonic() < until, "what was taken back is still found"
    assert reader.goto(session_address).status == 404


def unpublish(page: Page, edition: str) -> None:
    """Take the edition and everything below it back."""
    page.goto(f"/cms/pages/{edition}/unpublish/")
    page.locator("input[name=include_descendants]").check()
    page.get_by_role("button", name="Yes, unpublish").click()
    expect(page.locator(".messages")).to_contain_text("unpublished")
