"""`manage.py index`: keeps the archive's search index in step with the database."""

from __future__ import annotations

import signal
import time
from threading import Event, Thread
from types import FrameType
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections

from foundation.signals import minute_passed
from foundation.tasks import Foreman
from search import tasks
from search.engines.base import Engine, IndexMissing, chosen
from search.records import outbox

PAUSE: Final = 0.5  # seconds between looks at the outbox
PROBE_EVERY: Final = 30.0
MINUTE: Final = 60.0
DAY: Final = 86_400.0
SHOWN: Final = 50


class Command(BaseCommand):
    """Drains the outbox; with options follows it, builds anew or compares."""

    help = (
        "Bring the search index up to date with what changed since it was last brought up to date. "
        "Safe to interrupt, to kill and to run twice at once: one process writes, the others wait."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--follow",
            action="store_true",
            help="Be the worker: look for changes twice a second until stopped (Ctrl-C or SIGTERM), rebuild a missing "
            "or damaged index, rebuild within ten minutes after something was removed, publish and take down pages "
            "whose time has come, and have the jobs done that editors start in /cms/.",
        )
        what.add_argument(
            "--rebuild",
            action="store_true",
            help="Build the index of every rank anew, beside the old one, and put it in place when it is complete.",
        )
        what.add_argument(
            "--check",
            action="store_true",
            help="Compare the index of every rank with the database, list the differences and end with 1 if any.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        engine = chosen()
        if options["follow"]:
            Worker(engine, self.say).run()
        elif options["rebuild"]:
            self.rebuild(engine)
        elif options["check"]:
            self.compare(engine)
        else:
            self.drain(engine)

    def say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()

    def rebuild(self, engine: Engine) -> None:
        self.say("Building the search index of every rank …")
        started = time.monotonic()
        done = tasks.rebuild(engine, self.say)
        self.say(f"{done:,} works in {time.monotonic() - started:.1f} s.")

    def drain(self, engine: Engine) -> None:
        problem = tasks.why_missing(engine)
        if problem:
            self.say(problem)
            self.rebuild(engine)
        done = tasks.drain(engine)
        if done or not problem:
            self.say(f"The search index is up to date ({done:,} works looked at).")

    def compare(self, engine: Engine) -> None:
        try:
            tasks.drain(engine)
            found = list(tasks.compare(engine))
        except IndexMissing as error:
            raise CommandError(f"{error} Run manage.py index --rebuild.") from error
        for difference in found[:SHOWN]:
            self.say(str(difference))
        if len(found) > SHOWN:
            self.say(f"… and {len(found) - SHOWN:,} more")
        if found:
            raise CommandError(f"{len(found):,} differences. Run manage.py index --rebuild.")
        self.say("The search index and the database agree.")


class Worker:
    """Follows the outbox until it is asked to stop, and has jobs done. Trouble is told and tried again, never fatal."""

    def __init__(self, engine: Engine, say: tasks.Report) -> None:
        self.engine, self.say = engine, say
        self.stopping = Event()
        self.next_probe = self.next_cleaning = self.next_minute = 0.0
        self.last_trouble = ""

    def run(self) -> None:
        """Work until SIGTERM or Ctrl-C; a batch that was begun is finished."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        jobs = Thread(target=Foreman().follow, args=[self.stopping], name="jobs")
        jobs.start()
        self.say("The index worker follows what editors change.")
        try:
            while not self.stopping.is_set():
                close_old_connections()
                self.once()
                self.stopping.wait(PAUSE)
        finally:
            self.stopping.set()
            jobs.join()
        self.say("Stopped.")

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def once(self) -> None:
        """One look at everything that may need doing."""
        try:
            self.announce()
            self.mend()
            done = tasks.drain(self.engine)
            if done:
                self.say(f"{done:,} works brought up to date.")
            self.clean()
            self.last_trouble = ""
        except IndexMissing as error:
            self.next_probe = 0.0
            self.trouble(str(error))
        except (DatabaseError, OSError) as error:
            # The kind of error only: its text may quote what somebody wrote.
            self.trouble(type(error).__name__)

    def announce(self) -> None:
        """Tell the rooms below that a minute has passed."""
        if time.monotonic() >= self.next_minute:
            self.next_minute = time.monotonic() + MINUTE
            minute_passed.send(sender=Worker)

    def trouble(self, what: str) -> None:
        """Tell it once; it is tried again at the next look."""
        if what != self.last_trouble:
            self.last_trouble = what
            self.say(f"Trouble: {what}. Trying again until it passes.")

    def mend(self) -> None:
        """Build the index if there is none that can be used."""
        if time.monotonic() < self.next_probe:
            return
        problem = tasks.why_missing(self.engine)
        if problem:
            self.say(f"{problem} Building it …")
            done = tasks.rebuild(self.engine, self.say, is_needed=lambda: tasks.is_missing(self.engine))
            self.say(f"Built: {done:,} works.")
        self.next_probe = time.monotonic() + PROBE_EVERY

    def clean(self) -> None:
        """Build anew some minutes after a removal; once a day forget what the outbox no longer needs."""
        if tasks.is_dirty(self.engine):
            self.say("Removing deleted words for good …")
            done = tasks.rebuild(self.engine, lambda _message: None, is_needed=lambda: tasks.is_dirty(self.engine))
            self.say(f"Built anew: {done:,} works.")
        if time.monotonic() >= self.next_cleaning:
            outbox.forget_old(self.engine.cursor(), time.time())
            self.next_cleaning = time.monotonic() + DAY
