"""Countries and languages by their codes, with names in the reader's language (CLDR, by way of Babel)."""

from __future__ import annotations

import re
from unicodedata import normalize

from babel.core import Locale, UnknownLocaleError
from django.utils.text import capfirst

from foundation.formats.locales import babel_locale

# CLDR territories that are no countries: groups of states, test codes and outlying reserved codes.
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def countries(language: str = "en") -> list[tuple[str, str]]:
    """ISO 3166-1 codes and names, sorted by name; "É" stands beside "E"."""
    found = babel_locale(language).territories.items()
    pairs = [(code, name) for code, name in found if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return sorted(pairs, key=lambda pair: normalize("NFD", pair[1]))


def country_name(code: str, language: str = "") -> str:
    """What a language (the active one by default) calls a country; the code itself when nobody knows it."""
    return str(babel_locale(language).territories.get(code.upper(), code))


def language_name(code: str, language: str = "") -> str:
    """What a language (the active one by default) calls another, as in running text; the code when nobody knows it."""
    reader = babel_locale(language)
    if known := reader.languages.get(code.replace("-", "_")):
        return str(known)
    try:
        return Locale.parse(code, sep="-").get_display_name(reader) or code
    except (UnknownLocaleError, ValueError):
        return code


def own_name(code: str) -> str:
    """A language's name for itself, as an entry of a list: "Français"."""
    return capfirst(language_name(code, code))


def is_language(code: str) -> bool:
    """Whether this is a language code (BCP 47) whose language CLDR knows, or "und" and "mul"."""
    primary = code.split("-")[0]
    return bool(CODE.match(code)) and (primary in {"und", "mul"} or primary in Locale("en").languages)
