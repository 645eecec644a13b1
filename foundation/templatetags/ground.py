"""What every template may ask for: the frame, the path to here, languages, patterns, quotation marks."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from foundation.cards import Chrome, Link, TranslationNote
from foundation.formats import quotations, weaving
from foundation.formats.locales import babel_locale
from foundation.formats.providers import provider_of
from foundation.models.base import UNKNOWN, BasePage
from foundation.models.chrome import chrome_for, search_link
from foundation.rules import direction_of
from foundation.views.appearance import scheme_of

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context: dict[str, Any]) -> Chrome:
    """`{% chrome as chrome %}`: the frame around this page; a bare one where no request got far enough."""
    request = context.get("request")
    if request is None or not hasattr(request, "viewer"):
        return bare_chrome()
    page = context.get("page")
    return chrome_for(request, page if isinstance(page, Page) else None, request.viewer, active_language())


def bare_chrome() -> Chrome:
    """A frame that needs no database."""
    return Chrome(settings.WAGTAIL_SITE_NAME, "", "", (), (), (), search_link(""), reverse("account_login"), "")


@register.simple_tag
def trail(page: Page) -> list[Link]:
    """The pages above this one, below the home page. One query; who may see a page may see those above it."""
    if not isinstance(page, Page) or page.depth < 4:
        return []
    above = page.get_ancestors().filter(depth__gt=2, live=True).select_related("locale")
    return [Link(ancestor.title, ancestor.url or "") for ancestor in above]


@register.simple_tag(takes_context=True)
def appearance(context: dict[str, Any]) -> str:
    """ "light", "dark", or "" for what the device prefers."""
    request = context.get("request")
    return scheme_of(request.COOKIES) if request is not None else ""


@register.simple_tag(takes_context=True)
def main_language(context: dict[str, Any]) -> str:
    """In which language the main part is written: the active one; on a mirror the one of the page it mirrors."""
    page = context.get("page")
    is_mirror = isinstance(page, BasePage) and page.alias_of_id and page.language != settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE if is_mirror else active_language()


@register.simple_tag(takes_context=True)
def translation_note(context: dict[str, Any]) -> TranslationNote | None:
    """`{% translation_note as note %}`: what readers are told about the language of this page, if anything."""
    page, request = context.get("page"), context.get("request")
    return page.note_for(request.viewer) if isinstance(page, BasePage) and hasattr(request, "viewer") else None


@register.simple_tag
def lang_dir(language: str) -> SafeString:
    """` lang="ar" dir="rtl"` for words in another language than the page's; nothing for the same one."""
    if not language or language == active_language():
        return SafeString("")
    direction = "auto" if language == UNKNOWN else direction_of(language)
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def way(language: str) -> SafeString:
    """` dir="rtl"` around words of another direction than the page's, so that the whole of it is mirrored."""
    if not language or language == UNKNOWN or direction_of(language) == direction_of(active_language()):
        return SafeString("")
    return format_html(' dir="{}"', direction_of(language))


@register.simple_tag
def way_back(language: str) -> SafeString:
    """The page's own direction, for what the system says inside `way`: nothing where `way` said nothing."""
    return format_html(' dir="{}"', direction_of(active_language())) if way(language) else SafeString("")


@register.simple_tag
def comma() -> str:
    """The comma of the active language, with its blank."""
    return "، " if direction_of(active_language()) == "rtl" and not active_language().startswith("he") else ", "


@register.inclusion_tag("components/pattern.html")
def pattern(seed: int) -> dict[str, object]:
    """A woven pattern in place of a face; 0 draws the one that all withheld names share."""
    return {"cloth": weaving.cloth_of(seed or 0), "side": weaving.SIDE}


@register.filter
def permanent_address(page: Page, request: HttpRequest) -> str:
    """The whole address of a work that never changes."""
    return request.build_absolute_uri(page.permalink)


@register.filter
def text_address(page: Page, request: HttpRequest) -> str:
    """The whole address of the plain text of a page that has one."""
    return request.build_absolute_uri(f"{page.url}text/")


@register.filter
def host_name(address: str) -> str:
    """Who answers at this address: "www.youtube.com" → "YouTube" where we know the name."""
    return provider_of(address)


@register.filter
def quoted(words: str, language: str = "") -> str:
    """The words between the quotation marks of their language."""
    return quotations.quoted(words, language or active_language())


@register.filter
def written(on: date) -> str:
    """A day as people of the active language write it: 1 January 2024."""
    return str(format_date(on, "long", locale=babel_locale()))


@register.filter
def language_name(code: str) -> str:
    """A language's name in the active one ("fr" → "French"); the code itself when nobody knows it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(babel_code()) or code
    except (UnknownLocaleError, ValueError):
        return code


@register.filter
def foreign(code: str) -> str:
    """The name of a language for whoever follows a link; "" for the page's own and for one that nobody knows."""
    return "" if not code or code in (active_language(), UNKNOWN) else language_name(code)


@register.filter
def territory_name(code: str) -> str:
    """A country's name in the active language ("GH" → "Ghana"); the code itself when nobody knows it."""
    return str(Locale.parse(babel_code()).territories.get(code.upper(), code))


def active_language() -> str:
    """The code of the language in which the page is being written."""
    return get_language() or settings.LANGUAGE_CODE


def babel_code() -> str:
    """The same as Babel spells it."""
    return active_language().replace("-", "_")
