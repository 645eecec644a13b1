"""The Sustainable Development Goals: number, short title, colour and the text colour that can be read on it.

Source: A/RES/70/1 of 25 September 2015; short titles and colours from the guidelines of the United Nations for the use
of the goals' logo, colours and icons (May 2020). The icons and the wheel are not ours to show: names, numbers and plain
colours only. The text colour is the one of black and white with a contrast of at least 4.5 : 1 (WCAG 2, level AA).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from themes.formats.goals import GOALS


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the seventeen goals; colours as #RRGGBB."""

    number: int
    title: str | Promise
    colour: str
    text_colour: str


_WHITE, _BLACK = "#FFFFFF", "#000000"
_COLOURS = (
    (1, "#E5243B", _WHITE),
    (2, "#DDA63A", _BLACK),
    (3, "#4C9F38", _BLACK),
    (4, "#C5192D", _WHITE),
    (5, "#FF3A21", _BLACK),
    (6, "#26BDE2", _BLACK),
    (7, "#FCC30B", _BLACK),
    (8, "#A21942", _WHITE),
    (9, "#FD6925", _BLACK),
    (10, "#DD1367", _WHITE),
    (11, "#FD9D24", _BLACK),
    (12, "#BF8B2E", _BLACK),
    (13, "#3F7E44", _WHITE),
    (14, "#0A97D9", _BLACK),
    (15, "#56C02B", _BLACK),
    (16, "#00689D", _WHITE),
    (17, "#19486A", _WHITE),
)
SDGS: dict[int, Goal] = {number: Goal(number, GOALS[number], colour, text) for number, colour, text in _COLOURS}


def goals(numbers: Iterable[int]) -> tuple[Goal, ...]:
    """The goals of these numbers in the order of the numbers; what is no goal is passed over."""
    return tuple(SDGS[number] for number in sorted(set(numbers)) if number in SDGS)
