"""What every template may ask for: the frame, the path to here, languages, patterns, quotation marks."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, Site

from foundation.cards import Chrome, Link, TranslationNote
from foundation.formats import numbers, places, quotations, weaving
from foundation.formats.locales import babel_locale
from foundation.formats.providers import provider_of
from foundation.models.base import UNKNOWN, BasePage
from foundation.models.chrome import chrome_for, search_link
from foundation.models.site import whole_address
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
def trail(page: Page) -> tuple[Link, ...]:
    """The pages above this one, below the home page."""
    return page.above if isinstance(page, BasePage) else ()


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
    page, viewer = context.get("page"), getattr(context.get("request"), "viewer", None)
    return page.note_for(viewer) if isinstance(page, BasePage) and viewer else None


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
def permanent_address(work: Any, request: HttpRequest) -> str:
    """The whole address that never changes, of a work or of a point of one."""
    return whole_address(Site.find_for_request(request), work.permalink)


@register.filter
def text_address(page: Page, request: HttpRequest) -> str:
    """The whole address of the plain text of a page that has one."""
    return whole_address(Site.find_for_request(request), f"{page.url}text/")


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
    return digits(format_date(on, "long", locale=babel_locale()))


@register.simple_tag
def today() -> str:
    """The day on which a page is printed."""
    return written(timezone.localdate())


@register.filter
def number(value: int) -> str:
    """A count with the separators and digits of the active language: 11,796."""
    return numbers.number(value)


@register.filter
def digits(text: object) -> str:
    """A year, a date or a number in the digits that the reader chose."""
    return numbers.digits(text)


@register.simple_tag
def own_digits() -> str:
    """ "٠١٢٣" where the script of the active language has digits of its own; "" elsewhere."""
    table = numbers.OWN_DIGITS.get(active_language())
    return "0123".translate(table) if table else ""


@register.filter
def language_name(code: str) -> str:
    """A language's name in the active one ("fr" → "French"); the code itself when nobody knows it."""
    return places.language_name(code)


@register.filter
def foreign(code: str) -> str:
    """The name of a language for whoever follows a link; "" for the page's own and for one that nobody knows."""
    return "" if not code or code in (active_language(), UNKNOWN) else language_name(code)


@register.filter
def country_name(code: str) -> str:
    """A country's name in the active language ("GH" → "Ghana"); the code itself when nobody knows it."""
    return places.country_name(code)


def active_language() -> str:
    """The code of the language in which the page is being written."""
    return get_language() or settings.LANGUAGE_CODE
