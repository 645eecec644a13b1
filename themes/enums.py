"""Words of the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThemeStatus(models.TextChoices):
    """Whether an editor has taken a term into the vocabulary, or merged it into another."""

    APPROVED = "approved", _("in the vocabulary")
    PENDING = "pending", _("waiting for an editor")
    MERGED = "merged", _("merged into another")
