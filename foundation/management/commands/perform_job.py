"""`manage.py perform_job N`: what the worker starts for each job."""

from __future__ import annotations

import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.actions.running import perform
from foundation.enums import JobState
from foundation.models.jobs import Job

GENTLY = 5  # the site and its index come first


class Command(BaseCommand):
    """Does one job that was taken from the queue. People start jobs in /cms/; this is not for them."""

    help = "Do a job that the worker has taken from the queue. The worker calls this; jobs are started in /cms/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        job = Job.objects.filter(pk=number, state=JobState.RUNNING).first()
        if job is None:
            raise CommandError("No worker has taken such a job from the queue.")
        asked_to_end, worker = Event(), os.getppid()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_signal: asked_to_end.set())
        os.nice(GENTLY)
        # Without the worker nobody watches over the job: it goes back into the queue.
        perform(job=job, is_leaving=lambda: asked_to_end.is_set() or os.getppid() != worker)
