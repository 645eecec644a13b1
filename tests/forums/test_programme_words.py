"""Words of a programme, as templates write them."""

from datetime import date, time
from types import SimpleNamespace as Sample

import pytest
from django.utils.translation import override

from forums.faces import DayFace, EditionMark
from forums.templatetags import programme


def mark(number: int | None, on: date | None, place: str = "") -> EditionMark:
    return EditionMark("Forum", "/x/", "en", number, on, on, place, 0)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "First edition"), (15, "Fifteenth edition"), (31, "Edition 31"), (0, "Edition 0"), (None, "")],
)
def test_editions_are_counted_in_words(number: int | None, expected: str) -> None:
    assert programme.edition_name(number) == expected


def test_a_time_is_written_as_the_language_does() -> None:
    assert programme.clock(time(9, 5)) == "09:05"
    with override("ar"):
        assert programme.clock(time(16, 30)) != "16:30"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Élan", "E"), ("«Paix»", "P"), ("42 ways", "#"), ("¿Quién?", "Q"), ("—", "#"), ("ślad", "S"), ("سلام", "س")],
)
def test_titles_stand_under_their_letter(title: str, expected: str) -> None:
    assert programme.letter_of(title) == expected


def test_letters_come_in_order_with_their_sessions() -> None:
    sessions = [Sample(title=title) for title in ("beta", "Alpha", "ärger", "9 lives")]
    found = [(letter, [session.title for session in group]) for letter, group in programme.by_letter(sessions)]
    assert found == [("#", ["9 lives"]), ("A", ["Alpha", "ärger"]), ("B", ["beta"])]


def test_editions_stand_under_their_years_and_the_earliest_is_known() -> None:
    marks = [mark(2, date(2015, 12, 1)), mark(1, date(2015, 2, 1)), mark(None, None)]
    assert [(year, len(group)) for year, group in programme.by_year(marks)] == [(2015, 2), (0, 1)]
    assert (programme.first_year(marks), programme.first_year([])) == ("2015", "")


def test_the_line_names_numbers_and_towns_and_leaves_the_undated_out() -> None:
    line = programme.timeline(
        [mark(12, date(2019, 1, 1)), mark(None, date(2015, 1, 1), "Hotel Mövenpick, Accra, Ghana"), mark(3, None)]
    )
    assert line is not None
    assert [dot.stop.name for dot in line.dots] == ["Accra", "12"]
    assert programme.timeline([mark(3, None)]) is None


def test_the_sign_for_closed_sessions_is_explained_where_it_stands() -> None:
    open_one, closed = Sample(is_closed=False), Sample(is_closed=True)
    assert not programme.has_closed(Sample(days=[Sample(sessions=[open_one])], undated=[]))
    assert programme.has_closed(Sample(days=[], undated=[closed]))


@pytest.mark.parametrize(
    ("sessions", "is_long"),
    [((), False), ((8, 8, 8, 8), False), ((1, 9), True), ((1, 1, 1, 1, 1), True)],
)
def test_long_is_what_has_a_long_day_or_many_days(sessions: tuple[int, ...], is_long: bool) -> None:
    assert programme.is_long([Sample(sessions=[None] * count) for count in sessions]) is is_long


def test_a_programme_over_several_years_says_which() -> None:
    days = [DayFace(date(2008, 2, 7), ()), DayFace(date(2009, 3, 19), ())]
    assert [programme.spans_years(days), programme.spans_years(days[:1]), programme.spans_years([])] == [
        True, False, False,
    ]  # fmt: skip
    assert programme.whole_day(days[0].held_on) == "7 February 2008"
