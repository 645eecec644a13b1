"""The programme of an edition by itself, as it hangs on a door."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from access.viewer import ViewedRequest
from forums.models.edition import ForumPage
from foundation.models.base import BasePage


def programme(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/programme/`: every session with its summary, to print; 404 where there is none."""
    if not isinstance(page, ForumPage):
        raise Http404
    face = page.face_for(request.viewer)
    if not face.session_count:
        raise Http404
    return render(request, "forums/programme.html", {"page": page, "edition": face})
