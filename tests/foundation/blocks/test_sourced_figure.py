"""A number that can be checked."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.blocks import SourcedFigure


def figure(**kwargs: Any) -> Any:
    raw = {
        "value": "about 50",
        "label": "participants",
        "year": 2019,
        "source": "Press release",
        "source_url": "",
        "retrieved_on": None,
    }
    return SourcedFigure().to_python({**raw, **kwargs})


def errors_of(value: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        SourcedFigure().clean(value)
    return list(caught.value.block_errors)


def test_it_shows_value_year_source_and_day() -> None:
    value = figure(source_url="https://example.org/a", retrieved_on="2021-03-04")
    html = SourcedFigure().render(value)
    for part in ["about 50", "participants", "(2019)", 'href="https://example.org/a"', "4 March 2021"]:
        assert part in html
    assert SourcedFigure().get_searchable_content(value) == ["about 50", "participants", "Press release"]


def test_an_address_needs_the_day_somebody_looked() -> None:
    assert errors_of(figure(source_url="https://example.org/a")) == ["retrieved_on"]


def test_a_draft_may_leave_that_day_open() -> None:
    value = figure(source_url="https://example.org/a")
    assert SourcedFigure().clean_deferred(value)["source_url"] == "https://example.org/a"


def test_nobody_has_looked_tomorrow() -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert errors_of(figure(source_url="https://example.org/a", retrieved_on=tomorrow.isoformat())) == ["retrieved_on"]


@pytest.mark.parametrize(("field", "value"), [("value", ""), ("label", ""), ("source", ""), ("year", 12)])
def test_what_is_missing_or_wrong_is_said_where_it_is(field: str, value: Any) -> None:
    assert errors_of(figure(**{field: value})) == [field]
