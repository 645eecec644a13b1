"""Text from elsewhere made fit to store."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.formats.plain import decoded, has_surrogates, one_line, printable
from foundation.rules import has_bidi_controls


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Q&amp;A", "Q&A"),
        ("Drachenv&amp;auml;ter", "Drachenväter"),
        ("a < b &amp; c > d", "a < b & c > d"),
        ("I <3 <b>law</b>", "I <3 law"),
        ("e\u0301t\u00e9\u202e!", "été!"),
        ("two\r\n\tlines\x07", "two lines"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_a_line_is_plain(text: str, line: str) -> None:
    assert one_line(text) == line


def test_entities_are_decoded_however_often_they_were_encoded() -> None:
    assert decoded("&amp;amp;uuml;") == "ü"


@given(st.text())
def test_nothing_unwanted_stays(text: str) -> None:
    line = one_line(text)
    assert unicodedata.is_normalized("NFC", printable(text))
    assert not has_bidi_controls(line)
    assert not any(unicodedata.category(letter) == "Cc" for letter in line)


def test_halves_of_characters_are_found() -> None:
    assert has_surrogates("a\ud800")
    assert not has_surrogates("a\U0001f600")
