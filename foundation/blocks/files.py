"""Pictures and documents of our own store."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from foundation.blocks.texts import LINE

MEDIA = _("Pictures, files and recordings")


class CaptionedPicture(blocks.StructBlock):
    """A picture with words for those who do not see it; its credit comes from the picture itself."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.RichTextBlock(features=LINE, required=False, label=_("Caption"))

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context=parent_context), "is_example": True}

    class Meta:
        template = "foundation/blocks/captioned_picture.html"
        icon = "image"
        label = _("Picture")
        group = MEDIA
        description = _("A picture with a caption. Say what it shows, or that it only decorates.")
        preview_value: ClassVar[dict[str, object]] = {
            "picture": None,
            "caption": "<p>The hall on the second day, seen from the interpreters’ booth.</p>",
        }


class AttachedDocument(blocks.StructBlock):
    """A file to take away; readers see its type and size before they ask for it."""

    document = DocumentChooserBlock(label=_("Document"))
    note = blocks.CharBlock(
        max_length=200, required=False, label=_("Note"), help_text=_("What is in it, in a few words.")
    )

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context=parent_context), "is_example": True}

    class Meta:
        template = "foundation/blocks/attached_document.html"
        icon = "doc-full"
        label = _("Document")
        group = MEDIA
        description = _("A file to download, with its type and size.")
        preview_value: ClassVar[dict[str, object]] = {"document": None, "note": "Four pages, adopted on the last day"}
