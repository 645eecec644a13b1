"""Any file that is taken, made clean: bytes in, bytes out, or a `FileError` that says what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.formats import pdfs, pictures
from foundation.formats.sniffing import PICTURES, FileKind, require_kind, require_size


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken: kinds, bytes, and pixels with all frames counted together."""

    taken: frozenset[FileKind]
    most_bytes: int
    most_pixels: int = 0


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What may be stored."""

    data: bytes
    kind: FileKind


def scrubbed(data: bytes, name: str, limits: Limits) -> CleanFile:
    """The file without metadata. `name` is only asked for its ending. Raises `FileError`."""
    require_size(len(data), limits.most_bytes)
    kind = require_kind(data, name, limits.taken)
    if kind in PICTURES:
        return CleanFile(pictures.redraw(data, kind, limits.most_pixels), kind)
    if kind is FileKind.PDF:
        return CleanFile(pdfs.rewritten(data), kind)
    return CleanFile(plain(data), kind)


def plain(data: bytes) -> bytes:
    """Text as UTF-8; a byte order mark stays, because spreadsheets ask for it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16").encode("utf-8-sig")
    return data
