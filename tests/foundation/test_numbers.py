"""Numbers in the reader's language and digits."""

import pytest
from django.utils.translation import override

from foundation.formats.numbers import digits, number, own_digits


@pytest.mark.parametrize(
    ("language", "words"), [("en", "11,796"), ("fr", "11\u202f796"), ("es", "11.796"), ("ar", "11,796")]
)
def test_thousands_are_set_apart_as_the_language_does(language: str, words: str) -> None:
    with override(language):
        assert number(11_796) == words


def test_arabic_is_written_in_its_own_digits_by_choice_only() -> None:
    with override("ar"):
        assert digits("12–15 أكتوبر 2019") == "12–15 أكتوبر 2019"
        with own_digits(True):
            assert digits("12–15 أكتوبر 2019") == "١٢–١٥ أكتوبر ٢٠١٩"
            assert (digits(2019), number(11_796)) == ("٢٠١٩", "١١٬٧٩٦")
        assert digits(2019) == "2019"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_language_without_digits_of_its_own_has_no_choice(language: str) -> None:
    with override(language), own_digits(True):
        assert (digits(2019), number(7)) == ("2019", "7")
