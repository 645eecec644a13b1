"""What is asked before the index is checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """Whether only to look."""

    mend = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Mend what differs"),
        help_text=_("Works that differ are read anew. They may be missing from results until then, mostly a second."),
    )
