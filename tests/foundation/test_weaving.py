"""Cloth from seeds."""

import re

import pytest

from foundation.formats.weaving import CELL, PALETTES, SIDE, THREADS, cloth_of, floats

FLOAT = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")


def crossings(path: str, *, downward: bool) -> set[tuple[int, int]]:
    """The crossings that a path covers, as (column, row)."""
    covered = set()
    for x, y, width, height, _back in (map(int, found) for found in FLOAT.findall(path)):
        column, row = x // CELL, y // CELL
        length = (height if downward else width) // CELL
        covered |= {(column, row + step) if downward else (column + step, row) for step in range(length)}
    return covered


@pytest.mark.parametrize("seed", [1, 7, 19, 2**31 - 1, *range(100, 140)])
def test_at_every_crossing_exactly_one_thread_lies_on_top(seed: int) -> None:
    cloth = cloth_of(seed)
    warp = crossings(cloth.warp, downward=True)
    weft = crossings(cloth.weft, downward=False) | crossings(cloth.accent, downward=False)
    assert warp & weft == set()
    assert warp | weft == {(x, y) for x in range(THREADS) for y in range(THREADS)}


def test_a_seed_always_gives_the_same_cloth() -> None:
    first = cloth_of(4711)
    cloth_of.cache_clear()
    assert cloth_of(4711) == first


def test_nearly_every_seed_has_a_cloth_of_its_own() -> None:
    assert len({cloth_of(seed) for seed in range(1, 201)}) > 150


def test_every_palette_is_used() -> None:
    assert {cloth_of(seed).palette for seed in range(1, 200)} == {str(number) for number in range(PALETTES)}


def test_who_is_withheld_shares_one_plain_grey_cloth() -> None:
    cloth = cloth_of(0)
    assert (cloth.palette, cloth.weft, cloth.accent) == ("withheld", "", "")
    assert len(FLOAT.findall(cloth.warp)) == THREADS * THREADS // 2


def test_runs_of_true_become_floats() -> None:
    assert list(floats([True, True, False, True])) == [(0, 2), (3, 1)]
    assert SIDE == THREADS * CELL
