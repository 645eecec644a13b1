"""Texts of archives (HTML, Markdown, reStructuredText, plain) as paragraphs, lists and headings of ours.

Whatever comes in leaves through nh3 and is then written anew with nothing but p, ul, ol, li, b, i, br and links to
http(s) addresses; so a body of an archive can hold nothing that a body written here cannot.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3

from forums.formats.plain import decoded, printable
from forums.formats.plain_marks import as_html

BLOCKS: Final = frozenset({"p", "div", "blockquote", "pre", "tr", "dd", "dt", "section", "article", "table"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS: Final = frozenset({"ul", "ol"})
INLINE: Final = {"b": "b", "strong": "b", "i": "i", "em": "i"}
ALLOWED: Final = BLOCKS | HEADINGS | LISTS | {"li", "br", "a", *INLINE}
IS_HTML: Final = re.compile(
    r"</(?:p|div|ul|ol|li|a|em|i|b|strong|span|h[1-6]|blockquote|table)\s*>|<br\s*/?>|<p>", re.IGNORECASE
)
HAS_BLOCKS: Final = re.compile(r"<(?:p|div|ul|ol|li|br|h[1-6]|blockquote|table)\b", re.IGNORECASE)
LONGEST_HEADING: Final = 160
BLANK: Final = re.compile(r"[ \t\n\f\u00a0]+")
TAGS: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body: "heading" with its words, or "paragraph" with HTML of running text and simple lists."""

    kind: str
    value: str


def body_of(text: str, title: str = "") -> tuple[Part, ...]:
    """The parts of a text. A first line that only says the title again is left out."""
    text = printable(text)
    if not IS_HTML.search(text):
        text = decoded(text)
    if not IS_HTML.search(text):
        source = as_html(text)
    elif HAS_BLOCKS.search(text):
        source = text
    else:
        source = re.sub(r"\n\s*\n", "<p>", text)
    writer = _Writer()
    writer.feed(
        nh3.clean(
            source,
            tags=set(ALLOWED),
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel=None,
        )
    )
    writer.close()
    return _joined(_without_title(writer.finished(), title))


def plain_text(parts: Sequence[Part]) -> str:
    """The words of the parts, a line for each paragraph, point and heading."""
    lines = (re.sub(r"</(?:p|li)>|<br/>", "\n", part.value) if part.kind == "paragraph" else part.value + "\n"
             for part in parts)  # fmt: skip
    return "\n".join(
        line for line in (html.unescape(TAGS.sub("", one)).strip() for one in "\n".join(lines).split("\n")) if line
    )


@dataclass
class _Writer(HTMLParser):
    """Reads what nh3 left over and writes it anew, block by block: `("p" | "ul" | "ol" | "h", html)`."""

    blocks: list[tuple[str, str]] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    heading: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
        elif tag in INLINE or tag == "a":
            self._open(tag, dict(attrs).get("href") or "")
        else:
            self._flush()
            if tag in LISTS:
                self.lists.append(tag)
            self.heading = tag in HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE or tag == "a":
            name = INLINE.get(tag, tag)
            if name in self.inline:
                self.inline.remove(name)
                self.buffer.append(f"</{name}>")
            return
        self._flush()
        if tag in LISTS and self.lists:
            self.lists.pop()
        self.heading = False

    def handle_data(self, data: str) -> None:
        words = BLANK.sub(" ", decoded(data))
        if not self.buffer or self.buffer[-1] == "<br/>":
            words = words.lstrip()
        if words:
            self.buffer.append(html.escape(words, quote=False))

    def _break(self) -> None:
        if self.buffer and self.buffer[-1] == "<br/>" and not self.inline:
            self._flush()
        elif self.buffer:
            self.buffer.append("<br/>")

    def _open(self, tag: str, href: str) -> None:
        name = INLINE.get(tag, tag)
        if name in self.inline or (name == "a" and not href):
            return
        self.inline.append(name)
        self.buffer.append(f'<a href="{html.escape(href)}">' if name == "a" else f"<{name}>")

    def _flush(self) -> None:
        while self.buffer and (self.buffer[-1] == "<br/>" or not self.buffer[-1].strip()):
            self.buffer.pop()
        self.buffer += [f"</{name}>" for name in reversed(self.inline)]
        written = re.sub(r"<(a|b|i)\b[^>]*>(\s*)</\1>", r"\2", "".join(self.buffer)).strip()
        self.buffer, self.inline = [], []
        if TAGS.sub("", written).strip():
            self.blocks.append((self._container(written), written))

    def _container(self, written: str) -> str:
        if self.lists:
            return self.lists[0]
        return "h" if self.heading and len(TAGS.sub("", written)) <= LONGEST_HEADING else "p"

    def finished(self) -> list[tuple[str, str]]:
        """All blocks, in order."""
        self._flush()
        return self.blocks


def _without_title(blocks: list[tuple[str, str]], title: str) -> list[tuple[str, str]]:
    if title and blocks and html.unescape(TAGS.sub("", blocks[0][1])).strip().casefold() == title.casefold():
        return blocks[1:]
    return blocks


def _joined(blocks: list[tuple[str, str]]) -> tuple[Part, ...]:
    """Running text between two headings is one part; points that follow each other are one list."""
    parts: list[Part] = []
    running: list[str] = []
    last = ""
    for tag, written in [*blocks, ("h", "")]:
        if last in LISTS and tag != last:
            running.append(f"</{last}>")
        if tag == "h":
            if running:
                parts.append(Part("paragraph", "".join(running)))
            running = []
            if written:
                parts.append(Part("heading", html.unescape(TAGS.sub("", written))))
        elif tag == "p":
            running.append(f"<p>{written}</p>")
        else:
            running.append(f"<li>{written}</li>" if tag == last else f"<{tag}><li>{written}</li>")
        last = tag
    return tuple(parts)
