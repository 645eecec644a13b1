"""Voices at the desk: their list, their form, and the dialog that chooses one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView, CreateView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from access.viewer import STRANGER
from foundation.blocks import VoiceChooser
from foundation.models.rows import Voice
from foundation.panels import VoiceForm, voice_panels, words_filter
from foundation.views.desk import CarefulRowView


def shows(voice: Voice) -> bool:
    """Whether a stranger would read the name."""
    return not voice.face_for(STRANGER).is_withheld


class VoiceFilters(WagtailFilterSet):
    """Voices whose names show, or those that wait for a source."""

    shows = ChoiceFilter(
        label=_("Name"),
        choices=[("yes", _("shows")), ("no", _("is withheld"))],
        method="with_source",
        empty_label=_("Any"),
    )

    class Meta:
        model = Voice
        fields: list[str] = []

    def with_source(self, voices: QuerySet[Voice], name: str, value: str) -> QuerySet[Voice]:
        return voices.exclude(public_source="") if value == "yes" else voices.filter(public_source="")


class VoiceViewSet(ModelViewSet):
    """Everybody who is quoted. Names stay out of logs: histories and messages say "voice 3"."""

    model = Voice
    name = "voices"
    icon = "user"
    menu_label = _("Voices")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["printed_name", "description", BooleanColumn("shows", label=_("Name shows"), accessor=shows)]
    filterset_class = VoiceFilters
    search_fields = ["printed_name", "description", "public_source"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(voice_panels, base_form_class=VoiceForm)
    edit_view_class = CarefulRowView
    list_per_page = 50


def keeps_voices(user: Any) -> bool:
    """Whether somebody may read the names that are withheld."""
    return bool(user.has_perm("foundation.view_voice"))


class VoicesToChoose:
    """Columns and search of the chooser: enough to tell two people apart."""

    filter_form_class = words_filter("printed_name", "description")

    def get_object_list(self) -> QuerySet[Voice]:
        """All of them for those who keep the voices; whoever only quotes finds the names that show."""
        voices = super().get_object_list()  # type: ignore[misc]
        return voices if keeps_voices(self.request.user) else voices.exclude(public_source="")  # type: ignore[attr-defined]

    @property
    def columns(self) -> list[Column]:
        title = self.title_column  # type: ignore[attr-defined]
        title.accessor, title.label = "printed_name", _("Name")
        return [
            title,
            Column("description", label=_("Description")),
            BooleanColumn("shows", label=_("Name shows"), accessor=shows),
        ]


class VoiceByName:
    """What the form shows of a voice just chosen; a voice's own label is nameless, for the logs."""

    def get_display_title(self, instance: Voice) -> str:
        return VoiceChooser().get_display_title(instance)


class ChooseVoices(VoicesToChoose, ChooseView):
    """The whole dialog."""


class ChooseVoicesResults(VoicesToChoose, ChooseResultsView):
    """Its results."""


class ChosenVoice(VoiceByName, ChosenView):
    """Answers the dialog."""

    def get_object(self, pk: Any) -> Voice:
        if not str(pk).isdecimal():
            raise Http404
        voice: Voice = super().get_object(pk)
        if not voice.public_source and not keeps_voices(self.request.user):
            raise Http404
        return voice


class AddVoice(VoiceByName, CreateView):
    """Adds a voice from within the dialog."""


class VoiceChooserViewSet(ChooserViewSet):
    """The dialog behind `foundation.blocks.VoiceChooser`."""

    model = Voice
    name = "voice_chooser"
    icon = "user"
    base_widget_class = VoiceChooser
    choose_view_class = ChooseVoices
    choose_results_view_class = ChooseVoicesResults
    chosen_view_class = ChosenVoice
    create_view_class = AddVoice
    choose_one_text = _("Choose a voice")
    choose_another_text = _("Choose another voice")
    edit_item_text = _("Edit this voice")
    form_fields = ["printed_name", "public_source", "description"]
    create_action_label = _("Add this voice")
