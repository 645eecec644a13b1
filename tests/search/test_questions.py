"""Query strings in, questions out."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.questions import (
    GROUPS,
    LAST_PAGE,
    LONGEST_TEXT,
    MOST_VALUES,
    MOST_WORDS,
    Note,
    Question,
    Sort,
    clean,
    parse,
)


def asked(text: str) -> Question:
    return parse({"q": [text]})


def test_words_phrases_and_exclusions_are_told_apart() -> None:
    question = asked('relocation "of families" -training -"safe house" papers')
    assert question.words == ("relocation", "papers")
    assert question.phrases == ("of families",)
    assert question.without == ("training",)
    assert question.without_phrases == ("safe house",)


def test_quotation_marks_of_any_language_quote() -> None:
    assert asked("« droits humains » “to be”").phrases == ("droits humains", "to be")


def test_an_unbalanced_quotation_mark_quotes_nothing() -> None:
    question = asked('"safe house papers')
    assert (question.words, question.phrases) == (("safe", "house", "papers"), ())


@pytest.mark.parametrize("text", ["", "   ", "?", "& ?", "- -- -", '""', '-""', "\x00", "\u202e\u200f", "🙂"])
def test_what_holds_no_word_asks_for_everything(text: str) -> None:
    assert not asked(text).has_words
    assert asked(text).is_empty


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert asked("follow-up A/HRC/40/60").words == ("follow-up", "A/HRC/40/60")


def test_cleaning_drops_what_cannot_be_seen_and_keeps_what_spells_words() -> None:
    assert clean("a\x00b\u202ec\u200bd  \n e") == "a bcd e"
    assert clean("e\u0301") == "é"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("a\ud800b") == "ab"


def test_a_long_question_is_cut_between_words_and_says_so() -> None:
    question = asked("word " * 1000)
    assert len(question.text) <= LONGEST_TEXT
    assert question.text.endswith("word")
    assert Note.CUT in question.notes
    assert len(asked("x" * 5000).text) == LONGEST_TEXT


def test_too_many_words_are_cut_and_say_so() -> None:
    question = asked("a " * (MOST_WORDS + 1))
    assert len(question.words) == MOST_WORDS
    assert question.notes == (Note.CUT,)


def test_filters_are_read_and_capped() -> None:
    question = parse(QueryDict("theme=faith&theme=women&theme=faith&year=2019&unknown=1&kind="))
    assert question.theme == {"faith", "women"}
    assert question.year == {"2019"}
    assert question.kind == frozenset()
    many = parse({"speaker": [f"s{n}" for n in range(50)]})
    assert len(many.speaker) == MOST_VALUES
    assert many.notes == (Note.CHOICES,)


@pytest.mark.parametrize(
    ("raw", "page"), [("", 1), ("3", 3), ("0", 1), ("-5", 1), ("x", 1), ("٣", 1), ("1e9", 1), (" 2 ", 2)]
)
def test_pages_are_numbers_from_one(raw: str, page: int) -> None:
    assert parse({"page": [raw]}).page == page


@pytest.mark.parametrize("raw", ["51", "999999999999999999999", "9" * 5000])
def test_pages_beyond_the_depth_are_the_last_one_and_say_so(raw: str) -> None:
    question = parse({"page": [raw]})
    assert (question.page, question.notes) == (LAST_PAGE, (Note.DEEP,))


def test_an_order_that_does_not_exist_is_the_best() -> None:
    assert parse({"sort": ["newest"]}).sort == Sort.NEWEST
    assert parse({"sort": ["sideways"]}).sort == Sort.BEST


def test_equal_questions_are_equal_whatever_the_order_of_filters() -> None:
    first, second = parse(QueryDict("theme=a&theme=b&q=x")), parse(QueryDict("q=x&theme=b&theme=a"))
    assert first == second
    assert hash(first) == hash(second)


def test_a_question_writes_its_own_address() -> None:
    question = parse(QueryDict("q=relocation+of&theme=b&theme=a&sort=newest&page=3"))
    assert question.as_query() == "q=relocation+of&theme=a&theme=b&sort=newest&page=3"
    assert question.as_query(page=1) == "q=relocation+of&theme=a&theme=b&sort=newest"
    assert Question().as_query() == ""


def test_choosing_twice_is_not_choosing_and_starts_at_the_first_page() -> None:
    question = parse(QueryDict("q=x&page=4"))
    chosen = question.with_value("theme", "a")
    assert chosen.theme == {"a"}
    assert chosen.page == 1
    assert chosen.with_value("theme", "a").theme == frozenset()
    assert chosen.without_filters() == parse({"q": ["x"]})


def test_there_is_no_other_group() -> None:
    with pytest.raises(KeyError):
        Question().chosen("page")


def test_loosening_turns_phrases_into_words() -> None:
    loose = asked('a "b c"').loosened
    assert (loose.words, loose.phrases, loose.notes) == (("a", "b c"), (), (Note.LOOSE,))


text = st.text(st.characters(codec=None), max_size=300) | st.text('"-−“” a\x00\u202e', max_size=60)
parameters = st.dictionaries(st.sampled_from(["q", "sort", "page", "zzz", *GROUPS]), st.lists(text, max_size=4))


@given(parameters)
def test_nothing_that_can_be_sent_is_an_error(sent: dict[str, list[str]]) -> None:
    question = parse(sent)
    assert 1 <= question.page <= LAST_PAGE
    assert len(question.text) <= LONGEST_TEXT
    assert all(part.strip() and "\x00" not in part for part in (*question.words, *question.phrases))


@given(parameters)
def test_a_question_that_is_written_and_read_again_is_the_same(sent: dict[str, list[str]]) -> None:
    question = parse(sent)
    again = parse(QueryDict(question.as_query()))
    assert again.as_query() == question.as_query()
    assert (again.words, again.phrases, again.without) == (question.words, question.phrases, question.without)


@pytest.mark.parametrize("dash", ["-", "−", "–", "‑"])
def test_whatever_a_program_makes_of_the_minus_excludes(dash: str) -> None:
    assert (asked(f"django {dash}rest").words, asked(f"django {dash}rest").without) == (("django",), ("rest",))


def test_signs_alone_are_answered_with_a_note() -> None:
    assert [asked(text).notes for text in ("???", "🙂", "((((", "")] == [
        (Note.SIGNS,),
        (Note.SIGNS,),
        (Note.SIGNS,),
        (),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("families AND faith", ("families", "faith")), ("NOT faith OR families", ("faith", "families"))],
)
def test_what_joins_words_elsewhere_is_passed_over_and_says_so(text: str, words: tuple[str, ...]) -> None:
    question = parse({"q": [text]})
    assert (question.text, question.words, question.notes) == (text, words, (Note.BOOLEAN,))


@pytest.mark.parametrize("text", ["families and faith", "DO NOT GO", "AND", "OR NOT", '"AND" families'])
def test_other_words_stay(text: str) -> None:
    question = parse({"q": [text]})
    assert (" ".join((*question.phrases, *question.words)), question.notes) == (text.replace('"', ""), ())


def test_a_century_of_years_can_be_chosen() -> None:
    question = parse({"year": [str(1920 + n) for n in range(100)]})
    assert (len(question.year), question.notes) == (100, ())
