"""Reads of the vocabulary."""

from __future__ import annotations

from typing import Self

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from taggit.models import TagBase

from themes.enums import ThemeStatus


class ThemeQuerySet(QuerySet[TagBase]):
    """Themes and topics; `approved` is what readers see."""

    def approved(self) -> Self:
        return self.filter(status=ThemeStatus.APPROVED)

    def pending(self) -> Self:
        return self.filter(status=ThemeStatus.PENDING)

    def standing(self) -> Self:
        """Terms that are not merged into another one."""
        return self.exclude(status=ThemeStatus.MERGED)

    def top(self) -> Self:
        """Themes, without the topics under them."""
        return self.filter(parent=None)

    def under(self, theme: TagBase) -> Self:
        """The theme itself and its topics."""
        return self.filter(Q(pk=theme.pk) | Q(parent=theme.pk))

    def in_tree_order(self) -> Self:
        """Every theme with its topics under it, both in the editors' order."""
        first = F("parent").asc(nulls_first=True)
        tops = {"top_order": Coalesce("parent__order", "order"), "top_name": Coalesce("parent__name", "name")}
        return self.annotate(**tops).order_by("top_order", "top_name", first, "order", "name")

    def with_works(self) -> Self:
        """Each with `works`: how many works carry it, drafts included. For editors only."""
        return self.annotate(works=Count("links__content_object__translation_key", distinct=True))
