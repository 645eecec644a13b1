"""Names and text, decided without a database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.rules import (
    BIDI_CONTROLS,
    direction_of,
    has_bidi_controls,
    may_be_named,
    normal,
    plain_cell,
    text_of_cell,
)


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("Zelda", "Programme", True),
        ("Zelda", "", False),
        ("Zelda", "  \t", False),
        ("", "Programme", False),
        (" ", "Programme", False),
        ("", "", False),
    ],
)
def test_a_name_shows_only_with_a_source(name: str, source: str, expected: bool) -> None:
    assert may_be_named(name, source) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jose\u0301", "José"),
        ("  Zelda \n\t Quillfeather ", "Zelda Quillfeather"),
        ("\u00a0Zelda\u2003Q", "Zelda Q"),
        ("", ""),
    ],
)
def test_text_is_composed_and_single_spaced(text: str, expected: str) -> None:
    assert normal(text) == expected
    assert normal(normal(text)) == normal(text)


def test_every_invisible_direction_mark_is_found() -> None:
    kinds = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    marks = {chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in kinds}
    assert marks <= BIDI_CONTROLS
    assert {"\u200e", "\u200f", "\u061c"} <= BIDI_CONTROLS
    assert all(has_bidi_controls(f"Zel{mark}da") for mark in BIDI_CONTROLS)
    assert not has_bidi_controls("زيلدا Zelda Łukasz")


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("AR-eg", "rtl"), ("he", "rtl"), ("en", "ltr"), ("arn", "ltr"), ("", "ltr")],
)
def test_writing_directions(language: str, direction: str) -> None:
    assert direction_of(language) == direction


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_a_text(start: str) -> None:
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "'1", "''", "A = b", " "])
def test_other_cells_stay(text: str) -> None:
    assert plain_cell(text) == text_of_cell(text) == text


@given(st.text(alphabet="'=+-@\t\r\nab", max_size=6))
def test_the_text_of_a_cell_is_what_it_was_made_of(text: str) -> None:
    assert text_of_cell(plain_cell(text)) == text
