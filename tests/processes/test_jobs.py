"""Jobs and the real worker: done beside the index, cancelled, killed, put off and taken up again."""

import csv
import io
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from access.models import Account
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from foundation.actions import jobs
from foundation.enums import JobState
from foundation.models.jobs import Job
from search.engines.base import Engine
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumIndexPageFactory
from tests.factories.search import asked, soon
from tests.processes.commands import manage

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 3000
UNTIL = 120  # seconds, on a machine with much to do


@pytest.fixture
def editor() -> Account:
    ForumIndexPageFactory()
    account: Account = AccountFactory(groups=["Editors"])
    return account


@pytest.fixture
def worker(engine: Engine) -> Iterator[subprocess.Popen[str]]:
    call_command("index", "--rebuild", verbosity=0)
    process = manage("index", "--follow")
    yield process
    process.kill()
    process.wait()


def archive(rows: int) -> SimpleUploadedFile:
    table = io.StringIO()
    lines = csv.writer(table)
    lines.writerow(["id", "event", "title", "date", "speakers"])
    lines.writerows([f"t/{n}", "Forum 2019", f"Talk {n}", "2019-10-12", "Ada Lovelace"] for n in range(rows))
    return SimpleUploadedFile("talks.csv", table.getvalue().encode())


def asked_for(rows: int, by: Account, **values: Any) -> Job:
    answers = {"public_names": "", "forum": "", "overwrite": False, "restore": False, "is_plan": False, **values}
    return jobs.ask_for(kind=jobs.kinds()["import"], answers={"upload": archive(rows), **answers}, by=by)


def now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def came_to(job: Job, state: JobState) -> None:
    soon(lambda: now(job).state == state, UNTIL)


def child_of(worker: subprocess.Popen[str]) -> int:
    """The process that does the job."""
    threads = Path(f"/proc/{worker.pid}/task").glob("*/children")
    return next(int(pid) for thread in threads for pid in thread.read_text().split())


def test_it_is_rehearsed_then_done_in_earnest_and_found(editor: Account, worker: Any, engine: Engine) -> None:
    rehearsal = asked_for(3, editor, is_plan=True)
    came_to(rehearsal, JobState.DONE)
    assert now(rehearsal).told.summary == "Would be created: 3"
    assert not SessionPage.objects.exists()
    job = jobs.carry_out(job=now(rehearsal), by=editor)
    assert job is not None
    came_to(job, JobState.DONE)
    report = now(job).told
    assert report.summary == "Created: 3"
    assert [row[:3] for row in report.tables[0].rows] == [(str(n + 2), f"t/{n}", f"Talk {n}") for n in range(3)]
    assert set(SessionPage.objects.values_list("owner", flat=True)) == {editor.pk}
    soon(lambda: asked(engine, "talk").total == 3, UNTIL)
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=30)
    assert "Lovelace" not in said
    assert "Talk" not in said


def test_it_tells_how_far_it_is_and_stops_between_two_batches(editor: Account, worker: Any) -> None:
    job = asked_for(MANY, editor)
    soon(lambda: now(job).done >= 200, UNTIL)
    assert (now(job).total, now(job).stage) == (MANY + 2, "Rows:")
    assert jobs.stop(job=job, by=editor)
    came_to(job, JobState.CANCELLED)
    kept = SessionPage.objects.count()
    assert 0 < kept < MANY
    assert kept % 200 in {0, 199}
    assert now(job).told.summary == f"Created: {kept}"
    assert jobs.ask_again(job=job, by=editor)
    came_to(job, JobState.DONE)
    assert now(job).told.summary == f"Created: {MANY - kept}, Unchanged: {kept}"
    assert SessionPage.objects.count() == MANY
    assert not Provenance.objects.filter(awaits_index=True).exists()


def test_a_killed_job_is_told_at_once_and_leaves_the_worker_alive(editor: Account, worker: Any) -> None:
    job = asked_for(MANY, editor)
    soon(lambda: now(job).done >= 200, UNTIL)
    os.kill(child_of(worker), signal.SIGKILL)
    came_to(job, JobState.INTERRUPTED)
    assert "it goes on from there" in now(job).message
    assert worker.poll() is None
    small = asked_for(1, editor, forum="Another")
    came_to(small, JobState.DONE)
    assert now(job).state == JobState.INTERRUPTED


def test_a_killed_worker_leaves_the_job_in_the_queue_of_the_next(editor: Account, worker: Any) -> None:
    job = asked_for(MANY, editor)
    soon(lambda: now(job).done >= 200, UNTIL)
    worker.kill()
    worker.wait()
    # Whoever does the job sees that nobody watches any more, ends after its batch and puts the job back.
    came_to(job, JobState.WAITING)
    kept = SessionPage.objects.count()
    assert 0 < kept < MANY
    worker_after = manage("index", "--follow")
    try:
        came_to(job, JobState.DONE)
    finally:
        worker_after.kill()
        worker_after.wait()
    assert now(job).told.summary == f"Created: {MANY - kept}, Unchanged: {kept}"


def test_a_worker_that_is_asked_to_stop_puts_the_job_off(editor: Account, worker: Any) -> None:
    job = asked_for(MANY, editor)
    soon(lambda: now(job).done >= 200, UNTIL)
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=30)
    assert (worker.returncode, "Stopped." in said) == (0, True)
    assert now(job).state == JobState.WAITING
    assert 0 < SessionPage.objects.count() < MANY


def test_the_same_words_as_the_command_for_a_file_that_is_none(editor: Account, worker: Any) -> None:
    answers = {"public_names": "", "forum": "", "overwrite": False, "restore": False, "is_plan": True}
    upload = SimpleUploadedFile("talks.csv", b"PK\x03\x04 and so on")
    job = jobs.ask_for(kind=jobs.kinds()["import"], answers={"upload": upload, **answers}, by=editor)
    came_to(job, JobState.FAILED)
    assert now(job).message == "This is a ZIP (or a spreadsheet) file. Export it as CSV (UTF-8) or JSON lines."
