"""Filters that are typed among the words of a question: `theme:faith`, `year:2015..2019`, `speaker:"Jane Roe"`.

An operator is a filter and nothing else: what is read here becomes a chosen value, as if it had been ticked, and leaves
the text. A word before a colon that is no operator (`http://…`, `12:30`, `article:5`) stays a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

# What may be typed → the facet group. The first word for a group is the one that is shown.
OPERATORS: Final = MappingProxyType({
    "theme": "theme", "year": "year", "speaker": "speaker", "lang": "language", "kind": "kind", "edition": "edition",
    "country": "country", "role": "role", "goal": "goal", "asked": "addressee", "language": "language",
    "addressee": "addressee",
})  # fmt: skip
# What other catalogues call them; whoever brings such a word is told ours.
BROUGHT: Final = MappingProxyType({
    "author": "speaker", "person": "speaker", "date": "year", "topic": "theme", "subject": "theme", "keyword": "theme",
    "tag": "theme", "type": "kind", "format": "kind", "forum": "edition", "event": "edition", "sdg": "goal",
    "recipient": "addressee",
})  # fmt: skip
QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"'))
LEAST_ALIKE: Final = 0.8  # themes: and thema: are theme:; rule: is not role:

# What stands in quotation marks first, so that an operator inside a phrase is a part of the phrase.
_SCAN: Final = re.compile(
    r'(?P<filter>(?<!\S)(?P<minus>[-−–‑])?(?P<name>[a-z]+):(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s":/][^\s"]*))(?!\S))'
    r'|"[^"]*"|[^\s"]+|"',
    re.IGNORECASE,
)
_BARE: Final = re.compile(r'[^\s":/][^\s"]*')
_NAMED: Final = re.compile(r"([^\W\d_]+):")
_SPAN: Final = re.compile(r"([0-9]{4})?(?:\.\.|…|[-–])([0-9]{4})?")


def _filters(text: str) -> Iterator[re.Match[str]]:
    for match in _SCAN.finditer(text.translate(QUOTES)):
        if match["filter"] and match["name"].lower() in OPERATORS:
            yield match


def is_excluded(text: str) -> bool:
    """Whether an operator has a minus before it: it is taken for words then, and the reader is told."""
    return any(match["minus"] for match in _filters(text))


def take(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its operators, and (facet group, value as typed) of each."""
    rest, chosen, end = [], [], 0
    for match in _filters(text):
        value = (match["bare"] if match["quoted"] is None else match["quoted"]).strip()
        if value and not match["minus"]:
            rest.append(text[end : match.start()])
            chosen.append((OPERATORS[match["name"].lower()], value))
            end = match.end()
    return " ".join(" ".join([*rest, text[end:]]).split()), chosen


def misspelt(words: Iterable[str], labels: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Word before a colon → the operator that may have been meant, for words of a question that look like one.

    `labels`: what the groups are called → the group, in as many languages as there are. An operator with nothing behind
    its colon is among what is found: it is its own nearest.
    """
    meant = {_folded(name): group for name, group in {**labels, **BROUGHT, **OPERATORS}.items()}
    names = dict.fromkeys(match[1] for word in words if (match := _NAMED.match(word)))
    alike = {name: get_close_matches(_folded(name), meant, 1, LEAST_ALIKE) for name in names}
    found = {name: near[0] for name, near in alike.items() if near}
    return {name: near if near in OPERATORS else _name_of(meant[near]) for name, near in found.items()}


def _folded(name: str) -> str:
    """A name without capitals and accents."""
    return "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))


def _name_of(group: str) -> str:
    """The operator of a group that is shown."""
    return next(name for name, leads_to in OPERATORS.items() if leads_to == group)


def written(group: str, value: str) -> str:
    """A filter as it is typed: `speaker:"Jane Roe"`."""
    name = _name_of(group)
    return f"{name}:{value}" if _BARE.fullmatch(value) else f'{name}:"{value.translate(QUOTES).replace(chr(34), "")}"'


def plain_digits(text: str) -> str:
    """The text with 0 to 9 for the decimal digits of every script: pages may show ٢٠١٩, and phones type it."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


def span(value: str) -> tuple[int, int] | None:
    """The first and last year of "2015..2019", "2015.." or "..2019", in any digits; None for what is no span."""
    match = _SPAN.fullmatch(plain_digits(value))
    if match is None or not (match[1] or match[2]):
        return None
    first, last = int(match[1] or 0), int(match[2] or 9999)
    return min(first, last), max(first, last)
