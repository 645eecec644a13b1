"""Words of the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThemeStatus(models.TextChoices):
    """Whether an editor has taken a term into the vocabulary."""

    APPROVED = "approved", _("in the vocabulary")
    PENDING = "pending", _("waiting for an editor")
