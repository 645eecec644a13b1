"""Press and key messages in lists: a page at a time, each with a link to the edition or session it belongs to."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from access.viewer import Viewer
from forums.faces import MessageFace, PressFace
from forums.formats.dates import date_text
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem, ThemedRow, term_ids_of
from forums.models.session import SessionPage
from forums.querysets import MessageQuerySet, PressQuerySet
from foundation.cards import Card, Link
from foundation.models.change import remembered
from foundation.querysets import in_language_q
from themes.models.entries import hub_root, links_under
from themes.models.vocabulary import Theme, vocabulary

PER_PAGE = 40
# Of each kind, among the cards of a theme.
FEW = 12
LONGEST = 40  # words of a message on a card


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; pages count from 1."""

    items: tuple[PressFace, ...] | tuple[MessageFace, ...]
    total: int
    page: int
    pages: int


def press_listing(found: PressQuerySet, viewer: Viewer, *, language: str, page: int = 1) -> Listing:
    """A page of visible press items, the newest first. Four queries; those of the vocabulary are kept."""
    return _listing(found, page, lambda rows: press_faces(rows, viewer, language))


def message_listing(found: MessageQuerySet, viewer: Viewer, *, language: str, page: int = 1) -> Listing:
    """A page of visible messages, those of the latest sessions first. Four queries as well."""
    return _listing(found.select_related("speaker"), page, lambda rows: message_faces(rows, viewer, language))


def _listing(found: Any, page: int, faces: Callable[[Any], Any]) -> Listing:
    total = found.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = list(found.newest_first()[(page - 1) * PER_PAGE : page * PER_PAGE])
    return Listing(faces(rows), total, page, pages)


def page_of(found: PressQuerySet, key: uuid.UUID) -> int | None:
    """On which page of a list an item stands; None where it does not. One query."""
    keys = list(found.newest_first().values_list("key", flat=True))
    return keys.index(key) // PER_PAGE + 1 if key in keys else None


def press_faces(rows: Sequence[PressItem], viewer: Viewer, language: str) -> tuple[PressFace, ...]:
    """Rows as the viewer may see them, with editions and terms. Two queries."""
    editions = _pages(ForumPage, (row.edition_key for row in rows), viewer, language)
    terms = terms_of(rows, viewer, language)
    return tuple(
        row.face_for(viewer, editions[row.edition_key].link, terms[row.pk])
        for row in rows
        if row.edition_key in editions
    )


def message_faces(rows: Sequence[KeyMessage], viewer: Viewer, language: str) -> tuple[MessageFace, ...]:
    """Rows as the viewer may see them, with sessions and terms. Two queries."""
    sessions = _pages(SessionPage, (row.session_key for row in rows), viewer, language)
    terms = terms_of(rows, viewer, language)
    faces = []
    for row in rows:
        session = sessions.get(row.session_key)
        if session and (face := row.face_for(viewer, session.link, **when_of(session), themes=terms[row.pk])):
            faces.append(face)
    return tuple(faces)


def when_of(session: SessionPage) -> dict[str, Any]:
    """The day of a session, in words and as a year."""
    dated = date_text(session.held_on, session.date_precision)
    return {"dated": dated, "year": session.held_on.year if session.held_on else None}


def terms_of(rows: Sequence[ThemedRow], viewer: Viewer, language: str) -> dict[int, tuple[Link, ...]]:
    """Id of a row → its approved terms, as links to their hubs. One query."""
    chosen = term_ids_of(rows)
    root, known = hub_root(viewer, language), vocabulary()
    return {
        row.pk: links_under(root, [term for pk, term in known.items() if pk in chosen.get(row.pk, ())], language)
        for row in rows
    }


def cards_under(theme: Theme, viewer: Viewer, language: str) -> tuple[Card, ...]:
    """The newest press items and messages under a theme and its topics; kept. Six queries, two where there are none."""
    return remembered(f"said.{theme.pk}", viewer, language, lambda: _cards_under(theme, viewer, language))


def _cards_under(theme: Theme, viewer: Viewer, language: str) -> tuple[Card, ...]:
    terms = [pk for pk, term in vocabulary().items() if theme.pk in (pk, term.parent_id)]
    press = PressItem.objects.visible_to(viewer).filter(themes__in=terms).distinct().newest_first()
    said = KeyMessage.objects.visible_to(viewer).filter(themes__in=terms).distinct().newest_first()
    return (
        *(press_card(face) for face in press_faces(list(press[:FEW]), viewer, language)),
        *(message_card(face) for face in message_faces(list(said.select_related("speaker")[:FEW]), viewer, language)),
    )


def press_card(face: PressFace) -> Card:
    """A press item among works of other kinds; it leads to its line here, not away."""
    card = Card("press", _("Press"), face.title, face.place, "", face.language, face.dated, face.year, face.outlet)
    return replace(card, note_language=face.language)


def message_card(face: MessageFace) -> Card:
    """A message among works of other kinds."""
    words = Truncator(face.words).words(LONGEST)
    who = face.speaker.name or _("Name withheld")
    return Card("message", _("Key message"), words, face.place, "", face.language, face.dated, face.year, who)


def _pages(model: Any, keys: Iterable[uuid.UUID], viewer: Viewer, language: str) -> dict[uuid.UUID, Any]:
    found = model.objects.visible_to(viewer).filter(in_language_q(language), translation_key__in=set(keys))
    return {page.translation_key: page for page in found}
