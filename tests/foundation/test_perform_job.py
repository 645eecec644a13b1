"""`manage.py perform_job`: what the worker starts for each job."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from foundation.enums import JobState
from foundation.management.commands import perform_job
from foundation.models.jobs import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def performed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What would have been performed; this process keeps its place and its signals."""
    found: list[dict[str, Any]] = []
    kept = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(perform_job, "perform", lambda **told: found.append(told))
    monkeypatch.setattr(os, "nice", lambda by: 0)
    yield found
    for name, handler in kept.items():
        signal.signal(name, handler)


@pytest.mark.parametrize("state", [state for state in JobState if state != JobState.RUNNING])
def test_only_a_job_that_a_worker_took_is_done(state: JobState, performed: list[Any]) -> None:
    job = Job.objects.create(kind="errand", language="en", state=state)
    with pytest.raises(CommandError, match="No worker has taken"):
        call_command("perform_job", str(job.pk))
    assert performed == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_it_end_after_what_it_is_at(number: signal.Signals, performed: list[Any]) -> None:
    job = Job.objects.create(kind="errand", language="en", state=JobState.RUNNING)
    call_command("perform_job", str(job.pk))
    told = performed[0]
    assert (told["job"], told["is_leaving"]()) == (job, False)
    os.kill(os.getpid(), number)
    assert told["is_leaving"]()


def test_a_worker_that_is_gone_is_noticed(performed: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job.objects.create(kind="errand", language="en", state=JobState.RUNNING)
    call_command("perform_job", str(job.pk))
    monkeypatch.setattr(os, "getppid", lambda: 1)
    assert performed[0]["is_leaving"]()
