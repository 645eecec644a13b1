"""What a file is, whatever its name says."""

import pytest
from PIL import Image

from foundation.formats.sniffing import (
    DOCUMENTS,
    PICTURES,
    Dimensions,
    FileError,
    FileKind,
    kind_by_name,
    kind_of,
    require_kind,
    require_pixels,
    require_size,
)
from tests.factories import files

TAKEN = PICTURES | DOCUMENTS


def refused(data: bytes, name: str, taken: frozenset[FileKind] = TAKEN) -> FileError:
    with pytest.raises(FileError) as caught:
        require_kind(data, name, taken)
    return caught.value


@pytest.mark.parametrize("kind", files.PICTURES)
def test_a_picture_is_known_by_its_first_bytes(kind: str) -> None:
    data = files.PICTURES[kind]()
    assert kind_of(data) == kind
    assert require_kind(data, f"Photo.{kind.upper()}", TAKEN) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.empty_pdf(), FileKind.PDF),
        (b"\xef\xbb\xbf\r\n" + files.empty_pdf(), FileKind.PDF),
        ("Déclaration\n".encode(), FileKind.TXT),
        ("بيان\n".encode("utf-16"), FileKind.TXT),
        (b"\xff\xfe\x00\xd8", None),
        ("Déclaration".encode("latin-1"), None),
        (b"a\0b", None),
        (files.EXE, None),
        (b"PK\x03\x04" + b"\0" * 40, None),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", None),
        (b"", FileKind.TXT),
    ],
)
def test_other_files_are_known_or_not(data: bytes, kind: FileKind | None) -> None:
    assert kind_of(data) is kind


def test_jpeg_has_two_endings() -> None:
    assert kind_by_name("a.jpeg") is kind_by_name("a.JPG") is FileKind.JPEG
    assert kind_by_name("jpg") is None
    assert kind_by_name("a.svg") is None


def test_a_table_may_be_any_text() -> None:
    assert require_kind(b"year,place\n2019,Oslo\n", "a.csv", TAKEN) is FileKind.CSV


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (files.EXE, "statement.pdf"),
        (files.HTML, "statement.pdf"),
        (files.SVG, "drawing.png"),
        (files.HTML, "photo.jpg"),
        (files.EXE, "list.csv"),
        (files.EXE, "notes.txt"),
        (files.png(), "photo.jpg"),
        (files.empty_pdf(), "photo.png"),
        (files.gif(), "statement.pdf"),
        (files.empty_pdf(), "notes.txt"),
    ],
)
def test_a_name_that_lies_is_refused(data: bytes, name: str) -> None:
    fault = refused(data, name)
    assert fault.code == "mismatch"
    assert f".{name[-3:]}" in str(fault)


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "tool.exe", "letter.docx", "noending", ""])
def test_kinds_that_are_not_taken_are_named(name: str) -> None:
    fault = refused(files.SVG, name, PICTURES)
    assert fault.code == "kind"
    assert "avif, gif, jpg, png, webp" in str(fault)


def test_a_kind_for_elsewhere_is_not_taken_here() -> None:
    assert refused(files.empty_pdf(), "a.pdf", PICTURES).code == "kind"


def test_an_empty_file_says_so() -> None:
    assert refused(b"", "a.txt").code == "empty"


def test_size_says_how_much_is_taken() -> None:
    require_size(2**20, 2**20)
    with pytest.raises(FileError, match="1 MB"):
        require_size(2**20 + 1, 2**20)


@pytest.mark.parametrize("kind", files.PICTURES)
def test_dimensions_stand_in_the_header(kind: str) -> None:
    assert require_pixels(files.PICTURES[kind](), FileKind(kind), 2400) == Dimensions(60, 40)
    with pytest.raises(FileError) as caught:
        require_pixels(files.PICTURES[kind](), FileKind(kind), 2399)
    assert caught.value.code == "pixels"


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": files.exif()}])
def test_three_kinds_of_webp(options: dict[str, object]) -> None:
    data = files.saved(files.canvas((333, 77)), "WEBP", **options)
    assert require_pixels(data, FileKind.WEBP, 10**6) == Dimensions(333, 77)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF"])
def test_frames_are_counted(kind: str) -> None:
    assert require_pixels(files.animation(kind), FileKind(kind.lower()), 10**6) == Dimensions(40, 30, 3)


@pytest.mark.parametrize("kind", files.PICTURES)
@pytest.mark.parametrize("length", [0, 4, 12, 20])
def test_a_header_that_ends_early_is_refused(kind: str, length: int) -> None:
    with pytest.raises(FileError) as caught:
        require_pixels(files.PICTURES[kind]()[:length], FileKind(kind), 10**6)
    assert caught.value.code == "broken"


@pytest.mark.parametrize("data", [b"GIF89a\0\0\0\0\0\0\0;", b"GIF89a\1\0\1\0\0\0\0?;"])
def test_a_picture_of_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        require_pixels(data, FileKind.GIF, 10**6)
    assert caught.value.code == "broken"


def test_filling_between_segments_of_a_jpeg_is_passed_over() -> None:
    data = files.jpeg()
    filled = data[:2] + b"\xff\xff\xff" + data[2:]
    assert require_pixels(filled, FileKind.JPEG, 2400) == Dimensions(60, 40)


def test_what_the_decoder_itself_takes_for_a_bomb_is_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(FileError) as caught:
        require_pixels(files.avif(), FileKind.AVIF, 10**6)
    assert caught.value.code == "pixels"


def test_a_jpeg_that_has_no_frame_is_refused() -> None:
    with pytest.raises(FileError) as caught:
        require_pixels(b"\xff\xd8" + files.segment(0xE0, b"JFIF") + b"\0\0\0\0", FileKind.JPEG, 10**6)
    assert caught.value.code == "broken"
