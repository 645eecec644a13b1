"""Documents as records: found by title and description, as open as the widest page that shows them, and gone with
it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from access.enums import Audience
from access.viewer import Viewer
from foundation.models.media import Document
from foundation.models.openness import Uses, pages_showing, shut_to, uses_of_all
from foundation.querysets import language_of
from search.records.shapes import Record, Text
from search.records.works import Edition, edition_above, editions_by_path, one_of


def document_records(keys: Iterable[uuid.UUID]) -> dict[Audience, dict[uuid.UUID, Record]]:
    """Rank → key → record, for those of the keys that are documents. One query where none is."""
    found: dict[Audience, dict[uuid.UUID, Record]] = {rank: {} for rank in Audience}
    documents = {document.pk: document for document in Document.objects.filter(key__in=list(keys))}
    if not documents:
        return found
    uses, editions = uses_of_all(list(documents.values())), editions_by_path()
    for rank in Audience:
        for pk, page in places(uses, one_of(rank)).items():
            found[rank][documents[pk].key] = document_record(documents[pk], page, editions)
    return found


def document_record(document: Document, page: Page, editions: Mapping[str, Edition]) -> Record:
    """A document on a page, whose language its title is in unless it says another. It has no date: when it was stored
    says nothing of when it was written.
    """
    above, language = edition_above(page, editions), document.language or language_of(page.locale_id)
    return Record(
        key=str(document.key),
        kind="document",
        part_of=str(page.translation_key),
        texts=(Text(language, document.title, document.description, url=f"{page.url}{anchor_of(document)}"),),
        keywords=(page.title,),
        edition=above.value if above else "",
    )


def places(uses: Mapping[int, Uses], viewer: Viewer) -> dict[int, Page]:
    """Document → the first page in the tree that shows it to the viewer, for those that one does. Three queries."""
    merged = Uses(
        on_pages={pk for one in uses.values() for pk in one.on_pages},
        in_rows_of={pk for one in uses.values() for pk in one.in_rows_of},
    )
    rows = Page.objects.filter(pk__in=merged.in_rows_of).order_by()
    work_of = dict(rows.values_list("pk", "translation_key"))
    shown = list(pages_showing(viewer, merged).order_by("path"))
    open_ones = Document.objects.filter(~shut_to(viewer, "collection__path"), pk__in=uses)
    found: dict[int, Page] = {}
    for pk in open_ones.values_list("pk", flat=True):
        works = {work_of[page] for page in uses[pk].in_rows_of if page in work_of}
        places = (page for page in shown if page.pk in uses[pk].on_pages or page.translation_key in works)
        if page := next(places, None):
            found[pk] = page
    return found


def anchor_of(document: Document) -> str:
    """Where a document stands on a page that lists it."""
    return f"#document-{document.pk}"


def documents_on(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Keys of the documents that these works use. Three queries at most."""
    pages = Page.objects.filter(translation_key__in=keys).order_by().values_list("pk", flat=True)
    kind = ContentType.objects.get_for_model
    used = ReferenceIndex.objects.filter(
        base_content_type=kind(Page), to_content_type=kind(Document), object_id__in=[str(pk) for pk in pages]
    )
    ids = {int(pk) for pk in used.order_by().values_list("to_object_id", flat=True)}
    return set(Document.objects.filter(pk__in=ids).values_list("key", flat=True))


def place_of_document(key: uuid.UUID, viewer: Viewer) -> tuple[uuid.UUID, str] | None:
    """The key of the page where the viewer finds a document, and its place there; None for what is none."""
    document = Document.objects.filter(key=key).first()
    page = places(uses_of_all([document]), viewer).get(document.pk) if document else None
    return (page.translation_key, anchor_of(document)) if page and document else None


def shut_documents(keys: Collection[str], viewer: Viewer) -> set[str]:
    """Those of the keys whose document lies in a collection that is shut to the viewer, or is no more. One query, none
    for no keys.
    """
    if not keys:
        return set()
    there = Document.objects.filter(~shut_to(viewer, "collection__path"), key__in=keys)
    return set(keys) - {str(key) for key in there.values_list("key", flat=True)}
