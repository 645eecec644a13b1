"""The passage of a text that answers best, with what was asked for marked.

A pattern made of the beginnings of the asked terms finds candidates fast; each is then cut and stemmed like the text
was when it was indexed, so that what is marked is exactly what matched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from search.answers import Piece
from search.engines import words

LENGTH: Final = 260  # characters of a passage
FARTHEST: Final = 100_000  # nobody waits for a mark further down a transcript
MOST_MARKS: Final = 200
_GAP = re.compile(r"\s+")
_WIDE = re.compile(r"\s{2,}|[^\S ]")  # a gap that is not one blank already
_LIGATURE = re.compile(r"(?<=[ao])e")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟。])\s+|\n+")

Span = tuple[int, int, str]  # where a word that matched starts and ends, and the term that it stands for


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Folded letter → all lower-case letters that fold to it, as the inside of a character class."""
    found: dict[str, str] = {}
    for point in range(0x80, 0x2000):
        char = chr(point)
        if char.isalpha() and char == char.lower():
            folded = words.fold(char)
            if len(folded) == 1 and folded != char:
                found[folded] = found.get(folded, "") + char
            elif len(folded) == 2:
                found[folded[0]] = found.get(folded[0], "") + char
    return found


def _beginning(term: str) -> str:
    """As much of a term as every written form of it shares: stemmers change ends (family, famili), æ is ae."""
    term = _LIGATURE.split(term, maxsplit=1)[0] or term[0]
    return term[: min(4, max(1, len(term) - 1))] if term.isascii() else term[: min(3, max(1, len(term) - 1))]


@lru_cache(maxsize=500)
def _pattern(terms: frozenset[str], is_ascii: bool) -> re.Pattern[str]:
    """Matches where a written form of one of the terms may begin; run it over lower-case text."""
    forms = {form for term in terms for form in (term, *words.other_spellings().get(term, ()))}
    beginnings = sorted({_beginning(form) for form in forms if form.isascii() or not is_ascii})
    if is_ascii:
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, beginnings)) or '(?!)'})")
    marks = f"[\u0300-\u036f\u064b-\u065f\u0670\u0640{words.JOINERS}]*"
    spelled = [marks.join(_either(char) for char in beginning) for beginning in beginnings]
    return re.compile("|".join(spelled) or "(?!)")


def _either(char: str) -> str:
    return f"[{re.escape(char)}{_spellings().get(char, '')}]"


def _lower(text: str) -> str:
    """Lower case with every character in its place (İ would become two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


def _start_of_word(text: str, at: int) -> int:
    """Where the word around a letter begins, as `words.WORD` cuts it: a joiner goes on with a word and begins none."""
    while at and (words.WORD.match(text[at - 1]) or text[at - 1] in words.JOINERS):
        at -= 1
    while text[at] in words.JOINERS:
        at += 1
    return at


def spans(text: str, language: str, terms: frozenset[str]) -> list[Span]:
    """Every word of the text (up to `FARTHEST`) that stands for one of the terms, in order."""
    if not terms:
        return []
    text = text[:FARTHEST]
    is_ascii = text.isascii()
    lower = text.lower() if is_ascii else _lower(text)
    analyse = words.analyser(language)
    found: list[Span] = []
    end = 0
    for match in _pattern(terms, is_ascii).finditer(lower):
        at = match.start()
        if at < end:
            continue
        word = words.WORD.match(text, at if is_ascii else max(_start_of_word(text, at), end))
        if word is None:
            continue
        end = word.end()
        found += _verified(word, analyse, terms)
        if len(found) >= MOST_MARKS:
            break
    return found


def _verified(word: re.Match[str], analyse: words.Analyser, terms: frozenset[str]) -> Iterable[Span]:
    surface = word.group()
    if not surface.isascii() and words.UNSPACED.search(surface):
        return _inside(word.start(), surface, terms)
    for term in analyse(surface):
        if term in terms:
            return ((word.start(), word.end(), term),)
    folded = words.fold(surface)
    return ((word.start(), word.end(), folded),) if folded in terms else ()


def _inside(start: int, run: str, terms: frozenset[str]) -> Iterable[Span]:
    """The asked pairs of letters in a run that has no blanks, joined where they overlap."""
    joined: list[Span] = []
    for at in range(len(run)):
        term = next((piece for piece in (run[at : at + 2], run[at]) if words.fold(piece) in terms), "")
        if term:
            first, last = start + at, start + at + len(term)
            if joined and joined[-1][1] >= first:
                joined[-1] = (joined[-1][0], last, joined[-1][2])
            else:
                joined.append((first, last, words.fold(term)))
    return joined


def _best_window(found: Sequence[Span]) -> tuple[int, int]:
    """The run of matches, no longer than a passage, that holds most different terms, then most matches; the first."""
    best, best_value, last = (0, 1), (0, 0), 0
    for first, (start, _end, _term) in enumerate(found):
        last = max(last, first + 1)
        while last < len(found) and found[last][1] - start <= LENGTH:
            last += 1
        value = (len({term for _s, _e, term in found[first:last]}), last - first)
        if value > best_value:
            best, best_value = (first, last), value
    return best


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a passage's length around start and end, cut between words, at a sentence if one is near."""
    spare = max(LENGTH - (end - start), 0)
    left = max(start - spare // 3, 0)
    if left:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, max(start - spare, 0), start)]
        blank = _GAP.search(text, left, start)
        left = ends[bisect_left(ends, left)] if ends and ends[-1] >= left else blank.end() if blank else left
    right = min(max(left + LENGTH, end), len(text))
    if right < len(text):
        cut = max(text.rfind(" ", end, right), text.rfind("\n", end, right))
        right = cut if cut > end else right
    return left, right


def _pieces(text: str, left: int, right: int, found: Sequence[Span]) -> tuple[Piece, ...]:
    pieces = [Piece("… ")] if left else []
    at = left
    for start, end, _term in found:
        if start > at:
            pieces.append(Piece(_WIDE.sub(" ", text[at:start])))
        pieces.append(Piece(text[start:end], is_marked=True))
        at = end
    pieces.append(Piece(_WIDE.sub(" ", text[at:right])))
    if right < len(text.rstrip()):
        pieces.append(Piece(" …"))
    return tuple(piece for piece in pieces if piece.text)


def passage(text: str, language: str, terms: frozenset[str]) -> tuple[Piece, ...]:
    """The best passage of a text for these terms, as pieces; its beginning when none of them stands in it."""
    found = spans(text, language, terms)
    first, last = _best_window(found) if found else (0, 0)
    chosen = found[first:last]
    start, end = (chosen[0][0], chosen[-1][1]) if chosen else (0, 0)
    left, right = _edges(text, start, end)
    return _pieces(text, left, right, [span for span in found if left <= span[0] and span[1] <= right])
