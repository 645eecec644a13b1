"""Taking the demo away: what is marked and nothing else. What editors built on it stays, and so does what they use."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Model, Q
from wagtail.models import Locale, Page, ReferenceIndex

from config.demo import marks
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from foundation.models.media import Document, Picture
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import DemoMark, Voice
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme, ThemeLink

# The home page and the indexes that carry a mark are those in other languages; the first ones are the skeleton's.
PAGES: tuple[type[Page], ...] = (
    ForumPage, SessionPage, StatementPage, ReportPage, PlainPage, ForumIndexPage, ThemeIndexPage, HomePage
)  # fmt: skip
ROWS: tuple[type[Model], ...] = (Voice, Picture, Document)
# Rows beside pages: the column with the page's key, and how others' rows are called. A message before its speaker.
BESIDE: dict[type[Model], tuple[str, str]] = {
    KeyMessage: ("session_key", "key messages"),
    PressItem: ("edition_key", "press items"),
    Participation: ("session_key", "people"),
}


@dataclass
class Forgetting:
    """What goes, what went and what stays. `say` takes a line for each record that stays, with the reason."""

    say: Callable[[str], object]
    gone: Counter[type[Model]] = field(default_factory=Counter)
    kept: int = 0

    def forget(self) -> None:
        """Remove everything that is marked and that nobody else needs; call it inside a transaction."""
        self._pages()
        self._terms()
        for model in ROWS:
            for row in marks.marked(model):
                if ReferenceIndex.get_references_to(row).exists():
                    self._keep(row, "a page or term of yours uses it")
                else:
                    self._remove(row)
        for locale in marks.marked(Locale):
            if not Page.objects.filter(locale=locale).exists():
                self._remove(locale)
        sweep()

    def _pages(self) -> None:
        going = doomed_pages()
        ids = {page.pk for page in going}
        others = others_beside(going)
        staying: list[Page] = []
        for page in sorted(going, key=lambda page: page.depth, reverse=True):
            if page.get_children().exists():
                below = page.get_descendants().exclude(pk__in=ids)
                self._keep(page, f"“{below[0].title}” stands below it" if below else "something below it stays")
                staying.append(page)
            elif page.translation_key in others and page.specific.original.pk == page.pk:
                self._keep(page, f"{others[page.translation_key]} were added to it")
                staying.append(page)
            else:
                self._remove(page)
        self._beside(staying)

    def _beside(self, staying: Iterable[Page]) -> None:
        """Rows beside the pages that went; a page that stays keeps its own."""
        keys = {page.translation_key for page in staying}
        for model, (column, _called) in BESIDE.items():
            for row in marks.marked(model):
                if getattr(row, column) not in keys:
                    self._remove(row)

    def _terms(self) -> None:
        """Topics before their themes."""
        for theme in sorted(marks.marked(Theme), key=lambda theme: theme.parent_id is None):
            if ThemeLink.objects.filter(tag=theme).exists() or used_in_text(theme):
                self._keep(theme, "pages of yours carry it")
            elif theme.topics.exists():
                self._keep(theme, "topics stand under it")
            else:
                self._remove(theme)

    def _keep(self, record: Model, reason: str) -> None:
        self.kept += 1
        self.say(f"Kept: {record._meta.verbose_name} “{record}”, because {reason}.")

    def _remove(self, record: Model) -> None:
        record.delete()
        self.gone[type(record)] += 1

    def told(self) -> str:
        """What went, in words: "13 editions, 1 page"."""
        names = {model: (model._meta.verbose_name, model._meta.verbose_name_plural) for model in self.gone}
        return ", ".join(f"{count} {names[model][count != 1]}" for model, count in self.gone.items()) or "nothing"


def doomed_pages() -> list[Page]:
    """The demo's pages, and pages elsewhere in the tree that only mirror one of them."""
    ids = [page.pk for model in PAGES for page in marks.marked(model)]
    return [page.specific for page in Page.objects.filter(Q(pk__in=ids) | Q(alias_of__in=ids))]


def others_beside(pages: Iterable[Page]) -> dict[uuid.UUID, str]:
    """Key of a page → what somebody else added beside it."""
    keys = [page.translation_key for page in pages]
    found: dict[uuid.UUID, str] = {}
    for model, (column, called) in BESIDE.items():
        own = [row.pk for row in marks.marked(model)]
        theirs = model._default_manager.filter(**{f"{column}__in": keys}).exclude(pk__in=own)
        found.update(dict.fromkeys(theirs.values_list(column, flat=True), called))
    return found


def used_in_text(theme: Theme) -> bool:
    """Whether a heading of an edition points to the term; its own topics and labels do not count."""
    pages = ReferenceIndex.get_references_to(theme).filter(base_content_type__app_label="wagtailcore")
    return bool(pages.exists())


def sweep() -> None:
    """Marks of records that are no more."""
    for mark in DemoMark.objects.select_related("content_type"):
        model = mark.content_type.model_class()
        if model is None or not model._default_manager.filter(pk=mark.object_id).exists():
            mark.delete()
