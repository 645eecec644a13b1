"""How the vocabulary shows itself."""

from dataclasses import dataclass, field

from foundation.cards import Card


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A line of the index: a term, where its hub is, and how many works the viewer finds there.

    `language` is that of the label: a term without one in the page's language has its own name.
    """

    label: str
    url: str
    count: int
    topics: tuple["ThemeEntry", ...] = ()
    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class HubGroup:
    """The works of one kind under a theme, newest first; `total` counts those on further pages too.

    `label` is the reader's word for many of the kind, `one_label` for one, `counted` for as many as there are.
    """

    kind: str
    label: str
    total: int
    cards: tuple[Card, ...]
    one_label: str = ""
    counted: str = ""
