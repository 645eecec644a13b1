"""Where a file is used, and who sees one of those places."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from access.viewer import STRANGER, Viewer
from foundation.models.media import Document
from foundation.models.openness import Uses, is_row, may_fetch, shown_to, uses_of
from foundation.models.pages import PlainPage
from foundation.models.rows import Voice
from foundation.models.site import SiteSettings
from foundation.signals import pages_without_files
from tests.factories.foundation import PlainPageFactory, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings: Any, tmp_path: Any) -> Document:
    settings.MEDIA_ROOT = str(tmp_path)
    return Document.objects.create(title="Statement", file=ContentFile(b"Words.", name="a.txt"))


def refer(paper: Document, model: type, pk: int, path: str) -> None:
    """An entry of the reference index, as Wagtail writes it when `model` says that it uses the file."""
    kind = ContentType.objects.get_for_model
    ReferenceIndex.objects.create(
        to_content_type=kind(Document),
        to_object_id=str(paper.pk),
        base_content_type=kind(Page if issubclass(model, Page) else model),
        content_type=kind(model),
        object_id=str(pk),
        model_path=path,
        content_path=path,
        content_path_hash=ReferenceIndex._get_content_path_hash(path),
    )


def test_the_sites_own_files_are_open(paper: Document) -> None:
    assert not may_fetch(STRANGER, paper)
    refer(paper, SiteSettings, 1, "logo")
    assert uses_of(paper) == Uses(by_site=True)
    assert may_fetch(STRANGER, paper)


def test_other_rows_open_nothing(paper: Document) -> None:
    refer(paper, Voice, 1, "portrait")
    assert uses_of(paper) == Uses()
    assert not may_fetch(STRANGER, paper)


def test_words_of_a_page_are_told_from_rows_beside_it(paper: Document) -> None:
    page = PlainPageFactory(parent=ground())
    refer(paper, PlainPage, page.pk, "body.document.document")
    assert uses_of(paper) == Uses(on_pages={page.pk})
    kind = ContentType.objects.get_for_model(PlainPage).pk
    assert is_row(kind, "attachments")
    assert not is_row(kind, "body")
    assert not is_row(kind, "item")


def test_a_room_above_can_say_that_a_page_shows_no_files(paper: Document) -> None:
    page = PlainPageFactory(parent=ground())
    uses = Uses(on_pages={page.pk})
    assert shown_to(STRANGER, uses)

    def closed(sender: object, **kwargs: Any) -> tuple[Q, ...]:
        return (Q(pk=page.pk),)

    pages_without_files.connect(closed)
    try:
        assert not shown_to(STRANGER, uses)
    finally:
        pages_without_files.disconnect(closed)


def test_no_use_is_no_question(paper: Document, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert not shown_to(STRANGER, Uses())
        assert may_fetch(Viewer(account_id=1, is_editor=True), paper)
