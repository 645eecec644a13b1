"""Streams of a PDF made clean by what they hold: drawings, photographs, colour profiles, tables of letters."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pypdf.filters import ASCII85Decode, ASCIIHexDecode, FlateDecode
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from foundation.formats.jpegs import jp2_without_metadata, without_metadata
from foundation.formats.pdf_content import Budget, TooMuchError, UnfinishedError, cleaned
from foundation.formats.pdf_grammar import DRAWN, PROGRAMMED, STORED
from foundation.formats.pdf_pixels import size_of_pixels, value_of

# ISO 32000-2, table 6, with the short names of table 92.
KNOWN_FILTERS: Final = frozenset(
    {"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/CCITTFaxDecode"}
    | {"/JBIG2Decode", "/DCTDecode", "/JPXDecode", "/Fl", "/LZW", "/A85", "/AHx", "/RL", "/CCF", "/DCT"}
)
UNPACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    **dict.fromkeys(("/FlateDecode", "/Fl"), FlateDecode.decode),
    **dict.fromkeys(("/ASCII85Decode", "/A85"), ASCII85Decode.decode),
    **dict.fromkeys(("/ASCIIHexDecode", "/AHx"), ASCIIHexDecode.decode),
}
# Those that are read letter by letter, with how many letters take as long as a step of a drawing.
SLOW: Final = {"/LZWDecode": 4, "/LZW": 4, "/RunLengthDecode": 4, "/RL": 4, "/ASCII85Decode": 20, "/A85": 20}
FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
# Gives 16 MB at most.
PIECE: Final = 16_000
MOST_UNPACKED: Final = 75_000_000
# Nobody packs more than twice; each time may give as much again as the last.
MOST_FILTERS: Final = 4
CLEANERS: Final = {"/DCTDecode": without_metadata, "/DCT": without_metadata, "/JPXDecode": jp2_without_metadata}
# PostScript: a comment ends with its line; in a string the sign is a sign.
COMMENT: Final = re.compile(rb"(\([^()\\]*+(?:\\.[^()\\]*+){0,999}\))|%[^\r\n]*+", re.DOTALL)
# ICC.1, 10: types of tags that hold words, and the one where Apple keeps a screen's serial number.
WORDS: Final = frozenset({b"desc", b"text", b"mluc", b"mmod"})


@dataclass
class Work:
    """What is known while a file is made clean: how much may still be read, and which streams are done."""

    budget: Budget = field(default_factory=Budget)
    # Of pixels and letters that are only counted: forty full pages of a scanner.
    counted: Budget = field(default_factory=lambda: Budget(size=1_000_000_000))
    done: dict[int, StreamObject] = field(default_factory=dict)


def clean_stream(stream: StreamObject, kind: str, work: Work) -> None:
    """Leave in the stream what its kind says. A stream packed in a way that nobody knows is a ValueError."""
    filters = _filters(stream)
    if kind == "xobject":
        kind = {"/Image": "data", "/PS": ""}.get(str(value_of(stream, "/Subtype")), "content")
    if kind in STORED:
        _clean_photograph(stream, filters, work.budget)
        _without_tail(stream, filters, work)
    elif kind in DRAWN:
        _clean_drawing(stream, work)
    elif kind in PROGRAMMED:
        _without_comments(stream, work.budget)
    elif kind == "colour":
        _clean_colour(stream, work.budget)
    else:
        _set(stream, b"")


def _filters(stream: StreamObject) -> list[str]:
    found = value_of(stream, "/Filter")
    names = [str(name) for name in found] if isinstance(found, ArrayObject) else [str(found)] if found else []
    if not KNOWN_FILTERS.issuperset(names) or len(names) > MOST_FILTERS:
        raise ValueError("unknown filter")
    return names


def _clean_photograph(stream: StreamObject, filters: list[str], budget: Budget) -> None:
    """Take the notes out of a JPEG."""
    if not filters or filters[-1] not in CLEANERS:
        return
    _unwrap(stream, filters, budget)
    budget.spend(size=len(stream._data))
    stream._data = CLEANERS[filters[-1]](stream._data)


def _without_tail(stream: StreamObject, filters: list[str], work: Work) -> None:
    """Cut off what stands behind the end of packed pixels, and what is packed behind the last of them."""
    if len(filters) != 1 or filters[0] not in FLATE:
        return
    unpacker, at, got, is_damaged = zlib.decompressobj(), 0, 0, False
    try:
        while at < len(stream._data) and not unpacker.eof:
            piece = unpacker.decompress(stream._data[at : at + PIECE])
            at, got = at + PIECE, got + len(piece)
            work.counted.spend(size=len(piece))
    except zlib.error:
        is_damaged = True
    size = size_of_pixels(stream)
    if is_damaged or (size is not None and size < got):
        pixels = _inflated(stream._data, work.budget)[:size]
        work.budget.spend(size=len(pixels))
        _pack(stream, pixels)
    else:
        stream._data = stream._data[: min(at, len(stream._data)) - len(unpacker.unused_data)]


def _unwrap(stream: StreamObject, filters: list[str], budget: Budget) -> None:
    """Leave only the innermost filter."""
    if len(filters) < 2:
        return
    settings = value_of(stream, "/DecodeParms")
    for name in filters[:-1]:
        stream._data = _unpacked(name, stream._data, budget)
    stream[NameObject("/Filter")] = NameObject(filters[-1])
    if isinstance(settings, ArrayObject) and settings:
        stream[NameObject("/DecodeParms")] = settings[-1]


def _unpacked(name: str, data: bytes, budget: Budget) -> bytes:
    """What is wrapped in a filter. One that wraps no other is a ValueError."""
    budget.spend(steps=len(data) // SLOW[name] if name in SLOW else 0)
    if name not in UNPACKERS:
        raise ValueError("a filter that wraps no other")
    found = _inflated(data, budget) if name in FLATE else UNPACKERS[name](data)
    budget.spend(size=len(found))
    return found


def _inflated(data: bytes, budget: Budget) -> bytes:
    """No more than may still be read."""
    most = min(budget.size, MOST_UNPACKED)
    try:
        found = zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        # What is broken is read letter by letter.
        budget.spend(steps=len(data))
        found = FlateDecode.decode(data)
    if len(found) > most:
        raise TooMuchError("unpacked")
    return found


def _data_of(stream: StreamObject, budget: Budget) -> bytes:
    """What the stream holds. Spends what it takes to unpack it, not yet what comes out."""
    filters = _filters(stream)
    _unwrap(stream, filters, budget)
    budget.spend(size=len(stream._data))
    if not filters:
        return bytes(stream._data)
    budget.spend(steps=len(stream._data) // SLOW[filters[-1]] if filters[-1] in SLOW else 0)
    if filters[-1] in FLATE:
        found = _inflated(stream._data, budget)
        if not value_of(stream, "/DecodeParms"):
            return found
        # The differences of lines are added up byte by byte.
        budget.spend(steps=len(found))
    return bytes(stream.get_data())


def _clean_drawing(stream: StreamObject, work: Work) -> None:
    """Once, however many pages share it."""
    try:
        _clean_piece(stream, work)
    except UnfinishedError as error:
        if error.drawn is None:
            raise
        _set(stream, error.drawn)


def _without_comments(stream: StreamObject, budget: Budget) -> None:
    """Of a table of letters or a function."""
    data = _data_of(stream, budget)
    budget.spend(size=len(data))
    if b"%" in data:
        _set(stream, COMMENT.sub(lambda found: found.group(1) or b"", data))


def _clean_colour(stream: StreamObject, budget: Budget) -> None:
    """A function, a profile, or a table of colours."""
    if value_of(stream, "/FunctionType") == 4:
        _without_comments(stream, budget)
    elif "/N" in stream and "/FunctionType" not in stream:
        profile = _data_of(stream, budget)
        budget.spend(size=len(profile))
        if (plain := profile_without_words(profile)) != profile:
            _set(stream, plain)


def profile_without_words(data: bytes) -> bytes:
    """An ICC profile whose descriptions are empty; anything else as it is."""
    count = int.from_bytes(data[128:132], "big")
    if data[36:40] != b"acsp" or count > 1000:
        return data
    out = bytearray(data)
    for entry in range(132, 132 + 12 * count, 12):
        start, size = (int.from_bytes(data[at : at + 4], "big") for at in (entry + 4, entry + 8))
        if data[start : start + 4] in WORDS:
            end = min(start + size, len(data))
            # A record of "mluc" says how long records are even when there are none.
            begin = start + 16 if data[start : start + 4] == b"mluc" else start + 8
            out[start + 8 : min(start + 12, end)] = bytes(max(0, min(start + 12, end) - start - 8))
            out[begin:end] = bytes(max(0, end - begin))
    return bytes(out)


def _set(stream: StreamObject, data: bytes) -> None:
    """Store the data packed."""
    _pack(stream, data)
    stream.pop("/DecodeParms", None)


def _pack(stream: StreamObject, data: bytes) -> None:
    """Store packed what may be differences between lines."""
    stream._data = zlib.compress(data)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream[NameObject("/Length")] = NumberObject(len(stream._data))
    stream.decoded_self = None


def joined_contents(page: DictionaryObject, work: Work) -> None:
    """Make one stream of a page's contents where they come in pieces that do not stand alone.

    Pieces may part between any two tokens. Most part between instructions, and many pages share those.
    """
    pieces = value_of(page, "/Contents")
    if not isinstance(pieces, ArrayObject):
        return
    streams = [one for one in (entry.get_object() for entry in pieces) if isinstance(one, StreamObject)]
    try:
        for one in streams:
            _clean_piece(one, work)
    except UnfinishedError:
        whole = DecodedStreamObject()
        whole.set_data(b"\n".join(_data_of(one, work.budget) for one in streams))
        page[NameObject("/Contents")] = _kept(whole, pieces)


def _clean_piece(stream: StreamObject, work: Work) -> None:
    """Raises UnfinishedError for a piece that does not stand alone, and leaves that as it is."""
    if id(stream) not in work.done:
        _set(stream, cleaned(_data_of(stream, work.budget), work.budget))
        work.done[id(stream)] = stream


def _kept(stream: StreamObject, beside: ArrayObject) -> IndirectObject:
    """The stream as an object of the file that is read."""
    reader = next(entry.pdf for entry in beside if isinstance(entry, IndirectObject))
    number = 10**9 + len(reader.resolved_objects)
    reader.cache_indirect_object(0, number, stream)
    return IndirectObject(number, 0, reader)
