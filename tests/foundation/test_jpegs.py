"""A photograph inside another file loses its notes and not one pixel."""

from io import BytesIO
from time import process_time

import pytest
from PIL import Image

from foundation.formats.jpegs import jp2_without_metadata, without_metadata
from tests.factories import files


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 1}, {"subsampling": 0}])
def test_notes_go_and_pixels_stay(options: dict[str, object]) -> None:
    noise = Image.effect_noise((64, 48), 90).convert("RGB")
    plain = files.saved(noise, "JPEG", exif=files.exif(), comment=files.SECRET, **options)
    given = plain[:2] + files.segment(0xED, files.SECRET.encode()) + plain[2:] + files.SECRET.encode()
    taken = without_metadata(given)
    assert files.traces(given)
    assert files.traces(taken) == set()
    assert Image.open(BytesIO(taken)).tobytes() == Image.open(BytesIO(given)).tobytes()


def test_what_adobe_says_about_colours_stays() -> None:
    given = files.saved(files.canvas(mode="CMYK"), "JPEG", exif=files.exif())
    taken = without_metadata(given)
    assert files.traces(taken) == set()
    assert Image.open(BytesIO(taken)).info["adobe_transform"] == Image.open(BytesIO(given)).info["adobe_transform"]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\x00\x00"])
def test_what_is_no_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|marker"):
        without_metadata(data)


def box(name: bytes, payload: bytes, *, is_long: bool = False) -> bytes:
    """A JPEG 2000 box, with its length in four bytes or in eight."""
    if is_long:
        return (1).to_bytes(4, "big") + name + (16 + len(payload)).to_bytes(8, "big") + payload
    return (8 + len(payload)).to_bytes(4, "big") + name + payload


@pytest.mark.parametrize("is_long", [False, True])
def test_a_jpeg_2000_loses_the_boxes_with_words(is_long: bool) -> None:
    plain = files.saved(files.canvas(), "JPEG2000")
    notes = [box(name, files.SECRET.encode(), is_long=is_long) for name in (b"xml ", b"uuid")]
    given = plain[:12] + notes[0] + plain[12:] + notes[1]
    assert jp2_without_metadata(given) in (plain, given.replace(notes[0], b"").replace(notes[1], b""))
    assert files.traces(jp2_without_metadata(given)) == set()
    assert Image.open(BytesIO(jp2_without_metadata(plain))).tobytes() == Image.open(BytesIO(plain)).tobytes()


def test_a_bare_code_stream_has_no_boxes() -> None:
    assert jp2_without_metadata(b"\xff\x4f\xff\x51abc") == b"\xff\x4f\xff\x51abc"


def test_a_box_longer_than_its_file_is_refused() -> None:
    with pytest.raises(ValueError, match="box"):
        jp2_without_metadata(files.saved(files.canvas(), "JPEG2000")[:-4] + box(b"jp2c", b"ab")[:9])


def test_filling_between_segments_is_passed_over() -> None:
    plain = files.saved(files.canvas(), "JPEG", comment=files.SECRET)
    assert without_metadata(plain[:2] + b"\xff\xff" + plain[2:]) == without_metadata(plain)


def test_a_picture_that_was_cut_off_ends_where_it_ends() -> None:
    plain = files.saved(files.canvas(), "JPEG")
    assert plain.endswith(b"\xff\xd9")
    assert without_metadata(plain[:-2]) == plain
    half = Image.open(BytesIO(without_metadata(plain[:-1])))
    assert half.tobytes() == Image.open(BytesIO(plain)).tobytes()


def test_filling_is_passed_over_in_one_step() -> None:
    plain = files.saved(files.canvas(), "JPEG")
    filling = b"\xff" * 30_000_000
    started = process_time()
    assert without_metadata(plain[:2] + filling + plain[2:]) == plain
    assert without_metadata(plain[:-2] + filling + plain[-1:]).endswith(plain[-2:])
    assert without_metadata(plain[:-2] + b"\xff\0" * 15_000_000).startswith(plain[:-2])
    # One by one they took more than ten seconds.
    assert process_time() - started < 4


def test_more_segments_than_any_photograph_has_are_refused() -> None:
    with pytest.raises(ValueError, match="segments"):
        without_metadata(files.jpeg()[:2] + files.segment(0xFE, b"") * 10_001)
    with pytest.raises(ValueError, match="box"):
        jp2_without_metadata(files.saved(files.canvas(), "JPEG2000")[:12] + box(b"xml ", b"") * 10_001)


def test_of_a_header_only_the_density_stays() -> None:
    plain = files.saved(files.canvas(), "JPEG", dpi=(300, 200))
    header = plain[2:20]
    assert header == b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x01\x2c\x00\xc8\x00\x00"
    small = files.segment(0xE0, header[4:16] + b"\x02\x02" + (files.SECRET.encode()[:12]))
    extended = files.segment(0xE0, b"JFXX\0\x10" + files.jpeg())
    others = files.segment(0xE0, files.SECRET.encode()) + files.segment(0xE0, b"JFIF\0")
    taken = without_metadata(plain[:2] + small + extended + others + plain[20:])
    assert taken == plain
    assert Image.open(BytesIO(taken)).info["dpi"] == (300, 200)


def test_nothing_hides_behind_what_adobe_says() -> None:
    given = files.saved(files.canvas(mode="CMYK"), "JPEG")
    at = given.index(b"\xff\xee\x00\x0eAdobe")
    longer = given[:at] + files.segment(0xEE, given[at + 4 : at + 16] + files.SECRET.encode()) + given[at + 16 :]
    other = given[:at] + files.segment(0xEE, files.SECRET.encode()) + given[at:]
    assert without_metadata(longer) == without_metadata(other) == without_metadata(given)
