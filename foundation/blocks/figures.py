"""A number that can be checked."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from foundation.blocks.quotations import EVIDENCE


class SourcedFigure(blocks.StructBlock):
    """A value with its year, its source and the day somebody looked.

    The value is text on purpose: sources say "about 50" and "more than 25", and so do we.
    """

    value = blocks.CharBlock(max_length=40, label=_("Value"), help_text=_("As the source says it: 28, about 50, 43 %."))
    label = blocks.CharBlock(max_length=160, label=_("What it counts"))
    year = blocks.IntegerBlock(
        required=False, min_value=1900, max_value=2100, label=_("Year"), help_text=_("The year the figure speaks of.")
    )
    source = blocks.CharBlock(max_length=300, label=_("Source"), help_text=_("Who published it, under what title."))
    source_url = blocks.URLBlock(required=False, label=_("Address of the source"))
    retrieved_on = blocks.DateBlock(
        required=False, label=_("Retrieved on"), help_text=_("The day you looked at that address. Needed with one.")
    )

    def clean(self, value: Any) -> Any:
        """An address needs the day it was looked at, and nobody has looked tomorrow."""
        cleaned = super().clean(value)
        seen: dt.date | None = cleaned["retrieved_on"]
        if seen and seen > timezone.localdate():
            message = _("This day has not come yet. Give the day you looked at the source.")
            raise StructBlockValidationError({"retrieved_on": ValidationError(message)})
        if cleaned["source_url"] and not seen and not self.is_deferred_validation:
            message = _("Pages change: say on which day you looked at this address.")
            raise StructBlockValidationError({"retrieved_on": ValidationError(message)})
        return cleaned

    class Meta:
        template = "foundation/blocks/sourced_figure.html"
        icon = "decimal"
        label = _("Figure with its source")
        label_format = "{value} {label}"
        group = EVIDENCE
        description = _("One number, what it counts, in which year, and where it comes from.")
        preview_value: ClassVar[dict[str, object]] = {
            "value": "about 50",
            "label": "participants, from 28 countries",
            "year": 2019,
            "source": "Press release, 18 November 2019",
            "source_url": "",
            "retrieved_on": None,
        }
