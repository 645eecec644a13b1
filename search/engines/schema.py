"""How a record becomes a document of the embedded engine, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from tantivy import Document, Schema, SchemaBuilder

from search.engines import words
from search.questions import GROUPS
from search.records.shapes import Record, Text

# Raise it whenever documents, fields or the analysis of words change: folders of another number are made anew.
VERSION: Final = 5

KEY, PART_OF, WORDS, TITLE, EXACT = "key", "part_of", "words", "title", "exact"
NEWEST, OLDEST, STORED = "newest", "oldest", "stored"
LAST_DAY: Final = 9999_99_99
# Groups of so many values that counting them by name takes most of an answer's time: they are counted by number.
NUMBERED: Final = ("edition", "speaker")
NUMBER_BITS: Final = 52  # what every JSON reader takes for a whole number; two of a million values meet once in 9,000


def number_field(group: str) -> str:
    """The field that holds the numbers of a group's values."""
    return f"{group}_number"


def number_of(value: str) -> int:
    """The number that stands for a value, the same in every index."""
    return int.from_bytes(blake2b(value.encode(), digest_size=8).digest()) >> (64 - NUMBER_BITS)


def schema() -> Schema:
    """The fields. All languages share one `words` field, so that a rare language does not make its words precious."""
    builder = SchemaBuilder()
    builder.add_text_field(KEY, stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(PART_OF, stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(TITLE, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(EXACT, tokenizer_name="whitespace", index_option="position")
    for group in GROUPS:
        builder.add_text_field(group, fast=True, tokenizer_name="raw", index_option="basic")
    for group in NUMBERED:
        builder.add_unsigned_field(number_field(group), fast=True)
    # Both are sorted downwards, and what has no date is 0 or the smallest: it comes last either way.
    builder.add_integer_field(NEWEST, fast=True)
    builder.add_integer_field(OLDEST, fast=True)
    builder.add_bytes_field(STORED, stored=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept of a record to show it as a hit or in a list, to name a value, and to compare it again."""

    key: str
    kind: str
    value: str
    edition: str
    part_of: str
    date: int | None
    digest: str
    themes: tuple[str, ...]
    languages: tuple[str, ...]
    speakers: tuple[str, ...]
    texts: tuple[Text, ...]

    def text_in(self, language: str) -> Text:
        """The words for a reader of this language: in it if there are any, else the work's first."""
        wanted = words.primary(language)
        return next((text for text in self.texts if words.primary(text.language) == wanted), self.texts[0])


def store(record: Record) -> bytes:
    """The stored part of a document."""
    content: list[Any] = [record.key, record.kind, record.value, record.edition, record.part_of, record.date]
    content += [record.digest(), record.themes, record.facets()["language"], record.speakers]
    content.append([[text.language, text.title, text.summary, text.body, text.url] for text in record.texts])
    return json.dumps(content, separators=(",", ":")).encode()


def restore(content: bytes | list[int]) -> Stored:
    """The stored part of a document, read back."""
    *facts, themes, languages, speakers, texts = json.loads(bytes(content))
    key, kind, value, edition, part_of, date, digest = facts
    filed = (tuple(themes), tuple(languages), tuple(speakers))
    return Stored(key, kind, value, edition, part_of, date, digest, *filed, tuple(Text(*text) for text in texts))


_SCRIPTS: Final = (("\u0600", "\u06ff", "ar"), ("\u0400", "\u04ff", "ru"), ("\u0370", "\u03ff", "el"))


def language_of_term(term: str, otherwise: str) -> str:
    """Which language to stem a term of the vocabulary in when nobody said: by its script."""
    first = next((char for char in term if char.isalpha()), "")
    return next((language for start, end, language in _SCRIPTS if start <= first <= end), otherwise)


def document(record: Record) -> Document:
    """The document of a record."""
    found = Document()
    found.add_text(KEY, record.key)
    if record.part_of:
        found.add_text(PART_OF, record.part_of)
    found.add_text(WORDS, " ".join(_words(record)))
    found.add_text(TITLE, " ".join(term for text in record.texts for term in words.filed(text.title, text.language)))
    for passage in _exact(record):
        # One value each: the engine leaves a gap between values, so no phrase runs over the edge.
        found.add_text(EXACT, " ".join(words.exact(passage)))
    for group, values in record.facets().items():
        for value in dict.fromkeys(values):
            found.add_text(group, value)
            if group in NUMBERED:
                found.add_unsigned(number_field(group), number_of(value))
    found.add_integer(NEWEST, record.date or 0)
    found.add_integer(OLDEST, -(record.date or LAST_DAY))
    found.add_bytes(STORED, store(record))
    return found


def _words(record: Record) -> list[str]:
    terms: list[str] = []
    for text in record.texts:
        for passage in (text.title, text.summary, text.body):
            terms += words.filed(passage, text.language)
    first = record.texts[0].language if record.texts else words.UNKNOWN
    for keyword in record.keywords:
        terms += words.filed(keyword, language_of_term(keyword, first))
    for name in record.speakers:
        terms += words.filed(name, words.UNKNOWN)
    return terms


def _exact(record: Record) -> list[str]:
    passages = [passage for text in record.texts for passage in (text.title, text.summary, text.body) if passage]
    return passages + list(record.keywords) + list(record.speakers)
