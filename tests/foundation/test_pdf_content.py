"""What draws the pages draws the same, and says nothing else."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from foundation.formats import pdf_content
from foundation.formats.pdf_content import Budget, TooMuchError, UnfinishedError, cleaned
from tests.factories import files

SECRET = files.SECRET.encode()


def left(data: bytes) -> bytes:
    """The cleaned stream with single blanks."""
    return b" ".join(cleaned(data, Budget()).split())


def inline(facts: bytes, pixels: bytes) -> bytes:
    return b"q BI " + facts + b" ID " + pixels + b"\nEI Q"


@pytest.mark.parametrize(
    "data",
    [
        b"q 1 0 0 -1.5 .5 0 cm /Im0 Do Q",
        b"BT /F1 12 Tf [ (a\\)b) -20 <00FF> ] TJ (c (d) e) ' T* ET",
        b"BT (a (b (c) d) e) Tj ET",
        b"/P <</MCID 3>> BDC EMC",
        b"/Span << /ActualText (fi) /Lang (en) >> BDC EMC",
        b"/OC /MC0 BDC EMC",
        b"0 0 m 1 1 l b* f* W* n",
        b"0 G true gs",
    ],
)
def test_what_draws_stays(data: bytes) -> None:
    assert left(data) == data


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"q %% %s\nQ" % SECRET, b"q Q"),
        (b"q%%%%%s\r\nQ" % SECRET, b"q Q"),
        (b"1 0 0 % x\n 1 0 0 cm", b"1 0 0 1 0 0 cm"),
        (b"q %s Q" % SECRET, b"q Q"),
        (b"(%s) who Q" % SECRET, b"Q"),
        (b"/Made <</By (%s)>> DP /%s MP q" % (SECRET, SECRET), b"q"),
        (b"/Span <</ActualText (a) /Author (%s) /X <</MCID (%s)>> /BBox [1 2]>> BDC" % (SECRET, SECRET),
         b"/Span << /ActualText (a) /BBox [1 2] >> BDC"),
        (b"/Span <</Author (%s) BDC q" % SECRET, b"/Span << >> BDC q"),
        (b"<</Author (%s)>> m q" % SECRET, b"m q"),
        (b"(%s) Q <%s> q" % (SECRET, SECRET.hex().encode()), b"Q q"),
        (b") } q > (x) Q (%s)" % SECRET, b"q Q"),
        (b"BX 1 2 %s EX q" % SECRET, b"q"),
        (b"", b""),
    ],
)  # fmt: skip
def test_everything_else_goes(data: bytes, kept: bytes) -> None:
    try:
        found = left(data)
    except UnfinishedError as error:
        assert error.drawn is not None
        found = b" ".join(error.drawn.split())
    assert found.replace(b"[ 1 2 ]", b"[1 2]") == kept


@pytest.mark.parametrize("data", [b"q (open", b"q <12", b"q <zz>", b"q [1 2", b"q << /A", b"BI /W 1", b"BI /W 1 ID xx"])
def test_a_stream_that_ends_in_the_middle_of_something_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(UnfinishedError) as caught:
        cleaned(data, Budget())
    assert caught.value.drawn is None


def photographs() -> Iterator[tuple[str, bytes, bytes]]:
    plain = files.jpeg()
    yield "short", b"/W 60 /H 40 /CS /RGB /BPC 8 /F /DCT /%s 1" % SECRET, plain
    yield "long", b"/Width 60 /Filter [/DCTDecode] /DecodeParms [<</ColorTransform 1 /By (%s)>>]" % SECRET, plain
    yield "packed", b"/F [/AHx /DCT] /DP [null null]", plain.hex().encode() + b">"


@pytest.mark.parametrize(("facts", "pixels"), [pytest.param(*rest, id=name) for name, *rest in photographs()])
def test_a_photograph_between_the_lines_loses_its_notes(facts: bytes, pixels: bytes) -> None:
    assert files.traces(pixels) or files.traces(bytes.fromhex(pixels[:-1].decode()))
    data = cleaned(inline(facts, pixels), Budget())
    assert files.traces(data) == set()
    assert data.endswith(b"\nEI\nQ\n")
    picture = Image.open(BytesIO(data.partition(b" ID ")[2]))
    assert picture.tobytes() == Image.open(BytesIO(files.jpeg())).tobytes()


@pytest.mark.parametrize(
    ("facts", "pixels"),
    [
        (b"/W 6 /H 2 /BPC 8 /CS /G", b"ab EI Q efgh"),
        (b"/W 8 /H 3 /IM true", b" EI"),
        (b"/W 2 /H 2 /BPC 8 /CS [/Indexed /RGB 1 <000000ffffff>]", b"\0\1\1\0"),
        (b"/W 2 /H 1 /BPC 8 /CS /Named", b"a EI x EI zz"),
        (b"/F /Fl", b"x\x9c\0 EI \x80\xff"),
        (b"/F /CCF /DP <</K -1 /Columns 8>>", b"\0\1\2"),
    ],
)
def test_other_images_between_the_lines_stay_as_they_are(facts: bytes, pixels: bytes) -> None:
    data = cleaned(inline(facts, pixels), Budget())
    assert b" ID " + pixels in data
    assert data.endswith(b"\nEI\nQ\n")


@pytest.mark.parametrize(
    ("facts", "pixels"),
    [(b"/F /Secret", b"x"), (b"/F [/DCT /Fl]", b"x"), (b"/F /DCT", b"no JPEG"), (b"/F [/LZW /DCT]", b"x")],
)
def test_an_image_that_nobody_can_read_stops_it(facts: bytes, pixels: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        cleaned(inline(facts, pixels), Budget())


@pytest.mark.parametrize(
    "data",
    [
        b"x " * 200,
        b"(" * 200,
        b"(" + b"()" * 200 + b")",
        b"BI " + b"/W 1 " * 100 + b"ID x EI",
        b"0 " * 500,
        b"BI " * 200,
    ],
)
def test_a_stream_that_takes_too_long_stops(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_content, "MOST_OPERANDS", 100)
    monkeypatch.setattr(pdf_content, "MOST_FACTS", 100)
    with pytest.raises(TooMuchError):
        cleaned(data, Budget(steps=100))


def test_a_long_one_is_read_to_its_end_and_a_longer_one_stops() -> None:
    data = b"0 0 m 1 1 l S\n" * 5000
    assert left(data) == b" ".join(data.split())
    with pytest.raises(TooMuchError):
        cleaned(data, Budget(size=len(data) - 1))


def test_cleaning_twice_changes_nothing() -> None:
    once = cleaned(inline(b"/F /DCT", files.jpeg()) + b" /Span <</MCID 1 /Lang (en)>> BDC (a (b)) Tj % x", Budget())
    assert left(once) == b" ".join(once.split())
