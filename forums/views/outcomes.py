"""The canonical text of a statement or report, for whoever wants to check its fingerprint."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from access.viewer import ViewedRequest
from forums.models.outcomes import OutcomePage
from foundation.models.base import BasePage


def canonical_text(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/text/`: exactly the bytes that the fingerprint on the page is made of."""
    if not isinstance(page, OutcomePage):
        raise Http404
    text = page.canonical_text(page.points_for(request.viewer, page.original))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
