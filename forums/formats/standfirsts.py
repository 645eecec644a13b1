"""The sentence or two that stand above a text and on its card."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

from forums.formats.markup import Part

LONGEST: Final = 300
SHORTEST: Final = 40
SENTENCE: Final = re.compile(r"[.!?…。؟।]+[\"”»’')\]]*(?=\s|$)")
# Ends of words that end no sentence.
ABBREVIATED: Final = re.compile(
    r"\b(?:\w|dr|mrs?|ms|prof|st|vs|e\.g|i\.e|z\.B|u\.a|ca|cf|etc|no|approx)\.$", re.IGNORECASE
)
OPENING: Final = re.compile(r"<p>([^<]*)(</p>)?")


def lifted(parts: Sequence[Part]) -> tuple[str, tuple[Part, ...]]:
    """The first sentences of a body as its standfirst, and the body without them: no word stands twice.

    A body of one short paragraph becomes the standfirst as a whole. Nothing is lifted from a body that begins with
    something else than plain sentences (a heading, a link, a list, a label).
    """
    if not parts or parts[0].kind != "paragraph" or not (found := OPENING.match(parts[0].value)):
        return "", tuple(parts)
    first, is_whole = html.unescape(found.group(1)), bool(found.group(2))
    rest = parts[0].value[found.end() :]
    is_all = is_whole and not rest and len(parts) == 1
    if is_whole and len(first) <= LONGEST and (is_all or _ends_a_sentence(first)):
        return first, _with(rest, parts)
    end = _cut(first)
    if not end:
        return "", tuple(parts)
    remaining = html.escape(first[end:].lstrip(), quote=False)
    return first[:end], _with(f"<p>{remaining}{found.group(2) or ''}{rest}", parts)


def _with(first: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    return (Part("paragraph", first), *parts[1:]) if first else tuple(parts[1:])


def _ends_a_sentence(text: str) -> bool:
    return len(text) >= SHORTEST and bool(re.search(r"[.!?…。؟।:][\"”»’')\]]*$", text.rstrip()))


def _cut(text: str) -> int:
    """Where the last sentence ends that still fits; 0 when none does."""
    ends = [found.end() for found in SENTENCE.finditer(text[: LONGEST + 1])]
    fitting = [end for end in ends if SHORTEST <= end <= LONGEST and end < len(text)]
    return next((end for end in reversed(fitting) if not ABBREVIATED.search(text[:end])), 0)
