"""Numbers as people of the active language write them, in the digits that the reader chose.

Digits are turned at the very last, where words meet the page: addresses, attributes for machines, fingerprints and
what is kept in caches are never in any others than 0 to 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel.numbers import format_decimal
from django.utils.translation import get_language

from foundation.formats.locales import babel_locale

# Languages whose readers may choose, each with the digits of its own script.
OWN_DIGITS = {"ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}
_own_are_chosen: ContextVar[bool] = ContextVar("own_digits_are_chosen", default=False)


@contextmanager
def own_digits(are_chosen: bool) -> Iterator[None]:
    """Within this, pages show the digits of their script, or those that all scripts share."""
    token = _own_are_chosen.set(are_chosen)
    try:
        yield
    finally:
        _own_are_chosen.reset(token)


def digits(text: object) -> str:
    """The same text in the reader's digits; on a page of a language that has none of its own, as it is."""
    table = OWN_DIGITS.get(get_language() or "")
    return str(text).translate(table) if table and _own_are_chosen.get() else str(text)


def number(value: int) -> str:
    """ "11,796", "11 796" or "١١٬٧٩٦"."""
    own = digits("0") != "0"
    return digits(format_decimal(value, locale=babel_locale(), numbering_system="arab" if own else "latn"))
