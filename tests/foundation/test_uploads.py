"""What somebody began to upload does not stay for ever."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import UploadedFile

from foundation.actions.uploads import KEPT_FOR, forget_abandoned_uploads
from foundation.signals import minute_passed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def waiting(name: str) -> UploadedFile:
    return UploadedFile.objects.create(file=ContentFile(b"Words.", name=name))


def made(upload: UploadedFile, ago: timedelta) -> None:
    """Turn the file's clock back."""
    then = (timezone.now() - ago).timestamp()
    os.utime(upload.file.path, (then, then))


def test_what_waits_too_long_goes_and_the_rest_stays(shelf: Path) -> None:
    old, new, lost = waiting("old.txt"), waiting("new.txt"), waiting("lost.txt")
    made(old, KEPT_FOR + timedelta(minutes=1))
    made(new, KEPT_FOR - timedelta(minutes=1))
    Path(lost.file.path).unlink()
    assert forget_abandoned_uploads(by=None) == 2
    assert list(UploadedFile.objects.all()) == [new]
    assert [path.name for path in shelf.rglob("*.txt")] == ["new.txt"]


def test_the_worker_clears_up_every_minute(shelf: Path) -> None:
    made(waiting("old.txt"), KEPT_FOR * 2)
    waiting("new.txt")
    minute_passed.send(sender=object)
    assert [path.name for path in shelf.rglob("*.txt")] == ["new.txt"]
    assert UploadedFile.objects.count() == 1
