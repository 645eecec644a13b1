"""A PDF says what its pages say, and does nothing."""

import base64
import logging
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NullObject, TextStringObject

from foundation.formats import pdfs
from foundation.formats.pdfs import rewritten
from foundation.formats.sniffing import FileError
from tests.factories import files


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


def refused(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        rewritten(data)
    return caught.value


def test_no_secret_survives() -> None:
    given = files.pdf()
    assert {"utf-8"} <= files.traces(given)
    assert files.traces(rewritten(given)) == set()


def test_nothing_tells_who_made_it_and_nothing_acts() -> None:
    taken = read(rewritten(files.pdf()))
    assert taken.metadata is None
    assert taken.xmp_metadata is None
    assert taken.attachments == {}
    assert "/ID" not in taken.trailer
    root = taken.trailer["/Root"]
    assert {"/OpenAction", "/AA", "/Metadata", "/PieceInfo"}.isdisjoint(root)
    text = rewritten(files.pdf())
    for word in [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"file:", b"Producer", b"pypdf", b"CreationDate"]:
        assert word not in text


def test_notes_and_web_links_stay_without_their_writer() -> None:
    notes = [entry.get_object() for entry in read(rewritten(files.pdf())).pages[0]["/Annots"]]
    assert [note["/Subtype"] for note in notes] == ["/FreeText", "/Link", "/Link"]
    assert notes[0]["/Contents"] == "Read this"
    assert "/T" not in notes[0]
    assert notes[1]["/A"]["/URI"] == "https://example.org/"
    assert "/A" not in notes[2]


def test_a_photograph_in_it_keeps_its_pixels_and_loses_its_notes() -> None:
    image = read(rewritten(files.pdf())).pages[0]["/Resources"]["/XObject"]["/Im0"]
    assert files.traces(image._data) == set()
    assert Image.open(BytesIO(image._data)).tobytes() == Image.open(BytesIO(files.jpeg())).tobytes()


@pytest.mark.parametrize(
    ("filters", "pack"),
    [
        (["/FlateDecode"], zlib.compress),
        (["/ASCII85Decode"], lambda data: base64.a85encode(data) + b"~>"),
        (["/ASCIIHexDecode", "/FlateDecode"], lambda data: zlib.compress(data).hex().encode() + b">"),
    ],
)
def test_a_photograph_packed_once_more_is_unpacked(filters: list[str], pack: Callable[[bytes], bytes]) -> None:
    writer = PdfWriter()
    image = files.pdf_image()
    image._data = pack(image._data)
    names = [NameObject(name) for name in [*filters, "/DCTDecode"]]
    image[NameObject("/Filter")] = ArrayObject(names)
    settings = [NullObject() for _name in names]
    image[NameObject("/DecodeParms")] = ArrayObject(settings)
    resources = files.named(XObject=files.named(Im0=writer._add_object(image)))
    writer.add_blank_page(9, 9)[NameObject("/Resources")] = resources
    taken = read(rewritten(files.written(writer))).pages[0]["/Resources"]["/XObject"]["/Im0"]
    assert files.traces(taken._data) == set()
    assert taken["/Filter"] == "/DCTDecode"
    assert Image.open(BytesIO(taken._data)).size == (60, 40)


def test_a_stream_packed_in_an_unknown_way_stops_it() -> None:
    writer = PdfWriter()
    image = files.pdf_image()
    image[NameObject("/Filter")] = NameObject("/SecretDecode")
    resources = files.named(XObject=files.named(Im0=writer._add_object(image)))
    writer.add_blank_page(9, 9)[NameObject("/Resources")] = resources
    assert refused(files.written(writer)).code == "broken"


def test_what_programs_note_for_themselves_goes() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(9, 9)
    for thing in (page, writer.root_object):
        thing[NameObject("/ACME_Editor")] = files.named(Who=files.SECRET)
    page[NameObject("/Group")] = files.named(**{"PTEX.FileName": f"/home/{files.SECRET}/figure.pdf"})
    assert files.traces(rewritten(files.written(writer))) == set()


def test_what_is_read_is_not_written_into_the_log() -> None:
    assert not logging.getLogger("pypdf.generic._data_structures").isEnabledFor(logging.ERROR)


def test_earlier_revisions_do_not_come_along() -> None:
    first = files.pdf()
    later = PdfWriter(BytesIO(first), incremental=True)
    later.root_object[NameObject("/Lang")] = TextStringObject("en")
    given = files.written(later)
    assert given.startswith(first)
    assert files.traces(rewritten(given)) == set()
    assert read(rewritten(given)).trailer["/Root"]["/Lang"] == "en"


def test_pages_text_and_bookmarks_stay() -> None:
    writer = PdfWriter(BytesIO(files.empty_pdf(pages=3)))
    writer.add_outline_item(title="Second part", page_number=1)
    taken = read(rewritten(files.written(writer)))
    assert len(taken.pages) == 3
    assert [entry.title for entry in taken.outline] == ["Second part"]


def test_a_filled_form_keeps_its_fields_and_loses_its_signature() -> None:
    writer = files.pdf_writer()
    secret = TextStringObject(files.SECRET)
    signed = files.named(Type=NameObject("/Sig"), Name=secret)
    fields = [
        files.named(Subtype=NameObject("/Widget"), FT=NameObject("/Tx"), T="town", V="Oslo"),
        files.named(Subtype=NameObject("/Widget"), FT=NameObject("/Sig"), T="signature", V=signed),
    ]
    references = [writer._add_object(field) for field in fields]
    writer.pages[0]["/Annots"].extend(references)
    writer.root_object[NameObject("/AcroForm")] = files.named(Fields=references, SigFlags=3, XFA="<xfa/>")
    data = rewritten(files.written(writer))
    assert files.traces(data) == set()
    found = read(data).get_fields() or {}
    assert found["town"]["/V"] == "Oslo"
    assert found["signature"].get("/V") is None


def test_names_that_authors_gave_are_not_taken_for_words_of_the_format() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    image = writer._add_object(files.pdf_image())
    page[NameObject("/Resources")] = files.named(XObject=DictionaryObject({NameObject("/JS"): image}))
    assert "/JS" in read(rewritten(files.written(writer))).pages[0]["/Resources"]["/XObject"]


@pytest.mark.parametrize("kind", sorted(pdfs.ACTIVE_NOTES))
def test_notes_that_act_go(kind: str) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Annots")] = ArrayObject([files.named(Subtype=NameObject(kind), Contents=files.SECRET)])
    data = rewritten(files.written(writer))
    assert list(read(data).pages[0]["/Annots"]) == []
    assert files.traces(data) == set()


def test_words_marked_to_be_blacked_out_stop_it() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Annots")] = ArrayObject([files.named(Subtype=NameObject("/Redact"))])
    fault = refused(files.written(writer))
    assert fault.code == "redactions"
    assert "blacked out" in str(fault)


def test_a_locked_one_says_what_to_do() -> None:
    fault = refused(files.locked_pdf())
    assert fault.code == "locked"
    assert "without a password" in str(fault)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_half_of_one_says_what_to_do(share: float) -> None:
    plain = files.pdf()
    fault = refused(plain[: int(len(plain) * share)])
    assert fault.code == "broken"
    assert "incomplete" in str(fault)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%%EOF\n",
        b"%PDF-1.7\n" + b"[" * 50_000 + b"\n%%EOF\n",
        b"%PDF-1.7\n1 0 obj<</Pages 1 0 R/Type/Catalog/Kids[1 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        files.empty_pdf().replace(b"/Type /Page\n", b"/Type /Xage\n").replace(b"/Kids", b"/Xids"),
    ],
    ids=["empty", "deep", "in a circle", "without pages"],
)
def test_a_broken_one_says_what_to_do(data: bytes) -> None:
    fault = refused(data)
    assert fault.code == "broken"
    assert "export it again" in str(fault)


def test_more_objects_than_anybody_needs_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 3)
    assert refused(files.empty_pdf(pages=5)).code == "complex"


def test_opening_at_a_page_and_packed_words_stay() -> None:
    writer = files.pdf_writer()
    page = writer.pages[0]
    words = DecodedStreamObject()
    words.set_data(b"BT (Families) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(words.flate_encode())
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([page.indirect_reference, NameObject("/Fit")])
    taken = read(rewritten(files.written(writer)))
    assert taken.trailer["/Root"]["/OpenAction"][1] == "/Fit"
    assert b"Families" in taken.pages[0].get_contents().get_data()


def test_an_action_that_does_nothing_may_stay() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    note = files.named(Subtype=NameObject("/Link"), A=files.named(Type=NameObject("/Action")))
    page[NameObject("/Annots")] = ArrayObject([note])
    (entry,) = read(rewritten(files.written(writer))).pages[0]["/Annots"]
    assert entry.get_object()["/A"] == {"/Type": "/Action"}
