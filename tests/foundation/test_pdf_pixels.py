"""Behind the pixels of an image in a PDF nothing hides."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, EncodedStreamObject, NameObject, NumberObject

from foundation.formats import pdf_streams
from foundation.formats.pdf_content import Budget, TooMuchError
from foundation.formats.pdf_pixels import size_of_pixels
from foundation.formats.pdfs import rewritten
from tests.factories import files

NAME = NameObject
PIXELS = bytes(range(60))
SECRET = files.SECRET.encode()


def image(data: bytes, **entries: object) -> EncodedStreamObject:
    """Five by four pixels of three colours."""
    made = EncodedStreamObject()
    made._data = data
    facts = {"Subtype": NAME("/Image"), "ColorSpace": NAME("/DeviceRGB"), "BitsPerComponent": 8, "Width": 5}
    made.update(files.named(**{**facts, "Height": 4, "Filter": NAME("/FlateDecode"), **entries}))
    return made


def cleaned(given: EncodedStreamObject) -> EncodedStreamObject:
    """The image after its file was taken."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NAME("/Resources")] = files.named(XObject=files.named(Im0=writer._add_object(given)))
    data = rewritten(files.written(writer))
    assert files.traces(data) == set()
    taken: EncodedStreamObject = PdfReader(BytesIO(data)).pages[0]["/Resources"]["/XObject"]["/Im0"]
    return taken


def test_an_image_stays_byte_for_byte() -> None:
    packed = zlib.compress(PIXELS, 1)
    assert cleaned(image(packed))._data == packed


def test_what_stands_behind_the_packed_pixels_goes() -> None:
    packed = zlib.compress(PIXELS)
    assert cleaned(image(packed + SECRET))._data == packed
    long = zlib.compress(bytes(range(250)) * 300, 0)
    assert cleaned(image(long + SECRET * 9000, Width=250, Height=100))._data == long


def test_what_is_packed_behind_the_pixels_goes() -> None:
    assert cleaned(image(zlib.compress(PIXELS + SECRET))).get_data() == PIXELS


def test_what_is_packed_behind_differences_of_lines_goes() -> None:
    lines = b"".join(b"\2" + PIXELS[at : at + 15] for at in range(0, 60, 15))
    settings = files.named(Predictor=15, Colors=3, Columns=5)
    taken = cleaned(image(zlib.compress(lines + SECRET), DecodeParms=settings))
    assert zlib.decompress(taken._data) == lines
    assert taken["/DecodeParms"]["/Predictor"] == 15


def test_an_image_that_is_cut_off_stays_as_it_is() -> None:
    packed = zlib.compress(PIXELS)[:-6]
    assert cleaned(image(packed))._data == packed


def test_of_damaged_pixels_what_can_be_read_is_packed_anew() -> None:
    taken = cleaned(image(zlib.compress(PIXELS)[:-1] + b"\0" + SECRET))
    assert zlib.decompress(taken._data) == PIXELS


def test_counting_has_an_end() -> None:
    work = pdf_streams.Work(counted=Budget(size=59))
    with pytest.raises(TooMuchError):
        pdf_streams.clean_stream(image(zlib.compress(PIXELS)), "xobject", work)


@pytest.mark.parametrize(
    ("entries", "size"),
    [
        ({}, 60),
        ({"BitsPerComponent": 4}, 32),
        ({"ImageMask": BooleanObject(True)}, 4),
        ({"ColorSpace": NAME("/DeviceCMYK")}, 80),
        ({"ColorSpace": ArrayObject([NAME("/DeviceGray")])}, 20),
        ({"ColorSpace": ArrayObject([NAME("/Indexed"), NAME("/DeviceRGB"), NumberObject(1)])}, 20),
        ({"ColorSpace": ArrayObject([NAME("/ICCBased"), files.named(N=4)])}, 80),
        ({"ColorSpace": ArrayObject([NAME("/DeviceN"), ArrayObject([NAME("/A"), NAME("/B")])])}, 40),
        ({"DecodeParms": ArrayObject([files.named(Predictor=2, Colors=3, Columns=5)])}, 60),
        ({"DecodeParms": files.named(Predictor=12, Colors=3, Columns=5)}, 64),
        ({"DecodeParms": ArrayObject()}, 60),
        # Where it cannot be told.
        ({"Subtype": NAME("/Form")}, None),
        ({"Width": 0}, None),
        ({"Height": 10**7}, None),
        ({"ColorSpace": NAME("/CS0")}, None),
        ({"ColorSpace": ArrayObject()}, None),
        ({"ColorSpace": ArrayObject([NAME("/ICCBased"), NumberObject(3)])}, None),
        ({"ColorSpace": ArrayObject([NAME("/DeviceN"), NumberObject(3)])}, None),
        ({"ColorSpace": ArrayObject([NAME("/Pattern"), NAME("/DeviceRGB")])}, None),
        ({"DecodeParms": files.named(Predictor=12, Columns=0)}, None),
    ],
)
def test_how_much_the_pixels_take(entries: dict[str, object], size: int | None) -> None:
    assert size_of_pixels(image(b"", **entries)) == size
