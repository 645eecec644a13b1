"""Woven patterns in place of faces, drawn from a seed.

A seed is random and says nothing about whom it stands for; 0 is the one grey cloth of everybody who is withheld.
The cloth has `THREADS` warp and weft threads in a square of `SIDE` units. Where the warp lies on top a thread runs
down, elsewhere one runs across; neighbouring crossings become one float, so no seams show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

THREADS = 8
CELL = 10
SIDE = THREADS * CELL
PALETTES = 8

Weave = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Cloth:
    """SVG path data of the three kinds of thread, and the palette's number ("withheld" for nobody's cloth)."""

    palette: str
    warp: str
    weft: str
    accent: str = ""


def plain(x: int, y: int) -> bool:
    """One over, one under."""
    return (x + y) % 2 == 0


def twill(x: int, y: int) -> bool:
    """Two over, two under, one step aside each row: diagonals."""
    return (x + y) % 4 < 2


def basket(x: int, y: int) -> bool:
    """Plain, with pairs of threads."""
    return (x // 2 + y // 2) % 2 == 0


def herringbone(x: int, y: int) -> bool:
    """Twill that turns."""
    return (x + (y if y % 8 < 4 else 7 - y)) % 4 < 2


def satin(x: int, y: int) -> bool:
    """Long floats that never meet."""
    return (3 * y + x) % 8 in (0, 1, 4)


def diamond(x: int, y: int) -> bool:
    """Twill turned both ways."""
    return (min(x, 7 - x) + min(y, 7 - y)) % 4 < 2


def birdseye(x: int, y: int) -> bool:
    """Small eyes."""
    return (min(x, 7 - x) * min(y, 7 - y)) % 3 == 0


WEAVES: tuple[Weave, ...] = (twill, basket, herringbone, satin, diamond, birdseye)


def own_figure(digits: bytes) -> Weave:
    """A figure of sixteen crossings that nobody else has, mirrored both ways like a carpet's."""

    def crossing(x: int, y: int) -> bool:
        place = min(x, 7 - x) + 4 * min(y, 7 - y)
        return bool(digits[place] & 1)

    return crossing


@lru_cache(maxsize=2048)
def cloth_of(seed: int) -> Cloth:
    """The cloth of a seed; always the same one. Seed 0 gives the common grey cloth."""
    if seed == 0:
        return Cloth("withheld", downward(plain), "")
    digits = hashlib.blake2b(str(seed).encode(), digest_size=24).digest()
    figure = own_figure(digits)
    kind = digits[16] % (2 * len(WEAVES))
    weave = WEAVES[kind] if kind < len(WEAVES) else figure
    # Some rows are woven with another thread: which ones is part of the pattern.
    first, step = digits[17] % 4, 3 + digits[18] % 3
    bright = set(range(first, THREADS, step))
    return Cloth(
        palette=str(digits[19] % PALETTES),
        warp=downward(weave),
        weft=across(weave, [y for y in range(THREADS) if y not in bright]),
        accent=across(weave, sorted(bright)),
    )


def downward(weave: Weave) -> str:
    """Path data of the warp floats: each 8 wide, as long as the warp stays on top."""
    return "".join(
        f"M{x * CELL + 1} {start * CELL}h8v{length * CELL}h-8z"
        for x in range(THREADS)
        for start, length in floats([weave(x, y) for y in range(THREADS)])
    )


def across(weave: Weave, rows: list[int]) -> str:
    """Path data of the weft floats in these rows: each 8 high."""
    return "".join(
        f"M{start * CELL} {y * CELL + 1}h{length * CELL}v8h-{length * CELL}z"
        for y in rows
        for start, length in floats([not weave(x, y) for x in range(THREADS)])
    )


def floats(on_top: list[bool]) -> Iterator[tuple[int, int]]:
    """Start and length of every run of True."""
    start = 0
    for value, run in groupby(on_top):
        length = len(list(run))
        if value:
            yield start, length
        start += length
