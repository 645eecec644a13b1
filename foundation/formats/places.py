"""Countries and languages by their codes, with names in the reader's language (CLDR, by way of Babel)."""

from __future__ import annotations

import re

from babel.core import Locale, UnknownLocaleError

# CLDR territories that are no countries: groups of states, test codes and outlying reserved codes.
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _names(language: str) -> Locale:
    try:
        return Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def countries(language: str = "en") -> list[tuple[str, str]]:
    """ISO 3166-1 codes and names, sorted by name."""
    found = _names(language).territories.items()
    pairs = [(code, name) for code, name in found if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return sorted(pairs, key=lambda pair: pair[1])


def is_language(code: str) -> bool:
    """Whether this is a language code (BCP 47) whose language CLDR knows, or "und" and "mul"."""
    primary = code.split("-")[0]
    return bool(CODE.match(code)) and (primary in {"und", "mul"} or primary in Locale("en").languages)
