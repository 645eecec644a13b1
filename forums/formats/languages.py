"""Languages as archives write them (ISO 639-1, -2, -3, BCP 47, names), as BCP 47 codes."""

from __future__ import annotations

import re
from functools import lru_cache

from babel.core import Locale, get_global

from foundation.formats.places import is_language

UNKNOWN = "und"
LONGEST = 12
# Languages in which a language may be called by its name; each may also be called by its own.
NAMED_IN = ("en", "fr", "es", "de", "ar", "pt", "it", "nl", "ru")
# More languages that are known by their own name.
OWN_NAMES = (
    "zh",
    "ja",
    "ko",
    "tr",
    "fa",
    "he",
    "pl",
    "uk",
    "sw",
    "hi",
    "id",
    "vi",
    "sv",
    "da",
    "fi",
    "el",
    "cs",
    "ro",
    "hu",
    "ca",
)
# ISO 639-2 and -3 codes of single languages for which CLDR's shorter code says too little or another thing.
EXACTLY = {"cmn": "zh", "nob": "nb", "nno": "nn", "tgl": "tl", "fil": "fil", "prs": "fa-AF", "hbs": "sh"}
NOTHING = {"und", "mis", "zxx", "mul", "n/a", "na", "unknown", "none", "null"}
CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def read_language(text: str) -> str:
    """ "deu", "ger", "de", "de_DE", "German" and "Deutsch" → "de"; "und" for no language, "" for one nobody knows.

    A region is kept where it was given ("pt-BR"), a country's own language is not guessed.
    """
    text = " ".join(text.split()).casefold()
    code = text.replace("_", "-")
    if not text or code in NOTHING:
        return UNKNOWN
    if CODE.fullmatch(code):
        return _by_code(code) or _by_name().get(text, "")
    return _by_name().get(text, "")


def _by_code(code: str) -> str:
    primary, *rest = code.split("-")
    known = EXACTLY.get(primary) or get_global("language_aliases").get(primary) or primary
    shorter = "-".join([known.replace("_", "-"), *(_cased(part) for part in rest)])
    # Codes of variants ("de-CH-1996-…") are longer than anything that a page says of its language.
    shorter = shorter if len(shorter) <= LONGEST else known.split("_")[0]
    return shorter if is_language(shorter) else ""


def _cased(part: str) -> str:
    """Scripts as "Latn", regions as "BR" (RFC 5646, 2.1.1)."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Name of a language, in small letters → its code; English names win over the others, their own names over all."""
    found: dict[str, str] = {}
    for code in (*NAMED_IN, *OWN_NAMES):
        found.setdefault(Locale(code).languages[code].casefold(), code)
    for language in NAMED_IN:
        for code, name in Locale(language).languages.items():
            found.setdefault(name.casefold(), code.replace("_", "-"))
    return found
