"""The index of all editions."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any, ClassVar

from django.db.models import Count
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from access.viewer import ViewedRequest, Viewer
from forums.faces import EditionMark
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from forums.panels import index_panels
from foundation.blocks import BodyStream
from foundation.cards import Link
from foundation.models.base import HostPage
from foundation.models.change import remembered
from foundation.querysets import in_language_q
from foundation.rules import closest


class ForumIndexPage(HostPage):
    """`/forums/`: every edition, on a timeline and in a table beside it."""

    body = StreamField(BodyStream(), blank=True, verbose_name=_("body"))

    schema_kind: ClassVar[str] = "CollectionPage"
    template: ClassVar[str] = "forums/forum_index_page.html"
    urlconf: ClassVar[str] = "forums.urls"
    parent_page_types: ClassVar[list[str]] = ["foundation.HomePage"]
    subpage_types: ClassVar[list[str]] = ["forums.ForumPage"]
    max_count_per_parent = 1
    content_panels = index_panels

    class Meta:
        verbose_name = _("index of forums")
        verbose_name_plural = _("indexes of forums")

    def feeds(self) -> tuple[Link, ...]:
        """What of the archive can be followed in a feed reader."""
        return (
            Link(gettext("New editions"), f"{self.url}feed/editions/"),
            Link(gettext("New sessions"), f"{self.url}feed/sessions/"),
            Link(gettext("Press"), f"{self.url}feed/press/"),
        )

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["feeds"] = self.feeds()
        context["marks"] = marks_for(request.viewer, language=self.language)
        context["has_press"], context["has_messages"] = lists_for(request.viewer)
        return context


def lists_for(viewer: Viewer) -> tuple[bool, bool]:
    """Whether the viewer finds any press items, and any key messages; kept. Two queries."""

    def lists() -> tuple[bool, bool]:
        return PressItem.objects.visible_to(viewer).exists(), KeyMessage.objects.visible_to(viewer).exists()

    return remembered("press", viewer, "", lists)


def marks_for(viewer: Viewer, *, language: str) -> tuple[EditionMark, ...]:
    """Every edition that the viewer may see, latest first, in this language if it exists; kept. Two queries."""
    return remembered("editions", viewer, language, lambda: _marks_for(viewer, language))


def _marks_for(viewer: Viewer, language: str) -> tuple[EditionMark, ...]:
    works: dict[uuid.UUID, dict[str, ForumPage]] = defaultdict(dict)
    for page in ForumPage.objects.visible_to(viewer).by_date():
        works[page.translation_key][page.language] = page
    counts = _session_counts(viewer, language)
    editions = {key: closest(in_order_made(versions), language) for key, versions in works.items()}
    return tuple(
        EditionMark(
            title=page.title,
            url=page.url or "",
            language=page.words_language,
            number=page.number,
            starts_on=page.starts_on,
            ends_on=page.ends_on,
            place=page.place,
            sessions=sum(counts.get(version.path, 0) for version in works[key].values()),
        )
        for key, page in editions.items()
        if page
    )


def in_order_made(versions: dict[str, ForumPage]) -> dict[str, ForumPage]:
    """Versions by language, the oldest first."""
    return dict(sorted(versions.items(), key=lambda item: item[1].pk))


def _session_counts(viewer: Viewer, language: str) -> dict[str, int]:
    """Path of an edition → how many works stand there as sessions that the viewer may see, each in one language."""
    parents = SessionPage.objects.visible_to(viewer).filter(in_language_q(language)).order_by()
    parents = parents.values(parent=Substr("path", 1, Length("path") - SessionPage.steplen))
    return dict(parents.annotate(sessions=Count("pk")).values_list("parent", "sessions"))
