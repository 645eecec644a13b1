"""Verbs about the addresses of press items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from access.models import Account
from forums.enums import LinkState
from forums.models.press import PressItem


def addresses_to_check(*, before: datetime | None) -> list[str]:
    """The addresses of press items and of their copies, those never looked at first; `before` leaves out later ones."""
    rows = PressItem.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    if before is not None:
        rows = rows.filter(Q(checked_at=None) | Q(checked_at__lt=before))
    pairs = rows.values_list("url", "archived_url")
    return list(dict.fromkeys(url for pair in pairs for url in pair if url))


@transaction.atomic
def record_links(*, states: Mapping[str, LinkState], at: datetime, by: Account | None) -> int:
    """Write what was found at these addresses; how many items say something else now.

    No change for the index: what is found does not depend on it. An address that an editor has changed meanwhile is
    not written.
    """
    changed: set[int] = set()
    for url, state in states.items():
        for field, name in (("url", "link_state"), ("archived_url", "archive_state")):
            rows = PressItem.objects.filter(**{field: url})
            changed.update(rows.exclude(**{name: state}).values_list("pk", flat=True))
            rows.update(**{name: state, "checked_at": at})
    return len(changed)
