"""The line of time: nothing hides anything else."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from forums.formats.timelines import APART, FEW, NAME_SIZE, WIDTH, YEAR_SIZE, Lanes, Stop, draw

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


def stop(on: date, name: str = "1") -> Stop:
    return Stop(on, name, f"Forum {name}", "/forums/x/")


def test_the_newest_stands_at_the_end_and_is_marked() -> None:
    line = draw([stop(date(2019, 10, 12), "12"), stop(date(2003, 11, 11), "1")])
    assert [(dot.stop.name, dot.is_newest) for dot in line.dots] == [("1", False), ("12", True)]
    assert line.dots[0].x < line.dots[1].x <= WIDTH


def test_right_to_left_time_runs_the_other_way() -> None:
    stops = [stop(date(2003, 1, 1)), stop(date(2019, 1, 1), "2")]
    there, back = draw(stops), draw(stops, mirrored=True)
    assert [dot.x for dot in back.dots] == [WIDTH - dot.x for dot in there.dots]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, st.sampled_from(["1", "12", "Accra", "Ouagadougou"])), min_size=1, max_size=FEW))
def test_dots_never_touch_and_names_never_overlap(given_stops: list[tuple[date, str]]) -> None:
    line = draw([stop(on, name) for on, name in given_stops])
    xs = [dot.x for dot in line.dots]
    assert all(later - earlier >= APART - 1 for earlier, later in pairwise(xs))
    assert min(xs) >= 0
    assert max(xs) <= WIDTH
    for one in line.dots:
        for other in line.dots:
            if one is not other and one.name_y == other.name_y:
                room = (len(one.stop.name) + len(other.stop.name)) * NAME_SIZE / 2
                assert abs(one.x - other.x) >= room


def test_a_year_with_two_editions_is_named_once_between_them() -> None:
    line = draw([stop(date(2003, 1, 1)), stop(date(2015, 2, 1), "8"), stop(date(2015, 12, 1), "Accra")])
    (year,) = [words for words in line.years if words.text == "2015"]
    assert line.dots[1].x < year.x < line.dots[2].x


def test_numbers_keep_the_row_and_towns_give_way() -> None:
    line = draw([stop(date(2003, 1, 1)), stop(date(2015, 12, 7), "Accra"), stop(date(2016, 2, 1), "9")])
    town, number = line.dots[1], line.dots[2]
    assert (number.tie_y, town.name_y < number.name_y, town.tie_y > 0) == (0, True, True)


def test_a_single_edition_stands_in_the_middle() -> None:
    assert draw([stop(date(2019, 1, 1))]).dots[0].x == WIDTH // 2


def test_very_many_editions_become_stacks_with_every_one_counted() -> None:
    stops = [stop(date(2010, 1, 1) + timedelta(days=9 * n), str(n)) for n in range(300)]
    line = draw(stops)
    assert (line.dots, sum(stack.count for stack in line.stacks)) == ((), 300)
    assert all(stack.path.count("M") == stack.count for stack in line.stacks)
    assert all(
        float(part.split()[1].removesuffix("h0")) > 0 for stack in line.stacks for part in stack.path.split("M")[1:]
    )
    assert 0 < line.ground < line.height


def test_words_that_touch_go_to_the_next_row() -> None:
    lanes = Lanes()
    assert [lanes.place(x, 40) for x in (100, 120, 150, 300)] == [0, 1, 0, 0]


def test_a_year_whose_number_has_no_room_stays_unnamed() -> None:
    line = draw([stop(date(1960 + n, 1, 1), str(n)) for n in range(60)])
    named = [int(words.text) for words in line.years]
    assert len(line.stacks) == 60
    assert named[0] == 1960
    assert 10 < len(named) < 60
    assert all(later.x - earlier.x >= len("1960") * YEAR_SIZE for earlier, later in pairwise(line.years))
