"""PDF written anew (ISO 32000): the pages, their links and their structure, and nothing about who made them.

Gone are the document information, XMP, private data of programs, embedded files, scripts and every action but a jump or
a web address, older revisions, thumbnails, signatures, names of annotators, and what cameras wrote into JPEG images.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.filters import ASCII85Decode, ASCIIHexDecode, FlateDecode
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from foundation.formats.jpegs import jp2_without_metadata, without_metadata
from foundation.formats.sniffing import FileError

GONE = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/CreatorInfo", "/Thumb", "/OutputIntents", "/Threads", "/SpiderInfo"}
    | {"/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/AF", "/Collection", "/Legal"}
    | {"/Perms", "/DSS", "/SigFlags"}
)
# What the catalogue, its names and the pages may hold; programs put notes of their own beside it.
KEPT_IN_ROOT = frozenset(
    {
        "/Type",
        "/Pages",
        "/PageLabels",
        "/Names",
        "/Dests",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
    }
    | {"/OpenAction", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties"}
)
KEPT_IN_PAGE = frozenset(
    {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/Contents", "/Annots", "/Group", "/Rotate", "/Tabs"}
    | {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/StructParents"}
)
# Dictionaries whose keys are names that the author gave: there, nothing is told by its name.
GIVEN_NAMES = frozenset(
    {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties"}
    | {"/CharProcs", "/Dests", "/RoleMap", "/ClassMap"}
)
ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
ADDRESSES = ("http://", "https://", "mailto:", "#")
ACTIVE_NOTES = frozenset({"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"})
# ISO 32000-2, table 6, with the short names of table 92.
KNOWN_FILTERS = frozenset(
    {"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/CCITTFaxDecode"}
    | {"/JBIG2Decode", "/DCTDecode", "/JPXDecode", "/Fl", "/LZW", "/A85", "/AHx", "/RL", "/CCF", "/DCT"}
)
UNPACKERS: dict[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": FlateDecode.decode,
    "/ASCII85Decode": ASCII85Decode.decode,
    "/ASCIIHexDecode": ASCIIHexDecode.decode,
}
CLEANERS = {"/DCTDecode": without_metadata, "/JPXDecode": jp2_without_metadata}
# Enough for a thousand pages of footnotes; more is a trick.
MOST_OBJECTS = 300_000


def rewritten(data: bytes) -> bytes:
    """The document without metadata and without anything that acts. Raises `FileError`."""
    if b"%%EOF" not in data[-2048:]:
        raise FileError("broken", _("The PDF is incomplete. Export it again."))
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise FileError("locked", _("The PDF is locked. Save it again without a password or protection."))
        if reader.get_num_pages() < 1:
            raise ValueError("no pages")
        _prune(reader)
        writer = PdfWriter()
        writer.clone_reader_document_root(reader)
        writer.metadata = None
        writer.pdf_header = "%PDF-1.7"
        out = BytesIO()
        writer.write(out)
    except FileError:
        raise
    except Exception as error:
        # The parser fails on hostile files with whatever it happens to trip over, depth of recursion included.
        raise FileError("broken", _("The PDF is broken. Open it in another program and export it again.")) from error
    return out.getvalue()


def _prune(reader: PdfReader) -> None:
    """Walk everything that can be reached from the catalogue, in place; what is cut off is not copied."""
    root: Any = reader.trailer["/Root"]
    keep(root, KEPT_IN_ROOT)
    if isinstance(names := value_of(root, "/Names"), DictionaryObject):
        keep(names, {"/Dests"})
    seen: set[int] = set()
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        thing, has_given_names = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            if len(seen) > MOST_OBJECTS:
                raise FileError("complex", _("The PDF is too complex. Export it again, or split it."))
            thing = thing.get_object()
        waiting.extend(_pruned(thing, has_given_names))


def _pruned(thing: Any, has_given_names: bool) -> list[tuple[Any, bool]]:
    """What hangs on a thing once it is pruned, and whether that has keys that the author gave."""
    if isinstance(thing, DictionaryObject):
        if not has_given_names:
            _prune_dictionary(thing)
        return [(value, key in GIVEN_NAMES) for key, value in thing.items()]
    return [(value, False) for value in thing] if isinstance(thing, ArrayObject) else []


def keep(thing: DictionaryObject, keys: Container[str]) -> None:
    """Remove everything else."""
    for key in [key for key in thing if key not in keys]:
        del thing[key]


def _prune_dictionary(thing: DictionaryObject) -> None:
    if str(value_of(thing, "/Type")) in {"/Page", "/Pages"}:
        keep(thing, KEPT_IN_PAGE)
    for key in [key for key in thing if key in GONE or key.startswith("/PTEX")]:
        del thing[key]
    _prune_actions(thing)
    if "/Annots" in thing:
        _prune_notes(thing)
    if value_of(thing, "/FT") == "/Sig":
        thing.pop("/V", None)
    if isinstance(thing, StreamObject):
        _prune_stream(thing)


def _prune_actions(thing: DictionaryObject) -> None:
    for key in ("/A", "/PA", "/OpenAction"):
        if key in thing and not _may_act(thing[key]):
            del thing[key]
    if "/S" in thing:
        # An action may call the next one; none of those that stay needs to.
        thing.pop("/Next", None)


def _may_act(action: Any) -> bool:
    """Whether what a link or an opening does is a jump, a web address, or no action at all."""
    if not isinstance(action, DictionaryObject) or "/S" not in action:
        return True
    if str(action["/S"]) == "/URI":
        return str(value_of(action, "/URI")).lower().startswith(ADDRESSES)
    return str(action["/S"]) in ACTIONS


def _prune_notes(page: DictionaryObject) -> None:
    notes = page["/Annots"]
    kept = ArrayObject()
    for entry in notes if isinstance(notes, ArrayObject) else []:
        note = entry.get_object()
        kind = value_of(note, "/Subtype") if isinstance(note, DictionaryObject) else None
        if kind == "/Redact":
            raise FileError(
                "redactions", _("Passages are marked to be blacked out, but still there. Apply that first.")
            )
        if kind is None or kind in ACTIVE_NOTES:
            continue
        # In a form, /T is the name of a field; elsewhere it is the name of whoever wrote the note.
        for key in ("/M", "/CreationDate", "/NM", *(() if kind == "/Widget" else ("/T",))):
            note.pop(key, None)
        kept.append(entry)
    page[NameObject("/Annots")] = kept


def _prune_stream(stream: StreamObject) -> None:
    """Take the notes out of photographs; a stream packed in a way that nobody knows stops the file."""
    found = value_of(stream, "/Filter")
    names = [str(name) for name in found] if isinstance(found, ArrayObject) else [str(found)] if found else []
    if not KNOWN_FILTERS.issuperset(names):
        raise ValueError("unknown filter")
    if not names or names[-1] not in CLEANERS:
        return
    data, settings = stream._data, value_of(stream, "/DecodeParms")
    for name in names[:-1]:
        data = UNPACKERS[name](data)
    stream._data = CLEANERS[names[-1]](data)
    stream[NameObject("/Filter")] = NameObject(names[-1])
    if isinstance(settings, ArrayObject):
        stream[NameObject("/DecodeParms")] = settings[-1]


def value_of(thing: DictionaryObject, key: str) -> Any:
    """What stands under a key, followed if it is a reference; None if nothing does."""
    if key not in thing:
        return None
    return thing[key]
