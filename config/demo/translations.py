"""The demo's pages in other languages: words only. Facts, numbers, files and terms stay on the English pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from config.demo import marks, rows
from config.streams import Entry, Shelf, body, check, read
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import ReportPage, StatementPage
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import Voice
from themes.models.pages import ThemeIndexPage

LANGUAGES = marks.CONTENT / "languages"
# What stands in a file beside the fields of the page: whose words they are.
OF = "of"
# The first part of a page's name in the demo → what it is.
MODELS: Mapping[str, type[BasePage]] = {
    "edition": ForumPage,
    "session": SessionPage,
    "statement": StatementPage,
    "report": ReportPage,
    "page": PlainPage,
}


@dataclass
class Translator:
    """Brings in the translations that are missing; an editor's own is left as it is."""

    home: HomePage
    shelf: Shelf
    say: Callable[[str], object]

    def load(self) -> int:
        """All languages; how many pages were made."""
        return sum(self._language(path.stem, read(path)) for path in sorted(LANGUAGES.glob("*.toml")))

    def _language(self, code: str, words: Entry) -> int:
        locale, is_new = Locale.objects.get_or_create(language_code=code)
        if is_new:
            marks.mark(locale, f"language:{code}")
        known = set(Voice.objects.values_list("printed_name", flat=True))
        for entry in words["voices"]:
            if entry["name"] not in known:
                rows.voice(entry)
        voices = dict(Voice.objects.values_list("printed_name", "pk"))
        shelf = Shelf(voices, self.shelf.pictures, self.shelf.documents)
        made = sum(self._page(locale, entry, shelf) for entry in words["pages"])
        self.say(f"{locale}: {made} pages new")
        return made

    def _page(self, locale: Locale, entry: Entry, shelf: Shelf) -> bool:
        """Whether the page was made: it needs an original, and a place below the translation of what is above it."""
        original = self._original(entry[OF])
        parent = original and original.get_parent().get_translation_or_none(locale)
        if original is None or original.get_translation_or_none(locale) is not None:
            return False
        if original.depth == 2:
            parent = original.get_parent()
        if parent is None or parent.get_children().filter(slug=slug_of(original, locale)).exists():
            self.say(f"Left out: {entry['title']}. There is no place for it.")
            return False
        page = type(original)(
            slug=slug_of(original, locale),
            locale=locale,
            translation_key=original.translation_key,
            show_in_menus=original.show_in_menus,
            **{name: getattr(original, name) for name in original.facts},
            **words_of(entry, original, shelf),
        )
        page.first_published_at = page.last_published_at = timezone.now()
        check(page)
        parent.add_child(instance=page)
        marks.mark(page, f"{locale.language_code}/{entry[OF]}")
        return True

    def _original(self, name: str) -> BasePage | None:
        """The page that the demo or the skeleton brought under this name; None where an editor's stands instead."""
        standing = {"home": HomePage, "forums": ForumIndexPage, "themes": ThemeIndexPage}
        if name == "home":
            return self.home
        if name in standing:
            found: BasePage | None = standing[name].objects.child_of(self.home).first()
            return found
        return marks.found(MODELS[name.partition(":")[0]], name)


def slug_of(original: BasePage, locale: Locale) -> str:
    """The original's; home pages stand beside each other and need one of their own."""
    return f"{original.slug}-{locale.language_code}" if original.depth == 2 else original.slug


def words_of(entry: Entry, original: BasePage, shelf: Shelf) -> dict[str, Any]:
    """The fields of a page out of an entry of a language's file."""
    makers: dict[str, Callable[[Any], Any]] = {
        "body": lambda value: body(value, shelf),
        "headings": lambda value: headings(value, original),
        "challenges": lambda value: stream("challenge", [{"text": text} for text in value]),
        "points": lambda value: stream("point", [{**NO_FACTS, **point} for point in value]),
    }
    kept: Callable[[Any], Any] = lambda value: value  # noqa: E731
    return {name: makers.get(name, kept)(value) for name, value in entry.items() if name != OF}


# A point's facts are read of the original.
NO_FACTS = {"explanation": "", "addressees": [], "named": [], "goals": "", "themes": []}


def headings(entries: Sequence[Entry], original: BasePage) -> str:
    """Headings in other words, each with the terms of its original."""
    terms = [[term.pk for term in block.value["themes"] if term] for block in original.headings]
    return stream("heading", [{**entry, "themes": pks} for entry, pks in zip(entries, terms, strict=True)])


def stream(kind: str, values: Sequence[Entry]) -> str:
    """Blocks of one kind as the JSON that a StreamField stores."""
    return json.dumps([{"type": kind, "value": value} for value in values], ensure_ascii=False)
