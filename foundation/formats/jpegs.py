"""JPEG and JPEG 2000 without their side notes, for pictures inside other files: not decoded, so nothing is lost."""

from __future__ import annotations

# ITU-T T.81, annex B: APP0 (JFIF) and APP14 (Adobe's colours) change what is seen; other APPn and comments do not.
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
NOTES = (frozenset(range(0xE0, 0xF0)) - {0xE0, 0xEE}) | {COMMENT}
# Inside a scan these bytes after 0xFF are not markers of a segment.
IN_SCAN = frozenset({0x00, 0xFF, *range(0xD0, 0xD8)})

# ISO/IEC 15444-1, annex I: boxes of XML and of anybody's own.
NOTE_BOXES = frozenset({b"xml ", b"uuid", b"uinf"})


def without_metadata(data: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments, and without what stands behind its end.

    Raises ValueError for what is not a JPEG.
    """
    if data[:2] != bytes([0xFF, START]):
        raise ValueError("not a JPEG")
    out, at = bytearray(data[:2]), 2
    while at + 1 < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == END:
            break
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == SCAN:
            end = _end_of_scan(data, end)
        if marker not in NOTES:
            out += data[at:end]
        at = end
    return bytes(out) + bytes([0xFF, END])


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is not part of the coded pixels."""
    while (at := data.find(b"\xff", at)) >= 0:
        if at + 1 < len(data) and data[at + 1] not in IN_SCAN:
            return at
        at += 1
    return len(data)


def jp2_without_metadata(data: bytes) -> bytes:
    """A JPEG 2000 file without the boxes that hold words; a bare code stream as it is. Raises ValueError."""
    if data[4:8] != b"jP  ":
        return data
    out, at = bytearray(), 0
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + length if length else len(data)
        if end < at + 8 or end > len(data):
            raise ValueError("no box")
        if name not in NOTE_BOXES:
            out += data[at:end]
        at = end
    return bytes(out)
