"""What editors choose from their computers: checked and scrubbed before anything else sees it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField, FileInput
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from foundation.fields import clean_file, document_limits, picture_limits
from foundation.formats.scrubbing import Limits
from foundation.formats.sniffing import DOCUMENTS, MEDIA_TYPES, PICTURES, FileError, FileKind, kind_by_name
from foundation.models.media import Document, Picture
from foundation.panels import CarefulForm


def scrub_upload(upload: UploadedFile, limits: Limits) -> None:
    """Scrub an upload in place. Raises ValidationError.

    In place, because others hold it too: when another field has a fault, Wagtail's multiple upload stores it aside.
    """
    try:
        clean = clean_file(upload, upload.name or "", limits)
    except FileError as fault:
        raise ValidationError(str(fault), code=fault.code) from fault
    data, file = clean.read(), upload.file
    if file is not None:
        file.seek(0)
        file.truncate()
        file.write(data)
        # A big upload is a file on the disk, which the storage moves by its path.
        file.flush()
        file.seek(0)
    upload.size, upload.name = len(data), clean.name
    kind = kind_by_name(clean.name or "")
    upload.content_type = MEDIA_TYPES[kind] if kind else None


def endings(kinds: frozenset[FileKind]) -> str:
    """What a file picker offers: `.csv,.pdf,.txt`."""
    return ",".join(sorted(f".{kind.value}" for kind in kinds))


class UploadedPicture(WagtailImageField):
    """A picture as a form takes it."""

    default_validators: ClassVar[list[Any]] = []
    widget = FileInput(attrs={"accept": endings(PICTURES) + ",.jpeg"})

    def to_python(self, data: Any) -> Any:
        upload = FileField.to_python(self, data)
        if isinstance(upload, UploadedFile):
            scrub_upload(upload, picture_limits())
        return upload


class UploadedDocument(WagtailDocumentField):
    """A document as a form takes it."""

    widget = FileInput(attrs={"accept": endings(DOCUMENTS)})

    def to_python(self, data: Any) -> Any:
        upload = FileField.to_python(self, data)
        if isinstance(upload, UploadedFile):
            scrub_upload(upload, document_limits())
        return upload


class PreparesUpload:
    """A Wagtail media form whose file field is ours, and which never makes a title out of a file's name.

    A declared field would also stand in the forms that leave the file out; so it is put in when there is one.
    """

    upload_field: ClassVar[type[FileField]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields  # type: ignore[attr-defined]
        upload = self.files.get(self.add_prefix("file")) if self.files else None  # type: ignore[attr-defined]
        self.named = upload.name or "" if upload is not None else ""
        if "file" in fields:
            theirs = fields["file"]
            fields["file"] = self.upload_field(label=theirs.label, required=theirs.required, initial=theirs.initial)
        elif self.instance.pk is None:  # type: ignore[attr-defined]
            self.initial["title"] = ""  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """Not the file's name, which several uploads at once send as a title and which may say who wrote it."""
        title: str = self.cleaned_data["title"]  # type: ignore[attr-defined]
        is_new = self.instance.pk is None  # type: ignore[attr-defined]
        if is_new and self.named and plain_name(title) in {plain_name(self.named), plain_name(Path(self.named).stem)}:
            raise ValidationError(_("Write a title: this is the file’s name, which may say more than you want."))
        return title


def plain_name(text: str) -> str:
    """Letters and digits alone, to see whether a title is a file's name."""
    return "".join(char for char in text.casefold() if char.isalnum())


def columns_of(names: Iterable[str]) -> tuple[str, ...]:
    """What a form of these fields writes into its row; the collection is compared by its id, without reading it."""
    return tuple("collection_id" if name == "collection" else name for name in names)


class PictureForm(PreparesUpload, BaseImageForm, CarefulForm):
    """Every way to add or change a picture in the admin."""

    compared = columns_of(Picture.admin_form_fields)

    upload_field = UploadedPicture


class DocumentForm(PreparesUpload, BaseDocumentForm, CarefulForm):
    """Every way to add or change a document in the admin."""

    compared = columns_of(Document.admin_form_fields)

    upload_field = UploadedDocument
