"""The sitemap: what a stranger may see, in every language."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from access.viewer import STRANGER
from foundation.querysets import pages_visible_to


class PublicPages(Sitemap[Page]):
    """Pages through the doorway, as a stranger (sitemaps.org protocol 0.9)."""

    # As many as the protocol allows in one file.
    limit = 50_000

    def items(self) -> PageQuerySet[Page]:
        below_a_home = Q(pk__in=[])
        for root in Site.get_site_root_paths():
            below_a_home |= Q(url_path__startswith=root.root_path)
        needed = ("path", "depth", "url_path", "locale_id", "last_published_at")
        return pages_visible_to(STRANGER).filter(below_a_home).order_by("path").only(*needed)

    def location(self, item: Page) -> str:
        return item.url or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at
