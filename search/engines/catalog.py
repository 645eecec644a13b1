"""What the embedded engine reads of one rank's index before it answers: languages, names and numbers of facet values.

Editions and themes are records of the same index, so a value whose record this rank may not see has no name, is not
shown and filters nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tantivy import Query, Schema, Searcher

from foundation.formats.places import own_name
from search.engines import words
from search.engines.labels import label_of
from search.engines.lexicon import STEMMERS
from search.engines.schema import NUMBERED, STORED, number_of, restore
from search.records.shapes import Text

# Facet group → the kind of the records that name its values.
NAMED_BY: Final = {"edition": "edition", "theme": "theme"}
OPEN: Final = (*NAMED_BY, "speaker")  # groups whose values are known from the index alone
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

    A group of more values than can be listed has no numbers here. `codes` are all languages of the works.
    """

    languages: tuple[str, ...]
    names: Mapping[str, Mapping[str, Name]]
    numbers: Mapping[str, Mapping[int, str]]
    codes: tuple[str, ...] = ()
    _labels: dict[tuple[str, str], dict[str, Text]] = field(default_factory=dict, compare=False)
    _spellings: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

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

    def name(self, group: str, value: str, language: str) -> Text:
        """What a value is called, and in which language where that may be another than the reader's."""
        if group in self.names:
            return self.labels(group, language).get(value, Text("", value))
        return Text("", label_of(group, value, language))

    def spellings(self, group: str) -> Mapping[str, str]:
        """Every name that this index knows for a value of the group, folded → the value; kept. What is a value names
        itself, whatever has it for a title.
        """
        found = self._spellings.get(group)
        if found is None:
            found = self._spellings[group] = {words.spelt(name): value for name, value in self._named(group)}
            found.pop("", None)
        return found

    def _named(self, group: str) -> Iterator[tuple[str, str]]:
        names = self.names.get(group, {})
        yield from ((text.title, value) for value, name in names.items() for text in name.texts)
        if group == "language":
            yield from ((own_name(code), code) for code in self.codes)
        yield from ((value, value) for value in (names or self.numbers.get(group, {}).values()))


def read_catalog(searcher: Searcher, schema: Schema) -> Catalog:
    """Read it once for each state of an index."""
    codes = tuple(_values(searcher, "language"))
    languages = sorted({words.primary(code) for code in codes} & STEMMERS.keys())
    names = {group: _names(searcher, schema, kind) for group, kind in NAMED_BY.items()}
    values = {group: _values(searcher, group) for group in NUMBERED}
    numbers = {
        group: {number_of(one): one for one in all_} for group, all_ in values.items() if len(all_) < EVERY_VALUE
    }
    return Catalog(tuple(languages), names, numbers, codes)


def _values(searcher: Searcher, group: str) -> list[str]:
    asked = {"values": {"terms": {"field": group, "size": EVERY_VALUE, "segment_size": EVERY_VALUE}}}
    return [bucket["key"] for bucket in searcher.aggregate(Query.all_query(), asked)["values"]["buckets"]]


def _names(searcher: Searcher, schema: Schema, kind: str) -> dict[str, Name]:
    hits = searcher.search(Query.term_query(schema, "kind", kind), limit=MOST_NAMES, count=False).hits
    stored = (restore(searcher.doc(address)[STORED][0]) for _score, address in hits)
    return {one.value: Name(tuple(Text(text.language, text.title) for text in one.texts)) for one in stored}
