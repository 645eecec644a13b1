"""What an engine answers: frozen values that templates, exports and feeds can show as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.questions import LAST_PAGE, PAGE_SIZE, Question


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked when it is what was asked for. Text, never markup."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One work that answers. `language` is that of title and passage ("und" if unknown); `url` a path.

    `edition` is the value that leads to the edition, `edition_title` its title if this rank may see it, and
    `edition_language` the language of that. `date` is yyyymmdd with 00 for unknown parts. `others` are the codes of
    the work's other languages, `part_of` is the key of the page that it stands and goes with, "" for a page itself.
    """

    key: str
    kind: str
    kind_label: str
    title: str
    url: str
    language: str
    passage: tuple[Piece, ...] = ()
    date: int | None = None
    edition: str = ""
    edition_title: str = ""
    edition_language: str = ""
    others: tuple[str, ...] = ()
    part_of: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One work in a list to take away: what a `Hit` says, without passage, and what it is filed under, as labels."""

    key: str
    kind: str
    kind_label: str
    title: str
    summary: str
    url: str
    language: str
    date: int | None
    edition_title: str
    themes: tuple[str, ...]
    languages: tuple[str, ...]
    speakers: tuple[str, ...]
    part_of: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet group. `count` is how many works one would get by choosing it beside the other groups;
    `language` is the label's where it may be another than the reader's.
    """

    value: str
    label: str
    count: int
    is_chosen: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet group, its values in the order they are shown in. `is_cut`: rarer ones may not be listed."""

    group: str
    values: tuple[Value, ...]
    is_cut: bool = False

    @property
    def highest(self) -> int:
        """The largest count, for drawing; 1 at least."""
        return max((value.count for value in self.values), default=1) or 1


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What was chosen in a facet group and names nothing there, as it was written, and values that are spelt alike."""

    group: str
    text: str
    near: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `total` counts all works that match, `hits` are one page of them.

    `question` has values where labels and spans were asked. `unknown` are words of it that stand in no text, `alike` is
    what may have been meant by each, `unnamed` what was chosen and names nothing.
    """

    question: Question
    total: int = 0
    page: int = 1
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = field(default=())
    unknown: tuple[str, ...] = ()
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unnamed: tuple[Unnamed, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages can be turned; the depth is capped."""
        return min(-(-self.total // PAGE_SIZE), LAST_PAGE)

    @property
    def is_capped(self) -> bool:
        """Whether there are results beyond the last page that can be turned to."""
        return self.total > LAST_PAGE * PAGE_SIZE

    def facet(self, group: str) -> Facet:
        """The facet of a group; an empty one if the engine had nothing for it."""
        return next((facet for facet in self.facets if facet.group == group), Facet(group, ()))


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found as a list to take away: the works from a page on, of `total`."""

    question: Question
    total: int
    page: int = 1
    entries: tuple[Entry, ...] = ()
