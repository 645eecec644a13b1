"""Rows that are not pages: names, and marks on what the demo brought."""

from __future__ import annotations

import secrets

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.viewer import Viewer
from foundation.faces import NameFace
from foundation.rules import has_bidi_controls, may_be_named, normal


def random_seed() -> int:
    """A seed that says nothing about whom it stands for."""
    return secrets.randbelow(2**31 - 1) + 1


class Named(models.Model):
    """A printed name that shows only when it has a recorded public source.

    Plain rows on purpose: what stands in page fields, inline children or blocks is copied into revisions.
    """

    printed_name = models.CharField(_("printed name"), max_length=200, help_text=_("As it stood in the source."))
    public_source = models.CharField(
        _("public source"),
        max_length=500,
        blank=True,
        help_text=_(
            "Where this name was already public, for example a published programme. Without it the name "
            "is withheld everywhere."
        ),
    )
    pattern_seed = models.PositiveIntegerField(default=random_seed, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Never the name: labels end in logs and histories."""
        return f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        super().clean()
        self.printed_name = normal(self.printed_name)
        self.public_source = normal(self.public_source)
        if has_bidi_controls(self.printed_name):
            raise ValidationError({"printed_name": _("Remove the invisible direction marks from this name.")})
        if has_bidi_controls(self.public_source):
            raise ValidationError({"public_source": _("Remove the invisible direction marks from this source.")})

    def name_for(self, viewer: Viewer) -> str:
        """The name, or "" when it is withheld. So far a public source opens it to everyone, nothing else to anyone."""
        return self.printed_name if may_be_named(self.printed_name, self.public_source) else ""


class Voice(Named):
    """Somebody who is quoted. Quotations point here, so that a name never stands in a block."""

    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("For example: chair of the closing panel, 2019.")
    )

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["printed_name"]

    def face_for(self, viewer: Viewer) -> NameFace:
        """Name, description and pattern as this viewer may see them; a withheld voice keeps nothing of its own."""
        name = self.name_for(viewer)
        return NameFace(name=name, description=self.description, seed=self.pattern_seed) if name else NameFace("")


class DemoMark(models.Model):
    """Says that a record came with the demo; `forget_demo` removes what is marked and nothing else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    name = models.CharField(_("name in the demo"), max_length=120, unique=True, help_text=_("How its loader knows it."))

    class Meta:
        verbose_name = _("mark of the demo")
        verbose_name_plural = _("marks of the demo")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_demo_mark_a_record")]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"
