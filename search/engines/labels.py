"""Names of facet values that need no record: kinds, roles, countries, languages, years."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forums.enums import Addressee, ParticipationRole
from foundation.formats.places import country_name, language_name
from search.records.shapes import UNDATED, UNKNOWN_LANGUAGE
from themes.formats.goals import GOALS

KINDS: Final = {
    "edition": _("Edition"),
    "session": _("Session"),
    "statement": _("Statement"),
    "recommendation": _("Recommendation"),
    "report": _("Overview report"),
    "strategy": _("Strategy"),
    "press": _("Press"),
    "message": _("Key message"),
    "theme": _("Theme"),
    "page": _("Page"),
}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "kind": KINDS,
    "role": dict(ParticipationRole.choices),
    "addressee": dict(Addressee.choices),
    "goal": {str(number): format_lazy("{} {}", number, title) for number, title in GOALS.items()},
}
GROUP_LABELS: Final = {
    "kind": _("Kind"),
    "edition": _("Edition"),
    "theme": _("Theme"),
    "addressee": _("Asked of"),
    "goal": _("Development goal"),
    "year": _("Year"),
    "language": _("Language"),
    "country": _("Country"),
    "speaker": _("Speaker"),
    "role": _("Role"),
}


@lru_cache(maxsize=5000)
def label_of(group: str, value: str, language: str) -> str:
    """The name of a value in the reader's language; the value itself where there is none."""
    with override(language):
        if group in WORDS:
            return str(WORDS[group].get(value, value))
        if group == "year" and value == UNDATED:
            return str(_("no date"))
        if group == "language" and value == UNKNOWN_LANGUAGE:
            return str(_("language unknown"))
    if group == "language":
        name = language_name(value, language)
        return name if name == value else capfirst(name)
    return country_name(value, language) if group == "country" else value
