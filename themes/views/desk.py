"""Pages of `/cms/` about one term: its form, its removal, its merge into another and back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from foundation.views.desk import CarefulRowView
from themes.actions.merging import MergeRefusedError, fault_of, merge_terms, undo_merge
from themes.actions.vocabulary import label_term
from themes.forms import MergeForm
from themes.models.merges import ThemeMerge, last_merge, plan_for, use_of
from themes.models.vocabulary import Theme


def may_merge(user: Any) -> bool:
    """Merging changes one term and takes another away."""
    return bool(user.has_perms(["themes.change_theme", "themes.delete_theme"]))


def address(name: str, term: Theme) -> str:
    """A page of the desk about a term."""
    return reverse(Theme.snippet_viewset.get_url_name(name), args=[term.pk])


def ways_to_merge(term: Theme, user: Any) -> list[Button]:
    """The button beside a term, for those who may use it."""
    if not may_merge(user) or term.merged_into_id:
        return []
    return [Button(_("Merge into another"), address("merge", term), icon_name="resubmit", priority=25)]


class LabelsSaved:
    """Saves the names in other languages with the term."""

    def save_instance(self) -> Theme:
        theme: Theme = super().save_instance()  # type: ignore[misc]
        label_term(term=theme, labels=self.form.labels, by=self.request.user)  # type: ignore[attr-defined]
        return theme


class AddTheme(LabelsSaved, CreateView):
    """A new term."""


class EditTheme(LabelsSaved, CarefulRowView, EditView):
    """A term that exists, with the way to its merge among the buttons above."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *ways_to_merge(self.object, self.request.user)]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if survivor := self.object.merged_into:
            messages.warning(request, _("“%(term)s” was merged into this term.") % {"term": self.object.name})
            return redirect(address("edit", survivor))
        return super().dispatch(request, *args, **kwargs)


class ThemeListing(IndexView):
    """Topics stand under their theme, a dash before each."""

    def _get_title_column(self, *args: Any, **kwargs: Any) -> TitleColumn:
        column: TitleColumn = super()._get_title_column(*args, **kwargs)
        column.accessor = lambda theme: f"— {theme.name}" if theme.parent_id else theme.name
        return column

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if may_merge(self.request.user) and (last := last_merge()):
            undo = address("undo_merge", last.term)
            buttons.append(Button(_("Take the last merge back"), undo, icon_name="rotate", priority=90))
        return buttons

    def get_list_more_buttons(self, instance: Theme) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *ways_to_merge(instance, self.request.user)]


class DeleteTheme(DeleteView):
    """Says what hangs on the term, which Wagtail's index of references knows only in part, and offers the merge."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        use = use_of(self.object)
        merge = address("merge", self.object) if use and may_merge(self.request.user) else ""
        return {**super().get_context_data(**kwargs), "use": use, "merge_url": merge, "is_protected": bool(use.topics)}

    def form_valid(self, form: Any) -> HttpResponse:
        if self.object.topics.exists():
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return super().form_valid(form)


class OneTermView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one term, for those who may change and delete terms."""

    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_merge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def term(self) -> Theme:
        return get_object_or_404(Theme, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.term.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(Theme.snippet_viewset.get_url_name("list")), "label": _("Themes")},
            {"url": address("edit", self.term), "label": self.term.name},
            {"url": "", "label": self.page_title},
        ]


class MergeView(OneTermView):
    """Choose the survivor (`?into=3`), see what changes, do it."""

    template_name = "themes/desk/merge_terms.html"
    page_title = _("Merge into another term")

    @cached_property
    def form(self) -> MergeForm:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return MergeForm(sent if "into" in sent else None, term=self.term)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        into = self.form.cleaned_data["into"] if self.form.is_valid() else None
        fault = kwargs.pop("fault", "") or (fault_of(self.term, into) if into else "")
        plan = plan_for(self.term, into) if into and not fault else None
        found = {"term": self.term, "form": self.form, "into": into, "fault": fault, "plan": plan}
        return {**super().get_context_data(**kwargs), **found}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        into = self.form.cleaned_data["into"]
        try:
            merge_terms(term=self.term, into=into, by=request.user)  # type: ignore[arg-type]
        except MergeRefusedError as refused:
            return self.render_to_response(self.get_context_data(fault=str(refused)), status=409)
        said = _("“%(term)s” is merged into “%(into)s”.") % {"term": self.term.name, "into": into.name}
        undo = messages.button(address("undo_merge", self.term), _("Take it back"))
        messages.success(request, said, buttons=[undo])
        return redirect(address("edit", into))


class UndoMergeView(OneTermView):
    """Give a term back what the last merge took from it."""

    template_name = "themes/desk/undo_merge.html"
    page_title = _("Take the merge back")

    @cached_property
    def merge(self) -> ThemeMerge:
        return get_object_or_404(ThemeMerge.objects.select_related("term", "into"), term=self.term)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"fault": "", **super().get_context_data(**kwargs), "merge": self.merge}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            term = undo_merge(merge=self.merge, by=request.user)  # type: ignore[arg-type]
        except MergeRefusedError as refused:
            return self.render_to_response(self.get_context_data(fault=str(refused)), status=409)
        messages.success(request, _("“%(term)s” stands by itself again.") % {"term": term.name})
        return redirect(address("edit", term))
