"""Filters that are typed among the words of a question: `theme:faith`, `year:2015..2019`, `speaker:"Jane Roe"`.

An operator is a filter and nothing else: what is read here becomes a chosen value, as if it had been ticked, and leaves
the text. A word before a colon that is no operator (`http://…`, `12:30`, `article:5`) stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

# What may be typed → the facet group. The first word for a group is the one that is shown.
OPERATORS: Final = MappingProxyType({
    "theme": "theme", "year": "year", "speaker": "speaker", "lang": "language", "kind": "kind", "edition": "edition",
    "country": "country", "role": "role", "goal": "goal", "asked": "addressee", "language": "language",
    "addressee": "addressee",
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
_NAMED: Final = re.compile(r"([a-z]+):", re.IGNORECASE)
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


def misspelt(words: Iterable[str]) -> dict[str, str]:
    """Word before a colon → the operator that may have been meant, for words of a question that look like one.

    An operator with nothing behind its colon is among them: it is its own nearest.
    """
    names = dict.fromkeys(match[1] for word in words if (match := _NAMED.match(word)))
    alike = {name: get_close_matches(name.lower(), OPERATORS, 1, LEAST_ALIKE) for name in names}
    return {name: found[0] for name, found in alike.items() if found}


def written(group: str, value: str) -> str:
    """A filter as it is typed: `speaker:"Jane Roe"`."""
    name = next(name for name, leads_to in OPERATORS.items() if leads_to == group)
    return f"{name}:{value}" if _BARE.fullmatch(value) else f'{name}:"{value.translate(QUOTES).replace(chr(34), "")}"'


def span(value: str) -> tuple[int, int] | None:
    """The first and last year of "2015..2019", "2015.." or "..2019"; None for what is no span."""
    match = _SPAN.fullmatch(value)
    if match is None or not (match[1] or match[2]):
        return None
    first, last = int(match[1] or 0), int(match[2] or 9999)
    return min(first, last), max(first, last)
