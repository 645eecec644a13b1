"""The one way to a file. What may not be fetched answers like what does not exist."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from access.viewer import ViewedRequest, Viewer
from foundation.formats.sniffing import MEDIA_TYPES, kind_by_name
from foundation.models.media import Document, Picture, Rendition
from foundation.models.openness import may_fetch, shut_to

# How long a copy elsewhere may outlive the withdrawal of an open file.
OPEN_SECONDS = 60
UNKNOWN_TYPE = "application/octet-stream"
FENCE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    # No other site learns from an <img> whether its visitor may see a file here.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def media(request: ViewedRequest, folder: str, name: str) -> HttpResponseBase:
    """A stored file by its name: a rendition, an original (editors only), a document."""
    viewer = request.viewer
    path = f"{folder}/{name}"
    if folder == "documents":
        return send_document(request, allowed(viewer, Document, file=path))
    if folder == "original_images":
        original = allowed(viewer, Picture, file=path) if viewer.is_editor else None
        if original is None:
            raise Http404
        return send(request, original.file)
    rendition = allowed(viewer, Rendition, "image__collection__path", file=path)
    if rendition is None or not may_fetch(viewer, rendition.image):
        raise Http404
    return send(request, rendition.file)


@require_safe
def document(request: ViewedRequest, pk: int, name: str) -> HttpResponseBase:
    """A document by its number; the name in the address is for people, and may be an earlier one."""
    return send_document(request, allowed(request.viewer, Document, pk=pk))


def allowed(viewer: Viewer, model: Any, collection_path: str = "collection__path", **which: Any) -> Any:
    """The row, unless its collection is shut to the viewer; None if there is none. One query."""
    rows = model.objects.filter(**which)
    if model is Rendition:
        rows = rows.select_related("image")
    if not viewer.is_editor:
        rows = rows.filter(~shut_to(viewer, collection_path))
    return rows.first()


def send_document(request: ViewedRequest, found: Document | None) -> HttpResponseBase:
    """A document as an attachment (RFC 6266), called after its title."""
    if found is None or not may_fetch(request.viewer, found):
        raise Http404
    return send(request, found.file, attachment=found.filename)


def send(request: ViewedRequest, file: Any, attachment: str = "") -> HttpResponseBase:
    """The file's bytes, or 304; 404 if the disk has lost it."""
    storage: Storage = file.storage
    try:
        size, changed = storage.size(file.name), storage.get_modified_time(file.name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    # A stored file never changes under its name, so name and size are enough.
    etag = quote_etag(hashlib.sha256(f"{file.name} {size}".encode()).hexdigest()[:32])
    kind = kind_by_name(file.name)
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    response: HttpResponse | FileResponse = unchanged or FileResponse(
        storage.open(file.name),
        content_type=MEDIA_TYPES[kind] if kind else UNKNOWN_TYPE,
        as_attachment=bool(attachment),
        filename=attachment,
    )
    response["ETag"], response["Last-Modified"] = etag, http_date(changed.timestamp())
    response["Cache-Control"] = caching(request)
    for header, value in FENCE.items():
        response[header] = value
    return response


def caching(request: ViewedRequest) -> str:
    """What a stranger may fetch may be kept for a minute; what a member fetched is nobody else's."""
    if request.viewer.is_stranger:
        return f"public, max-age={OPEN_SECONDS}"
    return "private, no-store"
