"""The canonical text of a statement or report, for whoever wants to check its fingerprint."""

from __future__ import annotations

from django.http import HttpResponse

from access.viewer import ViewedRequest
from forums.models.outcomes import OutcomePage


def canonical_text(request: ViewedRequest, page: OutcomePage) -> HttpResponse:
    """`…/text/`: exactly the bytes that the fingerprint on the page is made of."""
    text = page.canonical_text(page.points_for(request.viewer, page.original))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
