"""The words of a work in other languages: part of its record, because its facts are the same in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from forums.actions.record_columns import Column
from forums.actions.surroundings import Around
from forums.actions.ties import Ties
from forums.formats.cells import BadCellError, required
from forums.formats.records import NOT_OF_CLOSED, same
from foundation.actions import works

DRAFT = "draft"
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES) - {settings.LANGUAGE_CODE}


@dataclass(frozen=True)
class Translations(Column):
    """Language → the columns that are words there, and whether strangers do not see that version yet."""

    words: tuple[Column, ...]

    def say(self, page: Any, around: Around) -> Any:
        return {
            version.language: self.words_said(version, around)
            for version in around.translations.get(page.translation_key, [])
        }

    def words_said(self, version: Any, around: Around) -> dict[str, Any]:
        """The words of one version."""
        hidden = NOT_OF_CLOSED if getattr(version, "is_closed", False) and not around.is_full else frozenset()
        told = {word.name: word.say(version, around) for word in self.words if word.name not in hidden}
        return {DRAFT: version.pk not in around.shown, **told}

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        if strange := sorted(required(value, dict).keys() - LANGUAGES):
            raise BadCellError(
                _("the site has no pages in the language “%(language)s”") % {"language": strange[0][:20]}
            )
        if page.pk is None:
            for told in value.values():
                self.take_words(type(page)(), told, ties)

    def take_words(self, version: Any, told: Any, ties: Ties) -> None:
        """Set the words of one language on its page."""
        for word in self.words:
            if word.name in required(told, dict):
                word.take(version, told[word.name], ties)

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        family = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
        here = {version.language: version for version in family} if page.pk not in ties.fresh else {}
        for language, told in value.items():
            if language in here:
                self.change(here[language], told, ties)
            else:
                self.make(page, language, told, ties)

    def change(self, version: Any, told: Any, ties: Ties) -> None:
        """Write other words over a version that is here; where it stands and whether it is shown stays."""
        around = Around([version], ties.names)
        changed = {
            word.name: told[word.name]
            for word in self.words
            if word.name in told and not word.is_first_only and not same(told[word.name], word.say(version, around))
        }
        if changed:
            self.take_words(version, changed, ties)
            version.save(clean=False)
            works.revise(page=version, by=ties.by)

    def make(self, page: Any, language: str, told: Any, ties: Ties) -> None:
        """A version in one more language, below the version of what stands above it."""
        locale, _is_new = Locale.objects.get_or_create(language_code=language)
        version = type(page)(locale=locale, translation_key=page.translation_key, owner=ties.by)
        self.take_words(version, told, ties)
        version.live = not told.get(DRAFT)
        version.has_unpublished_changes = not version.live
        parent = place_for(page, locale)
        version.slug = free_slug(parent, version.slug or page.slug)
        parent.add_child(instance=version)


def place_for(page: Page, locale: Locale) -> Page:
    """The version, in this language, of what stands above a page. Where there is none, a mirror of the original."""
    above = page.get_parent().specific
    version = above.get_translation_or_none(locale)
    return version or above.copy_for_translation(locale, copy_parents=True, alias=True)


def free_slug(parent: Page, slug: str) -> str:
    """The slug, or the next that nothing below the parent has."""
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(word for word in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if word not in taken)
