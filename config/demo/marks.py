"""What the demo brought: which record stands for which name in its files."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from foundation.models.rows import DemoMark

CONTENT = Path(__file__).parent / "content"
NAMESPACE = uuid.UUID("6e1b8f0e-7a55-5d0c-9d6e-2f1f0c6d3a10")

Record = TypeVar("Record", bound=Model)


def key_for(name: str) -> uuid.UUID:
    """The permalink of a demo record: the same on every machine."""
    return uuid.uuid5(NAMESPACE, name)


def found(model: type[Record], name: str) -> Record | None:
    """The record that the demo brought under this name; None when it is not there, or no longer."""
    mark = DemoMark.objects.filter(name=name, content_type=ContentType.objects.get_for_model(model)).first()
    return model._default_manager.filter(pk=mark.object_id).first() if mark else None


def mark(record: Model, name: str) -> None:
    """Remember that the demo brought this record."""
    kind = ContentType.objects.get_for_model(record)
    DemoMark.objects.update_or_create(name=name, defaults={"content_type": kind, "object_id": record.pk})


def marked(model: type[Record]) -> list[Record]:
    """The records of this very class that the demo brought and that still stand."""
    ids = DemoMark.objects.filter(content_type=ContentType.objects.get_for_model(model)).values("object_id")
    return list(model._default_manager.filter(pk__in=ids).order_by("pk"))
