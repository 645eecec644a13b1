"""Images that stand in the middle of a PDF's content stream (ISO 32000-2, 8.9.7): where they end, what they keep."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Final

from foundation.formats.jpegs import without_metadata

PARTS: Final = frozenset(
    b"/BPC /BitsPerComponent /CS /ColorSpace /D /Decode /DP /DecodeParms /F /Filter /H /Height /IM /ImageMask"
    b" /I /Interpolate /W /Width /Intent".split()
)
PACKING: Final = frozenset(
    b"/Predictor /Colors /BitsPerComponent /Columns /EarlyChange /K /EndOfLine /EncodedByteAlign /Rows /EndOfBlock"
    b" /BlackIs1 /DamagedRowsBeforeError /ColorTransform << >> [ ] true false null".split()
)
COLOURS: Final = {b"/G": 1, b"/DeviceGray": 1, b"/RGB": 3, b"/DeviceRGB": 3, b"/CMYK": 4, b"/DeviceCMYK": 4}
PACKED: Final = {b"/A85", b"/ASCII85Decode", b"/AHx", b"/ASCIIHexDecode", b"/Fl", b"/FlateDecode"}
OTHERS: Final = {b"/LZW", b"/LZWDecode", b"/RL", b"/RunLengthDecode", b"/CCF", b"/CCITTFaxDecode"}
PHOTOGRAPHS: Final = {b"/DCT", b"/DCTDecode"}
END: Final = re.compile(rb"(?<=[\x00\t\n\f\r >])EI(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)")
BLANKS: Final = re.compile(rb"[\x00\t\n\f\r ]*+")
# Places that look like the end of an image and are not: more in one image is a trick.
MOST_ENDS: Final = 20
MOST_FILTERS: Final = 4
NUMBER: Final = re.compile(rb"[-+]?[\d.]+")
Facts = Sequence[tuple[bytes, list[bytes]]]


@dataclass(frozen=True, slots=True)
class End:
    """Where the data of an image ends, where the drawing goes on, and how many places looked like it."""

    data: int
    after: int
    tries: int = 1


def end_of_image(
    data: bytes, start: int, facts: Mapping[bytes, Sequence[bytes]], following: re.Pattern[bytes]
) -> End | None:
    """The end of an image whose data begin at `start`; None if there is none.

    Raw pixels are counted. Of others, the end is the first "EI" after which the drawing goes on, for their bytes may
    spell those letters too.
    """
    size = _raw_size(facts)
    if size is not None and (blanks := BLANKS.match(data, start + size)) and data.startswith(b"EI", blanks.end()):
        return End(start + size, blanks.end() + 2)
    first: End | None = None
    for tries, found in enumerate(islice(END.finditer(data, start), MOST_ENDS), 1):
        end = End(found.start(), found.end(), tries)
        first = first or end
        behind = BLANKS.match(data, end.after)
        if behind and following.match(data, behind.end()):
            return end
    return first and End(first.data, first.after, MOST_ENDS)


def _raw_size(facts: Mapping[bytes, Sequence[bytes]]) -> int | None:
    """How many bytes an image without filters takes; None for others, and where that cannot be told."""
    if filters_of(facts):
        return None
    width, height, depth = (_number(facts, *names) for names in ((b"/W", b"/Width"), (b"/H", b"/Height"), (b"/BPC", b"/BitsPerComponent")))  # noqa: E501  # fmt: skip
    colours = facts.get(b"/CS") or facts.get(b"/ColorSpace") or [b""]
    parts = 1 if colours[0] == b"[" else COLOURS.get(colours[0], 0)
    if (facts.get(b"/IM") or facts.get(b"/ImageMask")) == [b"true"]:
        parts = depth = 1
    return ceil(width * parts * depth / 8) * height if min(width, height, parts, depth) > 0 else None


def _number(facts: Mapping[bytes, Sequence[bytes]], *names: bytes) -> int:
    value = next((facts[name][0] for name in names if facts.get(name)), b"")
    return int(value) if value.isdigit() and len(value) < 9 else 0


def filters_of(facts: Mapping[bytes, Sequence[bytes]]) -> list[bytes]:
    """Names of the filters, the outermost first."""
    value = facts.get(b"/F") or facts.get(b"/Filter") or []
    return [token for token in value if token.startswith(b"/")]


def repacked(facts: Facts, pixels: bytes, spend: Callable[..., None]) -> tuple[list[bytes], bytes]:
    """Tokens of the facts and the data of an image; a photograph without notes. ValueError for what nobody knows.

    `spend` is told what unpacking takes, as `Budget.spend`.
    """
    filters = filters_of(dict(facts))
    if len(filters) > MOST_FILTERS:
        raise ValueError("packed too often")
    if not {*PACKED, *OTHERS, *PHOTOGRAPHS}.issuperset(filters):
        raise ValueError("unknown filter")
    if not filters or not PHOTOGRAPHS.intersection(filters):
        return [token for key, value in facts for token in (key, *_plain(key, value))], pixels
    if filters[-1] not in PHOTOGRAPHS:
        raise ValueError("a photograph that is packed the wrong way round")
    for name in filters[:-1]:
        # One step for twenty letters of Ascii85, which are read one by one.
        spend(steps=len(pixels) // 20 if name in {b"/A85", b"/ASCII85Decode"} else 0)
        pixels = _unpacked(name, pixels)
        spend(size=len(pixels))
    settings = {b"/DP", b"/DecodeParms"} if filters[1:] else set()
    kept = [(key, value) for key, value in facts if key not in {b"/F", b"/Filter", *settings}]
    tokens = [token for key, value in kept for token in (key, *_plain(key, value))]
    return [*tokens, b"/F", b"/DCT"], without_metadata(pixels)


def _plain(key: bytes, value: Sequence[bytes]) -> list[bytes]:
    """The value; of settings of filters only numbers and their names."""
    if key not in {b"/DP", b"/DecodeParms"}:
        return list(value)
    return [token for token in value if token in PACKING or NUMBER.fullmatch(token)]


def _unpacked(name: bytes, data: bytes) -> bytes:
    if name in {b"/A85", b"/ASCII85Decode"}:
        return a85decode(data.strip().partition(b"~")[0])
    if name in {b"/AHx", b"/ASCIIHexDecode"}:
        return binascii.unhexlify(b"".join(data.partition(b">")[0].split()))
    if name in {b"/Fl", b"/FlateDecode"}:
        return zlib.decompressobj().decompress(data, 50_000_000)
    raise ValueError("packed in a way that photographs are not")
