"""Quotation marks as each language writes them (CLDR 46 delimiters; French with narrow no-break spaces)."""

MARKS = {
    "ar": ("”", "“"),
    "de": ("„", "“"),
    "en": ("“", "”"),
    "es": ("«", "»"),
    "fa": ("«", "»"),
    "fr": ("«\u202f", "\u202f»"),
    "he": ("”", "”"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "pl": ("„", "”"),
    "pt": ("“", "”"),
    "ru": ("«", "»"),
    "sv": ("”", "”"),
    "uk": ("«", "»"),
    "zh": ("“", "”"),
}


def quoted(words: str, language: str) -> str:
    """The words between the marks of their language (BCP 47; English ones when it is unknown)."""
    opening, closing = MARKS.get(language.split("-")[0].lower(), MARKS["en"])
    return f"{opening}{words.strip()}{closing}"
