"""What has to go when the last page of a work is gone, and how much that would be."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from access.models import Account
from forums.models.outcomes import Recommendation
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.provenance import Provenance
from foundation.enums import ChangeKind
from foundation.models.change import Change


@transaction.atomic
def forget_work(*, key: uuid.UUID, by: Account | None) -> int:
    """Remove names, press and messages that belonged to a deleted work, and what its provenance says; how many names.

    The provenance itself stays, as a number that only the archive's own id leads to: an import that comes again must
    not bring back what somebody took away.
    """
    for rows in (KeyMessage.objects.filter(session_key=key), PressItem.objects.filter(edition_key=key)):
        rows.delete()
    removed, _by_model = Participation.objects.filter(session_key=key).delete()
    points = Recommendation.objects.filter(page_key=key)
    Change.record(points.values_list("key", flat=True), ChangeKind.GONE)
    points.delete()
    Provenance.objects.filter(translation_key=key).update(
        external_id="", row_print="", page_print="", people_print="", source="", revision=None, awaits_index=False
    )
    return int(removed)


class Loss(NamedTuple):
    """How many rows go with the last pages of their works."""

    press: int
    messages: int
    parts: int


def loss_with(pages: Iterable[Page]) -> Loss:
    """What `forget_work` would remove if these pages and all below them were deleted. Three queries.

    A work that is translated lives on in its translations; its mirrors go with it.
    """
    below = reduce(or_, (Q(path__startswith=page.path) for page in pages), Q(pk__in=[]))
    staying = Page.objects.filter(alias_of=None).exclude(below).values("translation_key")
    keys = Page.objects.filter(below).exclude(translation_key__in=staying).values("translation_key")
    return Loss(
        PressItem.objects.filter(edition_key__in=keys).count(),
        KeyMessage.objects.filter(session_key__in=keys).count(),
        Participation.objects.filter(session_key__in=keys).count(),
    )
