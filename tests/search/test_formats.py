"""Drawings of an answer."""

import pytest

from search.answers import Facet, Value
from search.engines.labels import label_of
from search.formats.dates import date_of
from search.formats.histogram import HEIGHT, LEAST, MOST_BARS, histogram


def years(**counts: int) -> Facet:
    return Facet("year", tuple(Value(year.strip("y"), year, count, year == "y2012") for year, count in counts.items()))


def test_every_year_between_the_first_and_the_last_has_its_place() -> None:
    drawing = histogram(years(y2010=100, y2012=50, y2013=1, none=7))
    assert drawing is not None
    assert [(bar.year, bar.count, bar.x, bar.height) for bar in drawing.bars] == [
        ("2010", 100, 0, HEIGHT),
        ("2011", 0, 10, 0),
        ("2012", 50, 20, HEIGHT // 2),
        ("2013", 1, 30, LEAST),
    ]
    assert [bar.is_chosen for bar in drawing.bars] == [False, False, True, False]
    assert all(bar.y + bar.height == HEIGHT for bar in drawing.bars)
    assert (drawing.first, drawing.last, drawing.width) == ("2010", "2013", 38)


def test_a_single_year_needs_no_drawing() -> None:
    assert histogram(years(y2010=3, none=1)) is None
    assert histogram(years(nonsense=3, y2010=1)) is None
    assert histogram(Facet("year", ())) is None


def test_a_very_long_span_shows_its_end() -> None:
    drawing = histogram(years(y1200=1, y2019=1, y2020=0))
    assert drawing is not None
    assert len(drawing.bars) == MOST_BARS
    assert drawing.last == "2020"


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (20191015, "en", "15 October 2019"),
        (20191000, "en", "October 2019"),
        (20190000, "en", "2019"),
        (20191015, "fr", "15 octobre 2019"),
        (None, "en", ""),
    ],
)
def test_dates_are_written_as_exactly_as_they_are_known(number: int | None, language: str, words: str) -> None:
    assert date_of(number, language) == words


@pytest.mark.parametrize(
    ("group", "value", "language", "label"),
    [
        ("kind", "edition", "en", "Edition"),
        ("kind", "unheard-of", "en", "unheard-of"),
        ("role", "rapporteur", "en", "Rapporteur"),
        ("role", "x", "en", "x"),
        ("year", "none", "en", "no date"),
        ("year", "2019", "ar", "2019"),
        ("language", "und", "en", "language unknown"),
        ("language", "ar", "en", "Arabic"),
        ("language", "ar", "es", "Árabe"),
        ("language", "fr", "qqq", "French"),
        ("language", "xx", "en", "xx"),
        ("language", "not a code", "en", "not a code"),
        ("country", "GH", "fr", "Ghana"),
        ("country", "DE", "fr", "Allemagne"),
        ("country", "QQ", "fr", "QQ"),
        ("speaker", "Ana", "fr", "Ana"),
    ],
)
def test_values_have_names(group: str, value: str, language: str, label: str) -> None:
    assert label_of(group, value, language) == label
