"""What belongs to the site as a whole, outside the page tree."""

from django.conf import settings
from django.urls import path, re_path

from foundation.views import appearance, media, site, styleguide

urlpatterns = [
    # Names on the disk are ASCII without signs; nothing else is even looked up.
    re_path(r"^media/(?P<folder>images|original_images|documents)/(?P<name>[\w.-]+)$", media.media, name="media"),
    path("documents/<int:pk>/<str:name>", media.document, name="wagtaildocs_serve"),
    path("leave/", site.leave, name="leave"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]

if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide.gallery, name="styleguide"))
