"""Blocks that only editions and their outcomes have."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from forums.enums import Addressee
from forums.formats.targets import targets_in


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


class Challenge(blocks.StructBlock):
    """What stands in the way, as a statement numbers it."""

    text = blocks.TextBlock(label=_("Challenge"), max_length=2000)

    class Meta:
        icon = "warning"
        label = _("Challenge")
        label_format = "{text}"
        template = "forums/blocks/challenge.html"
        description = _("One numbered paragraph on what defenders meet.")
        preview_value = {"text": "Laws on security are used against those who ask for the protection of the law."}


class AddressedPoint(blocks.StructBlock):
    """One thing that is asked, and of whom. Facts (whom, goals, terms) are read of the original page only."""

    text = blocks.TextBlock(label=_("What is asked"), max_length=2000)
    explanation = blocks.TextBlock(label=_("Explanation"), required=False, max_length=4000)
    addressees = blocks.MultipleChoiceBlock(
        choices=Addressee.choices, required=False, label=_("Asked of"), search_index=False
    )
    named = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Name")),
        label=_("By name"),
        default=[],
        help_text=_("Bodies that the text itself names, never a private person."),
    )
    goals = blocks.CharBlock(
        required=False, max_length=120, label=_("Goals and targets"), help_text=_("For example: 5.2, 16.10")
    )
    themes = blocks.ListBlock(
        SnippetChooserBlock("themes.Theme", label=_("Term")), label=_("Terms of the vocabulary"), default=[]
    )

    class Meta:
        icon = "list-ol"
        label = _("Point")
        label_format = "{text}"
        template = "forums/blocks/addressed_point.html"
        description = _("A numbered point that can be cited by itself.")
        preview_value = {
            "text": "Treat an attack on a defender as an attack on the right that she defends.",
            "explanation": "",
            "addressees": ["governments"],
            "named": [],
            "goals": "16.10",
            "themes": [],
        }

    def clean(self, value: Any) -> Any:
        """Goals and targets must exist."""
        cleaned = super().clean(value)
        try:
            cleaned["goals"] = ", ".join(targets_in(cleaned["goals"]))
        except ValueError as unknown:
            message = _("There is no goal or target %(word)s.") % {"word": unknown}
            raise StructBlockValidationError({"goals": ValidationError(message)}) from unknown
        return cleaned


class ChallengeStream(blocks.StreamBlock):
    """Challenges in their order."""

    challenge = Challenge()


class PointStream(blocks.StreamBlock):
    """Points in their order: the first is number 1."""

    point = AddressedPoint()
