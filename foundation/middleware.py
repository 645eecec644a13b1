"""What every response keeps to: strict policies in public, and no address of a page that may not be seen."""

from collections.abc import Callable
from urllib.parse import urlparse

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from access.viewer import ViewedRequest
from foundation.formats.numbers import own_digits
from foundation.querysets import page_led_to, pages_visible_to
from foundation.views.appearance import has_own_digits

PACKED = ("text/", "application/xml", "application/atom+xml")
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": ["'none'"],
}


class PolicyMiddleware:
    """Loosens the two policies exactly where a form needs it.

    `Referrer-Policy: no-referrer` makes browsers send `Origin: null` with a POST (Fetch standard, "append a request
    Origin header"), which Django's CSRF check refuses. Pages with forms therefore say `same-origin`: other hosts
    still learn nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        elif getattr(request, "is_preview", False):
            # Wagtail asks for a preview as if by its public address, and shows it in a frame of the desk.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        if path_without_language(request).startswith(("/cms/", "/account/")):
            response["Referrer-Policy"] = "same-origin"
        return response


def path_without_language(request: HttpRequest) -> str:
    """ "/account/login/" for "/fr/account/login/" too."""
    language = get_language_from_path(request.path_info)
    return request.path_info.removeprefix(f"/{language}") if language else request.path_info


class DigitsMiddleware:
    """Pages in Arabic are written in the digits that their reader chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with own_digits(has_own_digits(request.COOKIES)):
            return self.get_response(request)


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages, feeds and tables; pictures and documents are compressed already and keep their length.

    Django adds a random number of bytes to every reply, so that its size tells nothing about a secret in it (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)


class VisibleRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, but none to a page that the viewer may not see: its new address would say that it exists."""

    def process_response(self, request: ViewedRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if answer is response:
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect = get_redirect(request, path) or get_redirect(request, urlparse(path).path)
        target = page_led_to(redirect) if redirect else None
        if target and not pages_visible_to(request.viewer).filter(pk=target).exists():
            return response
        return answer
