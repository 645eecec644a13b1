"""From what a reader wrote for a filter to what records carry."""

from pathlib import Path

import pytest

from search.answers import Answer
from search.engines.embedded import Embedded
from search.records.shapes import Text
from tests.factories.search import asked, edition, filled, keys, record, theme


@pytest.fixture
def engine(tmp_path: Path) -> Embedded:
    return filled(
        tmp_path,
        edition("2019-geneva", "Twelfth forum", texts=(
            Text("en", "Twelfth forum", url="/e/"), Text("fr", "Douzième forum", url="/fr/e/"))),
        theme("faith", "Faith and freedom", texts=(
            Text("en", "Faith and freedom", url="/t/"), Text("ar", "الإيمان والحرية", url="/ar/t/"))),
        record("a", "Women", edition="2019-geneva", themes=("faith",), speakers=("Jane Roe",), date=20190101,
               roles=("moderator",), addressees=("donors",), goals=("16",), countries=("GH",)),
        record("b", "Women", speakers=("José Núñez", "Jane Roehampton"), languages=("fr",), date=20170000),
        record("c", "Women", kind="statement", date=20150000),
        record("d", "Women", languages=("sw",)),
    )  # fmt: skip


def names(answer: Answer) -> list[tuple[str, str, list[str]]]:
    return [(one.group, one.text, [near.value for near in one.near]) for one in answer.unnamed]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("theme:faith", ["a"]),
        ("theme:Faith", ["a"]),
        ('theme:"faith and FREEDOM"', ["a"]),
        ('theme:"الايمان والحريه"', ["a"]),
        ("edition:2019-geneva", ["a"]),
        ('edition:"douzieme forum"', ["a"]),
        ('speaker:"jane roe"', ["a"]),
        ('speaker:"jose nunez"', ["b"]),
        ("kind:statement", ["c"]),
        ("kind:Statement", ["c"]),
        ("lang:FR", ["b"]),
        ("lang:french", ["b"]),
        ("lang:francais", ["b"]),
        ("lang:kiswahili", ["d"]),
        ("country:Ghana", ["a"]),
        ("country:gh", ["a"]),
        ("role:Moderator", ["a"]),
        ("asked:donors", ["a"]),
        ("goal:16", ["a"]),
        ('goal:"16 Peace, justice and strong institutions"', ["a"]),
        ("year:2016..2019", ["a", "b"]),
        ("year:2017..", ["a", "b"]),
        ("year:٢٠١٩", ["a"]),
        ("year:٢٠١٥..٢٠١٧", ["b", "c"]),
        ("goal:١٦", ["a"]),
        ("year:..2017", ["b", "c"]),
        ("year:2019 year:2015", ["a", "c"]),
        ("year:none", ["d"]),
    ],
)
def test_value_label_or_code_in_any_language_and_spelling(engine: Embedded, typed: str, found: list[str]) -> None:
    answer = asked(engine, f"women {typed}")
    assert sorted(keys(answer)) == found
    assert answer.unnamed == ()


def test_the_answer_speaks_of_values(engine: Embedded) -> None:
    question = asked(engine, 'theme:"faith and freedom" lang:french year:2015..2018').question
    assert (question.theme, question.language, question.year) == ({"faith"}, {"fr"}, {"2015", "2017"})


def test_a_span_without_works_finds_nothing_and_is_no_mistake(engine: Embedded) -> None:
    answer = asked(engine, "women year:1900..1910")
    assert (answer.total, answer.unnamed, answer.question.year) == (0, (), {"1900..1910"})


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("theme:fiath", ("theme", "fiath", ["faith"])),
        ("theme:zebra", ("theme", "zebra", [])),
        ("theme:fait", ("theme", "fait", ["faith"])),
        ("theme:freedom", ("theme", "freedom", ["faith"])),
        ("speaker:roe", ("speaker", "roe", ["Jane Roe"])),
        ('speaker:"jane row"', ("speaker", "jane row", ["Jane Roe"])),
        ("kind:statment", ("kind", "statment", ["statement"])),
        ("lang:frensh", ("language", "frensh", ["fr"])),
        ("year:soon", ("year", "soon", [])),
        ("theme:???", ("theme", "???", [])),
    ],
)
def test_what_names_nothing_finds_nothing_and_is_told_with_what_is_near(
    engine: Embedded, typed: str, told: tuple[str, str, list[str]]
) -> None:
    answer = asked(engine, f"women {typed}")
    assert names(answer) == [told]
    assert answer.total == 0


def test_beside_a_value_that_is_known_it_only_is_told(engine: Embedded) -> None:
    answer = asked(engine, "women theme:faith theme:nowhere")
    assert (keys(answer), names(answer)) == (["a"], [("theme", "nowhere", [])])


def test_what_is_near_has_the_readers_name(engine: Embedded) -> None:
    assert [near.label for near in asked(engine, "theme:fait", reader="ar").unnamed[0].near] == ["الإيمان والحرية"]


@pytest.mark.parametrize(
    "typed", ['speaker:"jane roe"', "speaker:roe", 'edition:"twelfth forum"', 'theme:"faith and freedom"']
)
def test_what_may_no_longer_be_shown_has_never_been(engine: Embedded, typed: str) -> None:
    gone = ("a", "edition-2019-geneva", "theme-faith")
    assert keys(asked(engine, f"women {typed}")) == ["a"] or typed == "speaker:roe"
    answer = asked(engine, f"women {typed}", leave_out=gone)
    assert answer.total == 0
    assert [near.value for one in answer.unnamed for near in one.near] == []
    assert len(answer.unnamed) == 1


def test_spans_do_not_know_years_of_what_is_gone(engine: Embedded) -> None:
    answer = asked(engine, "women year:2016..", leave_out=("a",))
    assert (keys(answer), answer.question.year) == (["b"], {"2017"})


def test_only_some_of_many_slips_are_helped(engine: Embedded) -> None:
    many = "".join(f' speaker:"jane roe{letter}"' for letter in "abcdefg")
    found = [len(near) > 0 for _group, _text, near in names(asked(engine, f"women{many}"))]
    assert found == [True] * 5 + [False] * 2
