"""Names of facet values that need no record: kinds, roles, countries, languages, years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forums.enums import Addressee, ParticipationRole
from foundation.formats.locales import babel_locale
from foundation.formats.places import country_name, language_name
from search.engines import words
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
    "document": _("Document"),
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
# What a reader is told whose filter names nothing; {} is what was written.
NO_SUCH: Final = {
    "kind": _("There is no kind “{}”."),
    "edition": _("There is no edition “{}”."),
    "theme": _("There is no theme “{}”."),
    "addressee": _("Nobody called “{}” is asked."),
    "goal": _("There is no development goal “{}”."),
    "year": _("“{}” is no year: write one as 2019, several as 2015..2019."),
    "language": _("There is no language “{}”."),
    "country": _("There is no country “{}”."),
    "speaker": _("There is no speaker “{}”."),
    "role": _("There is no role “{}”."),
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


@lru_cache(maxsize=16)
def spellings_of(group: str) -> Mapping[str, str]:
    """Every name of a value of a group that needs no record, folded → the value: its code, and its labels in the
    languages of the site.
    """
    codes, values = [code for code, _name in settings.LANGUAGES], list(_values_of(group))
    named = [(label_of(group, value, code), value) for value in values for code in codes]
    found = {words.spelt(name): value for name, value in [*named, *((value, value) for value in values)]}
    found.pop("", None)
    return found


@lru_cache(maxsize=1)
def group_names() -> Mapping[str, str]:
    """What the groups are called in the languages of the site → the group."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {str(label): group for group, label in GROUP_LABELS.items()}
    return found


def _values_of(group: str) -> Iterable[str]:
    if group == "language":
        return [UNKNOWN_LANGUAGE, *(str(code).replace("_", "-") for code in babel_locale("en").languages)]
    if group == "country":
        return [code for code in map(str, babel_locale("en").territories) if code.isalpha()]
    return WORDS.get(group, {})
