"""Bulk actions of `/cms/` on pages: nobody reads the titles of pages outside her own part of the tree."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page

from foundation.views.desk import hers, tell_what_goes


class WhereSheWorks:
    """Wagtail lists what she may not act on, with titles, for any ids that are asked."""

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """Pages to act on, and of the others those that she could find in the explorer."""
        pages, others = super().get_actionable_objects()  # type: ignore[misc]
        user: Any = self.request.user  # type: ignore[attr-defined]
        known = set(hers(user).values_list("pk", flat=True))
        return pages, {why: [page for page in refused if page.pk in known] for why, refused in others.items()}


class DeleteKnowingly(DeleteBulkAction):
    """Says what goes with the pages before they go."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        tell_what_goes(self.request, [chosen["item"] for chosen in context["items"]])
        return context


BULK_ACTIONS = tuple(
    type(action.__name__, (WhereSheWorks, action), {})
    for action in (DeleteKnowingly, MoveBulkAction, PublishBulkAction, UnpublishBulkAction)
)
