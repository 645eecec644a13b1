"""Languages by code and by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.formats.languages import read_language
from foundation.formats.places import is_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "en"),
        ("eng", "en"),
        ("ENG", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("fre", "fr"),
        ("zho", "zh"),
        ("cmn", "zh"),
        ("heb", "he"),
        ("iw", "he"),
        ("fas", "fa"),
        ("de-Latn-CH-1996", "de"),
        ("prs", "fa-AF"),
        ("ckb", "ckb"),
        ("eus", "eu"),
        ("de_DE", "de-DE"),
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("allemand", "de"),
        ("العربية", "ar"),
        ("Kurdish", "ku"),
        ("", "und"),
        ("und", "und"),
        ("n/a", "und"),
        ("mul", "und"),
        ("xq", ""),
        ("Klingonish", ""),
    ],
)
def test_a_language_has_one_code_whatever_it_is_called(text: str, code: str) -> None:
    assert read_language(text) == code


@given(st.text(max_size=20))
def test_what_comes_out_is_a_code_or_nothing(text: str) -> None:
    code = read_language(text)
    assert code == "" or is_language(code)
