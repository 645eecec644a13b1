"""The vocabulary on the editors' desk: a listing in tree order, terms that wait, a chooser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from access.models import Account
from foundation.cards import Errand
from foundation.panels import words_filter
from foundation.signals import errands_for
from themes.actions.vocabulary import approve_terms
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme
from themes.panels import theme_handler
from themes.views.desk import AddTheme, DeleteTheme, EditTheme, MergeView, ThemeListing, UndoMergeView


class ThemesToChoose:
    """Columns and search of the chooser."""

    filter_form_class = words_filter("name", "synonyms", "labels__label")

    @property
    def columns(self) -> list[Column]:
        title = self.title_column  # type: ignore[attr-defined]
        return [title, Column("parent", label=_("Belongs to"))]


class ChooseThemes(ThemesToChoose, ChooseView):
    """The whole dialog."""


class ChooseThemesResults(ThemesToChoose, ChooseResultsView):
    """Its results."""


class ThemeChooserViewSet(SnippetChooserViewSet):
    """Only terms that readers see can be chosen."""

    choose_view_class = ChooseThemes
    choose_results_view_class = ChooseThemesResults

    def get_object_list(self) -> QuerySet[Theme]:
        return Theme.objects.approved().in_tree_order()


class ThemeViewSet(SnippetViewSet):
    """`/cms/` → Themes."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = ThemeListing
    add_view_class = AddTheme
    edit_view_class = EditTheme
    delete_view_class = DeleteTheme
    chooser_viewset_class = ThemeChooserViewSet
    edit_handler = theme_handler
    delete_template_name = "themes/desk/delete_theme.html"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("parent", label=_("Belongs to"), sort_key="parent__name"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("works", label=_("Works"), accessor="works", sort_key="works"),
        Column("order", label=_("Order"), sort_key="order"),
    ]
    list_filter = ["status", "parent"]
    search_fields = ["name", "synonyms", "definition"]
    search_backend_name = None
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        """All that stand by themselves; those that were merged only when they are asked for."""
        asked = ThemeStatus.MERGED in request.GET.getlist("status")
        terms = Theme.objects.all() if asked else Theme.objects.standing()
        return terms.select_related("parent").with_works().in_tree_order()

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("undo-merge/<int:pk>/", UndoMergeView.as_view(), name="undo_merge"),
        ]


register_snippet(ThemeViewSet)


@hooks.register("register_bulk_action")
class TakeIntoVocabulary(SnippetBulkAction):
    """Approves every ticked term that waits."""

    models = [Theme]
    display_name = _("Take them in")
    aria_label = _("Take the ticked terms into the vocabulary")
    action_type = "approve"
    template_name = "themes/desk/confirm_approve.html"
    action_priority = 10

    def check_perm(self, obj: Theme) -> bool:
        return bool(self.permission_policy.user_has_permission_for_instance(self.request.user, "change", obj))

    @classmethod
    def execute_action(cls, objects: Iterable[Theme], **kwargs: Any) -> tuple[int, int]:
        return approve_terms(terms=objects, by=kwargs["self"].request.user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        message = ngettext(
            "%(count)d term is in the vocabulary now.", "%(count)d terms are in it now.", num_parent_objects
        )
        return message % {"count": num_parent_objects}


@receiver(errands_for)
def waiting_terms(sender: object, user: Account, **kwargs: Any) -> tuple[Errand, ...]:
    count = Theme.objects.pending().count() if user.has_perm("themes.change_theme") else 0
    if not count:
        return ()
    text = ngettext("%(count)d term waits for your decision", "%(count)d terms wait for your decision", count)
    url = reverse(Theme.snippet_viewset.get_url_name("list"))
    return (Errand(text % {"count": count}, f"{url}?status={ThemeStatus.PENDING}", "tag"),)


class MergeLogged(LogFormatter):
    """In the history of the survivor."""

    label = _("Merge terms")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("“%(term)s” was merged into this term") % {"term": log_entry.data["term"]}


class UndoLogged(LogFormatter):
    """In the history of the term that stands by itself again."""

    label = _("Take a merge of terms back")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Taken out of “%(into)s” again") % {"into": log_entry.data["into"]}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("themes.approve", _("Take into the vocabulary"), _("Taken into the vocabulary"))
    actions.register_action("themes.label", _("Name in other languages"), _("Named in other languages"))
    actions.register_action("themes.merge")(MergeLogged)
    actions.register_action("themes.undo_merge")(UndoLogged)
