"""Files that somebody began to upload and never said what they are."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from wagtail.models import UploadedFile

from access.models import Account

# Wagtail's multiple upload keeps a file aside until its words are filled in; some never are.
KEPT_FOR = timedelta(days=1)


def forget_abandoned_uploads(*, by: Account | None) -> int:
    """Remove what waits longer than `KEPT_FOR`, row and file; how many there were. `by` is None when time does it."""
    oldest, forgotten = timezone.now() - KEPT_FOR, 0
    for upload in UploadedFile.objects.all():
        try:
            is_abandoned = upload.file.storage.get_modified_time(upload.file.name) < oldest
        except FileNotFoundError:
            is_abandoned = True
        if is_abandoned:
            upload.file.delete(save=False)
            upload.delete()
            forgotten += 1
    return forgotten
