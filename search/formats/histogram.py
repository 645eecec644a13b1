"""Results by year, as bars that can be drawn in SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.answers import Facet, Value
from search.records.shapes import UNDATED

HEIGHT: Final = 60
STEP: Final = 10
GAP: Final = 2
MOST_BARS: Final = 80
LEAST: Final = 2  # a year with a single result is still seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: how many works, where the bar stands and how high it is, in the drawing's units."""

    year: str
    count: int
    x: int
    y: int
    height: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of consecutive years, the empty ones too; `width` and `height` are those of the drawing."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT
    bar_width: int = STEP - GAP

    @property
    def first(self) -> str:
        return self.bars[0].year

    @property
    def last(self) -> str:
        return self.bars[-1].year


def histogram(years: Facet) -> Histogram | None:
    """The drawing for a year facet; None for fewer than two years, which need none. The last 80 years at most."""
    known = {int(value.value): value for value in years.values if _is_year(value)}
    if len(known) < 2:
        return None
    last = max(known)
    first = max(min(known), last - MOST_BARS + 1)
    highest = max(value.count for value in known.values()) or 1
    bars = [_bar(year, known.get(year), (year - first) * STEP, highest) for year in range(first, last + 1)]
    return Histogram(tuple(bars), len(bars) * STEP - GAP)


def _is_year(value: Value) -> bool:
    return value.value != UNDATED and value.value.isascii() and value.value.isdigit() and len(value.value) == 4


def _bar(year: int, value: Value | None, x: int, highest: int) -> Bar:
    count = value.count if value else 0
    height = max(round(HEIGHT * count / highest), LEAST) if count else 0
    return Bar(str(year), count, x, HEIGHT - height, height, bool(value and value.is_chosen))
