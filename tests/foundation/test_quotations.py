"""Quotation marks of many languages."""

import pytest

from foundation.formats.quotations import quoted


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“No.”"),
        ("en-GB", "“No.”"),
        ("fr", "«\u202fNo.\u202f»"),
        ("es", "«No.»"),
        ("de", "„No.“"),
        ("und", "“No.”"),
        ("", "“No.”"),
    ],
)
def test_words_stand_between_the_marks_of_their_language(language: str, expected: str) -> None:
    assert quoted(" No. ", language) == expected
