"""The pages that any site has: the home page and plain ones."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from access.viewer import ViewedRequest, Viewer
from foundation.blocks import BodyStream
from foundation.cards import Section
from foundation.models.base import BasePage
from foundation.models.change import remembered
from foundation.signals import answers_to, home_sections


class HomePage(BasePage):
    """What this is, in one sentence; the rest is answered by the rooms above."""

    schema_kind: ClassVar[str] = "WebSite"

    statement = models.CharField(
        pgettext_lazy("of what a place is", "statement"),
        max_length=160,
        blank=True,
        help_text=_("One sentence that says what this place is."),
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("body"))

    template: ClassVar[str] = "foundation/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels, FieldPanel("statement"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["sections"] = remembered(
            "home", request.viewer, self.language, lambda: self.sections_for(request.viewer)
        )
        return context

    def sections_for(self, viewer: Viewer) -> tuple[Section, ...]:
        """What the rooms above put on the home page, in order."""
        sections = answers_to(home_sections, type(self), viewer=viewer, language=self.language)
        return tuple(sorted(sections, key=attrgetter("order")))


class PlainPage(BasePage):
    """Words on one subject."""

    body = StreamField(BodyStream(), blank=True, verbose_name=_("body"))

    template: ClassVar[str] = "foundation/plain_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
