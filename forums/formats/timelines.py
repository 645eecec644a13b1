"""Editions on a line of time: where dots and words stand so that none hides another. Units are those of the SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

WIDTH = 1000
MARGIN = 24
# Between the centres of two dots: each can be pressed on its own.
APART = 27
LANE = 22
NAME_SIZE = 9.5
YEAR_SIZE = 7.5
SHORT = 3
# More stops than this are drawn as stacks of dots, one stack a year.
FEW = 30
STACK_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class Stop:
    """An edition: its first day, what stands at its dot (its number, or its town), and where it leads. `language` is
    that of the title and the town.
    """

    on: date
    name: str
    title: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A stop with its place; `tie_y` is where a line to a raised name ends, 0 for a name that needs none."""

    stop: Stop
    x: int
    name_y: int
    tie_y: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words centred at a point."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Stack:
    """All stops of a year: path data of round dots, and how many they are."""

    year: int
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything on the line."""

    height: int
    ground: int
    dots: tuple[Dot, ...] = ()
    years: tuple[Words, ...] = ()
    stacks: tuple[Stack, ...] = ()
    dot_width: float = 0
    width: int = WIDTH


@dataclass(slots=True)
class Lanes:
    """Rows of words; each goes into the row nearest the ground where it touches no other."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, x: float, width: float) -> int:
        """Index of the row that has room for words of this width around x."""
        start, end = x - width / 2, x + width / 2
        for row, spans in enumerate(self.taken):
            if all(end <= other_start or start >= other_end for other_start, other_end in spans):
                spans.append((start, end))
                return row
        self.taken.append([(start, end)])
        return len(self.taken) - 1


def draw(stops: Sequence[Stop], *, mirrored: bool = False) -> Drawing:
    """The line of these stops, oldest first; mirrored where time runs from right to left."""
    ordered = sorted(stops, key=lambda stop: stop.on)
    if len(ordered) > FEW:
        return _stacked(ordered, mirrored=mirrored)
    xs = _spread([_fraction(stop.on, ordered[0].on, ordered[-1].on) for stop in ordered])
    names, years = Lanes(), Lanes()
    rows = [0] * len(ordered)
    # Short names first: the numbers of the series stay on one row, and towns give way to them.
    for index in sorted(range(len(ordered)), key=lambda index: (len(ordered[index].name) > SHORT, index)):
        rows[index] = names.place(xs[index], _width(ordered[index].name, NAME_SIZE))
    ground = 24 + LANE * max(1, len(names.taken))
    below = []
    for year, group in groupby(zip(ordered, xs, strict=True), key=lambda pair: pair[0].on.year):
        places = [x for _stop, x in group]
        centre = sum(places) / len(places)
        row = years.place(centre, _width(str(year), YEAR_SIZE))
        below.append(Words(str(year), _turned(centre, mirrored=mirrored), ground + 30 + LANE * row))
    dots = tuple(
        Dot(
            stop=stop,
            x=_turned(x, mirrored=mirrored),
            name_y=ground - 18 - LANE * row,
            tie_y=ground - 14 - LANE * row if row else 0,
            is_newest=stop is ordered[-1],
        )
        for stop, x, row in zip(ordered, xs, rows, strict=True)
    )
    return Drawing(height=ground + 18 + LANE * max(1, len(years.taken)), ground=ground, dots=dots, years=tuple(below))


def _fraction(on: date, first: date, last: date) -> float:
    days = (last - first).days
    return (on - first).days / days if days else 0.5


def _spread(fractions: Sequence[float]) -> list[float]:
    """Positions in their order, at least APART from each other and inside the margins."""
    xs = [MARGIN + fraction * (WIDTH - 2 * MARGIN) for fraction in fractions]
    for index in range(1, len(xs)):
        xs[index] = max(xs[index], xs[index - 1] + APART)
    limit = float(WIDTH - MARGIN)
    for index in reversed(range(len(xs))):
        xs[index] = min(xs[index], limit)
        limit = xs[index] - APART
    return xs


def _width(text: str, size: float) -> float:
    return len(text) * size + 10 if text else 0


def _turned(x: float, *, mirrored: bool) -> int:
    return round(WIDTH - x if mirrored else x)


def _stacked(stops: Sequence[Stop], *, mirrored: bool) -> Drawing:
    held = Counter(stop.on.year for stop in stops)
    first, last = min(held), max(held)
    columns = last - first + 1
    step = (WIDTH - 2 * MARGIN) / max(1, columns - 1)
    pitch = min(12.0, STACK_HEIGHT / max(held.values()), step)
    ground = round(pitch * max(held.values())) + 12
    stacks, years, lanes = [], [], Lanes()
    for year in sorted(held):
        x = MARGIN + (year - first) * step
        turned = _turned(x, mirrored=mirrored)
        path = "".join(f"M{turned} {ground - 10 - row * pitch:.4g}h0" for row in range(held[year]))
        stacks.append(Stack(year, held[year], path))
        # A year whose number has no room stays unnamed; its neighbours say where it is.
        if lanes.place(x, _width(str(year), YEAR_SIZE)) == 0:
            years.append(Words(str(year), turned, ground + 22))
    return Drawing(
        height=ground + 34, ground=ground, years=tuple(years), stacks=tuple(stacks), dot_width=round(pitch * 0.8, 1)
    )
