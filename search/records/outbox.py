"""Reading the outbox (`foundation.models.Change`) without losing a change and without waiting for any."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Max, Q

from foundation.enums import ChangeKind
from foundation.models.change import Change

# First and last id of a run that has not been seen, and when (seconds since 1970) it was missed first.
Gap = tuple[int, int, float]

PATIENCE: Final = 3600.0  # seconds until a missing id is taken for one that was rolled back
WINDOW: Final = 10_000  # ids before the last one that a transaction still open may hold
AT_ONCE: Final = 2_000
KEPT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an engine has read the outbox.

    Everything up to `through` has been applied but the ids in `gaps`: PostgreSQL may show a lower id later than a
    higher one, so a missing id is asked for again for an hour. `dirty_since` is when the first removal was applied
    after the last rebuild (seconds since 1970; 0 for none).
    """

    through: int = 0
    gaps: tuple[Gap, ...] = ()
    dirty_since: float = 0.0


@dataclass(frozen=True, slots=True)
class Unread:
    """Works that changed since a cursor, those of them that may have to go, and the cursor after them."""

    keys: tuple[uuid.UUID, ...]
    gone: frozenset[uuid.UUID]
    cursor: Cursor


def _unread_q(cursor: Cursor) -> Q:
    query = Q(pk__gt=cursor.through)
    for first, last, _since in cursor.gaps:
        query |= Q(pk__range=(first, last))
    return query


def read(cursor: Cursor, now: float) -> Unread:
    """What changed since the cursor, oldest first and not more than `AT_ONCE`. One query."""
    rows = list(Change.objects.filter(_unread_q(cursor)).order_by("pk").values_list("pk", "key", "kind")[:AT_ONCE])
    ids = [pk for pk, _key, _kind in rows]
    after = replace(cursor, through=max([cursor.through, *ids]), gaps=tuple(_gaps(cursor, ids, now)))
    gone = frozenset(key for _pk, key, kind in rows if kind == ChangeKind.GONE)
    return Unread(tuple(dict.fromkeys(key for _pk, key, _kind in rows)), gone, after)


def _gaps(cursor: Cursor, ids: list[int], now: float) -> Iterator[Gap]:
    """The runs of ids that are still missing, given the ids that were found (in order)."""
    for first, last, since in cursor.gaps:
        if now - since < PATIENCE:
            found = [pk for pk in ids if first <= pk <= last]
            yield from ((start, end, since) for start, end in _between(first - 1, [*found, last + 1]))
    new = [pk for pk in ids if pk > cursor.through]
    yield from ((start, end, now) for start, end in _between(cursor.through, new))


def _between(before: int, ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    for pk in ids:
        if pk > before + 1:
            yield before + 1, pk - 1
        before = pk


def at_end(now: float) -> Cursor:
    """The cursor of an index that is made from the database as it is now: nothing in the outbox is new to it.

    Ids that are missing among the last ones may belong to transactions that are still open. Two queries.
    """
    last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    start = max(0, last - WINDOW)
    ids = list(Change.objects.filter(pk__gt=start, pk__lte=last).order_by("pk").values_list("pk", flat=True))
    return Cursor(through=last, gaps=tuple((first, end, now) for first, end in _between(start, ids)))


def is_ours(cursor: Cursor) -> bool:
    """Whether the cursor can have been read from this database: ids only grow, and the newest row is always kept."""
    return cursor.through <= (Change.objects.aggregate(last=Max("pk"))["last"] or 0)


def gone_since(cursor: Cursor) -> set[str]:
    """Keys that may have to go and that the index does not know of yet: leave them out of every answer. One query."""
    rows = Change.objects.filter(_unread_q(cursor), kind=ChangeKind.GONE).values_list("key", flat=True)
    return {str(key) for key in rows.distinct()}


def forget_old(cursor: Cursor, now: float) -> int:
    """Remove rows that every index has read and that are older than `KEPT_DAYS`; how many. The newest row stays."""
    before = datetime.fromtimestamp(now, UTC) - timedelta(days=KEPT_DAYS)
    old = Change.objects.filter(at__lt=before, pk__lt=cursor.through)
    return int(old.delete()[0])
