"""Reads of editions, of what stands below them, and of the rows that go with them."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TimeField, Value, When, Window
from wagtail.models import Page

from access.viewer import Viewer
from forums.enums import LinkState
from foundation.querysets import VisiblePageQuerySet, pages_visible_to

SOMETHING = r"\S"  # what `foundation.rules.may_be_named` asks of a name and of its source


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


class RowQuerySet(QuerySet[Any]):
    """Rows of the archive that readers see as long as they see the page that the row belongs to."""

    def counted(self) -> Self:
        """Each with `total`: how many there are, also where only the first are read."""
        counted: Self = self.annotate(total=Window(Count("pk")))
        return counted


class PressQuerySet(RowQuerySet):
    """Press items; `lost` are those that readers cannot read anywhere."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of editions that the viewer may see. Asked of each row: there are fewer rows than pages."""
        return self.filter(Exists(pages_visible_to(viewer).filter(translation_key=OuterRef("edition_key"))))

    def newest_first(self) -> Self:
        return self.order_by(F("published_on").desc(nulls_last=True), "-pk")

    def lost(self) -> Self:
        """The address is dead, and no copy is known to live."""
        return self.filter(Q(archived_url="") | Q(archive_state=LinkState.DEAD), link_state=LinkState.DEAD)


class MessageQuerySet(RowQuerySet):
    """Key messages."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of open sessions that the viewer may see, said by somebody whose name shows or who was withheld.

        Of a closed session not even a nameless sentence: see `forums.models.press.KeyMessage`.
        """
        of_it = Q(translation_key=OuterRef("session_key"))
        seen = pages_visible_to(viewer).filter(of_it, sessionpage__is_closed=False)
        closed = Page.objects.filter(of_it, sessionpage__is_closed=True)
        named = Q(speaker__printed_name__regex=SOMETHING, speaker__public_source__regex=SOMETHING)
        return self.filter(Q(is_withheld=True) | named, Exists(seen), ~Exists(closed))

    def newest_first(self) -> Self:
        """By the days of their sessions; those of one session together, as they were recorded."""
        session = Page.objects.filter(translation_key=OuterRef("session_key"), sessionpage__isnull=False).order_by("pk")
        day = Subquery(session.values("sessionpage__held_on")[:1])
        return self.annotate(day=day).order_by(F("day").desc(nulls_last=True), "session_key", "pk")
