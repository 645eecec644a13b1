"""Pages that are about themes, and the page that hosts the vocabulary."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from access.viewer import ViewedRequest
from foundation.blocks import BodyStream
from foundation.models.base import BasePage, HostPage
from themes.formats.terms import links_followed, stream_followed
from themes.models.entries import index_for
from themes.models.vocabulary import Theme, ThemeLink, survivors, themes_of


class ThemedPage(BasePage):
    """A page that carries terms of the vocabulary.

    `date_field` is the date that a hub orders its kind by, `counted` how it says how many there are; `term_streams` are
    the streams whose blocks name terms too, in lists called `themes`.
    """

    date_field: ClassVar[str] = "first_published_at"
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s page", "%(shown)s pages", "count")
    term_streams: ClassVar[tuple[str, ...]] = ()

    themes = ClusterTaggableManager(
        through=ThemeLink, blank=True, verbose_name=_("themes"), help_text=_("Terms of the vocabulary.")
    )

    class Meta:
        abstract = True

    @property
    def shown_themes(self) -> list[Theme]:
        """The approved terms of the work, in the vocabulary's order. Two queries; for many pages `themes_of`."""
        return themes_of([self.original.pk])[self.original.pk]

    def raw_stream(self, name: str) -> list[Any]:
        """A stream's blocks as they are stored."""
        stored: list[Any] = getattr(self, name).get_prep_value()
        return stored

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], *args: Any, **kwargs: Any) -> Self:
        """A draft keeps the numbers that terms had when it was saved; a term merged since comes as its survivor."""
        now = survivors()
        data = {**data, "theme_links": links_followed(data.get("theme_links", []), now)}
        for name in cls.term_streams:
            data[name] = json.dumps(stream_followed(json.loads(data.get(name) or "[]"), now)[0])
        page: Self = super().from_serializable_data(data, *args, **kwargs)
        return page


class ThemeIndexPage(HostPage):
    """`/themes/`: all themes, and under it a hub for each."""

    kind: ClassVar[str] = "page"
    schema_kind: ClassVar[str] = "CollectionPage"
    urlconf: ClassVar[str] = "themes.urls"

    body = StreamField(BodyStream(), blank=True, verbose_name=_("body"))

    template: ClassVar[str] = "themes/theme_index_page.html"
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["foundation.HomePage"]
    max_count_per_parent = 1
    content_panels = [*HostPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("index of themes")
        verbose_name_plural = _("indexes of themes")

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["entries"] = index_for(request.viewer, language=self.language)
        return context
