"""Has jobs done beside whatever else a worker does: one at a time, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import Final

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections, connections

from foundation.actions import running

PAUSE: Final = 0.5  # seconds between looks at the queue
SIGN_EVERY: Final = 10.0  # seconds between signs of life
PATIENCE: Final = 8.0  # seconds between asking a job's process to end and making it; `make demo` waits ten


class Foreman:
    """Starts the process of the next job, watches over it, and says when it was lost.

    The job is a process and no thread: a long import would keep the index waiting, its memory is given back when it
    ends, and what kills it does not kill the worker.
    """

    def __init__(self) -> None:
        """Nothing runs yet."""
        self.pk = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.next_sign = 0.0

    def follow(self, stopping: Event) -> None:
        """Look after jobs until the worker stops; in a thread, because building an index can take minutes."""
        while not stopping.wait(PAUSE):
            try:
                close_old_connections()
                self.look()
            except (DatabaseError, OSError):
                continue  # the worker meets the same trouble and tells it
        self.stop()
        connections.close_all()

    def look(self) -> None:
        """Start what can be started, notice what has ended; it never waits."""
        if self.process is not None and self.process.poll() is not None:
            self.process = None
            running.give_up(pk=self.pk)
        if time.monotonic() >= self.next_sign:
            self.next_sign = time.monotonic() + SIGN_EVERY
            if self.process is not None:
                running.keep_alive(pk=self.pk)
            running.give_up()
        if self.process is None and (job := running.take_next()):
            self.pk = job.pk
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "perform_job", str(job.pk)],
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for us; we pass it on.
                start_new_session=True,
            )

    def stop(self) -> None:
        """Ask the process to end after what it is at; the job waits for the next worker."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        running.put_back(pk=self.pk)
