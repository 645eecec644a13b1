"""The programme of an edition, as faces, in few queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from wagtail.models import Page

from access.viewer import Viewer
from forums.enums import DatePrecision
from forums.faces import DayFace, ParticipantFace, SessionFace
from forums.models.participation import people_of
from forums.models.session import SessionPage
from forums.querysets import below_q
from foundation.cards import Link
from foundation.querysets import in_language_q
from themes.models.entries import hub_root, links_under
from themes.models.vocabulary import Theme, themes_of

# A programme longer than this is read through search.
PROGRAMME_CAP = 300


@dataclass(frozen=True, slots=True)
class Programme:
    """The sessions of an edition by day, those whose day nobody knows, who spoke, and the edition's own terms.

    `links` lead to each session by its key; `holders` are the pages that hold the facts of its open sessions, in
    programme order, with their languages.
    """

    days: tuple[DayFace, ...]
    undated: tuple[SessionFace, ...]
    voices: tuple[ParticipantFace, ...]
    themes: tuple[Theme, ...]
    links: dict[uuid.UUID, Link]
    holders: dict[int, str]


def programme_for(edition: Page, original: Page, viewer: Viewer, language: str) -> Programme:
    """The programme below an edition, each session in this language if it exists; `original` holds its facts.

    A session without a translation stands as it is at the original's place. Four queries, five for a translation.
    """
    sessions = sessions_at(edition.path, original.path, viewer, language)
    carriers = originals_of(sessions) if edition.pk != original.pk else {}
    ids = [carriers.get(session.translation_key, session.pk) for session in sessions]
    terms = themes_of([*ids, original.pk])
    root = hub_root(viewer, language)
    faces = [
        session.brief_face(links_under(root, terms[pk], language)) for session, pk in zip(sessions, ids, strict=True)
    ]
    return Programme(
        days=days_of(faces),
        undated=tuple(face for face in faces if not is_dated(face)),
        voices=voices_of(sessions, viewer),
        themes=tuple(terms[original.pk]),
        links={one.translation_key: one.link for one in sessions},
        holders={
            pk: session.words_language if pk == session.pk else settings.LANGUAGE_CODE
            for session, pk in zip(sessions, ids, strict=True)
            if not session.is_closed
        },
    )


def sessions_at(path: str, original_path: str, viewer: Viewer, language: str) -> list[SessionPage]:
    """The first sessions that the viewer may see at either place, one a work, in programme order. One query."""
    found = SessionPage.objects.visible_to(viewer).filter(below_q(path, original_path), in_language_q(language))
    return list(found.in_programme_order()[:PROGRAMME_CAP])


def originals_of(sessions: Iterable[SessionPage]) -> dict[uuid.UUID, int]:
    """Session key → id of the page that holds the facts. One query."""
    keys = [session.translation_key for session in sessions]
    found = SessionPage.objects.filter(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    return dict(found.values_list("translation_key", "pk"))


def is_dated(face: SessionFace) -> bool:
    """Whether the day itself is known."""
    return face.held_on is not None and face.precision == DatePrecision.DAY


def days_of(faces: Iterable[SessionFace]) -> tuple[DayFace, ...]:
    """Faces in programme order → the days of the programme."""
    dated = [(face.held_on, face) for face in faces if face.held_on and is_dated(face)]
    grouped = groupby(dated, key=lambda pair: pair[0])
    return tuple(DayFace(day, tuple(face for _day, face in pairs)) for day, pairs in grouped)


def voices_of(sessions: Sequence[SessionPage], viewer: Viewer) -> tuple[ParticipantFace, ...]:
    """Everybody whose name shows in one of the sessions, each name once, in programme order."""
    people = people_of([session.translation_key for session in sessions if not session.is_closed], viewer)
    first: dict[str, ParticipantFace] = {}
    for session in sessions:
        for face in people.get(session.translation_key, ()):
            first.setdefault(face.who.name, face)
    return tuple(first.values())
