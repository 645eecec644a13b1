"""What may have been meant by a word that stands nowhere: words of works that may be shown now, which are spelt alike.

The engine's dictionary is not asked: it still knows the words of what was removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from tantivy import Query, Schema

from search.engines import words
from search.engines.schema import EXACT, Stored

SHORTEST: Final = 4  # letters of a word that can be told from others
LONG: Final = 8  # letters of a word in which two may be wrong
MOST_APART: Final = 2  # letters that one word has more than the other
FEW_WORKS: Final = 10
FEW_WORDS: Final = 2
LEAST_ALIKE: Final = 0.75
FARTHEST: Final = 20_000  # characters of a text that are looked through


def works_alike(schema: Schema, word: str) -> Query | None:
    """Works that hold a word which differs in a letter or two; None for what is no single word, or a very short one."""
    terms = words.exact(word)
    if len(terms) != 1 or len(terms[0]) < SHORTEST:
        return None
    return Query.fuzzy_term_query(schema, EXACT, terms[0], 2 if len(terms[0]) >= LONG else 1)


def alike(word: str, works: Iterable[Stored]) -> tuple[str, ...]:
    """The nearest words of these works, in small letters as they are written there."""
    [asked] = words.exact(word)
    written = Counter(surface.lower() for work in works for surface in _words_of(work))
    folded: dict[str, str] = {}
    for surface, _count in written.most_common():
        if abs(len(surface) - len(asked)) <= MOST_APART:
            folded.setdefault(words.fold(surface), surface)
    return tuple(folded[one] for one in get_close_matches(asked, folded, FEW_WORDS, LEAST_ALIKE))


def _words_of(work: Stored) -> Iterator[str]:
    for text in work.texts:
        for part in (text.title, text.summary, text.body[:FARTHEST]):
            yield from words.WORD.findall(part)
    for name in work.speakers:
        yield from words.WORD.findall(name)
