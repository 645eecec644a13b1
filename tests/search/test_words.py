"""How texts are cut, folded and stemmed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.engines import words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("women", "woman", "en"),
        ("religious", "religions", "en"),
        ("defence", "defense", "en"),
        ("organisations", "organization", "en"),
        ("families", "family’s", "en"),
        ("labour", "labor", "en"),
        ("égalité", "egalites", "fr"),
        ("défenseurs", "DEFENSEUR", "fr"),
        ("violación", "violaciones", "es"),
        ("violacion", "violación", "es"),
        ("proteção", "protecoes", "pt"),
        ("Häuser", "hauser", "de"),
        ("الحقوق", "للحقوق", "ar"),
        ("المُدافِعات", "المدافعين", "ar"),
        ("أسرة", "اسرة", "ar"),
        ("دفـــاع", "دفاع", "ar"),
        ("российский", "российские", "ru"),
        ("счёт", "счет", "ru"),
        ("Łódź", "lodz", "und"),
        ("Ørsted", "orsted", "und"),
        ("Đorđe", "dorde", "und"),
        ("Straße", "STRASSE", "de"),
        ("Æsir", "aesir", "und"),
        ("ﬁnal", "final", "en"),
        ("٢٠١٩", "2019", "ar"),
        ("२०१९", "2019", "hi"),
        ("e\u0301tat", "état", "fr"),
        ("οδός", "οδοσ", "und"),
    ],
)
def test_these_are_one_word(one: str, other: str, language: str) -> None:
    assert words.stems(one, language) == words.stems(other, language) != []


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("university", "universal", "en"),
        ("community", "communism", "en"),
        ("international", "intern", "en"),
        ("policy", "police", "en"),
        ("organ", "organisation", "en"),
        ("йод", "иод", "ru"),
    ],
)
def test_these_are_not(one: str, other: str, language: str) -> None:
    assert words.stems(one, language) != words.stems(other, language)


def test_english_endings_fall_only_from_english_words() -> None:
    assert words.stems("training", "en") == ["train"]
    assert words.stems("training", "und") == ["training"]
    assert words.stems("mots anglais: planning", "xx")[-1] == "planning"


def test_indic_vowel_signs_belong_to_their_word() -> None:
    assert words.exact("मानव अधिकार") == ["मानव", "अधिकार"]


def test_scripts_without_blanks_are_cut_into_pairs() -> None:
    assert words.exact("人権擁護") == ["人権", "権擁", "擁護"]
    assert words.exact("権") == ["権"]
    assert words.exact("Python3入門") == ["python3", "入門"]
    assert words.stems("การศึกษา", "th") == words.exact("การศึกษา") != []


def test_names_and_symbols_fall_apart_where_people_write_them_apart() -> None:
    assert words.exact("O’Brien A/HRC/40/60 e-mail snake_case") == [
        "o", "brien", "a", "hrc", "40", "60", "e", "mail", "snake", "case",
    ]  # fmt: skip


def test_stop_words_belong_to_a_language() -> None:
    assert words.stems("the rights of women", "en") == ["right", "woman"]
    assert words.stems("les droits de la femme", "fr") == ["droit", "femm"]
    assert words.stems("حقوق من في", "ar") == ["حقوق"]
    assert words.is_stop("die", "de")
    assert not words.is_stop("die", "en")
    assert not words.is_stop("the", "und")
    assert words.exact("to be") == ["to", "be"]


def test_variants_are_the_forms_a_word_may_stand_under() -> None:
    assert words.variants("families", ["en", "fr"]) == ("families", "famili", "famil")
    assert words.variants("the", ["en"]) == ("the",)


def test_persian_joiners_do_not_part_a_word() -> None:
    assert words.exact("می\u200cخواهم") == ["ميخواهم"]


@example("ﹰ", "ar")
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "ar", "ru", "tr", "ja", "und", "", "pt-BR"]))
def test_terms_are_never_empty_and_hold_no_blanks(text: str, language: str) -> None:
    for term in [*words.stems(text, language), *words.exact(text)]:
        assert term
        assert not any(char.isspace() for char in term)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in words.WORD.findall(text):
        folded = words.fold(word)
        assert words.fold(folded) == folded
