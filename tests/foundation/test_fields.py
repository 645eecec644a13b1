"""What goes into the storage went through the scrubber, once."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile, File
from PIL import Image

from foundation.fields import clean_file, document_limits, is_sealed, picture_limits, seal
from foundation.formats.sniffing import FileError
from tests.factories import files


def test_the_seal_belongs_to_these_very_bytes() -> None:
    assert is_sealed(b"abc", f"{seal(b'abc')}.txt")
    assert not is_sealed(b"abd", f"{seal(b'abc')}.txt")
    assert not is_sealed(b"abc", "abc.txt")
    assert not is_sealed(b"abc", "")


def test_a_seal_cannot_be_made_elsewhere(settings: object) -> None:
    ours = seal(b"abc")
    settings.SECRET_KEY = "another site"
    assert seal(b"abc") != ours


def test_a_name_tells_nothing() -> None:
    clean = clean_file(ContentFile(files.jpeg()), f"{files.SECRET} at home.JPEG", picture_limits())
    assert clean.name is not None
    assert files.SECRET not in clean.name
    assert clean.name.endswith(".jpg")
    assert len(clean.name) == 36


def test_a_scrubbed_file_is_not_drawn_a_second_time() -> None:
    noise = files.saved(Image.effect_noise((60, 40), 90).convert("RGB"), "JPEG")
    once = clean_file(ContentFile(noise), "a.jpg", picture_limits())
    data = once.read()
    twice = clean_file(File(BytesIO(data), name=once.name), once.name or "", picture_limits())
    assert twice.read() == data
    # Under any other name it is a stranger again.
    again = clean_file(File(BytesIO(data), name="b.jpg"), "b.jpg", picture_limits())
    assert again.read() != data


@pytest.mark.parametrize(("limits", "most"), [(picture_limits, 20), (document_limits, 50)])
def test_size_is_asked_before_the_file_is_read(limits: object, most: int) -> None:
    class Unread(ContentFile):
        def read(self, *args: object) -> bytes:
            raise AssertionError("read")

    vast = Unread(b"")
    vast.size = most * 2**20 + 1
    with pytest.raises(FileError, match=f"{most} MB"):
        clean_file(vast, "a.png", limits())
