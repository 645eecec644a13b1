"""Streams of a PDF by what they hold."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from foundation.formats import pdf_content, pdf_streams
from foundation.formats.pdf_streams import profile_without_words
from foundation.formats.pdfs import rewritten
from foundation.formats.sniffing import FileError
from tests.factories import files

NOTE = f"% {files.SECRET}\n".encode()


def stream(data: bytes, **entries: object) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(files.named(**entries))
    return made


def drawn(*contents: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages share these streams."""
    writer = PdfWriter()
    held = [writer._add_object(stream(one).flate_encode()) for one in contents]
    for _number in range(pages):
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Contents")] = held[0] if len(held) == 1 else ArrayObject(held)
    return files.written(writer)


def contents(data: bytes, page: int = 0) -> bytes:
    found = PdfReader(BytesIO(rewritten(data)), strict=True).pages[page].get_contents()
    return b" ".join(found.get_data().split()) if found is not None else b""


def with_resources(**resources: object) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    for kind in [key for key, value in resources.items() if isinstance(value, DecodedStreamObject)]:
        resources[kind] = DictionaryObject({NameObject("/X0"): writer._add_object(resources[kind])})
    page[NameObject("/Resources")] = files.named(**resources)
    return files.written(writer)


def test_pages_lose_what_draws_nothing() -> None:
    assert contents(drawn(b"q " + NOTE + b"0 0 m Q")) == b"q 0 0 m Q"


def test_pieces_that_stand_alone_are_shared_as_before() -> None:
    given = drawn(b"q" + NOTE, b"0 0 m " + NOTE, b"Q", pages=3)
    assert contents(given, 2) == b"q 0 0 m Q"
    assert len(PdfReader(BytesIO(rewritten(given))).pages[2].raw_get("/Contents")) == 3


@pytest.mark.parametrize(
    "pieces",
    [(b"q 0 0 " + NOTE, b"m Q"), (b"BT [(a)", b"(b)] TJ ET"), (b"q", b"BI /W 2 /H 1 /BPC 8 /CS /G ID", b"ab EI Q")],
)
def test_pieces_that_part_an_instruction_become_one(pieces: tuple[bytes, ...]) -> None:
    given = drawn(*pieces, pages=2)
    for page in (0, 1):
        found = contents(given, page)
        assert found.replace(b" ", b"") == b"".join(pieces).replace(NOTE, b"").replace(b" ", b"")


def test_words_that_do_not_end_stop_it() -> None:
    with pytest.raises(FileError) as caught:
        rewritten(drawn(b"BT (open"))
    assert caught.value.code == "broken"


def test_numbers_at_the_end_draw_nothing() -> None:
    assert contents(drawn(b"q Q 1 2 3")) == b"q Q"


def test_too_long_a_drawing_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_content.Budget.__init__, "__defaults__", (10, 10))
    with pytest.raises(FileError) as caught:
        rewritten(drawn(b"0 0 m 1 1 l S"))
    assert caught.value.code == "complex"


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("XObject", {"Subtype": NameObject("/Form")}),
        ("XObject", {}),
        ("XObject", {"Subtype": NameObject("/PS")}),
        ("Pattern", {"PatternType": 1}),
        ("ColorSpace", {"FunctionType": 4}),
        ("ExtGState", {}),
    ],
)
def test_drawings_inside_others_lose_their_notes(kind: str, entries: dict[str, object]) -> None:
    given = with_resources(**{kind: stream(NOTE + b"q Q", **entries)})
    assert files.traces(given)
    assert files.traces(rewritten(given)) == set()


def test_letters_that_are_drawn_and_their_table_lose_their_notes() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    glyph = writer._add_object(stream(b"9 0 d0 " + NOTE + b"0 0 9 9 re f"))
    table = writer._add_object(stream(NOTE + b"(100% sure) pop begincmap endcmap"))
    font = files.named(Subtype=NameObject("/Type3"), CharProcs=files.named(a=glyph), ToUnicode=table, Jane=files.SECRET)
    page[NameObject("/Resources")] = files.named(Font=files.named(F1=font))
    data = rewritten(files.written(writer))
    assert files.traces(data) == set()
    kept = PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"]["/F1"]
    assert kept["/CharProcs"]["/a"].get_data().split() == b"9 0 d0 0 0 9 9 re f".split()
    assert kept["/ToUnicode"].get_data() == b"\n(100% sure) pop begincmap endcmap"


def test_a_colour_profile_forgets_whose_screen_it_was() -> None:
    given = files.icc()
    plain = profile_without_words(given)
    assert files.traces(given)
    assert files.traces(plain) == set()
    assert len(plain) == len(given)
    assert profile_without_words(b"no profile") == b"no profile"
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    profile = writer._add_object(stream(given, N=3).flate_encode())
    page[NameObject("/Resources")] = files.named(
        ColorSpace=files.named(C0=ArrayObject([NameObject("/ICCBased"), profile]))
    )
    data = rewritten(files.written(writer))
    assert files.traces(data) == set()
    assert PdfReader(BytesIO(data)).pages[0]["/Resources"]["/ColorSpace"]["/C0"][1].get_data() == plain


def test_a_profile_without_words_and_a_table_of_colours_stay() -> None:
    given = with_resources(ColorSpace=stream(b"\0\1\2%", N=NumberObject(3)))
    kept = PdfReader(BytesIO(rewritten(given))).pages[0]["/Resources"]["/ColorSpace"]["/X0"]
    assert kept.get_data() == b"\0\1\2%"
    given = with_resources(ColorSpace=stream(b"\0\1\2%"))
    kept = PdfReader(BytesIO(rewritten(given))).pages[0]["/Resources"]["/ColorSpace"]["/X0"]
    assert kept.get_data() == b"\0\1\2%"


def photographs(data: bytes, *filters: str, count: int = 1) -> bytes:
    """A PDF with as many of one photograph."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    images = {}
    for number in range(count):
        image = files.pdf_image()
        image._data = data
        image[NameObject("/Filter")] = ArrayObject([NameObject(name) for name in (*filters, "/DCTDecode")])
        images[f"Im{number}"] = writer._add_object(image)
    page[NameObject("/Resources")] = files.named(XObject=files.named(**images))
    return files.written(writer)


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        rewritten(data)
    return caught.value.code


def test_photographs_that_unpack_to_much_share_one_budget() -> None:
    filled = files.jpeg()[:2] + b"\xff" * 60_000_000 + files.jpeg()[2:]
    packed = zlib.compress(filled)
    assert files.traces(rewritten(photographs(packed, "/FlateDecode"))) == set()
    assert refusal(photographs(packed, "/FlateDecode", count=3)) == "complex"


@pytest.mark.parametrize(
    ("filters", "data"),
    [
        (["/FlateDecode"], zlib.compress(bytes(80_000_000))),
        (["/FlateDecode"], b"\x78\x9c" + b"\xff" * 2_000_000),
        (["/ASCII85Decode"], b"z" * 31_000_000 + b"~>"),
    ],
)
def test_what_takes_long_to_unpack_is_not_unpacked(
    filters: list[str], data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_data: bytes) -> bytes:
        raise AssertionError("read letter by letter")

    monkeypatch.setattr(pdf_streams.FlateDecode, "decode", never)
    monkeypatch.setitem(pdf_streams.UNPACKERS, "/ASCII85Decode", never)
    assert refusal(photographs(data, *filters)) == "complex"


def test_what_is_packed_again_and_again_is_refused() -> None:
    assert refusal(photographs(files.jpeg().hex().encode() + b">", *["/ASCIIHexDecode"] * 4)) == "broken"


def test_photographs_in_the_middle_of_a_drawing_share_the_budget() -> None:
    packed = zlib.compress(files.jpeg()[:2] + b"\xff" * 45_000_000 + files.jpeg()[2:])
    image = b"BI /W 60 /H 40 /BPC 8 /CS /RGB /F [/Fl /DCT] ID " + packed + b"\nEI\n"
    assert b"/DCT" in contents(drawn(image))
    assert refusal(drawn(image * 4)) == "complex"
    letters = b"BI /W 60 /H 40 /F [/A85 /DCT] ID " + b"z" * 31_000_000 + b"~>\nEI\n"
    assert refusal(drawn(letters)) == "complex"
    often = b"BI /W 60 /H 40 /F [/AHx /AHx /AHx /AHx /DCT] ID 00>\nEI\n"
    assert refusal(drawn(often)) == "broken"


@pytest.mark.parametrize("name", ["/LZWDecode", "/RunLengthDecode"])
def test_a_filter_that_wraps_no_other_is_refused(name: str) -> None:
    assert refusal(photographs(files.jpeg(), name)) == "broken"


def profiles(count: int, size: int, **settings: object) -> bytes:
    """A PDF with as many colour profiles of so many zeros."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    packed = {}
    for number in range(count):
        profile = stream(bytes(size), N=NumberObject(3)).flate_encode(9)
        if settings:
            profile[NameObject("/DecodeParms")] = files.named(**settings)
        packed[f"C{number}"] = ArrayObject([NameObject("/ICCBased"), writer._add_object(profile)])
    page[NameObject("/Resources")] = files.named(ColorSpace=files.named(**packed))
    return files.written(writer)


def test_profiles_share_the_budget() -> None:
    rewritten(profiles(2, 60_000_000))
    assert refusal(profiles(3, 60_000_000)) == "complex"


def test_differences_of_lines_are_added_up_only_in_small_streams() -> None:
    given = rewritten(profiles(1, 22, Predictor=12, Columns=10))
    kept = PdfReader(BytesIO(given)).pages[0]["/Resources"]["/ColorSpace"]["/C0"][1]
    assert kept.get_data() == bytes(20)
    assert refusal(profiles(1, 11_000_000, Predictor=12, Columns=10)) == "complex"


def test_a_damaged_drawing_is_still_read() -> None:
    damaged = stream(b"q 0 0 m Q " * 9).flate_encode()
    damaged._data = damaged._data[:-1] + b"\0"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)[NameObject("/Contents")] = writer._add_object(damaged)
    assert contents(files.written(writer)).startswith(b"q 0 0 m Q q")
