"""Words that must not be overlooked."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.texts import PROSE, WORDS


class CallOut(blocks.StructBlock):
    """A short text set apart from the rest."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE, label=_("Text"))

    class Meta:
        template = "foundation/blocks/call_out.html"
        icon = "info-circle"
        label = _("Call-out")
        label_format = "{title}"
        group = WORDS
        description = _("A short text that must not be overlooked: one a page is enough.")
        preview_value: ClassVar[dict[str, str]] = {
            "title": "Before you write to us",
            "text": "<p>Nothing you send by ordinary e-mail is secret. Here is a safer way.</p>",
        }
