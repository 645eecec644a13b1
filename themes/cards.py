"""How the vocabulary shows itself."""

from dataclasses import dataclass

from foundation.cards import Card


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A line of the index: a term, where its hub is, and how many works the viewer finds there."""

    label: str
    url: str
    count: int
    topics: tuple["ThemeEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class HubGroup:
    """The works of one kind under a theme, newest first; `total` counts those on further pages too."""

    kind: str
    label: str
    total: int
    cards: tuple[Card, ...]
