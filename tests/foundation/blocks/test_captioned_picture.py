"""One of several files comes to the reader, small enough for a slow line."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from PIL import Image

from foundation.models.media import Picture
from tests.factories import files

pytestmark = pytest.mark.django_db
BUDGET = 200_000


def landscape(size: tuple[int, int]) -> bytes:
    """Noise of several grains over each other, which packs about as badly as a photograph."""
    picture = Image.new("RGB", size, (120, 110, 100))
    for grain, share in ((8, 0.5), (64, 0.3), (600, 0.1)):
        noise = Image.merge("RGB", [Image.effect_noise((grain, grain), 80)] * 3).resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, noise, share)
    return files.saved(picture, "JPEG", quality=92)


@pytest.fixture
def drawn(settings: Any, tmp_path: Path) -> Tag:
    settings.MEDIA_ROOT = str(tmp_path)
    file = ContentFile(landscape((1600, 1000)), name="a.jpg")
    picture = Picture.objects.create(title="Hall", description="A full hall", file=file)
    return BeautifulSoup(render_to_string("components/picture.html", {"picture": picture}), "html.parser").picture


def test_the_browser_chooses_kind_and_width(drawn: Tag) -> None:
    assert drawn.source["type"] == "image/avif"
    assert [part.split()[1] for part in drawn.img["srcset"].split(", ")] == ["400w", "800w", "1200w"]
    assert drawn.img["src"].endswith(".webp")
    assert (drawn.img["width"], drawn.img["height"]) == ("400", "250")
    assert drawn.img["loading"] == "lazy"
    assert drawn.img["alt"] == "A full hall"
    assert drawn.img["sizes"] == drawn.source["sizes"]


def test_each_is_small_and_upright(drawn: Tag, settings: Any) -> None:
    links = [part.split()[0] for srcset in (drawn.source["srcset"], drawn.img["srcset"]) for part in srcset.split(", ")]
    assert len(links) == 6
    for link in links:
        data = (Path(settings.MEDIA_ROOT) / link.removeprefix("/media/")).read_bytes()
        assert len(data) <= BUDGET
        assert Image.open(BytesIO(data)).width in {400, 800, 1200}
