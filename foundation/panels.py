"""Fields and forms of `/cms/` that the rooms share, and who may see a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PageViewRestriction

from access.enums import RANK_OF_GROUP
from foundation.formats.places import countries
from foundation.rules import has_bidi_controls, normal

SLUG_TAKEN = _("The page above answers this address with something of its own. Choose another word.")
voice_panels = [
    MultiFieldPanel([FieldPanel("printed_name"), FieldPanel("public_source")], heading=_("Name")),
    FieldPanel("description"),
]


class TranslationPanel(FieldPanel):
    """A field that only translations have: the page which holds the facts of a work is asked nothing."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel beside one page."""

        def is_shown(self) -> bool:
            """Whether the page is a translation."""
            return bool(super().is_shown() and self.instance.original.pk != self.instance.pk)


class CountryField(forms.ChoiceField):
    """An ISO 3166-1 code, chosen by the country's name in the editor's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [("", "—"), *countries(get_language() or "en")], **{"required": False, **kwargs}
        )


class PrintedNameField(forms.CharField):
    """A name in NFC without invisible direction marks, which could make it read as another."""

    def clean(self, value: Any) -> str:
        name = normal(super().clean(value))
        if has_bidi_controls(name):
            raise ValidationError(_("Remove the invisible direction marks from this name."), code="bidi")
        return name


def version_of(row: Model, names: Iterable[str]) -> str:
    """A token for exactly these values of a row (SHA-256, 32 hex digits)."""
    values = [getattr(row, name) for name in names]
    plain = [
        sorted(value.values_list("pk", flat=True)) if hasattr(value, "values_list") else str(value) for value in values
    ]
    return sha256(json.dumps(plain).encode()).hexdigest()[:32]


class CarefulForm(WagtailAdminModelForm):
    """A row's form; one that was opened before somebody else changed the row is shown again instead of undoing that.

    Rows have no drafts and no versions. `compared` are the fields that the form writes; those of many to many count by
    the ids they hold.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    compared: tuple[str, ...] = ()
    overtaken = _(
        "Somebody changed this after you opened it, and nothing of yours is saved yet. Look at it in another window; "
        "saving again puts your words in the place of theirs."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = version_of(self.instance, self.compared) if self.instance.pk else ""
        self.initial["seen"] = self.stored

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.stored and cleaned.get("seen") != self.stored:
            self.data: Any = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stored
            raise ValidationError(self.overtaken, code="overtaken")
        return cleaned


class VoiceForm(CarefulForm):
    """A voice."""

    compared = ("printed_name", "public_source", "description")
    overtaken = _(
        "Somebody changed this voice after you opened it, and nothing of yours is saved yet. Look at it in another "
        "window; saving again puts your words in the place of theirs."
    )


class SettingsForm(CarefulForm):
    """Site settings; the languages offered are ticked, not typed."""

    compared = ("name", "tagline", "footer", "contact_email", "leave_to", "languages")

    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        label=_("languages offered"),
        help_text=_("Readers find links to these. A page that is not translated stays in the language it has."),
    )


class RankRestrictionForm(PageViewRestrictionForm):
    """Everyone, or one rank: whoever is of a rank sees what is meant for the ranks below, so one is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("groups") or []
        self.initial["groups"] = chosen[0] if chosen else None
        self.fields["restriction_type"].choices = [
            (PageViewRestriction.NONE, _("Everyone, also strangers")),
            (PageViewRestriction.GROUPS, _("Only people of the rank chosen below, and of higher ranks")),
        ]
        self.fields["groups"] = forms.ModelChoiceField(
            queryset=Group.objects.filter(name__in=[str(name) for name in RANK_OF_GROUP]).order_by("name"),
            widget=forms.RadioSelect,
            required=False,
            empty_label=None,
            label=_("Rank"),
            help_text=_(
                "Members: everybody who has been let in. Peers: members who are neither government, "
                "intergovernmental nor press. Stewards: those who keep this place. The choice holds for every page "
                "below this one and for all its translations. To everybody of a lower rank, editors too, the page "
                "answers as if it did not exist; here in the desk editors find it as before."
            ),
        )

    def clean_groups(self) -> list[Group]:
        """One rank, as the list that the relation wants."""
        group = super().clean_groups()
        return [group] if group else []


class FactsForm(WagtailAdminPageForm):
    """The form of a page; the facts of a work are changed on its original page only, for all languages at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_original = self.instance.original.pk == self.instance.pk
        if not self.is_original:
            for name in self.fields.keys() & set(self.instance.facts):
                self.keep_as_original(name)

    def keep_as_original(self, name: str) -> None:
        """Show a field and say where it is changed."""
        where = reverse("wagtailadmin_pages:edit", args=[self.instance.original.pk])
        said = str(_("Changed on <a href='{}'>the original page</a>, for all languages at once."))
        self.fields[name].disabled = True
        self.fields[name].help_text = format_html(said, where)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if (
            self.parent_page
            and not self.instance.path
            and cleaned.get("slug") in self.instance.taken_by(self.parent_page)
        ):
            self.add_error("slug", SLUG_TAKEN)
        rows = [formset for name, formset in self.formsets.items() if name != "comments"]
        if not self.is_original and any(formset.has_changed() for formset in rows):
            self.add_error(None, _("Numbers and documents belong to the work: change them on the original page."))
        return cleaned


def words_filter(*fields: str) -> type[BaseFilterForm]:
    """A search form for choosers: rows that contain the words in one of these fields."""

    class WordsFilterForm(BaseFilterForm):
        """One field; the search engine is not asked, because the rows are few and not indexed."""

        q = forms.CharField(
            required=False, label=_("Search term"), widget=forms.TextInput({"placeholder": _("Search")})
        )

        def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            words = self.cleaned_data.get("q", "").strip()
            if not words:
                return objects
            self.is_searching, self.search_query = True, words
            anywhere = reduce(or_, (Q(**{f"{field}__icontains": words}) for field in fields))
            return objects.filter(anywhere).distinct()

    return WordsFilterForm
