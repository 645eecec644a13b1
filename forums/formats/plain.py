"""Text from elsewhere made fit to store: no control or direction marks, NFC, entities decoded."""

from __future__ import annotations

import html
import re
import unicodedata

from foundation.rules import BIDI_CONTROLS, normal

# C0 and C1 controls but line feed, soft hyphens, marks of byte order, interlinear marks.
UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\ufeff\ufff9-\ufffb]")
INVISIBLE = dict.fromkeys(map(ord, BIDI_CONTROLS))
SURROGATES = re.compile("[\ud800-\udfff]")
# Text that was escaped by three programs on its way is the most that has been seen.
ROUNDS = 3


def decoded(text: str) -> str:
    """The text with its HTML entities decoded, also those that were encoded twice ("&amp;uuml;" → "ü")."""
    for _round in range(ROUNDS):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return text


def printable(text: str) -> str:
    """The text in NFC, lines ended by "\\n", without control characters and invisible direction marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = UNWANTED.sub(lambda found: " " if found.group() in "\t\x0b\x0c\x85" else "", text)
    return unicodedata.normalize("NFC", text.translate(INVISIBLE))


def one_line(text: str) -> str:
    """A title, a name or a term: entities decoded, tags of HTML gone, white space made single blanks."""
    return normal(printable(TAG.sub(" ", decoded(text))))


# Only what HTML has: "a < b" and "<3" are words.
TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|div|em|font|i|p|q|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)


def has_surrogates(text: str) -> bool:
    """Whether the text holds halves of characters, which no database and no UTF-8 can hold."""
    return bool(SURROGATES.search(text))
