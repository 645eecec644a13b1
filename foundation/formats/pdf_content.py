"""Content streams of a PDF (ISO 32000-2, 7.8): what draws stays, byte for byte where it can; whatever else goes.

Gone are comments, operators that nobody knows, points marked for programs, entries of property lists that say nothing
about the words on the page, and what cameras wrote into inline JPEG images.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from foundation.formats.pdf_inline import PARTS, end_of_image, repacked

# All operators but those of inline images (BI), of points that only programs read (MP, DP), and BX and EX.
OPERATORS: Final = frozenset(
    b"b B b* B* BDC BMC BT c cm CS cs d d0 d1 Do EMC ET f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc"
    b" SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
# Those that take words.
WRITERS: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
# Of the property list of marked content, what readers who listen need.
MARKS: Final = frozenset({b"/MCID", b"/ActualText", b"/Alt", b"/E", b"/Lang", b"/Type", b"/Subtype", b"/BBox"})
VALUES: Final = frozenset({b"true", b"false", b"null"})
MOST_OPERANDS: Final = 200_000
MOST_FACTS: Final = 5000

# Only classes of characters are possessive: with groups that is broken before Python 3.11.5. Repetitions of groups
# have an end, because each takes memory; what is longer goes step by step.
_BLANK = rb"[\x00\t\n\f\r ]"
_INNER = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_NUMBER = rb"[-+.\d]++"
_PLAIN = rb"[^()\\]*+(?:\\.[^()\\]*+){0,9999}"
_WORDS = rb"\(" + _PLAIN + rb"(?:\(" + _PLAIN + rb"\)" + _PLAIN + rb"){0,99}\)"
_HEX = rb"<[\da-fA-F\x00\t\n\f\r ]*+>"
_SIMPLE = rb"(?:" + _NUMBER + rb"|/" + _INNER + rb"*+|" + _WORDS + rb"|" + _HEX + rb")"
_ARRAY = rb"\[(?:" + _BLANK + rb"*+" + _SIMPLE + rb"){0,9999}" + _BLANK + rb"*+\]"
_MARK = rb"(?:/MCID" + _BLANK + rb"++\d++|/ActualText" + _BLANK + rb"*+" + _HEX + rb")"
_MARKS = rb"<<" + _BLANK + rb"*+" + _MARK + _BLANK + rb"*+>>"
_FIGURES = rb"\[[-+.\d\x00\t\n\f\r ]*+\]"
_OPERATOR = rb"(?:" + b"|".join(re.escape(one) for one in sorted(OPERATORS - WRITERS, key=len, reverse=True)) + rb")"
_INSTRUCTION = (
    rb"(?:(?:(?:" + _NUMBER + rb"|/" + _INNER + rb"*+|" + _FIGURES + rb"|" + _MARKS + rb")" + _BLANK + rb"*+){0,99}"
    + _OPERATOR + rb"(?!" + _INNER + rb")|(?:(?:" + _SIMPLE + rb"|" + _ARRAY + rb")" + _BLANK + rb"*+){1,9}"
    + rb"(?:T[jJ]|'|\")(?!" + _INNER + rb"))" + _BLANK + rb"*+"
)  # fmt: skip
# Instructions as nearly all programs write them, a long run at a time.
RUN: Final = re.compile(rb"(?:" + _INSTRUCTION + rb"){1,999}", re.DOTALL)
NEXT: Final = re.compile(rb"(?:" + _INSTRUCTION + rb"|BI" + _BLANK + rb"|\Z)", re.DOTALL)
# Brackets that open or close nothing are passed over like blanks and comments.
GAP: Final = re.compile(rb"(?:" + _BLANK + rb"++|%[^\r\n]*+|[){}]++|>(?!>)){1,9999}")
TOKEN: Final = re.compile(rb"<<|>>|" + _HEX + rb"|[\[\]]|/" + _INNER + rb"*+|" + _INNER + rb"++")
NUMBER: Final = re.compile(_NUMBER)
IN_WORDS: Final = re.compile(rb"\\.|[()]", re.DOTALL)


class UnfinishedError(ValueError):
    """The stream ends in the middle of something. `drawn` is what it draws until there; None if that is unsure."""

    def __init__(self, drawn: bytes | None) -> None:
        super().__init__("unfinished")
        self.drawn = drawn


class TooMuchError(ValueError):
    """There is more of it than anybody needs."""


@dataclass
class Budget:
    """How much may still be read: bytes, and steps that take long. Shared by all streams of a file."""

    size: int = 150_000_000
    steps: int = 1_500_000

    def spend(self, *, size: int = 0, steps: int = 0) -> None:
        """Raises TooMuchError when nothing is left."""
        self.size -= size
        self.steps -= steps
        if self.size < 0 or self.steps < 0:
            raise TooMuchError("budget")


def cleaned(data: bytes, budget: Budget) -> bytes:
    """The stream with nothing but what it draws. Raises UnfinishedError, TooMuchError, or ValueError for others."""
    budget.spend(size=len(data))
    return _Reading(data, budget).finished()


@dataclass
class _Reading:
    data: bytes
    budget: Budget
    at: int = 0
    written: list[bytes] = field(default_factory=list)

    def finished(self) -> bytes:
        """Run after run, and step by step where a run stops."""
        while True:
            self.at = _past(self.data, self.at)
            if run := RUN.match(self.data, self.at):
                # With a line's end: what was followed by a comment would grow together with what follows that.
                self.written += [run.group(), b"\n"]
                self.at = run.end()
            elif self.at >= len(self.data):
                return b"".join(self.written)
            else:
                self._step()

    def _step(self) -> None:
        """Everything up to the next operator, and that."""
        operands: list[bytes] = []
        while (token := self._token()) is not None:
            if token[:1] not in b"/(<>[]" and token not in VALUES and not NUMBER.fullmatch(token):
                self._write(token, operands)
                return
            operands.append(token)
            if len(operands) > MOST_OPERANDS:
                raise TooMuchError("operands")
        if operands:
            raise UnfinishedError(None if {b"[", b"<<"} & set(operands) else b"".join(self.written))

    def _write(self, operator: bytes, operands: list[bytes]) -> None:
        """An instruction, if it is one that draws."""
        self.budget.spend(steps=1 + len(operands))
        if operator == b"BI":
            self._image()
        elif operator in OPERATORS:
            self.written.append(b" ".join([*_marked(operator, operands), operator, b"\n"]))

    def _token(self) -> bytes | None:
        """The next token; None at the end."""
        self.at = start = _past(self.data, self.at)
        if start >= len(self.data):
            return None
        if self.data[start] == ord("("):
            self.at = self._end_of_words()
        elif found := TOKEN.match(self.data, start):
            self.at = found.end()
        else:
            raise UnfinishedError(None)
        return self.data[start : self.at]

    def _end_of_words(self) -> int:
        """Behind the bracket that closes the string that begins here; brackets in it come in pairs."""
        depth = 0
        for found in IN_WORDS.finditer(self.data, self.at):
            self.budget.spend(steps=1)
            depth += {b"(": 1, b")": -1}.get(found.group(), 0)
            if depth == 0:
                return found.end()
        raise UnfinishedError(None)

    def _image(self) -> None:
        """An inline image: BI, its facts, ID, its data, EI."""
        facts: list[bytes] = []
        while (token := self._token()) != b"ID":
            if token is None:
                raise UnfinishedError(None)
            facts.append(token)
            if len(facts) > MOST_FACTS:
                raise TooMuchError("facts")
        kept = pairs(facts, PARTS)
        start = self.at + 1
        end = end_of_image(self.data, start, dict(kept), NEXT)
        if end is None:
            raise UnfinishedError(None)
        self.budget.spend(steps=len(facts) + 2 * end.tries)
        self.at = end.after
        facts, pixels = repacked(kept, self.data[start : end.data], self.budget.spend)
        self.written.append(b"BI " + b" ".join(facts) + b" ID " + pixels + b"\nEI\n")


def _past(data: bytes, at: int) -> int:
    """Behind what is between two tokens."""
    while found := GAP.match(data, at):
        at = found.end()
    return at


def _marked(operator: bytes, operands: list[bytes]) -> list[bytes]:
    """The operands, without words where none belong, and property lists without what tells of people."""
    if operator in WRITERS:
        return [token for token in operands if token not in {b"<<", b">>"}]
    at = operands.index(b"<<") if b"<<" in operands else len(operands)
    plain = [token for token in operands[:at] if token[:1] not in {b"(", b"<", b">"}]
    if operator != b"BDC" or at == len(operands):
        return plain
    end = len(operands) - operands[::-1].index(b">>") - 1 if b">>" in operands else at
    kept = pairs(operands[at + 1 : end], MARKS)
    return [*plain, b"<<", *(token for key, value in kept for token in (key, *value)), b">>"]


def pairs(tokens: Sequence[bytes], allowed: Container[bytes]) -> list[tuple[bytes, list[bytes]]]:
    """Keys that are allowed, each with the tokens of its value; dictionaries only for `/DecodeParms`."""
    found: list[tuple[bytes, list[bytes]]] = []
    at = 0
    while at < len(tokens) - 1:
        key, end = tokens[at], at + 2
        if tokens[at + 1] in {b"<<", b"["}:
            end = _closed(tokens, at + 1)
        value = list(tokens[at + 1 : end])
        if key in allowed and (b"<<" not in value or key in {b"/DP", b"/DecodeParms"}):
            found.append((key, value))
        at = end
    return found


def _closed(tokens: Sequence[bytes], at: int) -> int:
    """Behind the bracket that closes the one at `at`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index] in {b"<<", b"["}) - (tokens[index] in {b">>", b"]"})
        if depth == 0:
            return index + 1
    return len(tokens)
