"""The outbox: which works changed, so that indexes catch up whatever happens to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from access.viewer import Viewer
from foundation.enums import ChangeKind

EPOCH = "foundation.epoch"
FRESH_SECONDS = 1
KEPT_SECONDS = 20
# So many changes may be certain before an older one is.
LATE = 32
Kept = TypeVar("Kept")


class Change(models.Model):
    """One work that changed: an id and what kind of change, nothing else.

    Written in the same transaction as the change itself. `key` is the work's `translation_key`. Ids grow, but on
    PostgreSQL they may become visible out of order; readers must not take a gap for a row that never comes.
    """

    key = models.UUIDField(_("work"))
    kind = models.CharField(_("what happened"), max_length=10, choices=ChangeKind.choices)
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return f"change {self.pk}: {self.key} {self.kind}"

    @classmethod
    def record(cls, keys: Iterable[uuid.UUID], kind: ChangeKind) -> None:
        """Write one row per work; call it inside the transaction that makes the change."""
        Change.objects.bulk_create([Change(key=key, kind=kind) for key in dict.fromkeys(keys)], batch_size=1000)
        cache.delete(EPOCH)
        transaction.on_commit(partial(cache.delete, EPOCH))


def epoch() -> str:
    """A word that differs after every change to anything that readers see; at most a second old in other processes.

    Made of the newest changes with their times: an id alone may come twice on SQLite (after a rollback), and late on
    PostgreSQL.
    """
    word: str | None = cache.get(EPOCH)
    if word is None:
        newest = Change.objects.order_by("-pk").values_list("pk", "at")[:LATE]
        word = sha256("".join(f"{pk} {at.isoformat()};" for pk, at in newest).encode()).hexdigest()[:16]
        cache.set(EPOCH, word, FRESH_SECONDS)
    return word


def remembered(name: str, viewer: Viewer, language: str, make: Callable[[], Kept]) -> Kept:
    """What `make` gives, kept for viewers of this rank in this language until anything changes.

    It must be a frozen value that holds for the whole rank. The limit of time is for what writes no change, such as
    site settings.
    """
    key = f"{name}.{viewer.audience}.{language}.{epoch()}"
    kept: Kept | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEPT_SECONDS)
    return kept
