"""The seventeen goals, in colours that can be read."""

import json
from pathlib import Path

import pytest

from themes.formats.goals import GOALS
from themes.formats.sdgs import SDGS, goals

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ref" / "sdgs.json"


def luminance(colour: str) -> float:
    """WCAG 2: relative luminance of #RRGGBB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("number", range(1, 18))
def test_the_text_on_every_colour_can_be_read(number: int) -> None:
    goal = SDGS[number]
    assert goal.title == GOALS[number]
    assert contrast(goal.colour, goal.text_colour) >= 4.5


def test_goals_come_in_order_and_once() -> None:
    assert [goal.number for goal in goals([16, 5, 5, 99])] == [5, 16]


def test_numbers_titles_and_colours_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference facts are not beside the project")
    facts = json.loads(REFERENCE.read_text())["goals"]
    told = [(one["number"], one["short_title"], one["colour"], one["text_on_colour"]) for one in facts]
    assert [(goal.number, str(goal.title), goal.colour, goal.text_colour) for goal in SDGS.values()] == told
