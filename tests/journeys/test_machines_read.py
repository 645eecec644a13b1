"""What feed readers and search engines find by following what pages tell them."""

import json
import re
from xml.etree import ElementTree as Tree

from tests.journeys.conftest import Opener
from tests.journeys.crawl import Leaf
from tests.journeys.served import Served

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
FEED = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def test_the_policy_lets_data_stand_and_the_browser_runs_none_of_it(open_page: Opener) -> None:
    page = open_page("/forums/")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.reload()
    told = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert told["@graph"][0]["@type"] == "CollectionPage"
    assert complaints == []


def test_the_data_of_every_page_can_be_read_and_is_its_own(leaves: list[Leaf]) -> None:
    told = {leaf.path: json.loads(data)["@graph"][0] for leaf in leaves for data in DATA.findall(leaf.html)}
    assert {"/", "/forums/", "/themes/"} <= set(told)
    named = {leaf.path: CANONICAL.findall(leaf.html) for leaf in leaves if leaf.path in told}
    assert {path: address for path, address in named.items() if address != [told[path]["url"]]} == {}


def test_every_feed_that_a_page_names_is_one(site: Served, leaves: list[Leaf]) -> None:
    feeds = {address for leaf in leaves for address in FEED.findall(leaf.html)}
    assert "/forums/feed/sessions/" in feeds
    for address in feeds:
        status, headers, body = site.get(address)
        assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
        assert Tree.fromstring(body).tag == "{http://www.w3.org/2005/Atom}feed"
