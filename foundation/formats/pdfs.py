"""PDF written anew (ISO 32000): the pages, their links and their structure, and nothing about who made them.

Only what `pdf_grammar` names stays. Gone are the document information, XMP, private data of programs, embedded files,
scripts and every action but a jump or a web address, older revisions, thumbnails, signatures, remarks of reviewers and
the names of annotators, comments in what draws the pages, and what cameras wrote into JPEG images.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from foundation.formats.pdf_content import TooMuchError
from foundation.formats.pdf_grammar import KINDS, MAPS, OF_STREAMS
from foundation.formats.pdf_pixels import value_of
from foundation.formats.pdf_streams import Work, clean_stream, joined_contents
from foundation.formats.sniffing import FileError

ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
ADDRESSES = ("http://", "https://", "mailto:", "#")
ACTIVE_NOTES = frozenset({"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"})
# What reviewers say to authors: nothing of it stands on the page, and it names people.
REMARKS: Final = frozenset({"/Text", "/Popup", "/Caret"})
# Notes whose words stand on the page, or say to those who listen where a link leads and what a field is for.
READ_OUT: Final = frozenset({"/FreeText", "/Link", "/Widget"})
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
    except TooMuchError as error:
        raise _too_complex() from error
    except Exception as error:
        # The parser fails on hostile files with whatever it happens to trip over, depth of recursion included.
        raise FileError("broken", _("The PDF is broken. Open it in another program and export it again.")) from error
    return out.getvalue()


def _prune(reader: PdfReader) -> None:
    """Walk everything that can be reached from the catalogue, in place; what is cut off is not copied."""
    work = Work()
    seen: set[tuple[int, str]] = set()
    waiting: list[tuple[Any, str]] = [(reader.trailer["/Root"], "root")]
    while waiting:
        thing, kind = waiting.pop()
        if isinstance(thing, IndirectObject):
            # What hangs on two kinds of things is pruned as both.
            if (thing.idnum, kind) in seen:
                continue
            seen.add((thing.idnum, kind))
            if len(seen) > MOST_OBJECTS:
                raise _too_complex()
            thing = thing.get_object()
        waiting.extend(_pruned(thing, kind, work))


def _too_complex() -> FileError:
    return FileError("complex", _("The PDF is too complex. Export it again, or split it."))


def _pruned(thing: Any, kind: str, work: Work) -> list[tuple[Any, str]]:
    """What hangs on a thing once it is pruned, each with its kind."""
    if isinstance(thing, DictionaryObject):
        return _pruned_dictionary(thing, _precise(kind, thing), work)
    return [(value, kind) for value in thing] if isinstance(thing, ArrayObject) else []


def _precise(kind: str, thing: DictionaryObject) -> str:
    """The kind of a dictionary that stands where there may be one of several."""
    is_stream = isinstance(thing, StreamObject)
    if kind == "dest":
        return "dest" if "/D" in thing else "page"
    if kind == "open":
        return "action" if "/S" in thing else "page"
    if kind == "object":
        return "xobject" if is_stream else "note"
    return ("xobject" if is_stream else "xobjects") if kind == "look" else kind


def _pruned_dictionary(thing: DictionaryObject, kind: str, work: Work) -> list[tuple[Any, str]]:
    if kind in MAPS:
        return [(value, MAPS[kind]) for value in thing.values()]
    kinds = KINDS[kind] | OF_STREAMS if isinstance(thing, StreamObject) else KINDS[kind]
    for key in [key for key in thing if key not in kinds]:
        del thing[key]
    _prune_actions(thing)
    if kind == "page":
        joined_contents(thing, work)
        _prune_notes(thing)
    elif kind == "note":
        _prune_note(thing)
    if isinstance(thing, StreamObject):
        clean_stream(thing, kind, work)
    return [(value, kinds[key]) for key, value in thing.items()]


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
    if "/Annots" in page:
        notes = page["/Annots"]
        entries = notes if isinstance(notes, ArrayObject) else []
        page[NameObject("/Annots")] = ArrayObject(entry for entry in entries if _stays(entry.get_object()))


def _stays(note: Any) -> bool:
    kind = str(value_of(note, "/Subtype")) if isinstance(note, DictionaryObject) else "None"
    if kind == "/Redact":
        raise FileError("redactions", _("Passages are marked to be blacked out, but still there. Apply that first."))
    return kind != "None" and kind not in ACTIVE_NOTES | REMARKS


def _prune_note(note: DictionaryObject) -> None:
    """Marks on the page stay, without what a reviewer wrote behind them."""
    kind = value_of(note, "/Subtype")
    if kind is not None and not _stays(note):
        note.clear()
    # In a form, /T is the name of a field; elsewhere it is the name of whoever wrote the note.
    if kind not in {None, "/Widget"}:
        note.pop("/T", None)
    if kind not in READ_OUT:
        note.pop("/Contents", None)
    if value_of(note, "/FT") == "/Sig":
        note.pop("/V", None)
