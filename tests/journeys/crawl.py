"""Every page a stranger can reach by links, read once a run."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.journeys.served import Served

# Searches and filters have endless addresses: these stand for all of them.
SEARCHES = [
    "/search/",
    "/search/?q=women",
    "/search/?q=nothingofthiskindexists",
    "/search/?q=peace&kind=session&sort=newest",
]
BEGINNINGS = ["/", "/styleguide/", "/account/login/", *SEARCHES]
# Not pages for readers, or doors that lead out.
CLOSED = re.compile(r"^/(?:[a-z]{2}/)?(cms|media|documents|static|leave|id)(/|$)|\.(xml|txt|ics|json|csv)$")


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self) -> None:
        """No link yet."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the target of every link."""
        target = dict(attrs).get("href")
        if tag == "a" and target:
            self.found.append(target)


@dataclass(frozen=True)
class Leaf:
    """One page as a stranger gets it."""

    path: str
    status: int
    html: str

    def links(self) -> Iterable[str]:
        """Pages of ours it leads to, without fragments."""
        reader = Links()
        reader.feed(self.html)
        for target in reader.found:
            parts = urlsplit(urldefrag(urljoin(f"http://site{self.path}", target))[0])
            if parts.netloc == "site" and parts.scheme == "http" and not parts.query and not CLOSED.search(parts.path):
                yield parts.path


def crawl(site: Served) -> list[Leaf]:
    """Every page of the site in the order a patient reader would find them; redirects are followed as links."""
    waiting, seen, leaves = deque(BEGINNINGS), set(BEGINNINGS), []
    while waiting:
        path = waiting.popleft()
        status, headers, body = site.get(path)
        found: Iterable[str] = ()
        if status in {301, 302, 303, 307, 308}:
            target = urlsplit(urljoin(path, headers["location"]))
            found = [] if target.netloc else [target.path]
        elif headers.get("content-type", "").startswith("text/html"):
            leaf = Leaf(path, status, body.decode())
            leaves.append(leaf)
            found = leaf.links()
        for link in found:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return leaves
