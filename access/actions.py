"""What has to be done about accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.utils import timezone

from access.models import Account


def forget_counters(*, by: Account | None) -> None:
    """Take out counters of sign-in whose time is over; Django's cache would keep them until it is full.

    `by` is None when time does it.
    """
    table = connection.ops.quote_name(str(settings.CACHES["counters"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
