"""JPEG and JPEG 2000 without their side notes, for pictures inside other files: not decoded, so nothing is lost."""

from __future__ import annotations

import re
from typing import Final

# ITU-T T.81, annex B: APP0 (JFIF) and APP14 (Adobe's colours) change what is seen; other APPn and comments do not.
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
JFIF, ADOBE = 0xE0, 0xEE
NOTES = (frozenset(range(0xE0, 0xF0)) - {JFIF, ADOBE}) | {COMMENT}
# However long, in one step.
FILLING: Final = re.compile(rb"\xff++")
# Inside a scan, a zero, filling and restarts after 0xFF are not the marker of a segment.
SCAN_ENDS: Final = re.compile(rb"\xff(?=[^\x00\xff\xd0-\xd7])")
# Photographs have some dozens, with notes of many cameras some hundreds; more is a trick.
MOST_PARTS: Final = 10_000

# ISO/IEC 15444-1, annex I: boxes of XML and of anybody's own.
NOTE_BOXES = frozenset({b"xml ", b"uuid", b"uinf"})


def without_metadata(data: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments, and without what stands behind its end.

    Raises ValueError for what is not a JPEG.
    """
    if data[:2] != bytes([0xFF, START]):
        raise ValueError("not a JPEG")
    out, at, parts = bytearray(data[:2]), 2, 0
    while at + 1 < len(data):
        filling = FILLING.match(data, at)
        if filling is None:
            raise ValueError("no marker")
        at = filling.end() - 1
        marker = data[at + 1] if at + 1 < len(data) else END
        parts += 1
        if marker == END:
            break
        if parts > MOST_PARTS:
            raise ValueError("too many segments")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == SCAN:
            found = SCAN_ENDS.search(data, end)
            end = found.start() if found else len(data)
        if marker not in NOTES:
            out += _plain(marker, data[at:end])
        at = end
    return bytes(out) + bytes([0xFF, END])


def _plain(marker: int, segment: bytes) -> bytes:
    """Of what programs write only the density and Adobe's colours: no thumbnail, nothing of others."""
    payload = segment[4:]
    if marker == JFIF:
        # ITU-T T.871: version, unit and two densities, and a thumbnail of no size.
        is_known = payload[:5] == b"JFIF\0" and len(payload) >= 12
        return b"\xff\xe0\x00\x10JFIF\x00\x01\x01" + payload[7:12] + b"\x00\x00" if is_known else b""
    if marker == ADOBE:
        is_known = payload[:5] == b"Adobe" and len(payload) >= 12
        return b"\xff\xee\x00\x0e" + payload[:12] if is_known else b""
    return segment


def jp2_without_metadata(data: bytes) -> bytes:
    """A JPEG 2000 file without the boxes that hold words; a bare code stream as it is. Raises ValueError."""
    if data[4:8] != b"jP  ":
        return data
    out, at, parts = bytearray(), 0, 0
    while at < len(data):
        parts += 1
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + length if length else len(data)
        if end < at + 8 or end > len(data) or parts > MOST_PARTS:
            raise ValueError("no box")
        if name not in NOTE_BOXES:
            out += data[at:end]
        at = end
    return bytes(out)
