"""Pixels come through, and nothing else does."""

import struct
import tracemalloc
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageSequence

from foundation.formats.pictures import redraw
from foundation.formats.sniffing import Dimensions, FileError, FileKind, require_pixels
from tests.factories import files

MOST = 24_000_000


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", files.PICTURES)
def test_no_secret_survives(kind: str) -> None:
    given = files.PICTURES[kind]()
    assert files.traces(given)
    taken = redraw(given, FileKind(kind), MOST)
    assert files.traces(taken) == set()
    known = opened(taken).info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert known <= {
        "progressive",
        "progression",
        "version",
        "background",
        "loop",
        "duration",
        "timestamp",
        "extension",
    }
    assert not opened(taken).getexif()


@pytest.mark.parametrize("kind", files.PICTURES)
def test_what_is_seen_stays(kind: str) -> None:
    taken = opened(redraw(files.PICTURES[kind](), FileKind(kind), MOST)).convert("RGB")
    assert taken.size == (60, 40)
    corner, field = taken.getpixel((3, 3)), taken.getpixel((50, 30))
    assert corner[2] > 230
    assert corner[0] < 40
    assert field[0] > 230
    assert field[2] < 40


def test_a_picture_that_lay_on_its_side_stands_upright() -> None:
    taken = opened(redraw(files.jpeg(orientation=6), FileKind.JPEG, MOST))
    assert taken.size == (40, 60)
    # Turned clockwise, the upper left corner comes to the upper right.
    assert taken.getpixel((37, 3))[2] > 200
    assert taken.getpixel((3, 3))[0] > 200


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF"])
def test_an_animation_keeps_its_frames_and_their_times(kind: str) -> None:
    given = files.animation(kind)
    assert files.traces(given)
    data = redraw(given, FileKind(kind.lower()), MOST)
    assert files.traces(data) == set()
    taken, seen = opened(data), []
    for frame in ImageSequence.Iterator(taken):
        frame.load()
        pixel = frame.convert("RGB").getpixel((20, 15))
        seen.append((round(frame.info["duration"]), pixel.index(max(pixel))))
    assert seen == [(100, 0), (200, 1), (300, 2)]
    # AVIF has no word for how often.
    assert kind == "AVIF" or taken.info["loop"] == 5


def test_an_animation_that_shows_through_still_does() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    frames = [clear.copy(), clear.copy()]
    frames[0].paste((255, 0, 0, 255), (0, 0, 10, 10))
    frames[1].paste((0, 0, 255, 255), (10, 10, 20, 20))
    given = files.saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90, disposal=2, loop=0)
    taken = opened(redraw(given, FileKind.GIF, MOST))
    taken.seek(1)
    second = taken.convert("RGBA")
    assert second.getpixel((3, 3))[3] == 0
    assert second.getpixel((15, 15)) == (0, 0, 255, 255)


def profile_with_red_and_blue_swapped() -> bytes:
    """sRGB whose tag table names its red and blue primaries the other way round."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain.replace(b"rXYZ", b"?XYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"?XYZ", b"bXYZ", 1)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_of_another_space_become_those_of_the_web(mode: str) -> None:
    picture = files.canvas(mode="RGB").convert(mode)
    given = files.saved(picture, "PNG", icc_profile=profile_with_red_and_blue_swapped())
    taken = opened(redraw(given, FileKind.PNG, MOST))
    assert "icc_profile" not in taken.info
    red, _green, blue = taken.convert("RGB").getpixel((50, 30))
    assert blue > 240
    assert red < 60


def test_print_colours_become_those_of_the_screen() -> None:
    taken = opened(redraw(files.saved(files.canvas(mode="CMYK"), "JPEG"), FileKind.JPEG, MOST))
    assert taken.mode == "RGB"


def test_a_profile_that_cannot_be_read_is_left_out() -> None:
    given = files.saved(files.canvas(), "PNG", icc_profile=b"no profile " + files.SECRET.encode())
    taken = redraw(given, FileKind.PNG, MOST)
    assert files.traces(taken) == set()
    assert opened(taken).getpixel((50, 30)) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_to_hold_pixels_is_kept(mode: str) -> None:
    given = files.saved(Image.new(mode, (8, 8), 1 if mode == "1" else None), "PNG")
    assert opened(redraw(given, FileKind.PNG, MOST)).mode == mode


def test_a_see_through_colour_of_a_palette_is_kept() -> None:
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    taken = opened(redraw(files.saved(picture, "PNG", transparency=1), FileKind.PNG, MOST))
    assert taken.convert("RGBA").getpixel((1, 1))[3] == 0


def test_webp_without_loss_stays_without_loss() -> None:
    noise = Image.effect_noise((40, 40), 90).convert("RGB")
    taken = opened(redraw(files.saved(noise, "WEBP", lossless=True), FileKind.WEBP, MOST))
    assert taken.convert("RGB").tobytes() == noise.tobytes()


@pytest.mark.parametrize("kind", files.PICTURES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_picture_is_refused_with_a_reason(kind: str, share: float) -> None:
    noise = Image.effect_noise((60, 40), 90).convert("RGB")
    plain = files.saved(noise, "JPEG" if kind == "jpg" else kind.upper())
    assert redraw(plain, FileKind(kind), MOST)
    with pytest.raises(FileError) as caught:
        redraw(plain[: int(len(plain) * share)], FileKind(kind), MOST)
    assert caught.value.code == "broken"
    assert "broken or incomplete" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("png", files.bomb_png()),
        ("webp", files.vast_webp()),
        ("gif", files.vast_gif()),
        ("gif", files.many_frames_gif()),
    ],
    ids=["81 megapixels of png", "webp", "gif frame beyond its screen", "gif of many frames"],
)
def test_what_would_swell_is_refused_before_it_does(kind: str, data: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(FileError) as caught:
        redraw(data, FileKind(kind), MOST)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "pixels"
    assert "24" in str(caught.value)
    assert peak < 2_000_000


def test_frames_count_together() -> None:
    given = files.animation("GIF")
    with pytest.raises(FileError) as caught:
        redraw(given, FileKind.GIF, 40 * 30 * 2)
    assert caught.value.code == "pixels"
    assert redraw(given, FileKind.GIF, 40 * 30 * 3)


def test_a_picture_with_two_headers_is_measured_by_the_one_that_is_drawn() -> None:
    plain = files.saved(files.canvas(), "JPEG")
    small = files.segment(0xC0, b"\x08" + struct.pack(">HH", 1, 1) + b"\x01\x01\x11\0")
    given = plain[:2] + small + plain[2:]
    assert require_pixels(given, FileKind.JPEG, 1) == Dimensions(1, 1)
    with pytest.raises(FileError) as caught:
        redraw(given, FileKind.JPEG, 60 * 40 - 1)
    assert caught.value.code == "pixels"


def test_the_picture_for_programs_that_know_no_animation_is_no_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("white", *files.COLOURS)]
    given = files.saved(
        frames[0], "PNG", save_all=True, append_images=frames[1:], duration=[100, 200, 300], default_image=True
    )
    taken, seen = opened(redraw(given, FileKind.PNG, MOST)), []
    for frame in ImageSequence.Iterator(taken):
        pixel = frame.convert("RGB").getpixel((5, 5))
        seen.append((round(frame.info["duration"]), pixel.index(max(pixel)), sum(pixel)))
    assert seen == [(100, 0, 255), (200, 1, 255), (300, 2, 255)]
