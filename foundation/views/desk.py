"""Views of `/cms/` that any page has and that we want more careful than Wagtail's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, NameEmailSettingsPanel
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.admin.views.generic import EditView as RowEditView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.contrib.settings.views import EditView as SettingsEditView
from wagtail.documents.views.documents import EditView as DocumentEditView
from wagtail.images.views.images import EditView as PictureEditView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from foundation.actions import works
from foundation.rules import plain_cell
from foundation.signals import answers_to, lost_with
from foundation.views.privacy import RankPrivacyView

# Of an id; what is longer no database takes.
MOST_DIGITS = 19


class CarefulEditView(EditView):
    """Refuses to put a stale form over another's newer work: 409, with what was sent and a way to what is stored.

    Wagtail looks at this only when it saves by itself. The form that comes back starts from the newer version and
    does not save by itself, so sending it again is a decision.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        works.keep_as_it_stands(page=self.page, by=None)
        response: HttpResponse = super().form_valid(form)
        return response

    def is_overtaken(self) -> bool:
        """Whether somebody else saved after this form was loaded.

        The editor's own automatic saves make newer versions too, and a form sent by hand does not name them.
        """
        loaded = self.request.POST.get("loaded_revision_id", "")
        if not loaded.isdecimal() or not self.is_out_of_date:
            return False
        since = self.page.revisions.filter(pk__gte=int(loaded)).exclude(user=self.request.user)
        loaded_at = self.request.POST.get("loaded_revision_created_at", "")
        # An automatic save may also have gone into the very version that was loaded.
        return any(pk > int(loaded) or at.isoformat() != loaded_at for pk, at in since.values_list("pk", "created_at"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.expects_json_response or self.page.alias_of_id or not self.is_overtaken():
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        return self.refuse(request)

    def refuse(self, request: HttpRequest) -> HttpResponse:
        """The form as it was sent, over the newer version."""
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=request.user,
        )
        self.form.is_valid()
        stored = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, self.latest_revision.pk])
        message = _(
            "Somebody saved a newer version while you were editing. Nothing is overwritten: what you wrote is below. "
            "Look at the newer version first; saving again puts yours in its place."
        )
        messages.error(request, message, buttons=[messages.button(stored, _("The newer version"), new_window=True)])
        self.errors_debug, self.has_unsaved_changes = repr(self.form.errors), True
        self.autosave_enabled = False
        refused: HttpResponse = self.render_to_response(self.get_context_data(), status=409)
        return refused


class CarefulRowView(RowEditView):
    """The same of a row, whose form is a `foundation.panels.CarefulForm`: it finds out, this says 409."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "overtaken"):
            response.status_code = 409
        return response


def hers(user: Any) -> PageQuerySet[Page]:
    """The pages that somebody finds in the explorer: she works on them, or on the way to where she works."""
    found: PageQuerySet[Page] = policy_registry.get_by_type(Page).explorable_instances(user)
    return found


def tell_what_goes(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Before pages are deleted, say what else is lost with them: Wagtail knows pages and references only."""
    if lost := answers_to(lost_with, Page, pages=list(pages)):
        said = _("With this goes for good, and no other page keeps it: %(things)s.")
        messages.warning(request, said % {"things": ", ".join(lost)})


class ChooseBelowView(BrowseView):
    """Wagtail's chooser opens below any page whose number is asked, and names it."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id and not hers(request.user).filter(pk=parent_page_id).exists():
            raise Http404
        response: HttpResponse = super().get(request, parent_page_id)
        return response


class DeskPageViewSet(PageViewSet):
    """What `/cms/` does with any page; rooms refine it for their own."""

    model = Page
    edit_view_class = CarefulEditView
    set_privacy_view_class = RankPrivacyView


class FacelessAccountView(AccountView):
    """Somebody's own settings, without a name, which accounts have not, and without a picture: Wagtail would keep the
    file as it came, with place and camera.
    """

    def get_panels(self) -> list[BaseSettingsPanel]:
        tells = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, tells)]


class CarefulPictureView(CarefulRowView, PictureEditView):
    """A picture's form."""


class CarefulDocumentView(CarefulRowView, DocumentEditView):
    """A document's form."""


class CarefulSettingsView(CarefulRowView, SettingsEditView):
    """The form of the site's settings."""


class CarefulPageTypesView(PageTypesUsageReportView):
    """How many pages there are of each kind; of the one edited last Wagtail tells the title to anybody."""

    def decorate_paginated_queryset(self, kinds: Any) -> Any:
        known = set(
            hers(self.request.user)
            .filter(pk__in={kind.last_edited_page_id for kind in kinds} - {None})
            .values_list("pk", flat=True)
        )
        for kind in super().decorate_paginated_queryset(kinds):
            if kind.last_edited_page_id not in known:
                kind.last_edited_page = None
        return kinds


class NamelessAgingPagesView(AgingPagesView):
    """Pages by their age; who published is an account's number, where Wagtail says its address."""

    def decorate_paginated_queryset(self, pages: Any) -> Any:
        accounts = get_user_model().objects.in_bulk({page.last_published_by for page in pages} - {None})
        labels = {pk: str(account) for pk, account in accounts.items()}
        for page in pages:
            self.add_last_publisher_name_to_page(labels, page)
        return pages


class CarefulChosenPagesView(ChosenMultipleView):
    """Pages chosen in the dialog: none where the person does not work, and no error for what is no number."""

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = [pk for pk in request.GET.getlist("id") if pk.isdecimal() and len(pk) < MOST_DIGITS]
        chosen = request.GET.copy()
        chosen.setlist("id", [str(pk) for pk in hers(request.user).filter(pk__in=ids).values_list("pk", flat=True)])
        request.GET = chosen  # type: ignore[assignment]
        response: HttpResponse = super().get(request)
        return response


def as_cell(
    mixin: SpreadsheetExportMixin,
    field: str,
    value: Any,
    export_format: str,
    wagtails: Callable[..., Any] = SpreadsheetExportMixin.preprocess_field_value,
) -> Any:
    """What a download of any list writes into a cell: titles are anybody's words and must not be run."""
    cell = wagtails(mixin, field, value, export_format)
    return plain_cell(cell) if isinstance(cell, str) else cell
