"""What is not a page: the vocabulary, voices, pictures and documents, people in their roles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db.models import Q

from config.demo import marks, tables
from config.streams import Entry, Shelf, read
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.enums import Licence
from foundation.models.media import Document, Picture
from foundation.models.rows import Voice
from themes.models.vocabulary import Theme, ThemeLabel

PICTURES = Path(__file__).parent / "pictures"
FACTS = "facts"
Row = TypeVar("Row", Voice, Picture, Document)
FACTS_TITLE = "Facts and numbers of the forums, 2003 to 2019"
FACTS_DESCRIPTION = "When and where each forum met, and every number on its page with its source, as a table."


class Themes:
    """Slug in the demo's files → the term it became; a term that editors already have is taken as it is."""

    def __init__(self) -> None:
        self.by_slug: dict[str, Theme] = {}
        self.made = 0

    def load(self) -> None:
        """Bring in themes and their topics, in the order of the file."""
        for place, entry in enumerate(read(marks.CONTENT / "themes.toml")["themes"], start=1):
            theme = self._term(entry, None, 10 * place)
            # One count for themes and topics, so that the terms of a page stand in the vocabulary's order.
            for order, topic in enumerate(entry.get("topics", []), start=10 * place + 1):
                self._term(topic, theme, order)

    def _term(self, entry: Entry, parent: Theme | None, order: int) -> Theme:
        slug, name = entry["slug"], entry["name"]
        theme = marks.found(Theme, f"theme:{slug}")
        theme = theme or Theme.objects.filter(Q(slug=slug) | Q(name__iexact=name)).first()
        self.by_slug[slug] = theme or self._make(entry, parent, order)
        return self.by_slug[slug]

    def _make(self, entry: Entry, parent: Theme | None, order: int) -> Theme:
        theme = Theme(
            key=marks.key_for(f"theme:{entry['slug']}"),
            name=entry["name"],
            slug=entry["slug"],
            parent=parent,
            definition=entry["definition"],
            synonyms="\n".join(entry["synonyms"]),
            sdgs=entry.get("sdgs", []),
            instruments=entry.get("instruments", []),
            order=order,
        )
        theme.full_clean()
        theme.save()
        for language, label in entry["labels"].items():
            ThemeLabel.objects.create(theme=theme, language=language, label=label)
        marks.mark(theme, f"theme:{entry['slug']}")
        self.made += 1
        return theme


def shelf() -> Shelf:
    """Voices, pictures and documents that bodies point to, brought in where they are missing."""
    rows = read(marks.CONTENT / "rows.toml")
    pictures = {entry["slug"]: _picture(entry) for entry in rows["pictures"]}
    return Shelf(
        voices={entry["name"]: voice(entry).pk for entry in rows["voices"]},
        pictures={slug: (picture.pk, picture.description) for slug, picture in pictures.items()},
        documents={FACTS: _facts().pk},
    )


def voice(entry: Entry) -> Voice:
    """The demo's voice of this name."""

    def make() -> Voice:
        return Voice(printed_name=entry["name"], description=entry["description"], public_source=entry["source"])

    return _kept(Voice, f"voice:{entry['name']}", make)


def _picture(entry: Entry) -> Picture:
    def make() -> Picture:
        name = f"{entry['slug']}.webp"
        file = ContentFile((PICTURES / name).read_bytes(), name=name)
        return Picture(
            title=entry["title"],
            file=file,
            description=entry["description"],
            licence=Licence.CC0,
        )

    return _kept(Picture, f"picture:{entry['slug']}", make)


def _facts() -> Document:
    def make() -> Document:
        return Document(
            title=FACTS_TITLE,
            description=FACTS_DESCRIPTION,
            file=ContentFile(tables.facts().encode(), name="facts-of-the-forums.csv"),
            licence=Licence.CC0,
        )

    return _kept(Document, f"document:{FACTS}", make)


def _kept(model: type[Row], name: str, make: Callable[[], Row]) -> Row:
    """The demo's row of this name; made, checked and marked when it is missing."""
    row = marks.found(model, name)
    if row is None:
        row = make()
        row.full_clean()
        row.save()
        marks.mark(row, name)
    return row


def people(session: SessionPage, place: str, entries: list[Entry], sources: Entry) -> None:
    """Who takes part in a session. KeyError for a name without a public source.

    `place` is the session's name in the demo; `sources` says for each name where it was public.
    """
    for order, entry in enumerate(entries, start=1):
        name = f"person:{place}/{order}"
        if marks.found(Participation, name) is None:
            row = Participation(
                session_key=session.translation_key,
                printed_name=entry["name"],
                public_source=sources[entry["name"]],
                role=entry["role"],
                country=entry.get("country", ""),
                order=order,
            )
            row.full_clean()
            row.save()
            marks.mark(row, name)
