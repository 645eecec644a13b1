"""What belongs to the site as a whole, outside the page tree."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.cache import cache_page

from foundation.sitemaps import PublicPages
from foundation.views import appearance, media, site, styleguide

urlpatterns = [
    # Names on the disk are ASCII without signs; nothing else is even looked up.
    re_path(r"^media/(?P<folder>images|original_images|documents)/(?P<name>[\w.-]+)$", media.media, name="media"),
    path("documents/<int:pk>/<str:name>", media.document, name="wagtaildocs_serve"),
    path("leave/", site.leave, name="leave"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", cache_page(30)(sitemap), {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
]

if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide.gallery, name="styleguide"))
