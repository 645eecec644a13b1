"""Filters that are typed among the words of a question."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.operators import OPERATORS, misspelt, span, take, written
from search.questions import GROUPS, MOST_VALUES, MOST_WORDS, Note, Question, parse


def asked(text: str) -> Question:
    return parse({"q": [text]})


def test_every_group_can_be_typed() -> None:
    assert set(OPERATORS.values()) == set(GROUPS)


def test_an_operator_is_a_filter_and_leaves_the_box() -> None:
    typed = asked('theme:faith families speaker:"Jane Roe" year:2015..2019 -training')
    ticked = parse(QueryDict("q=families+-training&theme=faith&speaker=Jane+Roe&year=2015..2019"))
    assert typed == ticked
    assert (typed.text, typed.words, typed.without) == ("families -training", ("families",), ("training",))


@pytest.mark.parametrize(
    ("text", "group", "value"),
    [
        ("lang:fr", "language", "fr"),
        ("language:fr", "language", "fr"),
        ("LANG:Français", "language", "Français"),
        ("theme:“faith and freedom”", "theme", "faith and freedom"),
        ("theme:« foi et liberté »", "theme", "foi et liberté"),
        ("asked:donors", "addressee", "donors"),
        ("year:..2019", "year", "..2019"),
        ("edition:2019-geneva", "edition", "2019-geneva"),
        ("goal:16", "goal", "16"),
        ("speaker:O’Brien", "speaker", "O’Brien"),
        ("theme:عقيدة", "theme", "عقيدة"),
    ],
)
def test_each_is_read(text: str, group: str, value: str) -> None:
    question = asked(text)
    assert question.chosen(group) == {value}
    assert (question.text, question.has_words) == ("", False)


@pytest.mark.parametrize(
    "text",
    ["https://example.org/theme:x", "12:30", "article:5", "theme://x", "theme:", 'theme:""', "theme: faith", "theme::x",
     '"theme:faith"', '"a theme:faith b"', "x,theme:faith", 'theme:"faith', 'theme:"faith"x', "رقم:5"],
)  # fmt: skip
def test_other_words_with_a_colon_stay_words(text: str) -> None:
    question = asked(text)
    assert not question.is_narrowed
    assert question.text == text
    assert question.has_words


def test_an_operator_with_a_minus_is_words_and_says_so() -> None:
    question = asked("families -theme:faith")
    assert (question.without, question.theme, question.notes) == (("theme:faith",), frozenset(), (Note.EXCLUDED,))
    assert asked("families -faith").notes == ()


def test_the_same_operator_twice_widens_and_is_capped() -> None:
    assert asked("theme:faith theme:women").theme == {"faith", "women"}
    assert parse({"q": ["theme:faith"], "theme": ["women"]}).theme == {"faith", "women"}
    many = asked(" ".join(f"speaker:s{n}" for n in range(MOST_VALUES + 1)))
    assert (len(many.speaker), many.notes) == (MOST_VALUES, (Note.CHOICES,))


def test_operators_do_not_count_as_words() -> None:
    question = asked("theme:faith " * 3 + "a " * MOST_WORDS)
    assert (len(question.words), question.notes) == (MOST_WORDS, ())


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2015..2019", (2015, 2019)),
        ("2019..2015", (2015, 2019)),
        ("2015–2019", (2015, 2019)),
        ("2015-2019", (2015, 2019)),
        ("2015…2019", (2015, 2019)),
        ("2015..", (2015, 9999)),
        ("..2019", (0, 2019)),
        ("..", None),
        ("2019", None),
        ("15..19", None),
        ("abc", None),
        ("٢٠١٥..٢٠١٩", (2015, 2019)),
        ("۲۰۱۵..", (2015, 9999)),
        ("²⁰¹⁵..", None),
    ],
)
def test_spans_of_years(text: str, ends: tuple[int, int] | None) -> None:
    assert span(text) == ends


def test_words_that_look_like_a_filter_are_told_apart_from_others() -> None:
    words = asked("themes:faith tehme:x Year: article:5 http://x Rule:39 theme").words
    assert misspelt(words) == {"themes": "theme", "tehme": "theme", "Year": "year"}


def test_what_filters_are_called_elsewhere_leads_to_them() -> None:
    words = asked("Author:Roe date:2019 thème:foi THÈMES:foi tema:fe موضوع:x titre:x").words
    labels = {"Thème": "theme", "Tema": "theme", "موضوع": "theme", "Asked of": "addressee"}
    assert misspelt(words, labels) == {
        "Author": "speaker", "date": "year", "thème": "theme", "THÈMES": "theme", "tema": "theme", "موضوع": "theme",
    }  # fmt: skip
    assert misspelt(["language:fr"]) == {"language": "language"}
    assert misspelt(["langue:fr"], {"Langue": "language"}) == {"langue": "lang"}


@pytest.mark.parametrize(
    ("group", "value", "typed"),
    [
        ("speaker", "Jane Roe", 'speaker:"Jane Roe"'),
        ("language", "fr", "lang:fr"),
        ("theme", "faith-and-freedom", "theme:faith-and-freedom"),
        ("addressee", ":x", 'asked:":x"'),
        ("edition", "The “great” forum", 'edition:"The great forum"'),
    ],
)
def test_a_filter_is_written_as_it_is_read(group: str, value: str, typed: str) -> None:
    assert written(group, value) == typed
    assert len(asked(typed).chosen(group)) == 1


pieces = st.sampled_from(
    [*(f"{name}:" for name in OPERATORS), "2015..2019", "..", "-", '"', "“", " ", ":", "/", "x", "é"]
)
text = st.lists(pieces, max_size=25).map("".join) | st.text(st.characters(codec="utf-8"), max_size=60)
sent = st.fixed_dictionaries(
    {"q": st.lists(text, max_size=1)}, optional={g: st.lists(text, max_size=3) for g in GROUPS}
)


@given(sent)
def test_what_is_written_and_read_again_is_the_same_question(sent: dict[str, list[str]]) -> None:
    question = parse(sent)
    assert parse(QueryDict(question.as_query())) == question
    assert take(question.text) == (question.text, [])
