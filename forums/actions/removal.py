"""What has to go when the last page of a work is gone."""

from __future__ import annotations

import uuid

from django.db import transaction

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
