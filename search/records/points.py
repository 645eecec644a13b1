"""Numbered points of statements and reports as records: each is found by itself, and goes with its page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from access.enums import Audience
from access.viewer import Viewer
from forums.enums import DatePrecision
from forums.faces import PointFace
from forums.formats.targets import goal_of
from forums.models.outcomes import OutcomePage, Recommendation, anchor_of
from search.records.kinds import edition_value, keywords, number_of, theme_values
from search.records.shapes import Record, Text
from search.records.works import Work, one_of, works
from themes.models.vocabulary import Theme


def point_records(keys: Iterable[uuid.UUID]) -> dict[Audience, dict[uuid.UUID, Record]]:
    """Rank → key → record, for those of the keys that are points. One query where none is."""
    found: dict[Audience, dict[uuid.UUID, Record]] = {rank: {} for rank in Audience}
    rows = list(Recommendation.objects.filter(key__in=list(keys)))
    if not rows:
        return found
    pages = works(sorted({row.page_key for row in rows}))
    for rank in Audience:
        for row in rows:
            work = pages[rank].get(row.page_key)
            if work is not None and (record := point_record(row, work, one_of(rank))):
                found[rank][row.key] = record
    return found


def point_record(row: Recommendation, work: Work, viewer: Viewer) -> Record | None:
    """The record of a point in all languages of its page; None where the page has no point of that number."""
    pages = [page for page in work.pages if isinstance(page, OutcomePage) and len(page.points) >= row.number]
    if not pages:
        return None
    faces = [page.points_for(viewer, pages[0])[row.number - 1] for page in pages]
    terms = tuple(Theme.objects.filter(pk__in=faces[0].term_ids).select_related("parent").prefetch_related("labels"))
    return Record(
        key=str(row.key),
        kind=faces[0].kind,
        part_of=work.key,
        texts=tuple(Text(face.language, face.text, face.explanation, "", face.url) for face in faces),
        keywords=(*keywords(terms), *faces[0].named),
        edition=edition_value(work),
        themes=theme_values(terms),
        addressees=faces[0].addressees,
        goals=goals_of(faces[0]),
        date=number_of(pages[0].issued_on, DatePrecision.DAY),
    )


def goals_of(face: PointFace) -> tuple[str, ...]:
    """The goals that a point names, itself or by a target: "16.10" → "16"."""
    return tuple(dict.fromkeys(str(goal_of(target)) for target in face.goals))


def points_of(keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Keys of the points that stand on these pages. One query."""
    return set(Recommendation.objects.filter(page_key__in=list(keys)).values_list("key", flat=True))


def place_of_point(key: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    """The key of the page of a point and its anchor there; None for what is no point. One query."""
    row = Recommendation.objects.filter(key=key).first()
    return (row.page_key, f"#{anchor_of(row.number)}") if row else None
