"""What a page costs a reader, as Chromium counts it."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

KILOBYTES, REQUESTS, SCRIPT_KILOBYTES = 40, 5, 10


@dataclass
class Weight:
    """Bytes over the wire and requests with a cold cache; pictures counted apart."""

    size: int = 0
    requests: int = 0
    scripts: int = 0
    pictures: int = 0
    elsewhere: list[str] = field(default_factory=list)

    @property
    def is_light(self) -> bool:
        """Within the budgets of every public page."""
        return self.size <= KILOBYTES * 1024 and self.requests <= REQUESTS and self.scripts <= SCRIPT_KILOBYTES * 1024


def weigh(browser: Browser, address: str, path: str) -> Weight:
    """Load one page as a stranger does for the first time."""
    weight, kinds = Weight(), {}
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other")
        if not event["request"]["url"].startswith((address, "data:")):
            weight.elsewhere.append(event["request"]["url"])

    def came(event: dict[str, Any]) -> None:
        size, kind = int(event["encodedDataLength"]), kinds.get(event["requestId"])
        if kind == "Image":
            weight.pictures += size
            return
        weight.size += size
        weight.requests += 1
        weight.scripts += size if kind == "Script" else 0

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    page.goto(f"{address}{path}", wait_until="networkidle")
    context.close()
    return weight
