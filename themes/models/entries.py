"""The index of the vocabulary as one viewer finds it, and where its hubs are."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.db.models.functions import Coalesce
from wagtail.models import Page

from access.viewer import Viewer
from foundation.cards import Link
from foundation.models.change import remembered
from foundation.querysets import is_original_q, language_of, pages_visible_to
from foundation.rules import closest
from themes.cards import ThemeEntry
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme, vocabulary


def hub_root(viewer: Viewer, language: str) -> str:
    """Where this viewer finds the vocabulary, closest to a language ("/fr/themes/"); "" for nowhere; kept."""
    return remembered("hub_root", viewer, language, lambda: closest(hub_roots(viewer), language) or "")


def hub_roots(viewer: Viewer) -> dict[str, str]:
    """Language → where this viewer finds the vocabulary, as it is now. One query."""
    hosts = pages_visible_to(viewer).filter(content_type__app_label="themes", content_type__model="themeindexpage")
    return {language_of(host.locale_id): host.url or "" for host in hosts.order_by("pk")}


def theme_links(viewer: Viewer, themes: Sequence[Theme], language: str) -> tuple[Link, ...]:
    """Terms as links to their hubs; without a hub to lead to, nothing."""
    return links_under(hub_root(viewer, language), themes, language)


def links_under(root: str, themes: Sequence[Theme], language: str) -> tuple[Link, ...]:
    """The same for whoever asks for many and knows the root."""
    return tuple(link_under(root, theme, language) for theme in themes) if root else ()


def link_under(root: str, theme: Theme, language: str) -> Link:
    """A term as a link to its hub."""
    return Link(theme.label_for(language), f"{root}{theme.slug}/", language=theme.label_language(language))


def index_for(viewer: Viewer, *, language: str) -> tuple[ThemeEntry, ...]:
    """Every approved theme with its topics and the number of works the viewer finds there. Two queries."""
    terms = list(vocabulary().values())
    own = _counts(viewer, "theme_links__tag_id")
    whole = _counts(viewer, Coalesce("theme_links__tag__parent_id", "theme_links__tag_id"))
    root = hub_root(viewer, language)

    def entry(theme: Theme) -> ThemeEntry:
        topics = tuple(entry(topic) for topic in terms if topic.parent_id == theme.pk)
        count = (own if theme.parent_id else whole).get(theme.pk, 0)
        link = link_under(root, theme, language)
        return ThemeEntry(link.title, link.url, count, topics, link.language)

    return tuple(entry(theme) for theme in terms if theme.parent_id is None)


def _counts(viewer: Viewer, group: str | Coalesce) -> dict[int, int]:
    # Asked of what carries themes only: to ask it of every page of a large site takes half a second.
    carried = Page.objects.filter(theme_links__isnull=False).values("translation_key")
    seen = pages_visible_to(viewer).filter(translation_key__in=carried).order_by().values("translation_key")
    pages = Page.objects.filter(is_original_q(), translation_key__in=seen).order_by()
    pages = pages.filter(theme_links__tag__status=ThemeStatus.APPROVED)
    pages = pages.values(term=group) if isinstance(group, Coalesce) else pages.values(term=Coalesce(group, group))
    return dict(pages.annotate(works=Count("translation_key", distinct=True)).values_list("term", "works"))
