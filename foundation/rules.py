"""Pure decisions about names and text."""

import unicodedata

# Marks, embeddings, overrides and isolates: they can make a name read as another one (Unicode UAX #9).
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def may_be_named(printed_name: str, public_source: str) -> bool:
    """A name shows only when somebody recorded where it was already public."""
    return bool(printed_name.strip() and public_source.strip())


def normal(text: str) -> str:
    """NFC, with runs of white space made single blanks and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_bidi_controls(text: str) -> bool:
    """Whether invisible direction marks hide in the text."""
    return not BIDI_CONTROLS.isdisjoint(text)


def direction_of(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 code, by its primary subtag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
