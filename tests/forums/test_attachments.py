"""Documents of editions and sessions, in the order that editors gave."""

import pytest

from access.viewer import STRANGER
from forums.models.attachments import documents_of
from foundation.models.openness import may_fetch
from tests.factories.forums import AttachmentFactory, DocumentFactory, SessionPageFactory

pytestmark = pytest.mark.django_db


def test_documents_stand_in_the_editors_order_under_their_page() -> None:
    first, second = SessionPageFactory(), SessionPageFactory()
    AttachmentFactory(page=first, sort_order=2, document=DocumentFactory(title="Later"))
    AttachmentFactory(page=first, sort_order=1, document=DocumentFactory(title="Sooner"))
    AttachmentFactory(page=second, document=DocumentFactory(title="Other"))
    found = documents_of({first.pk: "en", second.pk: "en"})
    assert [face.title for face in found[first.pk]] == ["Sooner", "Later"]
    assert [face.title for face in found[second.pk]] == ["Other"]


def test_a_document_says_what_a_reader_downloads() -> None:
    session = SessionPageFactory()
    document = AttachmentFactory(page=session).document
    document.description = "What was signed."
    document.save()
    (face,) = documents_of({session.pk: "en"})[session.pk]
    assert face.description == "What was signed."
    assert (face.title, face.url, face.extension, face.size) == (document.title, document.url, "txt", len(b"Words."))


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_for_any_number_of_documents(count: int, django_assert_num_queries) -> None:
    session = SessionPageFactory()
    AttachmentFactory.create_batch(count, page=session)
    with django_assert_num_queries(1):
        assert len(documents_of({session.pk: "en"})[session.pk]) == count


def test_pages_without_documents_are_absent() -> None:
    assert documents_of({SessionPageFactory().pk: "en"}) == {}


def test_an_attachment_is_named_by_its_number_alone() -> None:
    attachment = AttachmentFactory(page=SessionPageFactory())
    assert str(attachment) == f"attachment {attachment.pk}"


def test_the_same_document_twice_is_one_line() -> None:
    session, document = SessionPageFactory(), DocumentFactory()
    AttachmentFactory.create_batch(2, page=session, document=document)
    assert len(documents_of({session.pk: "en"})[session.pk]) == 1


def test_a_document_that_is_taken_from_its_page_is_shut_at_once() -> None:
    session, document = SessionPageFactory(), DocumentFactory()
    session.attachments.add(AttachmentFactory.build(document=document))
    session.save_revision().publish()
    assert may_fetch(STRANGER, document)
    session.attachments.set([])
    session.save_revision().publish()
    assert not may_fetch(STRANGER, document)
