"""Day or night by the reader's choice, without scripts.

The choice is a cookie that holds one word, goes when the browser closes and is sent nowhere else. "As the device"
removes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

COOKIE = "appearance"
SCHEMES = ("light", "dark")


def scheme_of(cookies: Mapping[str, str]) -> str:
    """The scheme that was chosen; "" for what the device prefers."""
    chosen = cookies.get(COOKIE, "")
    return chosen if chosen in SCHEMES else ""


@require_safe
@never_cache
def appearance(request: HttpRequest) -> HttpResponse:
    """`/appearance/?scheme=dark&next=/forums/`: remember, and go back to where the reader was."""
    scheme, after = request.GET.get("scheme", ""), request.GET.get("next", "/")
    if not after.startswith("/") or not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = "/"
    response = HttpResponseRedirect(after, status=303)
    if scheme in SCHEMES:
        response.set_cookie(COOKIE, scheme, samesite="Strict", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE, samesite="Strict")
    return response
