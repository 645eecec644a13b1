"""Files that people give as archives: opened, unpacked and looked over before anything is read from them."""

from __future__ import annotations

import codecs
import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO, Final, Protocol, cast

from django.utils.translation import gettext as _

LONGEST_LINE: Final = 5 * 2**20  # bytes
LARGEST: Final = 2 * 2**30  # bytes, unpacked
CHUNK: Final = 2**20
UTF16: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# First bytes of files that people give by mistake → what they are.
OTHERS: Final = {
    b"PK\x03\x04": "ZIP (or a spreadsheet)",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Microsoft Office",
    b"SQLite": "SQLite",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"(\xb5/\xfd": "zstd",
}


class Readable(Protocol):
    """Whatever bytes can be read from."""

    def read(self, size: int, /) -> bytes: ...


class UnusableError(Exception):
    """The file as a whole cannot be read; the message says what to do."""


def lines_of(file: IO[bytes]) -> Iterator[bytes | None]:
    """Lines with their ends; None for one that is too long."""
    while line := file.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """What a gzip file holds; any other file as it is."""
    magic = file.read(2)
    file.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file, mode="rb")) if magic == b"\x1f\x8b" else file


def as_utf8(file: IO[bytes]) -> IO[bytes]:
    """The same file, or a copy in UTF-8 of what a spreadsheet wrote in UTF-16."""
    start = _first_bytes(file)
    encoding = UTF16.get(start[:2])
    if encoding is None:
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the archive
    try:
        for chunk in chunks_of(codecs.EncodedFile(file, "utf-8", encoding)):
            copy.write(chunk)
    except UnicodeError:
        raise UnusableError(_("The file says that it is UTF-16 and is not. Save it as UTF-8.")) from None
    copy.seek(0)
    return cast("IO[bytes]", copy)


def _first_bytes(file: IO[bytes]) -> bytes:
    try:
        start = file.read(CHUNK)
    except (EOFError, OSError, zlib.error):
        raise UnusableError(_broken()) from None
    file.seek(0)
    return start


def _broken() -> str:
    return _("The gzip file is cut off or damaged. Fetch it again: nothing was read from it.")


def looked_over(file: IO[bytes]) -> int:
    """Read the file to its end once; the number of its lines. UnusableError when it is cut off, empty or not text."""
    _require_text(_first_bytes(file))
    return sum(chunk.count(b"\n") for chunk in chunks_of(file)) + 1


def chunks_of(file: Readable) -> Iterator[bytes]:
    """What the file holds, piece by piece; UnusableError when it is cut off, or unpacks to more than we take."""
    size = 0
    try:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise UnusableError(_("The file is larger than 2 GB when unpacked. Split it."))
            yield chunk
    except (EOFError, OSError, zlib.error):
        raise UnusableError(_broken()) from None


def _require_text(start: bytes) -> None:
    if not start.strip():
        raise UnusableError(_("The file is empty."))
    for magic, name in OTHERS.items():
        if start.startswith(magic):
            raise UnusableError(_("This is a %(name)s file. Export it as CSV (UTF-8) or JSON lines.") % {"name": name})
    if start[257:262] == b"ustar":
        raise UnusableError(_("This is a tar file, which holds other files. Unpack it and give one of those."))
    # One stray NUL is the fault of its row; many are no text.
    if start[:4096].count(0) * 50 > len(start[:4096]):
        raise UnusableError(_("This is not a text file. Give CSV (UTF-8) or JSON lines, plain or gzipped."))


def spooled(stream: IO[bytes]) -> IO[bytes]:
    """A copy of a stream that can only be read once."""
    copy = tempfile.SpooledTemporaryFile(max_size=8 * CHUNK)  # noqa: SIM115 - lives as long as the archive
    shutil.copyfileobj(stream, copy, CHUNK)
    copy.seek(0)
    return cast("IO[bytes]", copy)
