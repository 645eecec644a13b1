"""The canonical text of a statement, which its fingerprint is made of.

Plain text in UTF-8 and NFC, with "\\n" between lines and one at the end, no blanks at the ends of lines and no two
blanks together: whoever copies the words by hand gets the same bytes.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable


def canonical(paragraphs: Iterable[str]) -> str:
    """Paragraphs as the canonical text; empty ones are left out."""
    lines = (" ".join(unicodedata.normalize("NFC", line).split()) for text in paragraphs for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def fingerprint(text: str) -> str:
    """SHA-256 of the canonical text (FIPS 180-4), 64 hex digits, as `sha256sum` prints it."""
    return hashlib.sha256(text.encode()).hexdigest()
