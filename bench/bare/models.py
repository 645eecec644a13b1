"""The one page type."""

from wagtail.models import Page


class BarePage(Page):
    """A title."""

    template = "bare/page.html"
