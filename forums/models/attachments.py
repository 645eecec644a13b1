"""Files that belong to a page's work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from forums.faces import DocumentFace
from foundation.models.media import Document
from foundation.rules import permalink_of


class Attachment(Orderable):
    """A document of an edition or a session, in the order that editors gave."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "foundation.Document", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"attachment {self.pk}"


def documents_of(languages: Mapping[int, str]) -> dict[int, tuple[DocumentFace, ...]]:
    """Page id → its documents in the editors' order; asked with each page's language, which is its documents' too.

    One query.
    """
    found: dict[int, list[DocumentFace]] = defaultdict(list)
    rows = Attachment.objects.filter(page__in=languages).select_related("document").order_by("sort_order", "pk")
    for row in rows:
        found[row.page_id].append(document_face(row.document, languages[row.page_id]))
    return {pk: tuple(dict.fromkeys(faces)) for pk, faces in found.items()}


def each_once(attached: Mapping[int, tuple[DocumentFace, ...]], page_ids: Iterable[int]) -> tuple[DocumentFace, ...]:
    """The documents of many pages in their order, a file that hangs on several of them once."""
    return tuple(dict.fromkeys(face for pk in page_ids for face in attached.get(pk, ())))


def document_face(document: Document, language: str) -> DocumentFace:
    """A document as a reader downloads it."""
    return DocumentFace(
        title=document.title,
        url=document.url,
        extension=document.file_extension,
        size=document.file_size or 0,
        description=document.description,
        language=language,
        number=document.pk,
        permalink=permalink_of(document.key),
    )
