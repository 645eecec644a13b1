"""Running text: headings, paragraphs and lists."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# No pictures and no embeds in running text: those are blocks of their own, with a source and a transcript.
LINE = ["bold", "italic", "link", "document-link"]
PROSE = [*LINE, "ol", "ul"]

WORDS = _("Words")


class Heading(blocks.StructBlock):
    """A title inside the text; the page's own title is the only one above it."""

    text = blocks.CharBlock(max_length=160, label=_("Words"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading")), ("3", _("Heading inside a part"))],
        default="2",
        label=_("Level"),
        help_text=_("Do not skip a level: readers who listen move from heading to heading."),
        search_index=False,
    )

    class Meta:
        template = "foundation/blocks/heading.html"
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        group = WORDS
        description = _("Says what the next part is about.")
        preview_value: ClassVar[dict[str, str]] = {"text": "What we do", "level": "2"}


class Paragraph(blocks.RichTextBlock):
    """Running text with links, emphasis and simple lists, and nothing that loads from elsewhere."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": PROSE, **kwargs})

    class Meta:
        template = "foundation/blocks/paragraph.html"
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("One or more paragraphs, with links, emphasis and simple lists.")
        preview_value = (
            "<p>Two people answer each night, never related to each other. They write nothing down until she "
            "agrees to it; the Declaration gives everybody the right to act “individually and in association "
            "with others”.</p>"
        )


class List(blocks.StructBlock):
    """Points that stand under each other, in an order or in none."""

    is_numbered = blocks.BooleanBlock(
        required=False, label=_("Numbered"), help_text=_("Tick it when the order matters.")
    )
    points = blocks.ListBlock(blocks.RichTextBlock(features=LINE, label=_("Point")), min_num=1, label=_("Points"))

    class Meta:
        template = "foundation/blocks/list.html"
        icon = "list-ul"
        label = _("List")
        group = WORDS
        description = _("Points under each other, numbered or not.")
        preview_value: ClassVar[dict[str, object]] = {
            "is_numbered": True,
            "points": ["<p>Say who answers.</p>", "<p>Say what is written down.</p>", "<p>Say who holds the key.</p>"],
        }
