"""Pages of `/cms/` that Wagtail has not: who took part in a session, and a new edition like another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from forums.actions.editions import start_edition
from forums.actions.people import OvertakenError, part_of, record_people, rows_of
from forums.formats.parts import Part, version_of
from forums.forms import PeopleFormSet, StartEditionForm
from forums.models.edition import ForumPage
from forums.models.session import SessionPage


def trail(page: Page, here: Any) -> list[dict[str, Any]]:
    """Breadcrumbs: home, the page's parent, the page, and where we are."""
    parent = page.get_parent()
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.get_admin_display_title()},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": here},
    ]


class PeopleView(WagtailAdminTemplateMixin, FormView):
    """Everybody's part in one session; whoever may edit the page may edit them."""

    template_name = "forums/desk/people.html"
    page_title = _("People")
    header_icon = "group"
    form_class = PeopleFormSet

    @cached_property
    def session(self) -> SessionPage:
        return get_object_or_404(SessionPage, id=self.kwargs["page_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        may = self.session.permissions_for_user(request.user)
        if not may.can_edit() or may.page_locked():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.session.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(self.session, self.page_title)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET":
            names = ("id", "printed_name", "public_source", "role", "category", "country")
            kwargs["initial"] = [{name: getattr(row, name) for name in names} for row in rows_of(self.session)]
        else:
            # Every posted row is written out in full; an id is only how a row is found again.
            kwargs.pop("initial")
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = kwargs.pop("stored", None)
        now = [part_of(row) for row in rows_of(self.session)] if stored is None else list(stored)
        context = super().get_context_data(**kwargs)
        seen = (
            self.request.POST.get("seen", "") if stored is None and self.request.method == "POST" else version_of(now)
        )
        return {**context, "session": self.session, "seen": seen, "stored": stored, "formset": context["form"]}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            changed = record_people(
                session=self.session,
                parts=form.parts,
                seen=self.request.POST.get("seen", ""),
                by=self.request.user,  # type: ignore[arg-type]
            )
        except OvertakenError as overtaken:
            return self.both(form, overtaken.parts)
        except PermissionDenied as refused:
            messages.error(self.request, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=403)
        said = (
            _("The people of “%(title)s” are saved.") if changed else _("The people of “%(title)s” are as they were.")
        )
        messages.success(self.request, said % {"title": self.session.get_admin_display_title()})
        return redirect("session_people", self.session.pk)

    def both(self, form: Any, stored: tuple[Part, ...]) -> HttpResponse:
        """409, with what is stored beside what was sent; sending again replaces what is stored."""
        return self.render_to_response(self.get_context_data(form=form, stored=stored), status=409)


class StartEditionView(WagtailAdminTemplateMixin, FormView):
    """A new edition with the structure of one that exists."""

    template_name = "forums/desk/start_edition.html"
    page_title = _("Start a new edition from this one")
    header_icon = "copy"
    form_class = StartEditionForm

    @cached_property
    def like(self) -> ForumPage:
        return get_object_or_404(ForumPage, id=self.kwargs["page_id"]).original

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.like.get_parent().permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.like.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(self.like, self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count = SessionPage.objects.child_of(self.like).count()
        return {**super().get_context_data(**kwargs), "like": self.like, "session_count": count}

    def form_valid(self, form: StartEditionForm) -> HttpResponse:
        edition = start_edition(like=self.like, by=self.request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(self.request, _("“%(title)s” and its sessions are drafts now.") % {"title": edition.title})
        return redirect("wagtailadmin_pages:edit", edition.pk)
