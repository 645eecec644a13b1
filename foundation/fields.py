"""Columns that hold files: whatever is stored through them has been scrubbed first, by whatever way it came."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.crypto import salted_hmac
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from foundation.formats.scrubbing import Limits, scrubbed
from foundation.formats.sniffing import DOCUMENTS, PICTURES, kind_by_name, require_pixels, require_size


def picture_limits() -> Limits:
    """What is taken as a picture, after the settings."""
    return Limits(PICTURES, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)


def document_limits() -> Limits:
    """What is taken as a document, after the settings."""
    return Limits(DOCUMENTS, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)


def seal(data: bytes) -> str:
    """An opaque name that only this site can give to these very bytes: the sign that they were scrubbed here."""
    return salted_hmac("foundation.scrubbed", hashlib.sha256(data).digest(), algorithm="sha256").hexdigest()[:32]


def is_sealed(data: bytes, name: str) -> bool:
    """Whether a file of this name was scrubbed before, so that it is not drawn a second time."""
    return hmac.compare_digest(PurePosixPath(name).stem.encode(), seal(data).encode())


def clean_file(content: File[Any], name: str, limits: Limits) -> ContentFile[bytes]:
    """The content scrubbed, under its seal. Raises `FileError`."""
    require_size(content.size, limits.most_bytes)
    content.seek(0)
    data = content.read()
    if is_sealed(data, name):
        return ContentFile(data, name=PurePosixPath(name).name)
    clean = scrubbed(data, name, limits)
    return ContentFile(clean.data, name=f"{seal(clean.data)}.{clean.kind.value}")


class ScrubbedFieldFile(FieldFile):
    """Scrubs on its way to the storage, and tells its row the size and the hash of what was stored."""

    limits = staticmethod(document_limits)

    def save(self, name: str | None, content: File[Any], save: bool = True) -> None:
        clean = clean_file(content, name or "", self.limits())
        # SHA-1 is Wagtail's choice; it finds twins and guards nothing.
        digest = hashlib.sha1(clean.read(), usedforsecurity=False).hexdigest()
        clean.seek(0)
        row: Any = self.instance
        row.file_size, row.file_hash = clean.size, digest
        super().save(clean.name or "", clean, save=save)


class PictureFieldFile(ScrubbedFieldFile, WagtailImageFieldFile):
    """A picture's original."""

    limits = staticmethod(picture_limits)

    def get_image_dimensions(self) -> tuple[int, int]:
        """From the header alone: this is asked before anybody knows whether the file is honest."""
        kind = kind_by_name(self.name or "")
        if kind not in PICTURES:
            return 0, 0
        was_closed = self.closed
        self.open()
        found = require_pixels(self.read(), kind, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        if was_closed:
            self.close()
        else:
            self.seek(0)
        return found.width, found.height


class PictureField(WagtailImageField):
    """A picture's original, without metadata."""

    attr_class = PictureFieldFile


class DocumentField(models.FileField):
    """A document, without metadata."""

    attr_class = ScrubbedFieldFile
