"""How one may ask, with examples out of the archive itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.answers import Answer, Facet
from search.operators import OPERATORS, written
from search.questions import Question
from search.records.shapes import UNDATED, UNKNOWN_LANGUAGE

SPAN: Final = 5  # years of the example
# What each filter takes. No example is made of speakers: nobody stands on a help page without having asked for it.
TAKES: Final[dict[str, Promise]] = {
    "theme": _("what it is about: the theme’s name in any language, or as it stands in addresses"),
    "year": _("when: one year, several from … to, or open at one end, as in 2015.."),
    "speaker": _("who took part, by the name that is printed"),
    "language": _("the language it is in: its code or its name"),
    "kind": _("what it is, by the word that results say above their titles"),
    "edition": _("the edition it belongs to: its title, or as it stands in addresses"),
    "country": _("the country: its code or its name"),
    "role": _("the part that somebody had in it"),
    "goal": _("the development goal that a recommendation names: its number or its title"),
    "addressee": _("whom a recommendation asks"),
}


@dataclass(frozen=True, slots=True)
class Manner:
    """A filter as it is typed, what it takes, and the query string that asks so; "" without an example."""

    written: str
    takes: str
    query: str = ""


def manners(archive: Answer | None) -> list[Manner]:
    """Every filter, with the commonest value of the whole archive as this viewer sees it."""
    return [manner(group, archive.facet(group) if archive else Facet(group, ())) for group in TAKES]


def manner(group: str, facet: Facet) -> Manner:
    """A filter and its example."""
    example = "" if group == "speaker" else example_of(facet)
    if not example:
        name = next(name for name, leads_to in OPERATORS.items() if leads_to == group)
        return Manner(f"{name}:…", str(TAKES[group]))
    typed = written(group, example)
    return Manner(typed, str(TAKES[group]), Question(text=typed).as_query())


def example_of(facet: Facet) -> str:
    """The commonest value; of years the last ones, as a span. "" for an empty facet."""
    known = [one for one in facet.values if one.value not in (UNDATED, UNKNOWN_LANGUAGE)]
    if facet.group == "year" and len(known) > 1:
        return f"{known[-SPAN:][0].value}..{known[-1].value}"
    return max(known, key=lambda one: one.count).value if known else ""
