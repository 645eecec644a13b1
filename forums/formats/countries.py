"""Countries as archives write them, as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

from foundation.formats.places import countries

NAMED_IN = ("en", "fr", "es", "de", "ar")
ALSO = {"usa": "US", "united states of america": "US", "uk": "GB", "england": "GB", "great britain": "GB"}


def read_country(text: str) -> str:
    """ "DE", "DEU", "Germany", "Allemagne" → "DE"; "" for what names no country of today."""
    name = " ".join(text.split()).casefold()
    aliases = get_global("territory_aliases").get(name.upper(), [])
    if len(name) == 3 and len(aliases) == 1:
        return str(aliases[0])
    return _by_name().get(name, "")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    found = dict(ALSO)
    for language in NAMED_IN:
        for code, name in countries(language):
            found.setdefault(name.casefold(), code)
            found.setdefault(code.casefold(), code)
    return found
