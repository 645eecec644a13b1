"""The frame around every page, as one viewer sees it in one language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext
from wagtail.models import Page, Site

from access.viewer import Viewer
from foundation.cards import Chrome, LanguageLink, Link
from foundation.formats.places import own_name
from foundation.models.change import remembered
from foundation.models.site import FOOTER, settings_of
from foundation.querysets import language_of, pages_visible_to
from foundation.rules import direction_of


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all viewers of a rank in a language."""

    site_name: str
    tagline: str
    footer: str
    menu: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    homes: dict[str, str]
    languages: tuple[str, ...]
    footer_language: str = ""
    contact_email: str = ""


# Where no site answers to the host name.
BARE = Frame("", "", "", (), (), {}, ())


def frame_for(viewer: Viewer, site: Site, language: str) -> Frame:
    """Settings, menus and home pages. Two queries."""
    chosen = settings_of(site)
    root = site.root_page
    pages = list(pages_visible_to(viewer).filter(depth__lte=root.depth + 1).order_by("path"))
    homes = {language_of(page.locale_id): page for page in pages if page.translation_key == root.translation_key}
    home = homes.get(language) or homes.get(settings.LANGUAGE_CODE)
    below = pages_below(home, pages)
    told = {page.translation_key for page in below}
    # What is not translated is led to as it stands: how far this site protects its readers concerns all of them.
    whole = pages_below(homes.get(settings.LANGUAGE_CODE), pages)
    standing = [*below, *(page for page in whole if page.translation_key not in told)]
    return Frame(
        site_name=chosen.name,
        tagline=chosen.tagline,
        footer=gettext(FOOTER) if chosen.footer == FOOTER else chosen.footer,
        menu=links_to(page for page in below if page.show_in_menus),
        footer_links=links_to(page for page in standing if not page.show_in_menus),
        homes={code: page.url or "" for code, page in homes.items()},
        languages=tuple(code for code in chosen.languages if code in homes),
        footer_language="" if chosen.footer == FOOTER else settings.LANGUAGE_CODE,
        contact_email=chosen.contact_email,
    )


def pages_below(home: Page | None, pages: Iterable[Page]) -> list[Page]:
    """Those of the pages that stand below this home page."""
    return [page for page in pages if home and page.depth > home.depth and page.path.startswith(home.path)]


def links_to(pages: Iterable[Page]) -> tuple[Link, ...]:
    """Pages as links, in the order given."""
    return tuple(Link(page.title, page.url or "", language=language_of(page.locale_id)) for page in pages)


def search_link(path: str) -> Link:
    """The way to search, and whether the reader is there."""
    url = reverse("search")
    return Link(gettext("Search"), url, path == url)


def translations_of(viewer: Viewer, key: uuid.UUID) -> dict[str, Page]:
    """Language → the work's version that this viewer may see, or the mirror in its place. One query."""
    found = pages_visible_to(viewer).filter(translation_key=key)
    return {language_of(page.locale_id): page for page in found}


def chrome_for(request: HttpRequest, page: Page | None, viewer: Viewer, language: str) -> Chrome:
    """The frame with what depends on this page: where its translations are, and which menu entry it stands under."""
    site = Site.find_for_request(request)
    frame = (
        remembered(f"frame.{site.pk}", viewer, language, lambda: frame_for(viewer, site, language)) if site else BARE
    )
    return Chrome(
        site_name=frame.site_name,
        tagline=frame.tagline,
        footer=frame.footer,
        menu=tuple(Link(link.title, link.url, request.path.startswith(link.url)) for link in frame.menu),
        footer_links=frame.footer_links,
        languages=language_links(request, page, viewer, language, frame),
        search=search_link(request.path),
        sign_in_url=reverse("account_login"),
        account_url=reverse("account_change_password"),
        footer_language=frame.footer_language,
        contact_email=frame.contact_email,
    )


def language_links(
    request: HttpRequest, page: Page | None, viewer: Viewer, language: str, frame: Frame
) -> tuple[LanguageLink, ...]:
    """This page in the other languages; where it does not exist, that language's home page."""
    versions: dict[str, Page] = {}
    if page is not None and page.pk and len(frame.languages) > 1:
        versions = translations_of(viewer, page.translation_key)
    addresses = {code: version.url for code, version in versions.items()}
    return tuple(
        LanguageLink(
            code=code,
            name=own_name(code),
            dir=direction_of(code),
            url=addresses.get(code) or (frame.homes[code] if page is not None else translate_url(request.path, code)),
            is_current=code == language,
            is_version=code in versions and not versions[code].alias_of_id,
        )
        for code in frame.languages
    )
