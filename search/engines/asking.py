"""One question put to one rank's index: hits with their passages, a total, and facets with true counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tantivy import Occur, Order, Query, Schema, Searcher

from search.answers import Answer, Entry, Facet, Hit, Listing, Value
from search.engines import spelling, words
from search.engines.catalog import EVERY_VALUE, Catalog
from search.engines.labels import label_of
from search.engines.passages import passage
from search.engines.queries import ALL_WORDS, MOST_TYPED, Builder, Matching
from search.engines.schema import NEWEST, OLDEST, STORED, Stored, number_field, restore
from search.engines.values import Reader
from search.questions import GROUPS, LAST_PAGE, PAGE_SIZE, Question, Sort
from search.records.shapes import UNDATED, UNKNOWN_LANGUAGE, Text

# How many values of a group are counted; the rest is reached with words. A year for each of some centuries.
MOST_VALUES: Final = {"year": 400, "kind": 20, "role": 20}
MOST_OTHERS: Final = 40

NAMELESS: Final = Text("", "")
NOTHING: Final = Matching(Query.empty_query(), Query.empty_query())


@dataclass(frozen=True, slots=True)
class Asking:
    """What one answer needs: the index at one commit, the reader's language and the keys to leave out."""

    schema: Schema
    searcher: Searcher
    catalog: Catalog
    language: str
    leave_out: frozenset[str]

    def answer(self, question: Question) -> Answer:
        """The answer. Phrases that stand nowhere are asked as words, and the answer's question says so."""
        read, unnamed = Reader(self.catalog, self.language, self._holds, self._years).read(question)
        answer = self._answer(read)
        if not answer.total and read.phrases and not read.is_narrowed:
            loose = self._answer(read.loosened)
            answer = loose if loose.total else answer
        return replace(answer, unnamed=unnamed) if unnamed else answer

    @property
    def _builder(self) -> Builder:
        return Builder(self.schema, self.searcher, self.catalog.languages, words.primary(self.language))

    def _answer(self, question: Question) -> Answer:
        builder = self._builder
        asked = self._known(question)
        matching = builder.matching(asked) if asked is not None else NOTHING
        asked = asked or question
        page, total, found = self._page(builder.filtered(asked, matching.scored, self.leave_out), question)
        terms = builder.terms_to_mark(question)
        unknown = () if holds_all(question, found) else self._unknown(builder, question)
        return Answer(
            question=question,
            total=total,
            page=page,
            hits=tuple(self._hit(stored, score, terms) for score, stored in found),
            unknown=unknown,
            alike={word: self._alike(word) for word in unknown},
            facets=self._facets(builder, asked, matching.counted),
        )

    def _known(self, question: Question) -> Question | None:
        """The question without filter values that name nothing; None when a group has only such values left."""
        for group in self.catalog.names:
            chosen = question.chosen(group)
            known = frozenset(value for value in chosen if self.catalog.is_known(group, value))
            if chosen and not known:
                return None
            changes: dict[str, Any] = {group: known}
            question = replace(question, **changes)
        return question

    def listing(self, question: Question, most: int) -> Listing:
        """The works of the answer from its page on, in its order."""
        answer = self.answer(question)
        asked = self._known(answer.question)
        if asked is None:
            return Listing(answer.question, answer.total)
        query = self._builder.filtered(asked, self._builder.matching(asked).scored, self.leave_out)
        result = self._search(query, asked, answer.page, most)
        entries = tuple(self._entry(stored) for _score, stored in self._read(result))
        return Listing(answer.question, answer.total, answer.page, entries)

    def _page(self, query: Query, question: Question) -> tuple[int, int, list[tuple[float, Stored]]]:
        """(page, total, hits): the page that was asked, or the last one there is."""
        page = question.page
        result = self._search(query, question, page)
        total = int(result.count or 0)
        last = min(max(-(-total // PAGE_SIZE), 1), LAST_PAGE)
        if page > last:
            page = last
            result = self._search(query, question, page)
        return page, total, self._read(result)

    def _read(self, result: Any) -> list[tuple[float, Stored]]:
        return [(score, restore(self.searcher.doc(address)[STORED][0])) for score, address in result.hits]

    def _search(self, query: Query, question: Question, page: int, most: int = PAGE_SIZE) -> Any:
        offset = (page - 1) * PAGE_SIZE
        if question.sort == Sort.BEST and question.has_words:
            return self.searcher.search(query, most, count=True, offset=offset)
        field = OLDEST if question.sort == Sort.OLDEST else NEWEST
        return self.searcher.search(query, most, count=True, offset=offset, order_by_field=field, order=Order.Desc)

    def _hit(self, stored: Stored, score: float, terms: frozenset[str]) -> Hit:
        text = stored.text_in(self.language)
        words_of = " ".join(part for part in (text.summary, text.body) if part)
        named = self._edition_of(stored)
        return Hit(
            key=stored.key,
            kind=stored.kind,
            kind_label=label_of("kind", stored.kind, self.language),
            title=text.title,
            url=text.url,
            language=text.language,
            passage=passage(words_of, text.language, terms) if words_of else (),
            date=stored.date,
            edition=stored.edition if named.title else "",
            edition_title=named.title,
            edition_language=named.language,
            others=_others(stored, text),
            part_of=stored.part_of,
            score=score,
        )

    def _edition_of(self, stored: Stored) -> Text:
        editions = self.catalog.labels("edition", self.language) if stored.kind != "edition" else {}
        return editions.get(stored.edition, NAMELESS)

    def _entry(self, stored: Stored) -> Entry:
        text, themes = stored.text_in(self.language), self.catalog.labels("theme", self.language)
        return Entry(
            key=stored.key,
            kind=stored.kind,
            kind_label=label_of("kind", stored.kind, self.language),
            title=text.title,
            summary=text.summary,
            url=text.url,
            language=text.language,
            date=stored.date,
            edition_title=self._edition_of(stored).title,
            themes=tuple(themes[value].title for value in stored.themes if value in themes),
            languages=stored.languages,
            speakers=stored.speakers,
            part_of=stored.part_of,
        )

    def _facets(self, builder: Builder, question: Question, counted: Query) -> tuple[Facet, ...]:
        """Counts of each group as if nothing were chosen in it. One aggregation, and one more a chosen group."""
        free = [group for group in GROUPS if not question.chosen(group)]
        counts = self._counts(builder.filtered(question, counted, self.leave_out), free)
        for group in GROUPS:
            if group not in free:
                others = builder.filtered(question, counted, self.leave_out, but=group)
                counts |= self._counts(others, [group])
                for value in question.chosen(group) - counts[group].keys():
                    counts[group][value] = self._count(others, group, value)
        return tuple(self._facet(group, counts[group], question.chosen(group)) for group in GROUPS)

    def _counts(self, query: Query, groups: Sequence[str]) -> dict[str, dict[str, int]]:
        numbers = self.catalog.numbers
        fields = {group: number_field(group) if group in numbers else group for group in groups}
        found = self.searcher.aggregate(query, facets_of(fields)) if groups else {}
        counts = {group: {one["key"]: one["doc_count"] for one in found[group]["buckets"]} for group in groups}
        for group in numbers.keys() & counts.keys():
            counts[group] = {numbers[group][number]: count for number, count in counts[group].items()}
        return counts

    def _unknown(self, builder: Builder, question: Question) -> tuple[str, ...]:
        """Words of a short question that stand in no work that may be shown now.

        Works are counted, not terms: the engine's dictionary still knows the words of what was removed.
        """
        asked = dict.fromkeys(question.words) if len(question.words) <= MOST_TYPED else ()
        nothing = question.without_filters()
        found = {word: builder.filtered(nothing, builder.in_any_form(word), self.leave_out) for word in asked}
        return tuple(word for word, query in found.items() if not self.searcher.search(query, 1, count=False).hits)

    def _alike(self, word: str) -> tuple[str, ...]:
        """Words that may have been meant by one that stands nowhere."""
        query = spelling.works_alike(self.schema, word)
        if query is None:
            return ()
        there = self._builder.filtered(Question(), query, self.leave_out)
        found = self._read(self.searcher.search(there, spelling.FEW_WORKS, count=False))
        return spelling.alike(word, [stored for _score, stored in found])

    def _count(self, query: Query, group: str, value: str) -> int:
        """How many works of a query have this value: for a chosen one that is not among the commonest."""
        has_value = Query.term_query(self.schema, group, value, "basic")
        found: Any = self.searcher.search(Query.boolean_query([(Occur.Must, query), (Occur.Must, has_value)]), 1)
        return int(found.count or 0)

    def _holds(self, group: str, value: str) -> bool:
        """Whether some work that may be shown now has this value."""
        return bool(self._count(self._everything(), group, value))

    def _years(self) -> list[str]:
        """The years of all works that may be shown now."""
        return sorted(self._counts(self._everything(), ["year"])["year"])

    def _everything(self) -> Query:
        return self._builder.filtered(Question(), Query.all_query(), self.leave_out)

    def _facet(self, group: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Facet:
        shown = {value: count for value, count in counts.items() if self.catalog.is_known(group, value)}
        for value in chosen:
            shown.setdefault(value, 0)
        values = []
        for value, count in shown.items():
            name = self.catalog.name(group, value, self.language)
            values.append(Value(value, name.title, count, value in chosen, name.language))
        values.sort(key=_by_year if group == "year" else _by_count)
        return Facet(group, tuple(values), is_cut=len(counts) >= MOST_VALUES.get(group, MOST_OTHERS))


def facets_of(fields: Mapping[str, str]) -> dict[str, Any]:
    """What is counted of these groups, each in its field, in the engine's words.

    Every segment of the index counts for itself: it must not cut its list, or the sums would be too small.
    """
    return {
        group: {"terms": {"field": field, "size": MOST_VALUES.get(group, MOST_OTHERS), "segment_size": EVERY_VALUE}}
        for group, field in fields.items()
    }


def holds_all(question: Question, found: Sequence[tuple[float, Stored]]) -> bool:
    """Whether what was found shows that every word stands somewhere: any hit for a single word, and for several the
    best one, if its score says that it holds them all. Beside a phrase words only order, so nothing is shown.
    """
    if not found or question.phrases:
        return False
    count = sum(len(words.WORD.findall(word)) for word in question.words)
    return count < 2 or (question.sort == Sort.BEST and found[0][0] >= ALL_WORDS)


def _others(stored: Stored, shown: Text) -> tuple[str, ...]:
    return tuple(text.language for text in stored.texts if text is not shown and text.language != UNKNOWN_LANGUAGE)


def _by_count(value: Value) -> tuple[bool, int, str]:
    return not value.is_chosen, -value.count, value.label


def _by_year(value: Value) -> tuple[bool, str]:
    return value.value == UNDATED, value.value
