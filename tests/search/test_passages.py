"""The best passage of a text, with what was asked for marked."""

from hypothesis import given
from hypothesis import strategies as st

from search.answers import Piece
from search.engines import words
from search.engines.passages import LENGTH, MOST_MARKS, passage, spans


def drawn(text: str, language: str, asked: str) -> str:
    terms = frozenset([*words.stems(asked, language), *words.exact(asked)])
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in passage(text, language, terms))


def test_forms_of_a_word_are_marked_whole() -> None:
    assert drawn("Where families stay, a family’s file waits.", "en", "family") == (
        "Where [families] stay, a [family’s] file waits."
    )
    assert drawn("Women were heard.", "en", "woman") == "[Women] were heard."


def test_a_word_that_only_begins_alike_is_not_marked() -> None:
    assert drawn("The familiar house.", "en", "family") == "The familiar house."


def test_accents_and_case_do_not_matter() -> None:
    assert drawn("L’ÉGALITÉ des sexes", "fr", "egalite") == "L’[ÉGALITÉ] des sexes"
    assert drawn("Łódź, straße and Æsir", "und", "lodz strasse aesir") == "[Łódź], [straße] and [Æsir]"
    assert drawn("e\u0301tat", "fr", "état") == "[e\u0301tat]"


def test_a_word_is_whole_across_its_joiners_and_soft_hyphens() -> None:
    assert drawn("می\u200cخواهم بروم", "fa", "میخواهم") == "[می\u200cخواهم] بروم"
    assert drawn("می\u200cخواهم بروم", "fa", "خواهم") == "می\u200cخواهم بروم"
    assert drawn("Each \u00adfam\u00adily stays", "en", "family") == "Each \u00ad[fam\u00adily] stays"


def test_what_is_no_letter_of_ours_ends_a_word() -> None:
    assert drawn("𝐱family, été", "en", "family") == "𝐱[family], été"


def test_a_word_that_begins_again_inside_is_marked_once() -> None:
    assert drawn("papapapa, été", "und", "papapapa") == "[papapapa], été"


def test_arabic_words_are_marked_with_their_prefixes() -> None:
    assert drawn("انتقال الأسر والحقوق", "ar", "اسرة حقوق") == "انتقال [الأسر] [والحقوق]"


def test_pairs_of_a_script_without_blanks_are_joined() -> None:
    assert drawn("世界人権宣言。", "ja", "人権宣言") == "世界[人権宣言]。"


def test_the_passage_is_where_most_of_the_words_are() -> None:
    filler = "Nothing of the kind is said here at all. " * 20
    text = f"One relocation. {filler}Relocation of families with papers. {filler}Families."
    found = drawn(text, "en", "relocation families papers")
    assert "[Relocation] of [families] with [papers]" in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_a_text_without_the_words_shows_its_beginning() -> None:
    found = drawn("A first sentence. " + "More of it follows here. " * 40, "en", "absent")
    assert found.startswith("A first sentence.")
    assert "[" not in found
    assert len(found) <= LENGTH + 4


def test_markup_in_a_text_stays_text() -> None:
    pieces = passage("<b>families</b> & <script>", "en", frozenset({"famili"}))
    assert pieces == (Piece("<b>"), Piece("families", is_marked=True), Piece("</b> & <script>"))


def test_nobody_needs_more_marks_than_a_passage_can_hold() -> None:
    assert len(spans("family " * (MOST_MARKS + 50), "en", frozenset({"famili"}))) == MOST_MARKS


def test_no_terms_no_marks() -> None:
    assert spans("anything", "en", frozenset()) == []
    assert passage("", "en", frozenset({"x"})) == ()


@given(st.text(max_size=600), st.text(min_size=1, max_size=30), st.sampled_from(["en", "ar", "ja", "fr", "tr", "und"]))
def test_pieces_are_made_of_the_text_and_marks_of_the_terms(text: str, asked: str, language: str) -> None:
    terms = frozenset([*words.stems(asked, language), *words.exact(asked)])
    pieces = passage(text, language, terms)
    plain = " ".join("".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …").split())
    assert plain in " ".join(text.split())
    for piece in pieces:
        if piece.is_marked:
            assert terms & {*words.stems(piece.text, language), *words.exact(piece.text)}


@given(
    st.lists(
        st.sampled_from(
            [
                "families",
                "Familie",
                "women",
                "wo\u00admen",
                "را\u200cديو",
                "راديو",
                "Łódź",
                "été",
                "ΟΔΌΣ",
                "人権",
                "house",
                "Women’s",
                "straße",
            ]
        ),
        max_size=12,
    )
)
def test_every_word_that_stands_for_a_term_is_found(chosen: list[str]) -> None:
    text = " ".join(chosen)
    terms = frozenset(words.exact("familie women lodz été οδος راديو strasse")) | {"famili", "woman"}
    found = {text[start:end] for start, end, _term in spans(text, "en", terms)}
    wanted = {word for word in chosen if terms & {*words.stems(word, "en"), *words.exact(word)}}
    assert found == wanted
