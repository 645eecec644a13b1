"""What belongs to the site as a whole: leaving it, robots, errors."""

from django.contrib.sitemaps import views as sitemap_views
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_page, never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from foundation.models.site import settings_of
from foundation.sitemaps import PublicPages

kept_sitemap = cache_page(30)(sitemap_views.sitemap)

# Of the number of a part.
MOST_DIGITS = 5


@require_safe
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """303 to a harmless site; the browser is asked to forget ours (W3C Clear Site Data)."""
    chosen = settings_of(Site.find_for_request(request))
    response = HttpResponse(status=303, headers={"Location": chosen.leave_to})
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): everything public may be read, search results need not be."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /account/",
        f"Disallow: {reverse('search')}?",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of public pages; a part of it where there are more than fit. Whatever else is asked, it is kept once."""
    part = request.GET.get("p", "")
    number = int(part) if part.isdecimal() and len(part) < MOST_DIGITS else 1
    request.META["QUERY_STRING"] = f"p={number}" if number > 1 else ""
    request.GET = QueryDict(request.META["QUERY_STRING"])
    return kept_sitemap(request, {"pages": PublicPages})


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that a package brings and that we do not have."""
    raise Http404


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when the request was larger than the site takes (RFC 9110, 15.5.14)."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, in the site's own frame."""
    return render(request, "403.html", status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token; `reason` is for developers and stays unsaid."""
    return forbidden(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what this viewer may not see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """No database, no context: whatever broke must not break the apology."""
    return render(None, "500.html", status=500)
