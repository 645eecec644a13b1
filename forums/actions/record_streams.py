"""Streams of blocks as records hold them: types and values, rows by their names, pages by their permalinks.

What a file of words cannot carry (pictures, documents) is left out and counted, never silently.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from forums.formats.cells import BadCellError, required
from forums.formats.rich_text import ID, PAGE_LINK, tidy
from foundation.blocks import Quotation, VoiceChooserBlock

Told = Mapping[str, str]
# What blocks of words store that is no text. What is not of its kind would be stored, and break the page.
LEAVES: Mapping[type, tuple[type, ...]] = {
    blocks.IntegerBlock: (int, type(None)),
    blocks.DateBlock: (str, type(None)),
    blocks.BooleanBlock: (bool,),
    blocks.MultipleChoiceBlock: (list,),
}


class NotCarriedError(Exception):
    """A block that points to a file."""


class Names(Protocol):
    """What the ids in a stream are called, as far as whoever gets the record may know."""

    def term(self, pk: int) -> str | None: ...
    def voice(self, pk: int) -> Told | None: ...
    def permalink(self, pk: int) -> str | None: ...


class Rows(Protocol):
    """The ids of what a record names."""

    def term(self, name: str) -> int | None: ...
    def voice(self, told: Told) -> int | None: ...


def stream_said(page: Page, name: str, names: Names) -> tuple[list[Any], int]:
    """The blocks of a field as a record holds them, and how many could not be carried."""
    found, lost = [], 0
    children = page._meta.get_field(name).stream_block.child_blocks
    for one in getattr(page, name).raw_data:
        try:
            found.append({"type": one["type"], "value": said(children[one["type"]], one["value"], names)})
        except NotCarriedError:
            lost += 1
    return found, lost


def stream_taken(field: StreamField, value: Any, rows: Rows) -> list[Any]:
    """What the field stores for the blocks of a record; BadCellError when they are none that editors could make."""
    raw = taken(field.stream_block, value, rows)
    try:
        field.stream_block.clean(field.to_python(raw))
    except ValidationError as error:
        raise BadCellError(
            _("its blocks hold something that cannot be: %(error)s") % {"error": reason(error)}
        ) from None
    return list(raw)


def reason(error: ValidationError) -> str:
    """What is wrong, in one line: blocks keep the reasons of their children inside."""
    return " ".join(dict.fromkeys(_messages(getattr(error, "as_json_data", error.messages.copy)())))


def _messages(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    else:
        for one in found.values() if isinstance(found, dict) else found:
            yield from _messages(one)


@singledispatch
def said(block: blocks.Block, raw: Any, names: Names) -> Any:
    """The value of a block as a record holds it."""
    return raw


@said.register
def _struct_said(block: blocks.StructBlock, raw: Any, names: Names) -> Any:
    return {name: said(child, raw.get(name), names) for name, child in block.child_blocks.items() if name in raw}


@said.register
def _list_said(block: blocks.ListBlock, raw: Any, names: Names) -> Any:
    values = (one["value"] if isinstance(one, dict) and one.get("type") == "item" else one for one in raw)
    return [value for one in values if (value := said(block.child_block, one, names)) is not None]


@said.register
def _text_said(block: blocks.RichTextBlock, raw: Any, names: Names) -> Any:
    def link(found: Any) -> str:
        target = ID.search(found.group())
        where = names.permalink(int(target.group(1))) if target else None
        return f'<a href="{where}">' if where else "<a>"

    return tidy(PAGE_LINK.sub(link, raw or ""))


@said.register
def _term_said(block: SnippetChooserBlock, raw: Any, names: Names) -> Any:
    return names.term(raw)


@said.register
def _voice_said(block: VoiceChooserBlock, raw: Any, names: Names) -> Any:
    return names.voice(raw) if raw else None


@said.register
def _quotation_said(block: Quotation, raw: Any, names: Names) -> Any:
    value = said.dispatch(blocks.StructBlock)(block, raw, names)
    # Somebody who is withheld and a voice that may not be named are the same to whoever gets this.
    return value | {"is_withheld": value.get("speaker") is None}


@said.register(ImageBlock)
@said.register(DocumentChooserBlock)
def _file_said(block: blocks.Block, raw: Any, names: Names) -> Any:
    raise NotCarriedError


@singledispatch
def taken(block: blocks.Block, value: Any, rows: Rows) -> Any:
    """What is stored for the value of a record."""
    kinds = next((kinds for of, kinds in LEAVES.items() if isinstance(block, of)), (str,))
    return required(value, *kinds)


@taken.register
def _stream_taken(block: blocks.StreamBlock, value: Any, rows: Rows) -> Any:
    return [_child(block, one, rows) for one in required(value, list)]


def _child(block: blocks.StreamBlock, one: Any, rows: Rows) -> Any:
    kind = required(one, dict).get("type")
    child = block.child_blocks.get(kind) if isinstance(kind, str) else None
    if child is None:
        raise BadCellError(_("there is no block “%(kind)s” here") % {"kind": str(kind)[:40]})
    return {"type": kind, "value": taken(child, one.get("value"), rows), "id": str(uuid.uuid4())}


@taken.register
def _struct_taken(block: blocks.StructBlock, value: Any, rows: Rows) -> Any:
    told = required(value, dict)
    if strange := sorted(told.keys() - block.child_blocks.keys()):
        raise BadCellError(_("a block has nothing called “%(name)s”") % {"name": strange[0][:40]})
    return {name: taken(child, told[name], rows) for name, child in block.child_blocks.items() if name in told}


@taken.register
def _list_taken(block: blocks.ListBlock, value: Any, rows: Rows) -> Any:
    values = [taken(block.child_block, one, rows) for one in required(value, list)]
    return [{"type": "item", "value": one, "id": str(uuid.uuid4())} for one in values if one is not None]


@taken.register
def _text_taken(block: blocks.RichTextBlock, value: Any, rows: Rows) -> Any:
    return tidy(required(value, str))


@taken.register
def _term_taken(block: SnippetChooserBlock, value: Any, rows: Rows) -> Any:
    return rows.term(required(value, str))


@taken.register
def _voice_taken(block: VoiceChooserBlock, value: Any, rows: Rows) -> Any:
    return rows.voice(required(value, dict)) if value else None


@taken.register
def _quotation_taken(block: Quotation, value: Any, rows: Rows) -> Any:
    stored = taken.dispatch(blocks.StructBlock)(block, value, rows)
    return stored | {"is_withheld": stored.get("speaker") is None}


@taken.register(ImageBlock)
@taken.register(DocumentChooserBlock)
def _file_taken(block: blocks.Block, value: Any, rows: Rows) -> Any:
    raise BadCellError(_("pictures and documents do not come with a file of words"))
