"""Draws the demo's pictures: woven cloth, thread over thread. Run `python -m config.demo.drawing` to draw them anew.

Needs no Django and no database; the pictures are kept beside the words, so that a demo draws nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
CELL = 20
COLUMNS, ROWS = 64, 36

Colour = tuple[int, int, int]
PAPER, LINEN, SAND, CLAY = (246, 242, 234), (231, 222, 206), (206, 190, 163), (150, 118, 92)
INK, TEAL, SAFFRON, MADDER = (58, 50, 46), (18, 97, 104), (222, 163, 46), (150, 52, 46)


def shade(colour: Colour, by: float) -> Colour:
    """The colour made darker (`by` below 1) or lighter (above)."""
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue


def weave(warp: Sequence[Colour], weft: Sequence[Colour], over: Callable[[int, int], bool]) -> Image.Image:
    """Cloth of upright and level threads; `over` says where, by column and row, the upright thread lies on top."""
    cloth = Image.new("RGB", (len(warp) * CELL, len(weft) * CELL), LINEN)
    pen = ImageDraw.Draw(cloth)
    for column, upright in enumerate(warp):
        for row, level in enumerate(weft):
            left, top = column * CELL, row * CELL
            is_upright = over(column, row)
            colour = upright if is_upright else level
            pen.rectangle((left, top, left + CELL, top + CELL), fill=shade(colour, 0.86))
            across = (left + 2, top, left + CELL - 3, top + CELL) if is_upright else (left, top + 2, left + CELL, top + CELL - 3)  # fmt: skip # noqa: E501
            pen.rectangle(across, fill=colour)
    return cloth


def plain(column: int, row: int) -> bool:
    """Over one, under one."""
    return (column + row) % 2 == 0


def threads() -> Image.Image:
    """Three threads, for the themes of 2019, through four bands, for its days."""
    bands = [PAPER, SAND, LINEN, CLAY]
    warp = [bands[column * 4 // COLUMNS] for column in range(COLUMNS)]
    weft = [LINEN] * ROWS
    for start, colour in zip((6, 16, 26), (TEAL, SAFFRON, MADDER), strict=True):
        weft[start : start + 4] = [colour] * 4

    def over(column: int, row: int) -> bool:
        # The threads float over three and dip under one, so that they show.
        return (column + row) % 4 == 0 if weft[row] != LINEN else plain(column, row)

    return weave(warp, weft, over)


def lengths() -> Image.Image:
    """Three lengths of striped cloth, side by side, with the wall between them."""
    stripes = [[TEAL, SAND, TEAL, CLAY], [CLAY, SAFFRON, PAPER, SAFFRON], [SAND, TEAL, MADDER, PAPER]]
    cloth = Image.new("RGB", (COLUMNS * CELL, ROWS * CELL), PAPER)
    for number, (colours, rows) in enumerate(zip(stripes, (32, 35, 29), strict=True)):
        weft = [colours[row // 3 % len(colours)] for row in range(rows)]
        length = weave([colours[0]] * 18, weft, lambda column, row: (column + row) % 3 == 0)
        cloth.paste(length, ((2 + number * 21) * CELL, 0))
    return cloth


def editions() -> Image.Image:
    """A band for each edition, where its date lies between the first and the last; outside the series in saffron."""
    read = (tomllib.loads(path.read_text("utf-8")) for path in (HERE / "content" / "editions").glob("*.toml"))
    found = sorted((one["starts_on"], "number" in one) for one in read)
    first, last = found[0][0], found[-1][0]
    warp = [LINEN] * COLUMNS
    for day, is_numbered in found:
        warp[place(day, first, last)] = TEAL if is_numbered else SAFFRON

    def over(column: int, row: int) -> bool:
        return (column + row) % 5 != 0 if warp[column] != LINEN else plain(column, row)

    return weave(warp, [PAPER if row % 6 else SAND for row in range(ROWS)], over)


def place(day: date, first: date, last: date) -> int:
    """The column of a day, two from either edge at least."""
    return 2 + round((day - first) / (last - first) * (COLUMNS - 5))


def draw() -> None:
    """Write all of them."""
    for make in (threads, lengths, editions):
        make().save(HERE / "pictures" / f"{make.__name__}.webp", quality=36, method=6)


if __name__ == "__main__":
    draw()
