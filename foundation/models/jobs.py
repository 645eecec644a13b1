"""Work that editors asked for and that a worker does: what, for whom, how far, and what came of it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.enums import AGAIN, UNDER_WAY, ChangeKind, JobState
from foundation.formats.job_reports import JobReport
from foundation.models.change import Change
from foundation.storages import private_files

# A worker that lives gives a sign every ten seconds.
SILENT_AFTER = timedelta(seconds=60)


def random_name(job: Job, filename: str) -> str:
    """The name of a stored file says nothing of what it is; what it was called stands in the row."""
    return secrets.token_hex(16)


class Job(models.Model):
    """One piece of work. The row is also its place in the queue: the oldest that waits is next."""

    kind = models.CharField(_("kind"), max_length=40)
    options = models.JSONField(_("options"), default=dict)
    is_plan = models.BooleanField(_("dry run"), default=False)
    language = models.CharField(_("language of the report"), max_length=12)
    state = models.CharField(
        _("state"), max_length=12, choices=JobState.choices, default=JobState.WAITING, db_index=True
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("started by"))
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    began_at = models.DateTimeField(_("began"), null=True)
    seen_at = models.DateTimeField(_("last sign of life"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True, db_index=True)
    is_stop_asked = models.BooleanField(_("somebody wants it to stop"), default=False)
    stage = models.CharField(_("what it is doing"), max_length=100, blank=True)
    done = models.PositiveIntegerField(_("how much is done"), default=0)
    total = models.PositiveIntegerField(_("of how much"), default=0)
    message = models.TextField(_("outcome"), blank=True)
    report = models.JSONField(_("report"), null=True)
    upload = models.FileField(_("file"), upload_to=random_name, storage=private_files, blank=True)
    upload_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    result = models.FileField(_("result"), upload_to=random_name, storage=private_files, blank=True)
    result_name = models.CharField(_("name of the result"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"job {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_silent(self) -> bool:
        """Whether it should be moving and nobody has seen it for a minute: the worker may be down."""
        return self.is_under_way and (self.seen_at or self.asked_at) < timezone.now() - SILENT_AFTER

    @property
    def can_be_asked_again(self) -> bool:
        """Whether it ended badly, and what it works on is still here."""
        return self.state in AGAIN and bool(self.upload or not self.upload_name)

    @property
    def can_be_carried_out(self) -> bool:
        """Whether it was a dry run that went through, and its file is still here."""
        return self.state == JobState.DONE and self.is_plan and bool(self.upload)

    @property
    def is_overtaken(self) -> bool:
        """Whether anything had to go since it began: what it made may still hold a name that is withdrawn."""
        since = self.began_at or self.asked_at
        return Change.objects.filter(kind=ChangeKind.GONE, at__gte=since).exists()

    @property
    def told(self) -> JobReport | None:
        """The report, if there is one."""
        return JobReport.from_json(self.report) if self.report else None
