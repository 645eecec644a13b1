"""Blocks that only editions have."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class EditionHeading(blocks.StructBlock):
    """A theme as this edition put it, with the vocabulary's terms that it stands for."""

    title = blocks.CharBlock(label=_("Heading"), max_length=200)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=1200)
    themes = blocks.ListBlock(
        SnippetChooserBlock("themes.Theme", label=_("Term")), label=_("Terms of the vocabulary"), default=[]
    )

    class Meta:
        icon = "tag"
        label = _("Theme of this edition")
        template = "forums/blocks/edition_heading.html"
        description = _("A heading of the edition’s own programme, tied to the vocabulary.")
        preview_value = {
            "title": "Reinforcing the Frontlines Through Solidarity",
            "text": "What solidarity is, and how it reaches those who need it.",
            "themes": [],
        }


class HeadingStream(blocks.StreamBlock):
    """The edition's own themes, in its order."""

    heading = EditionHeading()
