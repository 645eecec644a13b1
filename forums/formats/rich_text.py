"""Running text that leaves and comes back: HTML with nothing in it that editors cannot write, always in one form."""

from __future__ import annotations

import re
from typing import Final

import nh3

ALLOWED: Final = {"p", "b", "i", "a", "br", "ul", "ol", "li"}
SCHEMES: Final = {"http", "https", "mailto", "tel"}
PAGE_LINK: Final = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>", re.IGNORECASE)
ID: Final = re.compile(r"\bid=\"(\d+)\"")
# A link without an address is none: what it led to is not carried, or not for everybody.
EMPTY_LINK: Final = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def tidy(text: str) -> str:
    """The same words, emphasis, lists and links, and nothing else; links to documents keep their words only."""
    clean = nh3.clean(text, tags=ALLOWED, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    return EMPTY_LINK.sub(r"\1", clean).replace("<br>", "<br/>")
