"""Verbs about who took part in a session."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from access.models import Account
from forums.formats.parts import Part, version_of
from forums.models.participation import Participation
from forums.models.press import KeyMessage
from forums.models.session import SessionPage
from forums.rules import only_narrows
from foundation.models.rows import random_seed


class OvertakenError(Exception):
    """Somebody saved other people in the meantime; `parts` is what is stored now."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__("These people were changed by somebody else.")
        self.parts = tuple(parts)


def part_of(row: Participation) -> Part:
    """A stored row as a value."""
    return Part(row.printed_name, row.public_source, row.role, row.category, row.country)


def rows_of(session: SessionPage) -> list[Participation]:
    """The stored rows in their order; the same for every translation of the session."""
    return list(Participation.objects.filter(session_key=session.translation_key).order_by("order", "pk"))


@transaction.atomic
def record_people(
    *, session: SessionPage, parts: Sequence[tuple[int | None, Part]], seen: str, by: Account | None
) -> bool:
    """Make these parts, in this order, the session's; each comes with the id of its row, None for a new one.

    `seen` is the `version_of` what the editor started from. Returns False when nothing had to change: so a form sent
    twice writes once. Raises OvertakenError when something else is stored by now, PermissionDenied when somebody who
    may not publish would show more than is shown: rows have no drafts.
    """
    # One at a time for each session: on PostgreSQL this locks its row, SQLite has one writer anyway.
    Page.objects.select_for_update().get(pk=session.original.pk)
    held = rows_of(session)
    now = [part_of(row) for row in held]
    if [part for _pk, part in parts] == now:
        return False
    if version_of(now) != seen:
        raise OvertakenError(now)
    if not only_narrows(now, [part for _pk, part in parts]):
        require_may_publish(session, by)
    known = {row.pk: row for row in held}
    kept = {pk for pk, _part in parts if pk in known}
    for row in held:
        if row.pk not in kept:
            row.delete()
    for order, (pk, part) in enumerate(parts):
        write(known.pop(pk, None) if pk else None, session=session, part=part, order=order)
    # The entry stands in the page's history, which every editor reads: how many, never who.
    log(instance=session, action="forums.people", user=by, data={"people": len(parts)})
    return True


def require_may_publish(session: SessionPage, by: Account | None) -> None:
    """PermissionDenied for somebody who may not publish this page; a command (None) may."""
    if by is not None and not session.permissions_for_user(by).can_publish():
        raise PermissionDenied(_("Only somebody who may publish can show more of people than is shown now."))


def write(row: Participation | None, *, session: SessionPage, part: Part, order: int) -> None:
    """One row; another name gets another pattern, or the pattern would tie the two together, and no word of the old."""
    row = row or Participation(session_key=session.translation_key)
    if row.pk and (part_of(row), row.order) == (part, order):
        return
    if row.pk and row.printed_name != part.printed_name:
        row.pattern_seed = random_seed()
        withhold_words(part=row)
    row.printed_name, row.public_source = part.printed_name, part.public_source
    row.role, row.category, row.country, row.order = part.role, part.category, part.country, order
    row.save()


def withhold_words(*, part: Participation) -> None:
    """What was said under a name that goes stands without one: nobody is quoted with the words of somebody else."""
    for message in KeyMessage.objects.filter(speaker=part):
        message.speaker, message.is_withheld = None, True
        message.save()
