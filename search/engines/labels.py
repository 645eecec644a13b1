"""Names of facet values that need no record: kinds, roles, countries, languages, years."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forums.enums import ParticipationRole
from search.records.shapes import UNDATED, UNKNOWN_LANGUAGE

KINDS: Final = {
    "edition": _("Edition"),
    "session": _("Session"),
    "theme": _("Theme"),
    "page": _("Page"),
}
GROUP_LABELS: Final = {
    "kind": _("Kind"),
    "edition": _("Edition"),
    "theme": _("Theme"),
    "year": _("Year"),
    "language": _("Language"),
    "country": _("Country"),
    "speaker": _("Speaker"),
    "role": _("Role"),
}


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 code, English when it has none."""
    try:
        return Locale.parse(language.split("-")[0])
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=5000)
def label_of(group: str, value: str, language: str) -> str:
    """The name of a value in the reader's language; the value itself where there is none."""
    with override(language):
        if group == "kind":
            return str(KINDS.get(value, value))
        if group == "role":
            return str(dict(ParticipationRole.choices).get(value, value))
        if group == "year" and value == UNDATED:
            return str(_("no date"))
        if group == "language" and value == UNKNOWN_LANGUAGE:
            return str(_("language unknown"))
    if group == "language":
        return language_name(value, language)
    if group == "country":
        return str(locale_of(language).territories.get(value, value))
    return value


def language_name(code: str, language: str) -> str:
    """A language's own name for itself, else what the reader's language calls it, else its code."""
    try:
        own = Locale.parse(code, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        own = None
    name = own or locale_of(language).languages.get(code)
    return str(name[:1].upper() + name[1:]) if name else code
