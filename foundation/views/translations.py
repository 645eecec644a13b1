"""What an editor says of one translation, beside wagtail-localize's form of it, which knows words only."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from foundation.actions import works
from foundation.models.base import BasePage


@require_POST
def mark_shortened(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that the translation leaves something out, or that it is whole. It shows at once, so it is for publishers."""
    page = get_object_or_404(Page, id=page_id).specific
    may = page.permissions_for_user(request.user)
    if not (may.can_edit() and may.can_publish()) or may.page_locked():
        raise PermissionDenied
    if not isinstance(page, BasePage) or page.alias_of_id or page.original.pk == page.pk:
        raise Http404
    is_shortened = request.POST.get("is_shortened") == "yes"
    works.mark_shortened(page=page, is_shortened=is_shortened, by=request.user)  # type: ignore[arg-type]
    shown, hidden = _("Readers are told that this translation is shortened."), _("This translation counts as whole.")
    messages.success(request, shown if is_shortened else hidden)
    return redirect("wagtailadmin_pages:edit", page.pk)
