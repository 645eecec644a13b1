"""Ways on from an answer: filters to take off or put on, orders, fewer words, and what may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from foundation.formats.numbers import digits
from search.answers import Answer, Facet, Unnamed, Value
from search.engines.labels import GROUP_LABELS, NO_SUCH, group_names
from search.formats.histogram import Histogram, histogram
from search.operators import misspelt
from search.questions import GROUPS, Question, Sort
from search.records.shapes import UNDATED

Address = Callable[[Question], str]
LIKE_A_FILTER = _(
    "“{}” is no filter here and was looked for as a word. Is “{}” meant, with its value right behind the colon?"
)
WITHOUT_VALUE = _("“{}” was looked for as a word: the value of a filter stands right behind its colon.")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a reader wrote for a filter that there is not, said in a sentence, and filters that may have been meant."""

    sentence: str
    near: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A word that stands in no text, and the same question with each word that is spelt alike."""

    word: str
    near: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A facet group as it is drawn: few values open, the others folded."""

    name: str
    label: str
    facet: Facet
    histogram: Histogram | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort, and the address that does."""

    label: str
    url: str
    is_current: bool


def group_of(facet: Facet) -> Group:
    """A facet group with its name, and for years with its drawing."""
    return Group(
        facet.group, str(GROUP_LABELS[facet.group]), facet, histogram(facet) if facet.group == "year" else None
    )


def drawn_first(group: Group) -> bool:
    """Puts the years on top: they are drawn."""
    return group.name != "year"


def orders_of(question: Question, address: Address) -> list[Order]:
    """The ways to sort. Without words nothing is better than anything else: newest first."""
    current = Sort.NEWEST if question.sort == Sort.BEST and not question.has_words else question.sort
    offered = [sort for sort in Sort if question.has_words or sort != Sort.BEST]
    return [Order(str(sort.label), address(replace(question, sort=sort, page=1)), sort == current) for sort in offered]


def chips_of(answer: Answer, address: Address) -> list[Chip]:
    """One chip for every filter that is on; years that follow each other in the archive are one."""
    question = answer.question
    return [
        Chip(
            digits(label_of_run(run)) if facet.group in {"year", "goal"} else label_of_run(run),
            address(question.with_value(facet.group, *(value.value for value in run))),
            run[0].language,
        )
        for facet in answer.facets
        for run in (runs_of_years(facet) if facet.group == "year" else [[one] for one in facet.values if one.is_chosen])
    ]


def runs_of_years(years: Facet) -> list[list[Value]]:
    """Chosen years, those together between which no other year stands."""
    runs = groupby(years.values, key=lambda value: (value.is_chosen, value.value == UNDATED))
    return [list(run) for (is_chosen, _undated), run in runs if is_chosen]


def label_of_run(run: Sequence[Value]) -> str:
    """ "2019", or "2015–2019"."""
    return run[0].label if len(run) == 1 else f"{run[0].label}–{run[-1].label}"


def slips_of(answer: Answer, address: Address) -> list[Slip]:
    """What the reader is told of filters that name nothing, and of words that look like a filter and are none."""
    question = answer.question
    likely = misspelt(question.words, group_names())
    return [unnamed_slip(one, question, address) for one in answer.unnamed] + [
        word_slip(typed, name) for typed, name in likely.items()
    ]


def word_slip(typed: str, name: str) -> Slip:
    """What is said of a word before a colon that is no filter, or one without its value."""
    sentence = WITHOUT_VALUE if typed.lower() == name else LIKE_A_FILTER
    return Slip(str(sentence).format(isolated(f"{typed}:"), isolated(f"{name}:")))


def strangers_of(answer: Answer, address: Address) -> list[Stranger]:
    """What the reader is told of words that stand nowhere; nothing of those that look like a filter: that is a slip."""
    question, likely = answer.question, group_names()
    return [
        Stranger(
            word, tuple(Chip(near, address(with_word(question, word, near))) for near in answer.alike.get(word, ()))
        )
        for word in answer.unknown
        if not misspelt([word], likely)
    ]


def with_word(question: Question, word: str, other: str) -> Question:
    """The question with another word in place of one."""
    text = " ".join(other if part == word else part for part in question.text.split())
    return replace(question, text=text, page=1)


def unnamed_slip(one: Unnamed, question: Question, address: Address) -> Slip:
    """What is said of a filter that names nothing, with the same question by each value that is near."""
    near = [
        Chip(value.label, address(question.with_value(one.group, one.text, value.value)), value.language)
        for value in one.near
    ]
    return Slip(str(NO_SUCH[one.group]).format(isolated(one.text)), tuple(near))


def isolated(text: str) -> str:
    """A reader's own words inside a sentence, whichever way either runs (UAX #9)."""
    return f"\u2068{text}\u2069"


def kept_of(question: Question) -> list[tuple[str, str]]:
    """Names and values that the box keeps when new words are asked: filters and order."""
    kept = [(group, value) for group in GROUPS for value in sorted(question.chosen(group))]
    return kept + ([("sort", str(question.sort))] if question.sort != Sort.BEST else [])


def fewer_words(question: Question, address: Address) -> list[Chip]:
    """When nothing was found: the same question with each word alone, five at most."""
    parts = list(dict.fromkeys((*question.words, *question.phrases)))
    if len(parts) < 2:
        return []
    return [Chip(part, address(replace(question, text=part, page=1))) for part in parts[:5]]
