"""The pages that every site of ours has from its first day: home, the two indexes, and what readers must be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wagtail.models import Locale, Page, Site

from config.streams import Entry, Shelf, body, check, read
from forums.models.index import ForumIndexPage
from foundation.models.base import BasePage
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import Voice
from themes.models.pages import ThemeIndexPage

WORDS = Path(__file__).parent / "standing"
STANDING = ("asking", "researchers", "standards", "protection")


def seed_site() -> HomePage:
    """The home page with its indexes and standing pages; what exists is left as it is."""
    found = HomePage.objects.filter(locale=Locale.get_default()).first()
    home = found or _plant_home()
    _plant(home, ForumIndexPage, slug="forums", show_in_menus=True)
    _plant(home, ThemeIndexPage, slug="themes", show_in_menus=True)
    for slug in STANDING:
        _plant(home, PlainPage, slug=slug)
    return home


def voice_named(entry: Entry) -> Voice:
    """The voice of this name, made when it is missing. `entry`: name, description, source."""
    found = Voice.objects.filter(printed_name=entry["name"]).first()
    if found is None:
        found = Voice(
            printed_name=entry["name"], description=entry.get("description", ""), public_source=entry["source"]
        )
        found.full_clean()
        found.save()
    return found


def _fields(slug: str) -> dict[str, Any]:
    """What a page of the skeleton says, from its file."""
    words = read(WORDS / f"{slug}.toml")
    voices = {entry["name"]: voice_named(entry).pk for entry in words.pop("voices", [])}
    return {**words, "body": body(words.get("body", []), Shelf(voices))}


def _plant_home() -> HomePage:
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(depth=2, slug="home").first()
    home = HomePage(slug="common-ground", locale=Locale.get_default(), **_fields("home"))
    check(home)
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    site.root_page, site.site_name = home, home.title
    site.save()
    if welcome is not None and welcome.specific_class is Page:
        welcome.delete()
    home.refresh_from_db()
    return home


def _plant(home: HomePage, model: type[BasePage], *, slug: str, **fields: Any) -> None:
    if not model.objects.child_of(home).filter(slug=slug).exists():
        page = model(slug=slug, locale=home.locale, **_fields(slug), **fields)
        check(page)
        home.add_child(instance=page)
