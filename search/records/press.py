"""Press items and key messages as records: each is found by itself, and goes with its edition or session."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from access.enums import Audience
from access.viewer import Viewer
from forums.models.press import KeyMessage, PressItem
from foundation.cards import Link
from search.questions import clean
from search.records.kinds import edition_value, keywords, number_of, theme_values
from search.records.shapes import Record, Text
from search.records.works import Work, known, one_of, works

TERMS = ("themes__parent__labels", "themes__labels")
Row = PressItem | KeyMessage


def row_records(keys: Iterable[uuid.UUID]) -> dict[Audience, dict[uuid.UUID, Record]]:
    """Rank → key → record, for those of the keys that are press items or messages. Two queries where none is."""
    found: dict[Audience, dict[uuid.UUID, Record]] = {rank: {} for rank in Audience}
    wanted = list(keys)
    items = list(PressItem.objects.filter(key__in=wanted).prefetch_related(*TERMS))
    said = list(KeyMessage.objects.filter(key__in=wanted).select_related("speaker").prefetch_related(*TERMS))
    if not (items or said):
        return found
    pages = works(sorted({item.edition_key for item in items} | {message.session_key for message in said}))
    for rank in Audience:
        viewer = one_of(rank)
        seen = visible_rows(wanted, viewer)
        for row in (*items, *said):
            work = pages[rank].get(page_key(row))
            if work and row.key in seen and (record := record_of(row, work, viewer)):
                found[rank][row.key] = record
    return found


def visible_rows(keys: Collection[uuid.UUID], viewer: Viewer) -> set[uuid.UUID]:
    """Those of the keys that are rows which the viewer may see. Two queries."""
    return {
        key
        for model in (PressItem, KeyMessage)
        for key in model.objects.visible_to(viewer).filter(key__in=keys).order_by().values_list("key", flat=True)
    }


def page_key(row: Row) -> uuid.UUID:
    """The work that a row belongs to."""
    return row.edition_key if isinstance(row, PressItem) else row.session_key


def record_of(row: Row, work: Work, viewer: Viewer) -> Record | None:
    """The record of a row, in the language of its own words."""
    return press_record(row, work, viewer) if isinstance(row, PressItem) else message_record(row, work, viewer)


def press_record(row: PressItem, work: Work, viewer: Viewer) -> Record:
    """What was published, by whom and when; it leads to its line below the edition."""
    face, terms = row.face_for(viewer, link_to(work)), tuple(row.themes.all())
    return Record(
        key=str(row.key),
        kind="press",
        part_of=work.key,
        texts=(Text(known(row.language), face.title, face.outlet, "", face.place),),
        date=number_of(row.published_on, row.date_precision),
        keywords=keywords(terms),
        edition=edition_value(work),
        themes=theme_values(terms),
    )


def message_record(row: KeyMessage, work: Work, viewer: Viewer) -> Record | None:
    """What was said, and by whom if the name shows; None while it should show and does not."""
    face = row.face_for(viewer, link_to(work))
    if face is None:
        return None
    session, terms = work.first, tuple(row.themes.all())
    return Record(
        key=str(row.key),
        kind="message",
        part_of=work.key,
        texts=(Text(known(row.language), face.words, face.source, "", face.place),),
        speakers=(name,) if (name := clean(face.speaker.name)) else (),
        roles=(face.role,) if face.role else (),
        date=number_of(session.held_on, session.date_precision),
        keywords=keywords(terms),
        edition=edition_value(work),
        themes=theme_values(terms),
    )


def link_to(work: Work) -> Link:
    """The work's page that holds its facts, or another that may be seen."""
    return Link(work.first.title, work.first.url or "")


def rows_of(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Keys of the rows that belong to these works. Two queries."""
    press = PressItem.objects.filter(edition_key__in=keys).order_by().values_list("key", flat=True)
    said = KeyMessage.objects.filter(session_key__in=keys).order_by().values_list("key", flat=True)
    return {*press, *said}


def place_of_row(key: uuid.UUID, viewer: Viewer) -> tuple[uuid.UUID, str] | None:
    """The key of the page of a row that the viewer may see, and where it is from there. Two queries at most."""
    if item := PressItem.objects.visible_to(viewer).filter(key=key).first():
        return item.edition_key, f"press/{key}/"
    message = KeyMessage.objects.visible_to(viewer).filter(key=key).first()
    return (message.session_key, f"#message-{key}") if message else None
