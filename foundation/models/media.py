"""Pictures and documents of our own: scrubbed when they are stored, gone from the disk when they are replaced."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.search import index

from foundation.enums import Licence
from foundation.fields import DocumentField, PictureField


class StoredFile(models.Model):
    """What has one scrubbed file; the file that it replaces goes when the change is committed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Now, not when the columns are collected: width, height, size and hash are read from the scrubbed file.
        self.store_file()
        replaced = self.replaced_file(kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        if replaced:
            self.forget_file(replaced)

    def store_file(self) -> None:
        """Scrub and store a file that was set and not yet stored. Raises `FileError`."""
        file: Any = self.file  # type: ignore[attr-defined]
        if file and not file._committed:
            file.save(file.name, file.file, save=False)

    def replaced_file(self, update_fields: Any) -> str:
        """The name of the file in the database, if this save puts another one in its place."""
        if not self.pk or (update_fields is not None and "file" not in update_fields):
            return ""
        name: str = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first() or ""  # type: ignore[attr-defined]
        return "" if name == self.file.name else name  # type: ignore[attr-defined]

    def forget_file(self, name: str) -> None:
        """Remove a file of this thing from the disk, once the change is certain."""
        storage = self.file.storage  # type: ignore[attr-defined]
        transaction.on_commit(lambda: storage.delete(name))


class Picture(StoredFile, AbstractImage):
    """A picture. `description` is its alt text, in the language of the site; pages may say something else."""

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        _("alt text"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("What the picture shows, for readers who do not see it. Name nobody who did not agree to it."),
    )
    is_decorative = models.BooleanField(
        _("only decorates"), default=False, help_text=_("Readers who do not see it miss nothing: no alt text.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it, as it is printed."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True) | ~models.Q(description=""),
                name="picture_has_alt_text_or_decorates",
            )
        ]

    @property
    def default_alt_text(self) -> str:
        """What a page says unless it says something else; never the title, which may be a file's name."""
        return "" if self.is_decorative else self.description

    def clean(self) -> None:
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError({"description": _("Say what the picture shows, or that it only decorates.")})

    def forget_file(self, name: str) -> None:
        super().forget_file(name)
        self.renditions.all().delete()


class Rendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition")
        ]


class Document(StoredFile, AbstractDocument):
    """A file to download."""

    file = DocumentField(upload_to="documents", verbose_name=_("file"))
    # Wagtail's own Document stays in the project, so the reverse names of these two would clash with its.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(blank=True, related_name="+")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    description = models.TextField(
        _("description"),
        max_length=600,
        blank=True,
        help_text=_("What it holds, in a sentence or two, in the language of its title. Readers find it by it."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a code such as fr, ar or pt-BR."))],
        help_text=_("Of the words in it: a code such as fr, ar or pt-BR."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Who published it, and where, as it is printed.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)

    search_fields = [*AbstractDocument.search_fields, index.SearchField("description")]
    admin_form_fields = ("title", "file", "description", "language", "source", "licence", "collection")

    class Meta(AbstractDocument.Meta):
        pass

    @property
    def filename(self) -> str:
        """What a reader's copy is called: after the title, because a file's own name may say who wrote it."""
        stem = slugify(self.title, allow_unicode=True)[:80].strip("-_") or "document"
        return stem + PurePosixPath(self.file.name or "").suffix
