"""Words kept in TOML files, made into the blocks of a body. For the pages that come with the software.

An entry of a body is a table whose first key says what it is:

    heading = "Words"                                      (level = "3" for one inside a part)
    text = "Paragraphs, with *emphasis* and [links](/search/)"
    points = ["One", "Two"]                                (numbered = true when the order matters)
    callout = "Words"        title
    figure = "28"            label, year, source
    quotation = "Words"      speaker, source, language
    picture = "name"         caption, alt (in other words than the picture's own)
    document = "name"        note
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.html import escape
from wagtail.fields import StreamField

Entry = Mapping[str, Any]

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
EMPHASIS = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True)
class Shelf:
    """Rows that a body may point to: name → id; pictures with the words for those who do not see them."""

    voices: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)


def read(path: Path) -> dict[str, Any]:
    """A TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def line(text: str) -> str:
    """One line of our small markup as HTML."""
    words = escape(" ".join(text.split()))
    return EMPHASIS.sub(r"<i>\1</i>", LINK.sub(r'<a href="\2">\1</a>', words))


def paragraphs(text: str) -> str:
    """Paragraphs, apart by an empty line, as HTML."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{line(part)}</p>" for part in parts)


def _list(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    points = [f"<p>{line(point)}</p>" for point in entry["points"]]
    return {"is_numbered": entry.get("numbered", False), "points": points}


def _quotation(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    return {
        "words": entry["quotation"],
        "language": entry.get("language", ""),
        "speaker": shelf.voices[entry["speaker"]],
        "is_withheld": False,
        "source": entry["source"],
        "source_url": "",
    }


def _figure(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    told = {"value": entry["figure"], "label": entry["label"], "year": entry.get("year"), "source": entry["source"]}
    return told | {"source_url": "", "retrieved_on": None}


def _picture(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    pk, words = shelf.pictures[entry["picture"]]
    picture = {"image": pk, "alt_text": entry.get("alt", words), "decorative": False}
    return {"picture": picture, "caption": paragraphs(entry["caption"])}


# The first key of an entry → the block's stored name, and how its value is made.
MAKERS: dict[str, tuple[str, Callable[[Entry, Shelf], Any]]] = {
    "heading": ("heading", lambda entry, shelf: {"text": entry["heading"], "level": entry.get("level", "2")}),
    "text": ("paragraph", lambda entry, shelf: paragraphs(entry["text"])),
    "points": ("list", _list),
    "callout": ("callout", lambda entry, shelf: {"title": entry["title"], "text": paragraphs(entry["callout"])}),
    "figure": ("figure", _figure),
    "quotation": ("quotation", _quotation),
    "picture": ("picture", _picture),
    "document": (
        "document",
        lambda entry, shelf: {"document": shelf.documents[entry["document"]], "note": entry.get("note", "")},
    ),
}


def body(entries: Iterable[Entry], shelf: Shelf | None = None) -> str:
    """Entries as the JSON that a StreamField stores. KeyError for an unknown kind of entry or an unknown row."""
    made = []
    for entry in entries:
        name, make = MAKERS[next(iter(entry))]
        made.append({"type": name, "value": make(entry, shelf or Shelf())})
    return json.dumps(made, ensure_ascii=False)


def check(page: Model) -> None:
    """ValidationError for a body that the editors' form would not take: saving a page does not look into blocks."""
    for model_field in page._meta.get_fields():
        if isinstance(model_field, StreamField) and (value := getattr(page, model_field.name)):
            value.stream_block.clean(value)
