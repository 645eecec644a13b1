"""What a researcher asked: a query string in, a frozen `Question` out. Never an error, whatever comes in.

Words mean "any of these, best first"; `"a phrase"` must stand as it is, `-word` and `-"a phrase"` must not stand;
`theme:faith` is the filter of that name (`operators`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from search.operators import QUOTES, is_excluded, take

GROUPS: Final = ("kind", "edition", "theme", "addressee", "goal", "year", "language", "country", "speaker", "role")
PAGE_SIZE: Final = 20
LAST_PAGE: Final = 50
LONGEST_TEXT: Final = 1000
MOST_WORDS: Final = 200
MOST_VALUES: Final = 20
MOST_YEARS: Final = 100
LONGEST_VALUE: Final = 200
# They join words in other catalogues. Here they would be words, or even acronyms.
BOOLEANS: Final = frozenset({"AND", "OR", "NOT"})


class Sort(TextChoices):
    """The orders of an answer; the value stands in the address."""

    BEST = "best", _("best first")
    NEWEST = "newest", _("newest")
    OLDEST = "oldest", _("oldest")


class Note(TextChoices):
    """What the reader is told when a question was not taken as it stood."""

    CUT = "cut", _("The question was too long; only its beginning was used.")
    DEEP = "deep", _("Only the first 1,000 results can be paged through. Narrow the question to see others.")
    LOOSE = "loose", _("No text holds this phrase word for word; these hold its words.")
    SIGNS = "signs", _("Signs alone cannot be looked for; this is the whole archive.")
    CHOICES = "choices", _("Too many filters of one kind; only the first twenty were used.")
    BOOLEAN = "boolean", _("AND, OR and NOT were passed over: texts with all words come first; write -word for NOT.")
    EXCLUDED = "excluded", _("A filter cannot be excluded with a minus; it was read as words that must not stand.")


class Parameters(Protocol):
    """What is read of a query string: Django's QueryDict, or a plain dict of lists in `Lists`."""

    def getlist(self, key: str, /) -> Any: ...


class Lists(dict[str, list[str]]):
    """Parameters from a plain dict of lists, for the command line and tests."""

    def getlist(self, key: str, /) -> list[str]:
        return self.get(key, [])


@dataclass(frozen=True, slots=True)
class Question:
    """What a researcher asked, after cleaning; equal questions are equal objects.

    `text` is the cleaned question as it goes back into the box, its operators taken out: they are filters. `words` keep
    their order and repetitions; words and phrases are raw text for the engine's own analysis. One frozenset of values
    for each facet group. `notes` were not asked and make no difference.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_phrases: tuple[str, ...] = ()
    kind: frozenset[str] = frozenset()
    edition: frozenset[str] = frozenset()
    theme: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    goal: frozenset[str] = frozenset()
    year: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    country: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    sort: Sort = Sort.BEST
    page: int = 1
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def chosen(self, group: str) -> frozenset[str]:
        """The values chosen in a facet group; KeyError for a group that there is not."""
        if group not in GROUPS:
            raise KeyError(group)
        values: frozenset[str] = getattr(self, group)
        return values

    @property
    def has_words(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(group) for group in GROUPS)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: the whole archive, newest first."""
        return not (self.has_words or self.without or self.without_phrases or self.is_narrowed)

    @property
    def loosened(self) -> Question:
        """The same question with its phrases taken as words, and a note that says so."""
        notes = dict.fromkeys([*self.notes, Note.LOOSE])
        return replace(self, words=self.words + self.phrases, phrases=(), notes=tuple(notes))

    def lasting(self, asked: Question) -> Question:
        """This question of today's values, with the years as they were asked, to be kept, followed and cited: "2015.."
        stays open for those to come.
        """
        return replace(self, year=asked.year)

    def with_value(self, group: str, *values: str) -> Question:
        """The same question with each value chosen or, if it was, no longer chosen; from its first page."""
        return self._with(group, self.chosen(group) ^ set(values))

    def without_filters(self) -> Question:
        """The same question with nothing chosen anywhere; from its first page."""
        none: dict[str, Any] = dict.fromkeys(GROUPS, frozenset())
        return replace(self, page=1, notes=(), **none)

    def _with(self, group: str, values: frozenset[str]) -> Question:
        changes: dict[str, Any] = {group: values, "page": 1, "notes": ()}
        return replace(self, **changes)

    def as_query(self, **changes: Any) -> str:
        """The query string of this question ("q=…&theme=…"), with what is not said left out; "" for an empty one."""
        asked = replace(self, **changes) if changes else self
        pairs = [("q", asked.text)] if asked.text else []
        pairs += [(group, value) for group in GROUPS for value in sorted(asked.chosen(group))]
        if asked.sort != Sort.BEST:
            pairs.append(("sort", str(asked.sort)))
        if asked.page != 1:
            pairs.append(("page", str(asked.page)))
        return urlencode(pairs)


# A quoted passage or a run without blanks, each perhaps with a minus before it. An unbalanced quote quotes nothing.
_PART = re.compile(r'(?P<minus>(?<!\S)[-−–‑])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))|"')
_KEPT_CONTROLS = frozenset("\u200c\u200d")  # they spell words in Persian and in Indic scripts


def clean(text: str) -> str:
    """NFC, without direction, private and unassigned characters; controls and blanks become single blanks."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    return " ".join("".join(map(_plain, text)).split())


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] != "C" or char in _KEPT_CONTROLS:
        return char
    return " " if category == "Cc" else ""


def _cut(text: str, notes: dict[Note, None]) -> str:
    text = clean(text[: 20 * LONGEST_TEXT])
    if len(text) <= LONGEST_TEXT:
        return text
    notes[Note.CUT] = None
    whole, blank, _rest = text[: LONGEST_TEXT + 1].rpartition(" ")
    return whole if blank else text[:LONGEST_TEXT]


# (with a minus, in quotation marks) → the part of a question.
NAMES: Final = {
    (False, False): "words",
    (False, True): "phrases",
    (True, False): "without",
    (True, True): "without_phrases",
}


def _parts(text: str) -> Iterable[tuple[str, str]]:
    """(field of `Question`, text) for every part of a cleaned question that holds a letter or a digit."""
    for match in _PART.finditer(text.translate(QUOTES)):
        content = match["phrase"] if match["word"] is None else match["word"]
        if content and any(char.isalnum() for char in content):
            is_phrase, is_without = match["phrase"] is not None, match["minus"] is not None
            yield NAMES[is_without, is_phrase], content.strip()


def _without_booleans(words: list[str], text: str, notes: dict[Note, None]) -> list[str]:
    """The words of a question without those that join them elsewhere; all of them where there are no others."""
    others = [word for word in words if word not in BOOLEANS]
    if not others or len(others) == len(words) or text.isupper():
        return words
    notes[Note.BOOLEAN] = None
    return others


def _values(given: Iterable[str], group: str, notes: dict[Note, None]) -> frozenset[str]:
    cleaned = (clean(str(value)[: 4 * LONGEST_VALUE])[:LONGEST_VALUE].strip() for value in given)
    distinct = list(dict.fromkeys(value for value in cleaned if value))
    most = MOST_YEARS if group == "year" else MOST_VALUES
    if len(distinct) > most:
        notes[Note.CHOICES] = None
    return frozenset(distinct[:most])


def _page(raw: str, notes: dict[Note, None]) -> int:
    digits = raw.strip()[:30]
    number = int(digits) if digits.isascii() and digits.isdigit() else 1
    if number > LAST_PAGE:
        notes[Note.DEEP] = None
    return min(max(number, 1), LAST_PAGE)


def _last(parameters: Parameters, key: str) -> str:
    return str((parameters.getlist(key) or [""])[-1])


def parse(parameters: Parameters | Mapping[str, list[str]]) -> Question:
    """The question that a query string asks. Unknown parameters, odd values and nonsense are left out, with a note."""
    source = parameters if hasattr(parameters, "getlist") else Lists(parameters)
    notes: dict[Note, None] = {}
    text, typed = take(_cut(_last(source, "q"), notes))
    parts: dict[str, list[str]] = {name: [] for name in NAMES.values()}
    for number, (kind, content) in enumerate(_parts(text)):
        if number == MOST_WORDS:
            notes[Note.CUT] = None
            break
        parts[kind].append(content)
    if text and not any(parts.values()):
        notes[Note.SIGNS] = None
    if is_excluded(text):
        notes[Note.EXCLUDED] = None
    given = {group: [*source.getlist(group), *(value for name, value in typed if name == group)] for group in GROUPS}
    chosen = {group: _values(values, group, notes) for group, values in given.items()}
    sort = _last(source, "sort")
    return Question(
        text=text,
        words=tuple(_without_booleans(parts["words"], text, notes)),
        phrases=tuple(parts["phrases"]),
        without=tuple(parts["without"]),
        without_phrases=tuple(parts["without_phrases"]),
        sort=Sort(sort) if sort in Sort.values else Sort.BEST,
        page=_page(_last(source, "page"), notes),
        notes=tuple(notes),
        **chosen,
    )
