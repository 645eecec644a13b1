"""The sentences that stand above a text."""

from hypothesis import given
from hypothesis import strategies as st

from forums.formats.markup import body_of, plain_text
from forums.formats.standfirsts import LONGEST, lifted

SENTENCE = "Two people answer each night, and they are never related to each other."


def test_a_short_text_is_its_own_standfirst() -> None:
    assert lifted(body_of("Short.")) == ("Short.", ())


def test_the_first_paragraph_is_lifted_when_it_fits() -> None:
    standfirst, rest = lifted(body_of(f"{SENTENCE}\n\nMore."))
    assert (standfirst, plain_text(rest)) == (SENTENCE, "More.")


def test_of_a_long_paragraph_whole_sentences_are_lifted() -> None:
    standfirst, rest = lifted(body_of(" ".join([SENTENCE] * 9)))
    assert standfirst == " ".join([SENTENCE] * 4)
    assert plain_text(rest) == " ".join([SENTENCE] * 5)


def test_an_abbreviation_ends_no_sentence() -> None:
    text = f"{SENTENCE} They ask Dr. {'Ada ' * 80}again."
    assert lifted(body_of(text))[0] == SENTENCE


def test_nothing_is_lifted_from_labels_lists_links_and_headings() -> None:
    for text in ("Speaker: Ada\n\nWords.", "- a\n- b", f"[A](https://x.org) {SENTENCE}", "Head\n====\n\nWords."):
        parts = body_of(text)
        assert lifted(parts) == ("", parts)


def test_nothing_is_nothing() -> None:
    assert lifted(()) == ("", ())


@given(st.text(alphabet="abc .!?\n<&*", max_size=900))
def test_no_word_stands_twice_and_none_is_lost(text: str) -> None:
    parts = body_of(text)
    standfirst, rest = lifted(parts)
    assert len(standfirst) <= LONGEST
    assert f"{standfirst} {plain_text(rest)}".split() == plain_text(parts).split()
