"""Video and audio that others keep: described here, loaded there, and only when the reader asks."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from foundation.blocks.files import MEDIA
from foundation.formats.providers import provider_of

HTTPS_ONLY = _("Give an address that begins with https://, so that nobody on the way sees what is asked for.")


class Recording(blocks.StructBlock):
    """A link out with the provider's name and a note: no frame, no player, no picture from elsewhere."""

    kind = blocks.ChoiceBlock(
        choices=[("video", _("Video")), ("audio", _("Audio"))],
        default="video",
        label=_("What it is"),
        search_index=False,
    )
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    url = blocks.URLBlock(
        label=_("Address"), help_text=_("The page where it can be seen or heard. Nothing is loaded from it here.")
    )
    note = blocks.CharBlock(
        max_length=200, required=False, label=_("Note"), help_text=_("For example its length and language.")
    )
    transcript = blocks.RichTextBlock(
        features=["bold", "italic"],
        required=False,
        label=_("Transcript"),
        help_text=_("For readers who cannot or dare not load it, and for the search."),
    )

    def clean(self, value: Any) -> Any:
        """Only addresses that keep the connection private."""
        cleaned = super().clean(value)
        if cleaned["url"] and urlsplit(cleaned["url"]).scheme != "https":
            raise StructBlockValidationError({"url": ValidationError(HTTPS_ONLY)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["provider"] = provider_of(value.get("url") or "")
        return context

    class Meta:
        template = "foundation/blocks/recording.html"
        icon = "media"
        label = _("Video or audio")
        label_format = "{title}"
        group = MEDIA
        description = _("A recording that somebody else keeps: a link with the provider’s name, and the transcript.")
        preview_value: ClassVar[dict[str, str]] = {
            "kind": "video",
            "title": "Panel: the year in witness",
            "url": "https://www.youtube.com/watch?v=example",
            "note": "58 minutes, English",
            "transcript": "<p>Welcome, and thank you for coming so early.</p>",
        }
