"""What somebody said, and where. A name never stands in a block: it is a row, by reference, or withheld."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.coreutils import resolve_model_string

from access.viewer import STRANGER
from foundation.faces import NameFace
from foundation.rules import direction_of

EVIDENCE = _("Evidence")


class VoiceChooser(BaseChooser):
    """Chooses a voice and tells the editor whether readers will see the name."""

    model = "foundation.Voice"
    chooser_modal_url_name = "voice_chooser:choose"
    icon = "user"
    choose_one_text = _("Choose a voice")
    choose_another_text = _("Choose another voice")
    link_to_chosen_text = _("Edit this voice")

    def get_display_title(self, instance: Any) -> str:
        """Name and description where readers see them; of a withheld voice its number: the widget does not know who
        looks, and whoever may edit a page need not be one who keeps the voices.
        """
        if instance.face_for(STRANGER).is_withheld:
            return gettext("%(voice)s (name withheld: no public source)") % {"voice": instance}
        return " · ".join(filter(None, [instance.printed_name, instance.description]))


class VoiceChooserBlock(blocks.ChooserBlock):
    """Holds the id of a `foundation.Voice`, never a name."""

    @cached_property
    def target_model(self) -> type:
        return resolve_model_string("foundation.Voice")

    @cached_property
    def widget(self) -> VoiceChooser:
        return VoiceChooser()

    class Meta:
        icon = "user"


class Quotation(blocks.StructBlock):
    """Words, who said them as far as readers may know, and the source."""

    words = blocks.TextBlock(label=_("Words"), rows=3, help_text=_("Without quotation marks: the page sets them."))
    language = blocks.RegexBlock(
        regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        required=False,
        label=_("Language of the words"),
        help_text=_("Only when it differs from the page: a code such as fr, ar or pt-BR."),
        error_messages={"invalid": _("Write a language code such as fr, ar or pt-BR.")},
    )
    speaker = VoiceChooserBlock(
        required=False, label=_("Speaker"), help_text=_("A name shows only when the voice has a public source.")
    )
    is_withheld = blocks.BooleanBlock(
        required=False, label=_("The speaker is withheld"), help_text=_("Readers learn that somebody said it, not who.")
    )
    source = blocks.CharBlock(
        max_length=300,
        search_index=False,
        label=_("Source"),
        help_text=_("Where and when it was said or printed. Do not write the name of a withheld speaker here."),
    )
    source_url = blocks.URLBlock(required=False, label=_("Address of the source"))

    def clean(self, value: Any) -> Any:
        """Exactly one of speaker and withheld; a draft may leave the choice open but never hold both."""
        cleaned = super().clean(value)
        if cleaned["speaker"] and cleaned["is_withheld"]:
            message = _("A voice is chosen and withheld at once. Clear the voice, or untick this.")
            raise StructBlockValidationError({"is_withheld": ValidationError(message)})
        if not (cleaned["speaker"] or cleaned["is_withheld"] or self.is_deferred_validation):
            message = _("Choose who said this, or tick “the speaker is withheld” below.")
            raise StructBlockValidationError({"speaker": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["speaker"] = self.face_in(value, context)
        context["direction"] = direction_of(value["language"]) if value.get("language") else ""
        return context

    def face_in(self, value: Any, context: dict[str, Any]) -> NameFace:
        """The speaker as the viewer of this page may see him; a withheld one is the same face for everybody."""
        if context.get("is_example"):
            return NameFace(pgettext("in an example", "Name of the speaker"), gettext("rapporteur, 2019"), seed=7)
        voice = value.get("speaker")
        if voice is None or value.get("is_withheld"):
            return NameFace("")
        face: NameFace = voice.face_for(getattr(context.get("request"), "viewer", STRANGER))
        return face

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context=parent_context), "is_example": True}

    class Meta:
        template = "foundation/blocks/quotation.html"
        icon = "openquote"
        label = _("Quotation")
        label_format = "{words}"
        group = EVIDENCE
        description = _("What somebody said, who said it or that the name is withheld, and the source.")
        preview_value: ClassVar[dict[str, object]] = {
            "words": "I said that support looks like a rota. People laughed, kindly, and then four of them copied it.",
            "language": "",
            "speaker": None,
            "is_withheld": False,
            "source": "Concluding session, 15 October 2019",
            "source_url": "",
        }
