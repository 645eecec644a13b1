"""Doing jobs: one is taken from the queue, tells how far it is, and ends in one of five ways."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile
from django.db import OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.actions.jobs import kinds
from foundation.cards import JobKind
from foundation.enums import JobState
from foundation.formats.job_reports import JobReport
from foundation.models.jobs import SILENT_AFTER, Job

logger = logging.getLogger(__name__)

A_WORD_EVERY = 0.5  # seconds between two writes about one job


class JobFaultError(Exception):
    """Why a job cannot be done, in words for whoever asked."""


class StoppedError(Exception):
    """Somebody cancelled the job, or it is thought to be dead and somebody else's by now."""


class LeavingError(Exception):
    """The worker has to go; the job waits for the next one."""


class Work:
    """A job in the hands of the one who does it."""

    def __init__(self, job: Job, is_leaving: Callable[[], bool]) -> None:
        """`is_leaving` says whether the process has been asked to end."""
        self.job, self.is_leaving = job, is_leaving
        self.options: dict[str, Any] = job.options
        self.is_plan: bool = job.is_plan
        self.report: JobReport | None = None
        self.stage = ""
        self.next_word = 0.0

    def tell(self, done: int, total: int, stage: str = "") -> None:
        """Say how far it is; call it where the job can stop with nothing half done, and outside a transaction."""
        if self.is_leaving():
            raise LeavingError
        if time.monotonic() < self.next_word and stage == self.stage:
            return
        self.next_word, self.stage = time.monotonic() + A_WORD_EVERY, stage
        ours = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, is_stop_asked=False)
        if not ours.update(done=done, total=max(done, total), stage=stage, seen_at=timezone.now()):
            raise StoppedError

    @contextmanager
    def result(self, name: str) -> Iterator[Any]:
        """A file for what the job makes, to be written piece by piece; it is the job's when it is complete."""
        field = Job._meta.get_field("result")
        stored = self.job.result.storage.save(field.generate_filename(self.job, name), ContentFile(b""))
        try:
            with self.job.result.storage.open(stored, "wb") as file:
                yield file
        except BaseException:
            self.job.result.storage.delete(stored)
            raise
        Job.objects.filter(pk=self.job.pk).update(result=stored, result_name=name)


def take_next() -> Job | None:
    """The job that has waited longest, which is ours from now on; None when nothing waits.

    Outside a transaction: SQLite would lock out all writers each time that somebody looks.
    """
    job = Job.objects.filter(state=JobState.WAITING).order_by("asked_at", "pk").first()
    if job is None:
        return None
    now = timezone.now()
    taken = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    return job if taken.update(state=JobState.RUNNING, began_at=now, seen_at=now) else None


def perform(*, job: Job, is_leaving: Callable[[], bool]) -> None:
    """Do it, and write down how it ended. It was taken from the queue before."""
    work = Work(job, is_leaving)
    with translation.override(job.language):
        try:
            allowed(job).run(work)
        except LeavingError:
            put_back(pk=job.pk)
        except StoppedError:
            end(work, JobState.CANCELLED, how_cancelled(work))
        except Exception as error:
            end(work, JobState.FAILED, in_words(job, error))
        else:
            end(work, JobState.DONE, "")


def how_cancelled(work: Work) -> str:
    """What a cancelled job leaves behind."""
    if work.is_plan:
        return _("Cancelled. Nothing was written; started again, it begins anew.")
    return _("Cancelled. What was done stays; started again, it goes on from there.")


def allowed(job: Job) -> JobKind:
    """The job's kind, if whoever asked for it still may."""
    kind = kinds().get(job.kind)
    if kind is None:
        raise JobFaultError(_("The site no longer knows this kind of job."))
    if job.asked_by is None or not kind.may(job.asked_by):
        raise JobFaultError(_("Whoever started it may not do this any more."))
    return kind


def in_words(job: Job, error: Exception) -> str:
    """What to tell of an error. The log gets kind and place of one that nobody foresaw; its text may quote a file."""
    if isinstance(error, JobFaultError):
        return str(error)
    if isinstance(error, OperationalError | OSError):
        why = _("The database or the disk gave way (%(error)s). What was done stays; start it again: it goes on.")
        return why % {"error": type(error).__name__}
    places = "".join(traceback.format_tb(error.__traceback__)[-3:])
    logger.error("Job %s (%s) broke off: %s\n%s", job.pk, job.kind, type(error).__name__, places)
    return _("It broke off by a fault of the site (%(error)s); its log says where.") % {"error": type(error).__name__}


def end(work: Work, state: JobState, message: str) -> None:
    """Write down how it ended, unless it was given up as lost meanwhile."""
    report = work.report.as_json() if work.report else None
    Job.objects.filter(pk=work.job.pk, state=JobState.RUNNING).update(
        state=state, message=message, report=report, ended_at=timezone.now()
    )


def put_back(*, pk: int) -> None:
    """Let the job wait for the next worker."""
    Job.objects.filter(pk=pk, state=JobState.RUNNING).update(state=JobState.WAITING, began_at=None, stage="")


def keep_alive(*, pk: int) -> None:
    """A sign of life from whoever watches over the job."""
    Job.objects.filter(pk=pk, state=JobState.RUNNING).update(seen_at=timezone.now())


def give_up(*, pk: int | None = None) -> int:
    """Say of the job, or of all that gave no sign for a minute, that they were interrupted; how many there were.

    They are not started again by themselves: what ended a worker once may end it twice.
    """
    lost = Job.objects.filter(state=JobState.RUNNING)
    lost = lost.filter(pk=pk) if pk else lost.filter(seen_at__lt=timezone.now() - SILENT_AFTER)
    count = 0
    for job in lost:
        with translation.override(job.language):
            said = _("Interrupted: the worker ended in the middle of it. Start it again: it goes on from there.")
        count += lost.filter(pk=job.pk).update(state=JobState.INTERRUPTED, message=said, ended_at=timezone.now())
    return count
