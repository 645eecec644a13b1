"""How Babel calls the languages that Django knows."""

from __future__ import annotations

from babel.core import Locale, UnknownLocaleError
from django.utils.translation import get_language


def babel_locale(language: str = "") -> Locale:
    """Babel's locale for a BCP 47 code (the active language by default); English when Babel does not know it."""
    code = language or get_language() or "en"
    try:
        # Day first, as the archive's sources write it.
        return Locale.parse("en_GB" if code == "en" else code, sep="_" if "_" in code else "-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")
