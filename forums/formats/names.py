"""Whether words name somebody, however the name is written: accents, case, hyphens, order, glued in an address.

When that cannot be told, they do: a session too many that waits as a draft harms nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

SHORTEST_ALONE: Final = 4
SHORTEST_GLUED: Final = 7
WORD: Final = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart, and ways to write one sound.
LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
    "þ": "th", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ى": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ی": "ي", "ـ": ""})  # fmt: skip
# Surnames and parts of names that are also words: alone they count only where they are written with a capital.
_ORDINARY: Final = """
anonymous association baker banks best bell bird bishop black blue bond book brook brown bush carpenter center
centre church clerk coalition collective college cook council cross dean defenders drew early english field fields
fish fisher flowers fool ford forest forum foundation fox free freedom friend frost fuller gold good grand grant
gray great green grey group hall hand hardy head hill home hope house human hunt hunter initiative institute
international judge justice kind king knight lake land lane lang lawyer light little long love major many march
marsh mason miles mill miller moon moore more moss network noble north organisation organization page paper park
parker peace people pope post power price pride prince project quick reed rice rich rights river rivers rock rose
rush sage sharp short silver singer small smart smith snow speaker speakers staff star steel stern still stone
storm street strong summer swift taylor team turner union university unknown various walker wall ward waters weaver
week wells west white wild will winter wise wolf wood woods young
"""
ORDINARY: Final = frozenset(_ORDINARY.split())


@dataclass(frozen=True, slots=True)
class Said:
    """Words as readers get them, folded: each once, those with a capital, in their order, and the addresses."""

    words: frozenset[str]
    capitals: frozenset[str]
    text: str
    addresses: str


@dataclass(slots=True)
class Sought:
    """What to look for: words, words with a capital, phrases by one of their words, pieces, and glued names."""

    words: set[str] = field(default_factory=set)
    capitals: set[str] = field(default_factory=set)
    phrases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pieces: set[str] = field(default_factory=set)
    glued: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.words or self.capitals or self.phrases or self.pieces)

    def is_in(self, said: Said) -> bool:
        """Whether any of it stands there."""
        if not self.words.isdisjoint(said.words) or not self.capitals.isdisjoint(said.capitals):
            return True
        near = [phrase for word in self.phrases.keys() & said.words for phrase in self.phrases[word]]
        if any(phrase in said.text for phrase in near):
            return True
        return any(one in said.text for one in self.pieces) or any(one in said.addresses for one in self.glued)


def folded(text: str) -> str:
    """The text in small letters without accents, vowel signs and marks that nobody sees."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in parts if unicodedata.category(char)[0] != "M" and not _is_unseen(char))
    return kept.casefold().translate(LETTERS)


def _is_unseen(char: str) -> bool:
    """Zero-width and direction marks, soft hyphens."""
    return unicodedata.category(char) == "Cf"


def said(texts: Iterable[str], addresses: Iterable[str] = ()) -> Said:
    """Texts and addresses made comparable."""
    shown = [_seen(text) for text in texts]
    where = [_seen(unquote(address)) for address in addresses]
    capitals = [word for text in shown for word in WORD.findall(text) if not word[0].islower()]
    links = [word for text in where for word in WORD.findall(folded(text))]
    words = WORD.findall(folded("\n".join(shown)))
    return Said(
        frozenset([*words, *links]),
        frozenset(WORD.findall(folded(" ".join(capitals)))) | frozenset(links),
        f" {' '.join(words)} | {' '.join(links)} ",
        "".join(links),
    )


def _seen(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if not _is_unseen(char))


def sought(names: Iterable[str], *, first_names: bool) -> Sought:
    """What to look for when these people must not be named; with `first_names` every part of a name counts alone."""
    found = Sought()
    for name in names:
        family, comma, given = name.partition(",")
        words = WORD.findall(folded(f"{given} {family}" if comma else name))
        if not words:
            continue
        if any(not has_case(word) for word in words):
            found.pieces |= _pieces(words)
            continue
        count = len(WORD.findall(folded(family))) if comma else max(1, len(words) - 1)
        _add(found, words, words if first_names else words[-count:])
    return found


def _add(found: Sought, words: list[str], alone: list[str]) -> None:
    for word in alone:
        is_short = len(word) < SHORTEST_ALONE
        if is_short and len(words) > 1:
            continue
        (found.capitals if is_short or word in ORDINARY else found.words).add(word)
    # A name in its usual order, turned round, with its family name first, and run together.
    turns = {tuple(words), tuple(words[::-1]), (*words[-1:], *words[:-1]), (*words[1:], *words[:1])}
    if len(words) > 1:
        turns |= {(words[0], words[-1]), (words[-1], words[0])}
        for turn in turns:
            found.phrases[max(turn, key=len)].add(f" {' '.join(turn)} ")
        together = {"".join(turn) for turn in turns}
        found.words |= {one for one in together if len(one) >= SHORTEST_ALONE}
        found.glued |= {one for one in together if len(one) >= SHORTEST_GLUED}


def has_case(word: str) -> bool:
    """Whether the script has small letters. In others words grow together, or with what stands before them."""
    return any(char.islower() or char.isupper() for char in word) or word.isdigit()


def _pieces(words: list[str]) -> set[str]:
    """Of a name in a script without capitals: the name in both orders, and its longer parts, wherever they stand."""
    whole = {" ".join(words), " ".join(reversed(words)), "".join(words), "".join(reversed(words))}
    return {one for one in whole if len(one) > 1} | {word for word in words if len(word) >= SHORTEST_ALONE}


def withheld(sources: Mapping[str, str], *, is_closed: bool) -> list[str]:
    """Of names with their public sources, those that may not be said; of a closed session, all."""
    return [name for name, source in sources.items() if is_closed or not source]
