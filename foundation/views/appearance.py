"""Day or night, and the digits of Arabic pages, by the reader's choice, without scripts.

Each choice is a cookie that holds one word, goes when the browser closes and is sent nowhere else. "As the device", and
the digits that all scripts share, remove it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SCHEMES = ("light", "dark")
OWN = "own"
# What the form sends → the cookie that keeps it, and the words that are kept.
CHOICES = {"scheme": ("appearance", SCHEMES), "digits": ("digits", (OWN,))}


def scheme_of(cookies: Mapping[str, str]) -> str:
    """The scheme that was chosen; "" for what the device prefers."""
    chosen = cookies.get("appearance", "")
    return chosen if chosen in SCHEMES else ""


def has_own_digits(cookies: Mapping[str, str]) -> bool:
    """Whether ٠١٢٣ were chosen rather than 0123."""
    return cookies.get("digits") == OWN


@require_safe
@never_cache
def appearance(request: HttpRequest) -> HttpResponse:
    """`/appearance/?scheme=dark&next=/forums/`: remember, and go back to where the reader was."""
    after = request.GET.get("next", "/")
    if not after.startswith("/") or not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = "/"
    response = HttpResponseRedirect(after, status=303)
    for name, (cookie, known) in CHOICES.items():
        if name not in request.GET:
            continue
        if (chosen := request.GET[name]) in known:
            response.set_cookie(cookie, chosen, samesite="Strict", httponly=True, secure=request.is_secure())
        else:
            response.delete_cookie(cookie, samesite="Strict")
    return response
