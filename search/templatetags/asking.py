"""What templates of the reading room ask for."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from foundation.formats.numbers import digits
from search.answers import Facet, Hit, Value
from search.formats.dates import date_of
from search.formats.ways import Group
from search.questions import Question

register = template.Library()
OPEN = 8  # values of a group that stand open


@register.filter
def when(hit: Hit, language: str) -> str:
    """The day, month or year of a hit, as people of the language write it; "" without a date."""
    return digits(date_of(hit.date, language))


@register.filter
def versions(hit: Hit) -> list[tuple[str, str]]:
    """The work's other languages that have an address here, each with it. A theme is one page in all of them."""
    known = [] if hit.kind == "theme" else [code for code in hit.others if code in dict(settings.LANGUAGES)]
    return [(code, address_in(code, hit.key)) for code in known]


def address_in(language: str, key: str) -> str:
    """The permalink that leads to a work in this language."""
    with override(language):
        return reverse("permalink", kwargs={"key": key})


@register.filter
def share(value: Value, facet: Facet) -> int:
    """How long the line under a value is: 0 to 100, by the longest of its group."""
    return round(100 * value.count / facet.highest)


@register.filter
def opened(group: Group) -> tuple[Value, ...]:
    """The values that stand open. Years are drawn, so that their list is folded as a whole."""
    return () if group.histogram else group.facet.values[:OPEN]


@register.filter
def folded(group: Group) -> tuple[Value, ...]:
    """The values that are folded away."""
    return group.facet.values[len(opened(group)) :]


@register.simple_tag
def toggled(question: Question, group: str, value: str) -> str:
    """The address of the same question with a value chosen, or no longer."""
    return f"?{question.with_value(group, value).as_query()}"
