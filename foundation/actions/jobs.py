"""Asking for jobs, stopping them, starting them again, and forgetting what they left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from access.models import Account
from foundation.cards import JobKind
from foundation.enums import AGAIN, UNDER_WAY, JobState
from foundation.models.jobs import Job
from foundation.signals import answers_to, job_kinds

# Uploads and results go a week after their job ended at the latest, its record with the report after three months.
FILES_KEPT_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=90)
LONGEST_NAME = 255


def kinds() -> dict[str, JobKind]:
    """Every kind of job by its name, in the order of the alphabet."""
    found: list[JobKind] = answers_to(job_kinds, Job)
    return {kind.name: kind for kind in sorted(found, key=lambda kind: str(kind.label))}


def kinds_for(account: Any) -> dict[str, JobKind]:
    """Those that somebody may start; whoever may start a kind may also read of all jobs of that kind."""
    return {name: kind for name, kind in kinds().items() if kind.may(account)}


def may_start_any(*, by: Any) -> bool:
    """Whether there is at least one."""
    return any(kind.may(by) for kind in kinds().values())


def works_everywhere(*, by: Any) -> bool:
    """Whether somebody may publish in the whole tree, and so may read about any page."""
    may_publish = policy_registry.get_by_type(Page).instances_user_has_permission_for(by, "publish")
    return bool(may_publish.filter(depth=1).exists())


@transaction.atomic
def ask_for(*, kind: JobKind, answers: Mapping[str, Any], by: Account) -> Job:
    """Put a job into the queue; `answers` are those of the kind's form."""
    options = {name: answer for name, answer in answers.items() if name not in {"upload", "is_plan"}}
    job = Job(
        kind=kind.name,
        options=options,
        is_plan=bool(answers.get("is_plan")),
        language=get_language() or "en",
        asked_by=by,
    )
    if upload := answers.get("upload"):
        job.upload, job.upload_name = File(upload), str(upload.name)[-LONGEST_NAME:]
    job.save()
    return job


@transaction.atomic
def carry_out(*, job: Job, by: Account) -> Job | None:
    """Do in earnest what was rehearsed: a new job with the same file, which the rehearsal gives away.

    None when somebody else did so first.
    """
    if not Job.objects.filter(pk=job.pk, upload=job.upload.name).exclude(upload="").update(upload=""):
        return None
    return Job.objects.create(
        kind=job.kind,
        options=job.options,
        language=get_language() or "en",
        asked_by=by,
        upload=job.upload.name,
        upload_name=job.upload_name,
    )


def ask_again(*, job: Job, by: Account) -> bool:
    """Put a job that ended badly into the queue once more; whether it was one."""
    fresh = {"began_at": None, "seen_at": None, "ended_at": None, "is_stop_asked": False, "stage": "", "done": 0,
             "total": 0, "message": "", "report": None}  # fmt: skip
    again = {"state": JobState.WAITING, "asked_at": timezone.now(), "asked_by": by, "language": get_language() or "en"}
    return bool(Job.objects.filter(pk=job.pk, state__in=AGAIN).update(**fresh, **again))


@transaction.atomic
def stop(*, job: Job, by: Account) -> bool:
    """Take a job out of the queue, or have it stop after what it is at; whether there was anything to stop."""
    gone = {"state": JobState.CANCELLED, "ended_at": timezone.now(), "message": _("Cancelled before it began.")}
    if Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(**gone):
        return True
    return bool(Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(is_stop_asked=True))


def forget_old(*, by: Account | None) -> int:
    """Remove files and records whose time is over; how many jobs lost something. `by` is None when time does it.

    A result goes as soon as anything that may be in it is withdrawn.
    """
    ended = Job.objects.exclude(state__in=UNDER_WAY)
    lost = 0
    for job in ended.exclude(result=""):
        if job.is_overtaken:
            job.result.delete(save=False)
            lost += Job.objects.filter(pk=job.pk).update(result="")
    for job in ended.filter(ended_at__lt=timezone.now() - FILES_KEPT_FOR).exclude(upload="", result=""):
        for file in filter(None, (job.upload, job.result)):
            file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(upload="", result="")
        lost += 1
    return lost + ended.filter(ended_at__lt=timezone.now() - KEPT_FOR).delete()[0]
