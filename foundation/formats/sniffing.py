"""What a file is by its first bytes, and how much it would become: read from headers, before anything is decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image


class FileError(ValueError):
    """A file that is not taken. `message` is for the person who chose it; `code` is for programs."""

    def __init__(self, code: str, message: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class FileKind(StrEnum):
    """Kinds of files that are taken; the value is the extension they are stored under."""

    JPEG = "jpg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    AVIF = "avif"
    PDF = "pdf"
    TXT = "txt"
    CSV = "csv"


KIND_BY_ENDING: dict[str, FileKind] = {"jpeg": FileKind.JPEG, **{kind.value: kind for kind in FileKind}}
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.GIF, FileKind.WEBP, FileKind.AVIF})
# Office files keep who wrote what in too many places: they come as PDF.
DOCUMENTS = frozenset({FileKind.PDF, FileKind.TXT, FileKind.CSV})
MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.GIF: "image/gif",
    FileKind.WEBP: "image/webp",
    FileKind.AVIF: "image/avif",
    FileKind.PDF: "application/pdf",
    FileKind.TXT: "text/plain; charset=utf-8",
    FileKind.CSV: "text/csv; charset=utf-8",
}
# Markers that carry a frame's size (ITU-T T.81, table B.1): SOF0 to SOF15 without DHT, JPG and DAC.
START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# More frames than this are a trick: they cost time before they cost memory.
MOST_FRAMES = 2000


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Pixels of the canvas and how many frames are drawn on it."""

    width: int
    height: int
    frames: int = 1

    @property
    def pixels(self) -> int:
        return self.width * self.height * self.frames


def kind_of(data: bytes) -> FileKind | None:
    """The kind that the first bytes say; TXT for anything that reads as text; None for what is not taken."""
    for is_it, kind in SIGNS:
        if is_it(data):
            return kind
    return FileKind.TXT if _is_text(data) else None


def kind_by_name(name: str) -> FileKind | None:
    """The kind that a file's name promises."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return KIND_BY_ENDING.get(ending)


def require_kind(data: bytes, name: str, taken: frozenset[FileKind]) -> FileKind:
    """The kind of the file, if its name and its first bytes agree on one that is taken. Raises `FileError`."""
    promised = kind_by_name(name)
    if promised not in taken:
        kinds = ", ".join(sorted(kind.value for kind in taken))
        raise FileError("kind", _("This kind of file is not taken here: only %(kinds)s.") % {"kinds": kinds})
    if not data:
        raise FileError("empty", _("The file is empty."))
    found = kind_of(data)
    if found is FileKind.TXT and promised is FileKind.CSV:
        return promised
    if found is not promised:
        raise FileError(
            "mismatch",
            _("The name says .%(kind)s, but the file holds something else. Open it and save it again as .%(kind)s.")
            % {"kind": promised.value},
        )
    return promised


def require_size(size: int, most: int) -> None:
    """Raises `FileError` for a file of more than `most` bytes."""
    if size > most:
        raise FileError(
            "bytes", _("The file is too big. The most that is taken is %(most)d MB.") % {"most": most // 2**20}
        )


def require_pixels(data: bytes, kind: FileKind, most: int) -> Dimensions:
    """The dimensions of a picture, read from its header. Raises `FileError` if they are unreadable or too much."""
    try:
        found = READERS[kind](data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels(most) from error
    except Exception as error:
        # Ours fail where a header ends early, Pillow's with whatever its library says.
        raise FileError("broken", BROKEN_PICTURE) from error
    if found.width < 1 or found.height < 1:
        raise FileError("broken", BROKEN_PICTURE)
    if found.pixels > most or found.frames > MOST_FRAMES:
        raise too_many_pixels(most)
    return found


def too_many_pixels(most: int) -> FileError:
    """The fault of a picture that would become more than `most` pixels, its frames counted together."""
    return FileError(
        "pixels",
        _("The picture has too many pixels. Make it smaller: at most %(most)s million pixels, all frames together.")
        % {"most": round(most / 10**6, 1)},
    )


BROKEN_PICTURE = gettext_lazy("The picture is broken or incomplete. Open it and save it again.")


def _is_avif(data: bytes) -> bool:
    """ISO/IEC 14496-12: a file type box that names the brand among its first."""
    length = int.from_bytes(data[:4], "big")
    brands = [data[i : i + 4] for i in range(8, min(length, len(data), 128), 4)]
    return data[4:8] == b"ftyp" and not {b"avif", b"avis"}.isdisjoint(brands)


SIGNS: tuple[tuple[Callable[[bytes], bool], FileKind], ...] = (
    (lambda data: data[:3] == b"\xff\xd8\xff", FileKind.JPEG),
    (lambda data: data[:8] == b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (lambda data: data[:6] in {b"GIF87a", b"GIF89a"}, FileKind.GIF),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", FileKind.WEBP),
    (_is_avif, FileKind.AVIF),
    (lambda data: data[:1024].lstrip(b"\xef\xbb\xbf\0\t\r\n ")[:5] == b"%PDF-", FileKind.PDF),
)


def _is_text(data: bytes) -> bool:
    """UTF-8, or UTF-16 with a byte order mark, without control characters."""
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(char) < 32 and char not in "\t\n\r\f" for char in text)


def _jpeg(data: bytes) -> Dimensions:
    at = 2
    while data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
        elif marker in START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Dimensions(width, height)
        else:
            at += 2 + length
    raise ValueError("no frame")


def _png(data: bytes) -> Dimensions:
    width, height = struct.unpack_from(">II", data, 16)
    at, frames = 8, 1
    while (name := data[at + 4 : at + 8]) not in {b"IDAT", b""}:
        if name == b"acTL":
            frames = int.from_bytes(data[at + 8 : at + 12], "big")
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return Dimensions(width, height, max(1, frames))


def _gif(data: bytes) -> Dimensions:
    """The screen, stretched to the images that stick out of it as decoders do."""
    width, height = struct.unpack_from("<HH", data, 6)
    frames = 0
    for at in _gif_images(data):
        left, top, across, down = struct.unpack_from("<HHHH", data, at + 1)
        width, height, frames = max(width, left + across), max(height, top + down), frames + 1
    return Dimensions(width, height, max(1, frames))


def _gif_images(data: bytes) -> Iterator[int]:
    """Where images begin (GIF89a, appendix A); never more than one over the cap."""
    at, found = 13 + _colours(data[10]), 0
    while data[at] != 0x3B and found <= MOST_FRAMES:
        if data[at] == 0x2C:
            yield at
            found += 1
            at += 11 + _colours(data[at + 9])
        elif data[at] == 0x21:
            at += 2
        else:
            raise ValueError("no block")
        while data[at]:
            at += 1 + data[at]
        at += 1


def _colours(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Dimensions:
    """RFC 9649: the canvas of an extended file, or the header of the only image."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[i : i + 3], "little") + 1 for i in (24, 27))
        return Dimensions(width, height, max(1, data.count(b"ANMF")) if data[20] & 2 else 1)
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Dimensions((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", data, 26)
    return Dimensions(width & 0x3FFF, height & 0x3FFF)


def _avif(data: bytes) -> Dimensions:
    """Pillow only parses the boxes when it opens one."""
    with Image.open(BytesIO(data), formats=["AVIF"]) as image:
        return Dimensions(image.width, image.height, getattr(image, "n_frames", 1))


READERS: dict[FileKind, Callable[[bytes], Dimensions]] = {
    FileKind.JPEG: _jpeg,
    FileKind.PNG: _png,
    FileKind.GIF: _gif,
    FileKind.WEBP: _webp,
    FileKind.AVIF: _avif,
}
