"""What each kind of page weighs in Chromium with a cold cache."""

from playwright.sync_api import sync_playwright

from bench.site import demo
from bench.tables import show
from tests.journeys.browsers import launch
from tests.journeys.crawl import SEARCHES, crawl
from tests.journeys.weight import KILOBYTES, REQUESTS, SCRIPT_KILOBYTES, weigh


def main() -> None:
    """The heaviest page of every kind."""
    with demo() as served, sync_playwright() as machine:
        browser = launch(machine)
        paths = dict.fromkeys([leaf.path for leaf in crawl(served) if leaf.path != "/styleguide/"] + SEARCHES)
        found = sorted(((weigh(browser, served.address, path), path) for path in paths), key=lambda row: -row[0].size)
        browser.close()
    rows = [
        (
            path,
            f"{w.size / 1024:.1f}",
            w.requests,
            f"{w.scripts / 1024:.1f}",
            f"{w.pictures / 1024:.1f}",
            len(w.elsewhere),
        )
        for w, path in found[:15]
    ]
    goal = f"≤ {KILOBYTES} KB, ≤ {REQUESTS} requests, scripts ≤ {SCRIPT_KILOBYTES} KB, nothing elsewhere"
    header = ["page", "KB", "requests", "script KB", "picture KB", "elsewhere"]
    show(f"The heaviest of {len(found)} pages without pictures (goal: {goal})", header, rows)


if __name__ == "__main__":
    main()
