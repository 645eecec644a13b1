"""From what a reader wrote for a filter to the values that records carry: by value, by label in any language of the
site, whatever the case and accents; and what is near where there is none.

A value of editions, themes and speakers counts only where some work that may be shown now has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Final

from search.answers import Unnamed, Value
from search.engines.catalog import OPEN, Catalog
from search.engines.labels import spellings_of
from search.engines.words import spelt
from search.operators import plain_digits, span
from search.questions import GROUPS, Question
from search.records.shapes import UNDATED

MOST_NEAR: Final = 3
MOST_HELPED: Final = 5  # each costs a look at all values of its group, and a question may have two hundred
LEAST_NEAR: Final = 0.7


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads filters for one answer. `holds` says whether a value of an open group stands in a work that may be shown,
    `years` lists the years of such works.
    """

    catalog: Catalog
    language: str
    holds: Callable[[str, str], bool]
    years: Callable[[], Iterable[str]]

    def read(self, question: Question) -> tuple[Question, tuple[Unnamed, ...]]:
        """The question with values in place of labels and years in place of spans, and what names nothing."""
        strangers: list[Unnamed] = []
        for group in GROUPS:
            if chosen := question.chosen(group):
                values: set[str] = set()
                for one in sorted(chosen):
                    found = self._values(group, one)
                    if not found:
                        near = self._near(group, one) if len(strangers) < MOST_HELPED else ()
                        strangers.append(Unnamed(group, one, near))
                    values.update(found or (one,))
                changes: dict[str, Any] = {group: frozenset(values)}
                question = replace(question, **changes)
        return question, tuple(strangers)

    def _values(self, group: str, text: str) -> tuple[str, ...]:
        if group == "year":
            return self._in_span(text)
        if self._is_value(group, text):
            return (text,)
        found = self._spellings(group).get(spelt(text), "")
        return (found,) if found and self._is_there(group, found) else ()

    def _is_value(self, group: str, text: str) -> bool:
        if group in OPEN:
            return self.catalog.is_known(group, text) and self.holds(group, text)
        return text in spellings_of(group).values()

    def _in_span(self, text: str) -> tuple[str, ...]:
        """The years of a span that the archive knows; the span itself where it knows none of them."""
        if text == UNDATED or (len(text) == 4 and text.isdecimal()):
            return (plain_digits(text),)
        if (ends := span(text)) is None:
            return ()
        first, last = ends
        return tuple(year for year in self.years() if year != UNDATED and first <= int(year) <= last) or (text,)

    def _spellings(self, group: str) -> Mapping[str, str]:
        here = self.catalog.spellings(group)
        return here if group in OPEN else {**spellings_of(group), **here}

    def _is_there(self, group: str, value: str) -> bool:
        return group not in OPEN or self.holds(group, value)

    def _near(self, group: str, text: str) -> tuple[Value, ...]:
        """Up to three values that hold all the words, or are spelt alike."""
        asked = spelt(text)
        if not asked or group == "year":
            return ()
        spellings, wanted = self._spellings(group), set(asked.split())
        holding = sorted((name for name in spellings if wanted <= set(name.split())), key=len)[:MOST_NEAR]
        alike = get_close_matches(asked, [name for name in spellings if name[:1] == asked[:1]], MOST_NEAR, LEAST_NEAR)
        values = dict.fromkeys(spellings[name] for name in (*holding, *alike))
        there = [value for value in values if self._is_there(group, value)]
        names = [(value, self.catalog.name(group, value, self.language)) for value in there[:MOST_NEAR]]
        return tuple(Value(value, name.title, 0, language=name.language) for value, name in names)
