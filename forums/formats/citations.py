"""A record as a librarian cites it: what it is called, where it belongs, when, who keeps it."""

from __future__ import annotations

from dataclasses import dataclass

# After these no full stop is needed, nor after what closes a quotation that ends with one.
ENDS = ".?!…؟。"
CLOSES = ' ”“»’"\u00a0\u202f'


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited. `part` is a piece of it ("Recommendation 3"), `within` what it belongs to.

    No person is in it: what the forum says together it signs together.
    """

    title: str
    publisher: str
    part: str = ""
    within: str = ""
    place: str = ""
    when: str = ""
    version: str = ""


def cited(source: Source, comma: str = ", ") -> str:
    """One line of plain text, to stand before the permanent address; `comma` is that of the language.

    The day of reading is the reader's to add.
    """
    facts = comma.join(filter(None, (source.within, source.place, source.when, source.version)))
    sentences = filter(None, (source.part, source.title, facts, source.publisher))
    return " ".join(map(ended, sentences))


def ended(words: str) -> str:
    """Words with a full stop, unless they end with a sign of their own."""
    words = words.strip()
    return words if words.rstrip(CLOSES).endswith(tuple(ENDS)) else f"{words}."
