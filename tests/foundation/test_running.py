"""Doing jobs: taken one after the other, told about, ended in one of five ways."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.forms import Form
from django.utils import timezone, translation

from access.models import Account
from foundation.actions import jobs, running
from foundation.actions.running import JobFaultError, Work, perform, take_next
from foundation.cards import JobKind
from foundation.enums import JobState
from foundation.formats.job_reports import JobReport
from foundation.models.jobs import Job
from foundation.signals import job_kinds
from tests.factories.access import AccountFactory

pytestmark = pytest.mark.django_db


class Kinds:
    """A kind of job that does what a test says."""

    def __init__(self) -> None:
        self.run: Callable[[Work], None] = lambda work: None
        self.may = True

    def answer(self, sender: object, **kwargs: Any) -> tuple[JobKind, ...]:
        return (JobKind("errand", "An errand", "", "tasks", Form, lambda account: self.may, self.run),)


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kinds]:
    monkeypatch.setattr(running, "A_WORD_EVERY", 0)
    made = Kinds()
    job_kinds.connect(made.answer)
    yield made
    job_kinds.disconnect(made.answer)


@pytest.fixture
def job() -> Job:
    jobs.ask_for(kind=jobs.kinds()["errand"], answers={}, by=AccountFactory())
    taken = take_next()
    assert taken is not None
    return taken


def done(job: Job, *, is_leaving: bool = False) -> Job:
    """Perform it; the row as it is then."""
    perform(job=job, is_leaving=lambda: is_leaving)
    return Job.objects.get(pk=job.pk)


def raising(error: BaseException) -> Callable[[Work], None]:
    def run(work: Work) -> None:
        raise error

    return run


# The queue


def test_the_one_that_waits_longest_is_next_and_taken_once() -> None:
    by: Account = AccountFactory()
    first, second = (jobs.ask_for(kind=jobs.kinds()["errand"], answers={}, by=by) for _number in range(2))
    Job.objects.filter(pk=second.pk).update(asked_at=timezone.now() - timedelta(minutes=1))
    assert [taken and taken.pk for taken in (take_next(), take_next(), take_next())] == [second.pk, first.pk, None]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.RUNNING}


def test_two_workers_do_not_take_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    job = jobs.ask_for(kind=jobs.kinds()["errand"], answers={}, by=AccountFactory())
    real = timezone.now

    def somebody_else_is_faster() -> Any:
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
        return real()

    monkeypatch.setattr(running.timezone, "now", somebody_else_is_faster)
    assert take_next() is None


# Ends


def test_it_ends_well_with_its_report(job: Job, kind: Kinds) -> None:
    def run(work: Work) -> None:
        work.tell(1, 3, "Rows:")
        work.report = JobReport("All of it")

    kind.run = run
    ended = done(job)
    assert (ended.state, ended.message, ended.done, ended.total, ended.stage) == (JobState.DONE, "", 1, 3, "Rows:")
    assert ended.told == JobReport("All of it")
    assert ended.ended_at is not None


def test_the_report_speaks_the_language_of_whoever_asked(job: Job, kind: Kinds) -> None:
    spoken = []
    kind.run = lambda work: spoken.append(translation.get_language())
    Job.objects.update(language="fr")
    job.refresh_from_db()
    done(job)
    assert spoken == ["fr"]


def test_a_fault_that_was_foreseen_is_told_in_its_own_words(job: Job, kind: Kinds) -> None:
    kind.run = raising(JobFaultError("The file is empty."))
    ended = done(job)
    assert (ended.state, ended.message) == (JobState.FAILED, "The file is empty.")


@pytest.mark.parametrize("error", [OperationalError("secret words"), OSError(28, "secret words")])
def test_a_database_or_a_disk_that_gives_way_may_be_tried_again(job: Job, kind: Kinds, error: Exception) -> None:
    kind.run = raising(error)
    ended = done(job)
    assert ended.state == JobState.FAILED
    assert f"({type(error).__name__})" in ended.message
    assert "secret" not in ended.message


def test_a_fault_of_the_site_is_logged_without_words_of_the_file(job: Job, kind: Kinds, caplog: Any) -> None:
    kind.run = raising(ValueError("Ada Lovelace"))
    with caplog.at_level(logging.ERROR):
        ended = done(job)
    assert (ended.state, "(ValueError)" in ended.message) == (JobState.FAILED, True)
    assert "ValueError" in caplog.text
    assert "test_running.py" in caplog.text
    assert "Lovelace" not in caplog.text + ended.message


def test_who_may_no_longer_starts_nothing(job: Job, kind: Kinds) -> None:
    ran: list[Work] = []
    kind.run, kind.may = ran.append, False
    assert done(job).message == "Whoever started it may not do this any more."
    assert ran == []


def test_of_an_account_that_is_gone_nothing_is_done(job: Job) -> None:
    Account.objects.all().delete()
    job.refresh_from_db()
    assert done(job).state == JobState.FAILED


def test_a_kind_that_went_with_an_upgrade_is_told(job: Job) -> None:
    job.kind = "forgotten"
    assert done(job).message == "The site no longer knows this kind of job."


def test_it_stops_where_it_tells_when_somebody_cancels(job: Job, kind: Kinds) -> None:
    reached = []

    def run(work: Work) -> None:
        for number in range(3):
            reached.append(number)
            jobs.stop(job=job, by=AccountFactory())
            work.report = JobReport(f"{number + 1} of 3")
            work.tell(number, 3)

    kind.run = run
    ended = done(job)
    assert (ended.state, reached, ended.told) == (JobState.CANCELLED, [0], JobReport("1 of 3"))
    assert "it goes on from there" in ended.message


def test_a_cancelled_dry_run_claims_nothing(job: Job, kind: Kinds) -> None:
    def run(work: Work) -> None:
        jobs.stop(job=job, by=AccountFactory())
        work.tell(1, 3)

    kind.run = run
    job.is_plan = True
    assert done(job).message == "Cancelled. Nothing was written; started again, it begins anew."


def test_a_worker_that_has_to_go_puts_it_back(job: Job, kind: Kinds) -> None:
    kind.run = lambda work: work.tell(1, 2)
    ended = done(job, is_leaving=True)
    assert (ended.state, ended.began_at, ended.ended_at) == (JobState.WAITING, None, None)


def test_what_was_given_up_as_lost_is_not_brought_back_by_its_late_end(job: Job, kind: Kinds) -> None:
    def run(work: Work) -> None:
        running.give_up(pk=job.pk)

    kind.run = run
    assert done(job).state == JobState.INTERRUPTED


def test_it_writes_a_word_now_and_then_and_at_each_new_stage(
    job: Job, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(running, "A_WORD_EVERY", 3600)
    work = Work(job, lambda: False)
    with django_assert_num_queries(2):
        for number in range(1, 100):
            work.tell(number, 100, "Rows:" if number < 50 else "Search:")
    row = Job.objects.get()
    assert (row.done, row.stage) == (50, "Search:")


# Results


def test_a_result_is_the_jobs_when_it_is_whole(job: Job, kind: Kinds) -> None:
    def run(work: Work) -> None:
        with work.result("forums.csv") as file:
            file.write(b"a,b")
            assert not Job.objects.get().result
            file.write(b",c")

    kind.run = run
    ended = done(job)
    assert (ended.state, ended.result_name, ended.result.read()) == (JobState.DONE, "forums.csv", b"a,b,c")


def test_half_a_result_is_none(job: Job, kind: Kinds) -> None:
    names = []

    def run(work: Work) -> None:
        with work.result("forums.csv") as file:
            names.append(file.name)
            raise JobFaultError("No more.")

    kind.run = run
    ended = done(job)
    assert (ended.result.name, ended.result_name) == ("", "")
    assert [ended.result.storage.exists(name) for name in names] == [False]


# Signs of life


def test_what_gave_no_sign_for_a_minute_was_interrupted(job: Job) -> None:
    Job.objects.update(seen_at=timezone.now() - timedelta(seconds=59))
    assert running.give_up() == 0
    Job.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    running.keep_alive(pk=job.pk)
    assert running.give_up() == 0
    Job.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert running.give_up() == 1
    job.refresh_from_db()
    assert (job.state, job.ended_at is not None) == (JobState.INTERRUPTED, True)
    assert job.message == "Interrupted: the worker ended in the middle of it. Start it again: it goes on from there."


@pytest.mark.parametrize("state", [state for state in JobState if state != JobState.RUNNING])
def test_only_what_runs_can_be_interrupted_or_put_back(job: Job, state: JobState) -> None:
    Job.objects.update(state=state, seen_at=timezone.now() - timedelta(hours=1))
    running.put_back(pk=job.pk)
    running.keep_alive(pk=job.pk)
    assert (running.give_up(), running.give_up(pk=job.pk)) == (0, 0)
    assert Job.objects.get().state == state
