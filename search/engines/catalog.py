"""What the embedded engine reads of one rank's index before it answers: languages, names and numbers of facet values.

Editions and themes are records of the same index, so a value whose record this rank may not see has no name, is not
shown and filters nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tantivy import Query, Schema, Searcher

from search.engines import words
from search.engines.lexicon import STEMMERS
from search.engines.schema import NUMBERED, STORED, number_of, restore
from search.records.shapes import Text

# Facet group → the kind of the records that name its values.
NAMED_BY: Final = {"edition": "edition", "theme": "theme"}
MOST_NAMES: Final = 20_000
EVERY_VALUE: Final = 65_000  # the engine lists no more


@dataclass(frozen=True, slots=True)
class Name:
    """The titles of an edition or a theme, in its languages."""

    texts: tuple[Text, ...]

    def text_in(self, language: str) -> Text:
        wanted = words.primary(language)
        return next((text for text in self.texts if words.primary(text.language) == wanted), self.texts[0])


@dataclass(frozen=True, slots=True)
class Catalog:
    """Languages that have a stemmer and stand in the index; facet group → value → its name; group → number → value.

    A group of more values than can be listed has no numbers here.
    """

    languages: tuple[str, ...]
    names: Mapping[str, Mapping[str, Name]]
    numbers: Mapping[str, Mapping[int, str]]
    _labels: dict[tuple[str, str], dict[str, Text]] = field(default_factory=dict, compare=False)

    def is_known(self, group: str, value: str) -> bool:
        """Whether the value has a name where its group needs one."""
        return group not in self.names or value in self.names[group]

    def labels(self, group: str, language: str) -> Mapping[str, Text]:
        """Value → its name, in the reader's language if it has one, for a group that records name; kept."""
        found = self._labels.get((group, language))
        if found is None:
            names = self.names[group]
            found = self._labels[group, language] = {value: names[value].text_in(language) for value in names}
        return found


def read_catalog(searcher: Searcher, schema: Schema) -> Catalog:
    """Read it once for each state of an index."""
    codes = {words.primary(code) for code in _values(searcher, "language")}
    names = {group: _names(searcher, schema, kind) for group, kind in NAMED_BY.items()}
    values = {group: _values(searcher, group) for group in NUMBERED}
    numbers = {
        group: {number_of(one): one for one in all_} for group, all_ in values.items() if len(all_) < EVERY_VALUE
    }
    return Catalog(tuple(sorted(codes & STEMMERS.keys())), names, numbers)


def _values(searcher: Searcher, group: str) -> list[str]:
    asked = {"values": {"terms": {"field": group, "size": EVERY_VALUE, "segment_size": EVERY_VALUE}}}
    return [bucket["key"] for bucket in searcher.aggregate(Query.all_query(), asked)["values"]["buckets"]]


def _names(searcher: Searcher, schema: Schema, kind: str) -> dict[str, Name]:
    hits = searcher.search(Query.term_query(schema, "kind", kind), limit=MOST_NAMES, count=False).hits
    stored = (restore(searcher.doc(address)[STORED][0]) for _score, address in hits)
    return {one.value: Name(tuple(Text(text.language, text.title) for text in one.texts)) for one in stored}
