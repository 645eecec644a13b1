"""Countries and languages by their codes."""

from unicodedata import normalize

import pytest

from foundation.formats.places import countries, country_name, is_language, language_name, own_name


def test_countries_are_named_in_the_readers_language_and_sorted_by_it() -> None:
    english, french = dict(countries("en")), dict(countries("fr"))
    assert (english["DE"], french["DE"]) == ("Germany", "Allemagne")
    names = [name for _code, name in countries("en")]
    assert names == sorted(names, key=lambda name: normalize("NFD", name))
    french_names = [name for _code, name in countries("fr")]
    assert french_names.index("Égypte") < french_names.index("Gabon")


def test_groups_of_states_and_test_codes_are_no_countries() -> None:
    assert not {"EU", "UN", "ZZ", "XA"} & dict(countries()).keys()
    assert 240 < len(countries()) < 270


def test_an_unknown_language_gets_english_names() -> None:
    assert dict(countries("qq-!!"))["DE"] == "Germany"


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("fr", "en", "French"),
        ("fr", "es", "francés"),
        ("pt-BR", "fr", "portugais brésilien"),
        ("pt-AO", "fr", "portugais (Angola)"),
        ("und", "fr", "langue indéterminée"),
        ("tlh", "fr", "klingon"),
        ("no such code", "fr", "no such code"),
        ("ar", "not a language", "Arabic"),
    ],
)
def test_a_language_has_one_name_in_each(code: str, language: str, name: str) -> None:
    assert language_name(code, language) == name


def test_a_language_names_itself_and_a_country_is_named_by_others() -> None:
    assert (own_name("fr"), own_name("pt-BR")) == ("Français", "Português (Brasil)")
    assert (country_name("gh", "ar"), country_name("XZ!", "ar")) == ("غانا", "XZ!")


@pytest.mark.parametrize("code", ["en", "ar", "pt-BR", "zh-Hant", "uk", "und", "mul", "gez"])
def test_languages(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "english", "EN", "xx", "e", "en_GB", "en-", "12", "\u0435\u043d"])
def test_no_languages(code: str) -> None:
    assert not is_language(code)
