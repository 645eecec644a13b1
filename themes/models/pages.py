"""Pages that are about themes, and the page that hosts the vocabulary."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from access.viewer import ViewedRequest
from foundation.blocks import BodyStream
from foundation.models.base import BasePage, HostPage
from themes.models.entries import index_for
from themes.models.vocabulary import Theme, ThemeLink, themes_of


class ThemedPage(BasePage):
    """A page that carries terms of the vocabulary.

    `date_field` is the date that a hub orders its kind by, `counted` how it says how many there are.
    """

    date_field: ClassVar[str] = "first_published_at"
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s page", "%(shown)s pages", "count")

    themes = ClusterTaggableManager(
        through=ThemeLink, blank=True, verbose_name=_("themes"), help_text=_("Terms of the vocabulary.")
    )

    class Meta:
        abstract = True

    @property
    def shown_themes(self) -> list[Theme]:
        """The approved terms of the work, in the vocabulary's order. Two queries; for many pages `themes_of`."""
        return themes_of([self.original.pk])[self.original.pk]


class ThemeIndexPage(HostPage):
    """`/themes/`: all themes, and under it a hub for each."""

    kind: ClassVar[str] = "page"
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
