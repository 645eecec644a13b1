"""Forms of the desk that are no page forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.models.vocabulary import Theme


class TermField(forms.ModelChoiceField):
    """One term of the vocabulary, topics under their theme."""

    def label_from_instance(self, obj: Any) -> str:
        return f"— {obj.name}" if obj.parent_id else obj.name


class MergeForm(forms.Form):
    """Which term takes the place of another."""

    into = TermField(queryset=Theme.objects.none(), label=_("Which term takes its place?"))

    def __init__(self, *args: Any, term: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = Theme.objects.approved().exclude(pk=term.pk).in_tree_order()
