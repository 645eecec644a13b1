"""The one doorway. Public reads of pages start here or they do not start."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from functools import cache as once
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from access.rules import groups_met_by
from access.viewer import Viewer

LANGUAGES_KEPT = 60  # seconds
# A page's ancestors have the first 4, 8, 12 … signs of its path (treebeard); nobody nests pages deeper than this.
PREFIXES = range(Page.steplen, 16 * Page.steplen + 1, Page.steplen)

# u: the page or one above it. What is below a page that is not live, or has expired, waits with it, whether or not
# the clock's errand has been run.
PUBLISHED = """NOT EXISTS (SELECT 1 FROM {page} u WHERE u.path IN ({prefixes})
    AND NOT (u.live AND (u.expire_at IS NULL OR u.expire_at > %s)))"""

# z: a page with a restriction that is not met, and its translations; y: what stands there or below (the range only
# lets the index find it), so that its key is shut wherever it appears. x: the page asked about and those above it;
# o: what x is, and what it mirrors. IS TRUE: PostgreSQL then reads the shut keys once; it would take a bare IN for a
# join, and without statistics choose one that reads every page for each page.
SHUT = """(EXISTS (SELECT 1 FROM {restriction} r WHERE NOT ({met})) AND EXISTS (
    SELECT 1 FROM {page} x JOIN {page} o ON o.id IN (x.id, x.alias_of_id)
    WHERE x.path IN ({prefixes}) AND (o.translation_key IN (
        SELECT y.translation_key FROM {restriction} r
        JOIN {page} p ON p.id = r.page_id
        JOIN {page} z ON z.translation_key = p.translation_key
        JOIN {page} y ON y.path BETWEEN z.path AND z.path || 'ZZZZ' AND substr(y.path, 1, length(z.path)) = z.path
        WHERE NOT ({met}))) IS TRUE))"""

# Any restriction that is not one of the ranks (a shared password, "signed in") is met by nobody: the privacy dialog
# does not offer those, so one that exists was not meant to open a door here.
MET = """r.restriction_type = 'groups' AND EXISTS (
    SELECT 1 FROM {through} g JOIN auth_group a ON a.id = g.group_id
    WHERE g.pageviewrestriction_id = r.id AND a.name IN ({names}))"""


class OnPath(Func):
    """A condition on a page's `path`. By hand, because every request asks it several times and the ORM needs 6 ms to
    write it.
    """

    output_field = BooleanField()
    arity = 1


class Published(OnPath):
    """Whether the page and everything above it are live and not expired: the one place that says what published is."""

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition; its only value is the time."""
        path, values = compiler.compile(self.source_expressions[0])
        return published_sql(path), (*tuple(values) * (len(PREFIXES) + 1), now_for(connection))


class Shut(OnPath):
    """Whether a restriction that a viewer does not meet stands over a page.

    It stands over everything below the restricted page and below its translations, and over whatever translates or
    mirrors any of that, wherever it was moved.
    """

    def __init__(self, path: F | str, names: frozenset[str]) -> None:
        super().__init__(path)
        self.names = sorted(names)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition; its only values are the names of the groups."""
        path, values = compiler.compile(self.source_expressions[0])
        steps = tuple(values) * (len(PREFIXES) + 1)
        return shut_sql(path, len(self.names)), (*self.names, *steps, *self.names)


def now_for(connection: BaseDatabaseWrapper) -> Any:
    """The time as this database keeps it."""
    return Page._meta.get_field("expire_at").get_db_prep_value(timezone.now(), connection)


def prefixes(path: str) -> str:
    """The paths of a page and of all pages above it, in SQL."""
    return ", ".join([path, *(f"substr({path}, 1, {length})" for length in PREFIXES)])


@once
def published_sql(path: str) -> str:
    """The condition on a column that holds a path; its value is the time."""
    return PUBLISHED.format(page=Page._meta.db_table, prefixes=prefixes(path))


@once
def shut_sql(path: str, names: int) -> str:
    """The condition on a column that holds a path, for a viewer who is in so many groups."""
    through = PageViewRestriction.groups.through._meta.db_table
    met = MET.format(through=through, names=", ".join(["%s"] * names)) if names else "1 = 0"
    restriction, page = PageViewRestriction._meta.db_table, Page._meta.db_table
    return SHUT.format(restriction=restriction, page=page, prefixes=prefixes(path), met=met)


def published_q() -> Q:
    """Live and not expired, and everything above as well."""
    return Q(Published("path"))


def visible_to_q(viewer: Viewer) -> Q:
    """Published, and under no restriction that this viewer does not meet, in any language."""
    return published_q() & ~Q(Shut("path", groups_met_by(viewer.audience)))


def pages_visible_to(viewer: Viewer) -> PageQuerySet[Page]:
    """Pages of every kind that the viewer may see, in tree order."""
    return Page.objects.filter(visible_to_q(viewer))


def keys_visible_to(viewer: Viewer, keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the works that the viewer may see in some language: `pages_visible_to`, for every answer of the search.

    One query, none for no keys. By hand, because the ORM needs four times as long to write it as databases to answer.
    """
    if not keys:
        return set()
    page, names = Page._meta, sorted(groups_met_by(viewer.audience))
    key, path = page.get_field("translation_key"), f"{page.db_table}.path"
    sql = f"""SELECT translation_key FROM {page.db_table} WHERE translation_key IN ({", ".join(["%s"] * len(keys))})
        AND {published_sql(path)} AND NOT {shut_sql(path, len(names))}"""  # noqa: S608 - names of tables only
    wanted = [key.get_db_prep_value(one, connection) for one in keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, now_for(connection), *names, *names])
        return {found if isinstance(found, uuid.UUID) else uuid.UUID(found) for (found,) in cursor.fetchall()}


def is_ours(url: str) -> bool:
    """Whether an address is one of this site."""
    return bool(Site.objects.filter(hostname=urlsplit(url).hostname or "").exists())


def page_at(path: str, pages: PageQuerySet[Page]) -> Page | None:
    """Which of these pages stands at an address of this site."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    roots = Page.objects.filter(translation_key=site.root_page.translation_key).select_related("locale")
    by_language = {root.locale.language_code: root for root in roots}
    first, _slash, rest = path.strip("/").partition("/")
    root, below = (by_language[first], rest) if first in by_language else (site.root_page, path.strip("/"))
    return pages.filter(url_path=f"{root.url_path}{below}/" if below else root.url_path).first()


def page_led_to(redirect: Redirect) -> int | None:
    """Id of the page of ours that an old address leads to, chosen or written as an address; None for any other."""
    chosen: int | None = redirect.redirect_page_id
    if chosen or not redirect.redirect_link:
        return chosen
    try:
        parts = urlsplit(redirect.redirect_link)
    except ValueError:
        return None
    page = page_at(parts.path, Page.objects.all()) if not parts.netloc or is_ours(redirect.redirect_link) else None
    return page.pk if page else None


def in_language_q(language: str) -> Q:
    """One page a work: the published version in this language, else in the site's own, else the first one made.

    A restriction holds for all versions, so it does not matter whom this is asked for.
    """
    ids = {code: pk for pk, code in language_codes().items()}
    wanted, own = ids.get(language, 0), ids.get(settings.LANGUAGE_CODE, 0)
    family = Page.objects.filter(published_q(), translation_key=OuterRef("translation_key"))
    in_own = Q(locale=own) & ~Exists(family.filter(locale=wanted))
    elsewhere = ~Exists(family.filter(locale__in=[wanted, own])) & ~Exists(family.filter(pk__lt=OuterRef("pk")))
    return Q(locale=wanted) | in_own | elsewhere


def is_original_q() -> Q:
    """Pages that hold the facts of their work and its themes: those in the site's own language, else all it has."""
    own = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE)
    return Q(locale__language_code=settings.LANGUAGE_CODE) | Q(~Exists(own))


class VisiblePageQuerySet(PageQuerySet):
    """What every page class of ours reads through."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Pages that are live and under no view restriction which this viewer does not meet."""
        visible: Self = self.filter(visible_to_q(viewer))
        return visible


def language_codes() -> dict[int, str]:
    """Locale id → BCP 47 code; kept for a minute, because the table changes once a year."""
    codes: dict[int, str] | None = cache.get("language_codes")
    if codes is None:
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        cache.set("language_codes", codes, LANGUAGES_KEPT)
    return codes


def language_of(locale_id: int) -> str:
    """BCP 47 code of a locale; one that another process has just added is looked up."""
    codes = language_codes()
    if locale_id not in codes:
        cache.delete("language_codes")
        codes = language_codes()
    return codes.get(locale_id, settings.LANGUAGE_CODE)
