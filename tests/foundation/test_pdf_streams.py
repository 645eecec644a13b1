"""Streams of a PDF by what they hold."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from foundation.formats import pdf_content
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
