"""Words of the foundation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What happened to a work, as far as indexes care."""

    # Something came: until the index has caught up it is not found, and nothing worse.
    SAVED = "saved", _("saved")
    # The work, or words of it, may have gone: it is left out until the index has caught up.
    GONE = "gone", _("gone")


class Licence(models.TextChoices):
    """Under what terms a file may be used again (SPDX identifiers where one exists)."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC0 = "CC0-1.0", _("Public domain dedication (CC0)")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    PERMISSION = "permission", _("With permission, all rights reserved")


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be done")
    CANCELLED = "cancelled", _("cancelled")
    INTERRUPTED = "interrupted", _("interrupted")


UNDER_WAY = frozenset({JobState.WAITING, JobState.RUNNING})
# Every kind of job may be started again: it goes on, or does once more what it did.
AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED, JobState.INTERRUPTED})
