"""Press and key messages of the demo: what was published elsewhere, and sentences of our own."""

from __future__ import annotations

from typing import TypeVar

from config.demo import marks, rows
from config.streams import Entry
from forums.enums import DatePrecision, LinkState
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage

Row = TypeVar("Row", PressItem, KeyMessage)


def press(edition: ForumPage, place: str, entries: list[Entry], themes: rows.Themes) -> None:
    """The edition's press, brought in where it is missing; an editor’s item at the same address is left alone."""
    held = set(PressItem.objects.filter(edition_key=edition.translation_key).values_list("url", flat=True))
    for number, entry in enumerate(entries, start=1):
        name = f"press:{place}/{number}"
        if marks.found(PressItem, name) is None and entry["url"] not in held:
            item = PressItem(
                key=marks.key_for(name),
                edition_key=edition.translation_key,
                outlet=entry["outlet"],
                title=entry["title"],
                language=entry["language"],
                published_on=entry["published_on"],
                date_precision=entry.get("precision", DatePrecision.DAY),
                url=entry["url"],
                archived_url=entry.get("copy", ""),
                link_state=entry.get("link", LinkState.UNCHECKED),
            )
            _keep(item, name, entry, themes)


def messages(session: SessionPage, place: str, entries: list[Entry], themes: rows.Themes) -> None:
    """The session's messages; a speaker is one of its people. KeyError for somebody who is none."""
    people = {row.printed_name: row for row in Participation.objects.filter(session_key=session.translation_key)}
    for number, entry in enumerate(entries, start=1):
        name = f"message:{place}/{number}"
        if marks.found(KeyMessage, name) is None:
            message = KeyMessage(
                key=marks.key_for(name),
                session_key=session.translation_key,
                words=entry["words"],
                language=entry["language"],
                speaker=people[entry["speaker"]] if "speaker" in entry else None,
                is_withheld="speaker" not in entry,
                source=entry["source"],
            )
            _keep(message, name, entry, themes)


def _keep(row: Row, name: str, entry: Entry, themes: rows.Themes) -> None:
    row.full_clean()
    row.save()
    row.themes.set(themes.by_slug[slug] for slug in entry.get("themes", []))
    marks.mark(row, name)
