"""The demo's pictures are drawn, not taken: whoever draws them anew gets what is kept."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from config.demo import drawing

NAMES = ["threads", "lengths", "editions"]
KEPT = drawing.HERE / "pictures"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pictures, drawn into a folder of the test."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "content").symlink_to(drawing.HERE / "content")
    (folder / "pictures").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "HERE", folder)
        drawing.draw()
    return folder / "pictures"


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        assert picture.format == "WEBP"
        return picture.convert("RGB")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far apart two pictures are, on the average of every point's three parts (0 to 255)."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_every_picture_that_is_kept_is_drawn(drawn: Path) -> None:
    assert {path.name for path in drawn.iterdir()} == {path.name for path in KEPT.iterdir()}
    assert {path.stem for path in drawn.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_drawing_anew_gives_what_is_kept(drawn: Path, name: str) -> None:
    """Nearly: another version of the encoder may round otherwise."""
    new, kept = opened(drawn / f"{name}.webp"), opened(KEPT / f"{name}.webp")
    assert new.size == kept.size == (drawing.COLUMNS * drawing.CELL, drawing.ROWS * drawing.CELL)
    assert distance(new, kept) < 1
    assert min(distance(new, opened(KEPT / f"{other}.webp")) for other in NAMES if other != name) > 10


@pytest.mark.parametrize("name", NAMES)
def test_only_the_colours_of_the_house_and_their_shades_are_used(name: str) -> None:
    palette = [drawing.PAPER, drawing.LINEN, drawing.SAND, drawing.CLAY, drawing.TEAL, drawing.SAFFRON, drawing.MADDER]
    palette += [drawing.shade(colour, 0.86) for colour in palette]
    used = {colour for _count, colour in getattr(drawing, name)().getcolors()}
    assert used <= set(palette)
    assert len(used) > 8


def test_a_shade_stays_a_colour() -> None:
    assert drawing.shade((200, 100, 0), 0.5) == (100, 50, 0)
    assert drawing.shade((200, 100, 0), 2) == (255, 200, 0)


def test_each_edition_has_its_band() -> None:
    """Thirteen bands: those in the series are teal, the one outside is saffron."""
    cloth = drawing.editions()
    bands = [
        [cloth.getpixel((column * drawing.CELL + 10, row * drawing.CELL + 10)) for row in range(drawing.ROWS)]
        for column in range(drawing.COLUMNS)
    ]
    assert sum(drawing.TEAL in band for band in bands) == 12
    assert sum(drawing.SAFFRON in band for band in bands) == 1
    assert drawing.TEAL in bands[2]
    assert drawing.TEAL in bands[drawing.COLUMNS - 3]
