"""Pure decisions about names and text."""

import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from django.conf import settings

Version = TypeVar("Version")

# Marks, embeddings, overrides and isolates: they can make a name read as another one (Unicode UAX #9).
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# OWASP, "CSV Injection".
FORMULA_STARTS = frozenset("=+-@\t\r\n")


def may_be_named(printed_name: str, public_source: str) -> bool:
    """A name shows only when somebody recorded where it was already public."""
    return bool(printed_name.strip() and public_source.strip())


def normal(text: str) -> str:
    """NFC, with runs of white space made single blanks and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_bidi_controls(text: str) -> bool:
    """Whether invisible direction marks hide in the text."""
    return not BIDI_CONTROLS.isdisjoint(text)


def permalink_of(key: object) -> str:
    """The address that never changes of what has this key, without host."""
    return f"/id/{key}/"


def plain_cell(text: str) -> str:
    """The text for a cell of a table: spreadsheet programs would run as a formula what begins like one."""
    return f"'{text}" if _starts_a_formula(text) else text


def text_of_cell(cell: str) -> str:
    """The text that `plain_cell` made the cell of."""
    return cell[1:] if cell[:1] == "'" and _starts_a_formula(cell) else cell


def _starts_a_formula(text: str) -> bool:
    # Also behind such marks, or a text that has one of its own would lose it on its way back.
    return text.lstrip("'")[:1] in FORMULA_STARTS


def closest(versions: Mapping[str, Version], language: str) -> Version | None:
    """The version in this language, else in the site's own, else the first one made; None when there is none.

    `versions`: BCP 47 code → version, in the order they were made. `foundation.querysets.in_language_q` is the same
    rule for the database.
    """
    return versions.get(language) or versions.get(settings.LANGUAGE_CODE) or next(iter(versions.values()), None)


def direction_of(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 code, by its primary subtag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
