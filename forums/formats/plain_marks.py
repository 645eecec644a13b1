"""The light markup that people type into text fields (Markdown, reStructuredText), as rough HTML for `markup`.

No parser of either language: archives mix both with plain text, and wrong guesses cost more than a missed one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

PARAGRAPHS: Final = re.compile(r"\n[ \t\u00a0]*\n\s*")
BULLET: Final = re.compile(r"\s*[-*+•‣◦·]\s+(?=\S)")
NUMBER: Final = re.compile(r"\s*(?:(\d{1,2})[.)]|#\.)\s+(?=\S)")
RULE: Final = re.compile(r"\s*([-=*_~^\"'`#+])\1{2,}\s*")
HASHES: Final = re.compile(r"(#{1,6})\s+(\S.*?)[\s#]*")
DIRECTIVE: Final = re.compile(r"\s*\.\. (?:[\w-]+::.*|_[^:]+:.*|\[\w+\].*)")
INLINE: Final = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<md><?https?://[^\s)<>]{1,1000}>?)\)"
    r"|`(?P<label>[^`<>]{1,300}?)\s*<(?P<rst>https?://[^>\s]{1,1000})>`_{0,2}"
    r"|<?(?P<bare>https?://[^\s<>\"']{1,1000})>?"
    r"|``(?P<code>[^`\n]{1,300})``|`(?P<tick>[^`\n]{1,300})`_{0,2}"
    r"|\*\*(?P<strong>[^*\n]{1,500})\*\*"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])"
)
# Lines that a program broke at its margin are all about as long; lines that a person ended are not.
NARROWEST, WIDEST = 50, 100


def as_html(text: str) -> str:
    """The text with its paragraphs, lists, headings, links and emphasis as HTML; every other "<" is escaped."""
    return "".join(piece for chunk in PARAGRAPHS.split(text.strip("\n")) for piece in _chunk(chunk.split("\n")))


def _chunk(lines: list[str]) -> Iterator[str]:
    """One paragraph's lines: headings at its top, then lists and text."""
    lines = [re.sub(r"^\s*\| ", "", line).rstrip() for line in lines if not DIRECTIVE.fullmatch(line)]
    while lines and (found := _heading(lines)):
        words, used = found
        lines = lines[used:]
        if words:
            yield f"<h2>{inline(words)}</h2>"
    text: list[str] = []
    while lines:
        marker, items, used = _points(lines)
        if items:
            yield _paragraph(text)
            text = []
            points = "".join(f"<li>{inline(' '.join(item))}</li>" for item in items)
            yield f"<{marker}>{points}</{marker}>"
        else:
            text.append(lines[0])
        lines = lines[used:]
    yield _paragraph(text)


def _heading(lines: list[str]) -> tuple[str, int] | None:
    """The heading that the lines begin with, and how many lines it takes; "" for a rule."""
    first = lines[0]
    if RULE.fullmatch(first):
        return "", 1
    if found := HASHES.fullmatch(first):
        return found.group(2), 1
    if len(lines) > 1 and RULE.fullmatch(lines[1]) and 3 <= len(first.strip()) <= len(lines[1].strip()) + 4:
        return first.strip(), 2
    return None


def _points(lines: list[str]) -> tuple[str, list[list[str]], int]:
    """The list that the lines begin with: "ul" or "ol", its points, how many lines it takes; none takes one line."""
    tag, pattern = ("ul", BULLET) if BULLET.match(lines[0]) else ("ol", NUMBER)
    items: list[list[str]] = []
    used = 0
    for line in lines:
        found = pattern.match(line)
        if found and (tag == "ul" or found.group(1) in (None, str(len(items) + 1))):
            items.append([line[found.end() :]])
        elif items and (line.startswith((" ", "\t")) or len(items[-1][-1]) > NARROWEST):
            items[-1].append(line.strip())
        else:
            break
        used += 1
    # A single "1." or a lone star is how a sentence begins, not a list.
    enough = len(items) > 1 or (tag == "ul" and items and lines[0].lstrip()[:1] in "-*•")
    return (tag, items, used) if enough else (tag, [], 1)


def _paragraph(lines: list[str]) -> str:
    words = [line.strip() for line in lines if line.strip()]
    if not words:
        return ""
    is_wrapped = len(words) > 1 and all(NARROWEST <= len(line) <= WIDEST for line in words[:-1])
    return "<p>" + (inline(" ".join(words)) if is_wrapped else "<br>".join(map(inline, words))) + "</p>"


def inline(text: str) -> str:
    """One run of words with its links and emphasis."""
    written: list[str] = []
    end = 0
    for found in INLINE.finditer(text):
        written.append(html.escape(text[end : found.start()], quote=False))
        written.append(_mark(found))
        end = found.end()
    return "".join([*written, html.escape(text[end:], quote=False)])


def _mark(found: re.Match[str]) -> str:
    kind, words = found.lastgroup, found.group(found.lastgroup or 0)
    if kind == "md":
        return link(words.strip("<>"), found.group("words"))
    if kind == "rst":
        return link(words, found.group("label"))
    if kind == "bare":
        url = words.rstrip(".,;:!?)]}'\"*")
        return link(url, url) + html.escape(words[len(url) :], quote=False)
    escaped = html.escape(words, quote=False)
    return {"strong": f"<b>{escaped}</b>", "em": f"<i>{escaped}</i>"}.get(kind or "", escaped)


def link(url: str, words: str) -> str:
    """A link, without the blanks around its words."""
    return f'<a href="{html.escape(url)}">{html.escape(words.strip() or url, quote=False)}</a>'
