"""Verbs about statements and reports."""

from __future__ import annotations

from django.db import transaction

from access.models import Account
from forums.models.outcomes import OutcomePage, Recommendation
from foundation.enums import ChangeKind
from foundation.models.change import Change


@transaction.atomic
def number_points(*, page: OutcomePage, by: Account | None) -> int:
    """Give every point of the original its row, and take away the rows of points that are gone; how many points.

    Each of them is written into the outbox: any word of theirs may have changed with the page.
    """
    count = len(page.points)
    held = dict(Recommendation.objects.filter(page_key=page.translation_key).values_list("number", "key"))
    if page.original.pk == page.pk:
        missing = [number for number in range(1, count + 1) if number not in held]
        Recommendation.objects.bulk_create(
            [Recommendation(page_key=page.translation_key, number=number) for number in missing]
        )
        Recommendation.objects.filter(page_key=page.translation_key, number__gt=count).delete()
    now = Recommendation.objects.filter(page_key=page.translation_key).values_list("key", flat=True)
    Change.record({*held.values(), *now}, ChangeKind.GONE)
    return count
