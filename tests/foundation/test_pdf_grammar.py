"""Only what is named stays in a PDF."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from foundation.formats.pdf_grammar import KINDS, MAPS
from foundation.formats.pdfs import REMARKS, rewritten
from tests.factories import files

SECRET = files.SECRET


def name(word: str) -> NameObject:
    return NameObject(f"/{word}")


def taken(root: dict[str, Any] | None = None, page: dict[str, Any] | None = None) -> tuple[bytes, Any, Any]:
    """The bytes, the catalogue and the page of a PDF with these entries."""
    writer = PdfWriter()
    made = writer.add_blank_page(200, 200)
    for entries, thing in ((root, writer.root_object), (page, made)):
        for key, value in (entries or {}).items():
            thing[name(key)] = writer._add_object(value) if isinstance(value, DictionaryObject) else value
    given = files.written(writer)
    assert files.traces(given)
    data = rewritten(given)
    reader = PdfReader(BytesIO(data), strict=True)
    return data, reader.trailer["/Root"], reader.pages[0]


def test_every_kind_that_is_named_is_described() -> None:
    named = {kind for keys in KINDS.values() for kind in keys.values()} | set(MAPS.values())
    assert named - set(KINDS) - set(MAPS) == {"object", "look", "open"}
    assert set(KINDS) - named == {"root", "packing"}


def test_layers_do_not_say_who_drew_them() -> None:
    usage = files.named(
        CreatorInfo=files.named(Creator=SECRET), User=files.named(Name=SECRET), View=files.named(ViewState=name("ON"))
    )
    layer = files.named(Type=name("OCG"), Name="Roads", Usage=usage)
    showing = files.named(Creator=SECRET, Name=SECRET, Order=ArrayObject([layer]), BaseState=name("ON"))
    data, root, _page = taken({"OCProperties": files.named(OCGs=ArrayObject([layer]), D=showing, Jane=SECRET)})
    assert files.traces(data) == set()
    assert root["/OCProperties"]["/D"]["/BaseState"] == "/ON"
    assert root["/OCProperties"]["/OCGs"][0] == {
        "/Type": "/OCG", "/Name": "Roads", "/Usage": {"/View": {"/ViewState": "/ON"}}
    }  # fmt: skip


def test_the_structure_keeps_what_is_read_out_and_no_properties_of_users() -> None:
    author = files.named(O=name("UserProperties"), P=ArrayObject([files.named(N="Author", V=SECRET)]))
    table = files.named(O=name("Table"), ColSpan=2, Summary="Two years")
    element = files.named(
        Type=name("StructElem"), S=name("P"), A=ArrayObject([author, table]), T=SECRET, Alt="A map", Lang="fr", K=0
    )
    tree = files.named(
        Type=name("StructTreeRoot"), K=element, ClassMap=DictionaryObject({name("P"): author, name("JS"): table})
    )
    data, root, _page = taken({"StructTreeRoot": tree})
    assert files.traces(data) == set()
    kept = root["/StructTreeRoot"]["/K"]
    assert (kept["/Alt"], kept["/Lang"], kept["/A"][1]) == ("A map", "fr", table)
    assert kept["/A"][0] == {"/O": "/UserProperties"}
    assert root["/StructTreeRoot"]["/ClassMap"]["/JS"] == table


def test_resources_hold_what_draws() -> None:
    properties = files.named(MC0=files.named(Author=SECRET, Metadata=SECRET, MCID=1, ActualText="fi"))
    state = files.named(CA=1, Jane=SECRET, HT=files.named(HalftoneName=SECRET))
    resources = files.named(Properties=properties, Jane=SECRET, ExtGState=files.named(G0=state))
    data, _root, page = taken(page={"Resources": resources, "PieceInfo": files.named(Jane=SECRET)})
    assert files.traces(data) == set()
    assert page["/Resources"] == {
        "/Properties": {"/MC0": {"/MCID": 1, "/ActualText": "fi"}}, "/ExtGState": {"/G0": {"/CA": 1}}
    }  # fmt: skip


def test_marks_on_the_page_stay_without_what_reviewers_wrote_behind_them() -> None:
    told = dict.fromkeys(("T", "RC", "Subj", "NM", "Contents", "DS", "StateModel", "Jane"), SECRET)
    mark = files.named(Subtype=name("Highlight"), Rect=ArrayObject(), Popup=files.named(**told), **told)
    link = files.named(Subtype=name("Link"), Contents="To the map", Subj=SECRET)
    data, _root, page = taken(page={"Annots": ArrayObject([mark, link])})
    assert files.traces(data) == set()
    assert page["/Annots"] == [
        {"/Subtype": "/Highlight", "/Rect": []}, {"/Subtype": "/Link", "/Contents": "To the map"}
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(REMARKS))
def test_remarks_go_also_where_the_structure_holds_them(kind: str) -> None:
    remark = files.named(Subtype=NameObject(kind), Contents=SECRET)
    element = files.named(S=name("Annot"), K=files.named(Type=name("OBJR"), Obj=remark))
    data, root, page = taken({"StructTreeRoot": files.named(K=element)}, {"Annots": ArrayObject([remark])})
    assert files.traces(data) == set()
    assert list(page["/Annots"]) == []
    assert root["/StructTreeRoot"]["/K"]["/K"]["/Obj"] == {}


def test_bookmarks_and_openings_lead_to_pages() -> None:
    writer = PdfWriter()
    pages = [writer.add_blank_page(200, 200) for _number in range(2)]
    there = ArrayObject([pages[1].indirect_reference, name("Fit")])
    writer.root_object[name("Dests")] = files.named(JS=files.named(D=there, Jane=SECRET))
    writer.root_object[name("OpenAction")] = files.named(S=name("GoTo"), D=there, Jane=SECRET)
    for page in pages:
        del page["/Type"]
    data = rewritten(files.written(writer))
    root = PdfReader(BytesIO(data)).trailer["/Root"]
    assert files.traces(data) == set()
    for found in (root["/Dests"]["/JS"]["/D"], root["/OpenAction"]["/D"]):
        assert found[0]["/MediaBox"] == [0, 0, 200, 200]
