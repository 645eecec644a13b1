"""Countries and languages by their codes."""

import pytest

from foundation.formats.places import countries, is_language


def test_countries_are_named_in_the_readers_language_and_sorted_by_it() -> None:
    english, french = dict(countries("en")), dict(countries("fr"))
    assert (english["DE"], french["DE"]) == ("Germany", "Allemagne")
    names = [name for _code, name in countries("en")]
    assert names == sorted(names)


def test_groups_of_states_and_test_codes_are_no_countries() -> None:
    assert not {"EU", "UN", "ZZ", "XA"} & dict(countries()).keys()
    assert 240 < len(countries()) < 270


def test_an_unknown_language_gets_english_names() -> None:
    assert dict(countries("qq-!!"))["DE"] == "Germany"


@pytest.mark.parametrize("code", ["en", "ar", "pt-BR", "zh-Hant", "uk", "und", "mul", "gez"])
def test_languages(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "english", "EN", "xx", "e", "en_GB", "en-", "12", "\u0435\u043d"])
def test_no_languages(code: str) -> None:
    assert not is_language(code)
