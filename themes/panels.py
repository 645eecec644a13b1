"""What editors see of the vocabulary, and the check that pages carry its terms only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface

from foundation.panels import CarefulForm, FactsForm
from themes.enums import ThemeStatus
from themes.formats.goals import goal_choices
from themes.formats.instruments import INSTRUMENTS

# The term itself is in the site's own language; every other one has a field of its own on the form.
LABELLED = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def instrument_choices() -> list[tuple[str, str]]:
    """Code, and title with year and symbol, in the active language."""
    return [(code, f"{found.title} ({found.adopted.year}, {found.symbol})") for code, found in INSTRUMENTS.items()]


def label_field(language: str) -> str:
    """Name of the form field that holds the label in a language."""
    return f"label_{language}"


class ThemeForm(CarefulForm):
    """A term with its names in the other languages; `labels` says what the editor wants them to be."""

    compared = (
        "name",
        "parent_id",
        "definition",
        "synonyms",
        "status",
        "order",
        "slug",
        "sdgs",
        "instruments",
        "labels_by_language",
    )
    sdgs = forms.TypedMultipleChoiceField(
        choices=goal_choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label=_("Goals")
    )
    instruments = forms.MultipleChoiceField(
        choices=instrument_choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("Instruments")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Left empty it is made from the name.
        self.fields["slug"].required = False
        self.fields["parent"].queryset = self.fields["parent"].queryset.standing().filter(parent=None)
        # Only a merge makes this of a term, with all that belongs to it.
        self.fields["status"].choices = [one for one in ThemeStatus.choices if one[0] != ThemeStatus.MERGED]
        held = self.instance.labels_by_language if self.instance.pk else {}
        for code, _name in LABELLED:
            self.fields[label_field(code)].initial = held.get(code, "")

    @property
    def labels(self) -> dict[str, str]:
        """Language code → name, after validation; empty where there is none."""
        return {code: self.cleaned_data.get(label_field(code), "") for code, _name in LABELLED}


for _code, _name in LABELLED:
    ThemeForm.base_fields[label_field(_code)] = forms.CharField(max_length=100, required=False, label=_name)
    ThemeForm.declared_fields[label_field(_code)] = ThemeForm.base_fields[label_field(_code)]

theme_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldPanel("parent", widget=forms.Select),
                FieldPanel("definition", widget=forms.Textarea(attrs={"rows": 4})),
                FieldPanel("synonyms", widget=forms.Textarea(attrs={"rows": 4})),
                FieldPanel("status"),
                FieldPanel("order", help_text=_("Lower comes first; the same number is sorted by name.")),
            ],
            heading=_("Term"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [FieldPanel(label_field(code)) for code, _name in LABELLED],
                    heading=_("Names in other languages"),
                    help_text=_("Readers of a language without a name see the term itself."),
                )
            ],
            heading=_("Languages"),
        ),
        ObjectList([FieldPanel("sdgs"), FieldPanel("instruments")], heading=_("Related goals and instruments")),
        ObjectList(
            [FieldPanel("slug", help_text=_("The end of its address. Links from elsewhere break when it changes."))],
            heading=_("Address"),
        ),
    ],
    base_form_class=ThemeForm,
)


class TermsField(forms.ModelMultipleChoiceField):
    """The vocabulary to tick from: topics under their theme, and the terms that wait only where the page has them."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "desk-terms"})

    def label_from_instance(self, obj: Any) -> str:
        name = f"— {obj.name}" if obj.parent_id else obj.name
        return name if obj.is_approved else _("%(term)s (waiting for an editor)") % {"term": name}


def terms_field(terms: Any, held: Any, *, label: Any, help_text: Any = "") -> TermsField:
    """Approved terms to tick; of the others only those that are `held` already, so that none is lost."""
    offered = terms.filter(Q(status=ThemeStatus.APPROVED) | Q(pk__in=held)).in_tree_order()
    return TermsField(queryset=offered, required=False, label=label, help_text=help_text)


class ThemedPageForm(FactsForm):
    """A page with terms of the vocabulary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.fields["themes"]
        held = [term.pk for term in self.initial.get("themes") or []]
        self.initial["themes"] = held
        self.fields["themes"] = terms_field(typed.tag_model.objects.all(), held, label=typed.label)
        if not self.is_original:
            self.keep_as_original("themes")
