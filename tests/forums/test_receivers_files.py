"""Files that hang on editions and sessions: as open as the work, and nobody's once a session is closed."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from access.viewer import STRANGER
from forums.models.session import SessionPage
from foundation.models.media import Document
from foundation.models.openness import may_fetch
from tests.factories.access import STEWARD
from tests.factories.forums import AttachmentFactory, DocumentFactory, ForumPageFactory, SessionPageFactory
from tests.factories.foundation import translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def with_paper(**fields: Any) -> tuple[SessionPage, Document]:
    """A session and a document that hangs on it."""
    session = SessionPageFactory(**fields)
    paper = AttachmentFactory(page=session).document
    session.save_revision().publish()
    return session, paper


def test_a_document_of_a_session_is_open() -> None:
    _session, paper = with_paper()
    assert may_fetch(STRANGER, paper)
    assert Client().get(paper.url).status_code == 200


def test_a_document_of_a_closed_session_is_nobodys() -> None:
    session, paper = with_paper()
    session.is_closed = True
    session.save_revision().publish()
    assert not may_fetch(STRANGER, paper)
    assert not may_fetch(STEWARD, paper)
    assert Client().get(paper.url).status_code == 404


def test_closing_closes_the_translations_too() -> None:
    session, paper = with_paper()
    translated(session, "fr")
    session.is_closed = True
    session.save_revision().publish()
    assert not may_fetch(STRANGER, paper)


def test_an_open_page_elsewhere_still_shows_it() -> None:
    session, paper = with_paper(is_closed=True)
    assert not may_fetch(STRANGER, paper)
    AttachmentFactory(page=session.get_parent().specific, document=paper)
    session.get_parent().specific.save_revision().publish()
    assert may_fetch(STRANGER, paper)


def test_rows_belong_to_the_work_so_a_live_translation_is_enough() -> None:
    session, paper = with_paper()
    translated(session, "fr")
    session.refresh_from_db()
    session.unpublish()
    assert may_fetch(STRANGER, paper)
    for page in SessionPage.objects.filter(translation_key=session.translation_key):
        page.unpublish()
    assert not may_fetch(STRANGER, paper)


def test_the_concept_note_of_an_edition_is_open() -> None:
    note = DocumentFactory()
    edition = ForumPageFactory(concept_note=note)
    assert may_fetch(STRANGER, note)
    edition.unpublish()
    assert not may_fetch(STRANGER, note)
