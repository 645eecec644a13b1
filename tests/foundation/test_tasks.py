"""The worker's foreman: one job at a time, each in a process of its own."""

import subprocess
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError

from foundation import tasks
from foundation.enums import JobState
from foundation.models.jobs import Job
from foundation.tasks import Foreman

pytestmark = pytest.mark.django_db


class Process:
    """Stands in for a job's process; it ends when a test says so."""

    def __init__(self, command: list[str], **kwargs: Any) -> None:
        self.command, self.code = command, None
        self.is_stubborn = False
        self.told: list[str] = []

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.told.append("terminate")

    def kill(self) -> None:
        self.told.append("kill")
        self.is_stubborn = False

    def wait(self, timeout: float | None = None) -> None:
        if self.is_stubborn:
            raise subprocess.TimeoutExpired("job", timeout or 0)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    found: list[Process] = []

    def start(command: list[str], **kwargs: Any) -> Process:
        found.append(Process(command, **kwargs))
        return found[-1]

    monkeypatch.setattr(tasks.subprocess, "Popen", start)
    return found


def waiting() -> Job:
    return Job.objects.create(kind="errand", language="en")


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_one_job_at_a_time_gets_a_process(started: list[Process]) -> None:
    first, second = waiting(), waiting()
    foreman = Foreman()
    foreman.look()
    foreman.look()
    assert [process.command[-2:] for process in started] == [["perform_job", str(first.pk)]]
    assert (state(first), state(second)) == (JobState.RUNNING, JobState.WAITING)
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    started[0].code = 0
    foreman.look()
    assert (state(first), state(second)) == (JobState.DONE, JobState.RUNNING)


def test_a_process_that_ended_without_a_word_was_killed(started: list[Process]) -> None:
    job, foreman = waiting(), Foreman()
    foreman.look()
    started[0].code = -9
    foreman.look()
    assert state(job) == JobState.INTERRUPTED
    assert len(started) == 1


def test_it_gives_signs_of_life_for_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    job, foreman = waiting(), Foreman()
    foreman.look()
    Job.objects.update(seen_at=None)
    foreman.look()
    assert Job.objects.get(pk=job.pk).seen_at is None
    foreman.next_sign = 0
    foreman.look()
    assert Job.objects.get(pk=job.pk).seen_at is not None


def test_nothing_to_do_is_looked_at_without_a_lock(django_assert_num_queries: Any) -> None:
    foreman = Foreman()
    foreman.look()
    with django_assert_num_queries(1) as asked:
        foreman.look()
    assert asked[0]["sql"].startswith("SELECT")


@pytest.mark.parametrize(("is_stubborn", "told"), [(False, ["terminate"]), (True, ["terminate", "kill"])])
def test_a_worker_that_stops_puts_its_job_back(started: list[Process], is_stubborn: bool, told: list[str]) -> None:
    job, foreman = waiting(), Foreman()
    foreman.look()
    started[0].is_stubborn = is_stubborn
    foreman.stop()
    assert (started[0].told, state(job)) == (told, JobState.WAITING)


def test_a_worker_without_a_job_just_stops(started: list[Process]) -> None:
    Foreman().stop()
    assert started == []


def test_trouble_with_the_database_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping, foreman = Event(), Foreman()
    looks: list[Callable[[], None]] = []

    def look() -> None:
        looks.append(look)
        if len(looks) == 2:
            stopping.set()
        raise OperationalError("database is locked")

    monkeypatch.setattr(tasks, "PAUSE", 0)
    monkeypatch.setattr(foreman, "look", look)
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)
    foreman.follow(stopping)
    assert len(looks) == 2
