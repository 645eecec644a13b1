"""From a question to the embedded engine's query. This is where the ranking is decided.

A word is asked in every language of the index at once, in each as that language's own stemmer has it and of its works
only. The best one counts, and all weigh as much as the commonest, so that a form which is rare only because its
language is wins nothing. Repeated words weigh more, as in the sentence they were asked in.
Measured by `bench/retrieval.py`; the title's weight is the one known to serve both of its collections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from tantivy import Occur, Query, Schema, Searcher

from search.engines import words
from search.engines.schema import EXACT, KEY, PART_OF, TITLE, WORDS
from search.questions import GROUPS, Question

TITLE_WEIGHT: Final = 0.5
EXACT_WEIGHT: Final = 0.6
# Up to a dozen words that stand together as they were typed: names, titles, symbols, a sentence.
TYPED_WEIGHT: Final = 1.0
MOST_TYPED: Final = 12
# How many stop words of another language than the reader's make a question one of that language.
LEAST_STOPS: Final = 2
# Far above any sum of BM25 scores: a text with all the words comes before every text with some of them.
ALL_WORDS: Final = 10_000.0


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as folded, the terms it may be a form of, where those are filed, and how often it was
    asked.

    `is_kept` is a stop word that is asked for, as an acronym or for want of others: it stands where those are kept.
    """

    exact: tuple[str, ...]
    variants: tuple[str, ...]
    filed: tuple[str, ...]
    times: int
    is_kept: bool = False


def language_of(surfaces: Iterable[str], languages: Collection[str], reader: str) -> str:
    """The language that a question seems to be in: the reader's, unless it uses more stop words of another one.

    One such word is no sign of a language: UN, US, IT and AI are French, Spanish, English and Portuguese stop words.
    """
    counted = Counter(language for surface in surfaces for language in languages if words.is_stop(surface, language))
    highest = max((count for language, count in counted.items() if language != reader), default=0)
    if highest < LEAST_STOPS or highest <= counted[reader]:
        return reader
    return min(language for language, count in counted.items() if count == highest)


def is_acronym(surface: str, question: Question) -> bool:
    """Whether a word is written in capitals where others are not: it is asked for, whatever it means in small ones."""
    return len(surface) > 1 and surface.isupper() and not question.text.isupper()


def read_words(question: Question, languages: Collection[str], reader: str) -> tuple[Word, ...]:
    """The words of a question that are worth asking; all of them when every one is a stop word."""
    surfaces = [surface for word in question.words for surface in words.WORD.findall(word)]
    asked_in = language_of(surfaces, languages, reader)
    telling = [word for word in surfaces if is_acronym(word, question) or not words.is_stop(word, asked_in)]
    is_small = not telling
    counted: dict[tuple[str, ...], Word] = {}
    for surface in telling or surfaces:
        variants = words.variants(surface, languages)
        before = counted.get(variants)
        is_kept = is_small or (is_acronym(surface, question) and words.is_stop(surface, asked_in))
        times = before.times + 1 if before else 1
        filed = words.filed_variants(surface, languages)
        counted[variants] = Word(tuple(words.exact(surface)), variants, filed, times, is_kept)
    return tuple(counted.values())


@dataclass(frozen=True, slots=True)
class Matching:
    """The same works twice: `scored` puts them in order, `counted` finds them without the work of scoring."""

    scored: Query
    counted: Query


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds queries for one searcher. `languages` are those of the works in its index."""

    schema: Schema
    searcher: Searcher
    languages: Collection[str]
    reader: str

    def matching(self, question: Question) -> Matching:
        """What must and must not be there; without filters."""
        needed = [(Occur.Must, self._phrase(phrase)) for phrase in question.phrases]
        needed += [(Occur.MustNot, self._phrase(phrase)) for phrase in question.without_phrases]
        needed += [(Occur.MustNot, self.in_any_form(word)) for word in question.without]
        asked = read_words(question, self.languages, self.reader)
        if not asked:
            everything = [] if question.phrases else [(Occur.Must, Query.all_query())]
            query = Query.boolean_query(needed + everything)
            return Matching(query, query)
        bodies = self._bodies(asked)
        any_word = Query.boolean_query([(Occur.Should, body) for body in bodies if body is not None])
        bonuses = [(Occur.Should, bonus) for bonus in (*self._bonuses(asked, bodies), *self._as_typed(question))]
        # With a phrase the words beside it only order what holds the phrase.
        words_needed = [] if question.phrases else [(Occur.Must, any_word)]
        scored = needed + (words_needed or [(Occur.Should, any_word)]) + bonuses
        return Matching(Query.boolean_query(scored), Query.boolean_query(needed + words_needed))

    def filtered(self, question: Question, matching: Query, leave_out: Collection[str], but: str = "") -> Query:
        """The matching query narrowed by the chosen filters (those of the group `but` set aside) and what is gone."""
        clauses = [(Occur.Must, matching)]
        for group in GROUPS:
            chosen = sorted(question.chosen(group))
            if chosen and group != but:
                narrowed = Query.term_set_query(self.schema, group, chosen)
                clauses.append((Occur.Must, Query.const_score_query(narrowed, 0.0)))
        if leave_out:
            gone = sorted(leave_out)
            clauses += [(Occur.MustNot, Query.term_set_query(self.schema, field, gone)) for field in (KEY, PART_OF)]
        return Query.boolean_query(clauses) if len(clauses) > 1 else matching

    def terms_to_mark(self, question: Question) -> frozenset[str]:
        """Every term that a text may be marked for: the telling words, and all words of phrases."""
        asked = read_words(question, self.languages, self.reader)
        terms = {term for word in asked for term in (*word.variants, *word.exact)}
        return frozenset(terms.union(*(words.exact(phrase) for phrase in question.phrases)))

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self.schema, field, term, "freq")

    def _phrase(self, text: str) -> Query:
        terms = words.exact(text)
        if len(terms) == 1:
            return self._term(EXACT, terms[0])
        return Query.phrase_query(self.schema, EXACT, list(terms))

    def in_any_form(self, word: str) -> Query:
        """What holds a word under any variant, or as it is written; what falls into several words is a phrase."""
        surfaces = words.WORD.findall(word)
        forms = [self._phrase(word)]
        if len(surfaces) == 1:
            filed = words.filed_variants(surfaces[0], self.languages)
            forms += [self._term(WORDS, term) for term in filed] if len(words.exact(word)) == 1 else []
        return Query.boolean_query([(Occur.Should, form) for form in forms])

    def _idf(self, count: int) -> float:
        return log(1 + (self.searcher.num_docs - count + 0.5) / (count + 0.5))

    def _best_of(self, field: str, variants: Iterable[str], weight: float) -> Query | None:
        """The best variant of a word in a field; None when none of them stands anywhere."""
        counts = {term: self.searcher.doc_freq(field, term) for term in variants}
        if field == WORDS and (inside := self._letter(counts)) is not None:
            return Query.boost_query(inside, weight)
        found = {term: count for term, count in counts.items() if count}
        if not found:
            return None
        common = self._idf(max(found.values()))
        queries = [
            Query.boost_query(self._term(field, term), weight * common / self._idf(count))
            for term, count in found.items()
        ]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _letter(self, variants: Collection[str]) -> Query | None:
        """A single letter of a script without blanks stands in pairs: any pair that holds it. None for other words."""
        ends = [term.partition(":")[2] for term in variants]
        letters = [term for term in ends if len(term) == 1 and words.UNSPACED.match(term)]
        if not letters:
            return None
        inside = Query.regex_query(self.schema, WORDS, f"[a-z]+:({letters[0]}.?|.{letters[0]})")
        return Query.const_score_query(inside, 1.0)

    def _bodies(self, asked: tuple[Word, ...]) -> list[Query | None]:
        """Each word where all words stand; stop words, if there is nothing else to ask, where they were kept."""
        bodies = [
            self._best_of(EXACT, word.exact, word.times)
            if word.is_kept
            else self._best_of(WORDS, word.filed, word.times)
            for word in asked
        ]
        return bodies if any(bodies) else [self._best_of(EXACT, word.exact, word.times) for word in asked]

    def _as_typed(self, question: Question) -> list[Query]:
        """All words as they were typed, stop words too: a title, a name or a sentence that somebody remembers."""
        terms = [term for word in question.words for term in words.exact(word)]
        if not 2 <= len(terms) <= MOST_TYPED:
            return []
        return [Query.boost_query(Query.phrase_query(self.schema, EXACT, list(terms)), TYPED_WEIGHT)]

    def _bonuses(self, asked: tuple[Word, ...], bodies: list[Query | None]) -> list[Query]:
        """What only orders: words of the title, words as they were written, all words, words standing together."""
        found = []
        for word in asked:
            found.append(self._best_of(TITLE, word.filed, TITLE_WEIGHT * word.times))
            found.append(self._best_of(EXACT, word.exact, EXACT_WEIGHT * word.times))
        if len(asked) > 1 and all(bodies):
            together = Query.boolean_query([(Occur.Must, body) for body in bodies if body is not None])
            found.append(Query.const_score_query(together, ALL_WORDS))
        return [query for query in found if query is not None]
