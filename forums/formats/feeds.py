"""Lists of what is new, as Atom (RFC 4287), for feed readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

# What is no character of XML 1.0 (2.2): one of these in a title would make the whole feed unreadable.
NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in a feed. `key` is its uuid, `url` a full address, `language` the BCP 47 code of its words."""

    key: str
    title: str
    url: str
    language: str
    updated: datetime
    summary: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a longer list a feed is (OpenSearch 1.1): from entry `start` on, at most `size` of `total`.

    `links` leads from there: "next" → full address (RFC 5005).
    """

    total: int
    start: int
    size: int
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of entries; `key` is a uuid that never changes, `url` its own full address, `about` that of its page."""

    key: str
    title: str
    url: str
    about: str
    language: str
    author: str
    entries: tuple[Entry, ...] = ()
    stretch: Stretch | None = None

    @property
    def updated(self) -> datetime:
        """When the newest change in it was made."""
        return max((entry.updated for entry in self.entries), default=NEVER)


class _Atom(Atom1Feed):
    """Django's writer; an entry says its language, and a summary is plain text without an empty element for none."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["updated"]
        return changed

    def root_attributes(self) -> dict[str, str]:
        spoken: dict[str, str] = super().root_attributes()
        return spoken | ({"xmlns:opensearch": OPENSEARCH} if self.feed["stretch"] else {})

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if stretch := self.feed["stretch"]:
            handler.addQuickElement("opensearch:totalResults", str(stretch.total))
            handler.addQuickElement("opensearch:startIndex", str(stretch.start))
            handler.addQuickElement("opensearch:itemsPerPage", str(stretch.size))
            for rel, address in stretch.links.items():
                handler.addQuickElement("link", "", {"rel": rel, "href": address})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"])


def atom(feed: Feed) -> bytes:
    """The feed as a file in UTF-8."""
    written = _Atom(
        title=_sayable(feed.title),
        link=feed.about,
        description="",
        language=feed.language,
        author_name=_sayable(feed.author),
        feed_url=feed.url,
        feed_guid=f"urn:uuid:{feed.key}",
        updated=feed.updated,
        stretch=feed.stretch,
    )
    for entry in feed.entries:
        written.add_item(
            title=_sayable(entry.title),
            link=entry.url,
            description=_sayable(entry.summary),
            unique_id=f"urn:uuid:{entry.key}",
            updateddate=entry.updated,
            categories=tuple(map(_sayable, entry.themes)),
            language=entry.language,
        )
    return written.writeString("utf-8").encode()


def _sayable(text: str) -> str:
    """The text without what XML cannot hold."""
    return NO_CHARACTER.sub("", text)
