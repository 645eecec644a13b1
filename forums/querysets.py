"""Reads of editions and of what stands below them."""

from __future__ import annotations

from typing import Self

from django.db.models import Case, F, Q, TimeField, Value, When

from foundation.querysets import VisiblePageQuerySet


class EditionQuerySet(VisiblePageQuerySet):
    """Editions; `by_date` puts the latest first and the undated last."""

    def by_date(self) -> Self:
        ordered: Self = self.order_by(F("starts_on").desc(nulls_last=True), "-pk")
        return ordered


class SessionQuerySet(VisiblePageQuerySet):
    """Sessions; `in_programme_order` is how a programme reads: days, times, then the order editors gave.

    The times of closed sessions take no part in it, or their place would tell them.
    """

    def in_programme_order(self) -> Self:
        shown = Case(When(is_closed=True, then=Value(None)), default=F("starts_at"), output_field=TimeField(null=True))
        ordered: Self = self.order_by(F("held_on").asc(nulls_last=True), shown.asc(nulls_first=True), "path")
        return ordered


def below_q(path: str, original_path: str) -> Q:
    """What stands below an edition: at its own place, or, not translated yet, at that of the original."""
    return Q(path__startswith=path) | Q(path__startswith=original_path)
