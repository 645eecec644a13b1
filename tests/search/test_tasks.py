"""The check of the index that editors start: what differs is named, mended, and looked at again."""

from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from access.enums import Audience
from access.models import Account
from forums.models.session import SessionPage
from foundation.actions import jobs
from foundation.actions.running import perform, take_next
from foundation.cards import JobKind
from foundation.enums import JobState
from foundation.formats.job_reports import JobReport
from foundation.models.change import Change
from foundation.models.jobs import Job
from search import tasks
from search.engines.base import Engine
from search.receivers import CHECK
from tests.factories.access import AccountFactory
from tests.factories.forums import SessionPageFactory
from tests.factories.search import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    return account


def checked(editor: Account, *, mend: bool = True) -> Job:
    jobs.ask_for(kind=CHECK, answers={"mend": mend}, by=editor)
    job = take_next()
    assert job is not None
    perform(job=job, is_leaving=lambda: False)
    return Job.objects.get(pk=job.pk)


def report_of(job: Job) -> JobReport:
    assert job.state == JobState.DONE, job.message
    assert job.told is not None
    return job.told


def behind_its_back(page: SessionPage, title: str) -> None:
    """A change that writes no row in the outbox."""
    SessionPage.objects.filter(pk=page.pk).update(title=title)


def test_an_index_that_agrees_is_said_to(engine: Engine, editor: Account) -> None:
    SessionPageFactory()
    call_command("index", verbosity=0)
    job = checked(editor)
    assert report_of(job) == JobReport("The search index and the database agree.")
    assert (job.done, job.total, job.stage) == (1, 2, "Works:")


def test_what_differs_is_named_by_title_and_mended(engine: Engine, editor: Account) -> None:
    page = SessionPageFactory(title="Families")
    call_command("index", verbosity=0)
    behind_its_back(page, "Households")
    report = report_of(checked(editor))
    assert (report.summary, report.notes) == ("4 differences.", ("All is mended.",))
    (table,) = report.tables
    assert table.rows == tuple((str(rank.label), "Households", "is out of date") for rank in Audience)
    assert asked(engine, "households").total == 1
    assert asked(engine, "families").total == 0
    assert report_of(checked(editor)).tables == ()


def test_whoever_only_looks_changes_nothing(engine: Engine, editor: Account) -> None:
    page = SessionPageFactory(title="Families")
    call_command("index", verbosity=0)
    behind_its_back(page, "Households")
    changes = Change.objects.count()
    report = report_of(checked(editor, mend=False))
    assert (report.summary, report.notes) == ("4 differences.", ())
    assert Change.objects.count() == changes
    assert asked(engine, "families").total == 1


def test_what_should_not_be_found_is_taken_out(engine: Engine, editor: Account) -> None:
    page = SessionPageFactory(title="Families")
    call_command("index", verbosity=0)
    SessionPage.objects.filter(pk=page.pk).update(live=False)
    report = report_of(checked(editor))
    assert {row[1:] for row in report.tables[0].rows} == {("Families", "is in the index and should not be")}
    assert asked(engine, "families").total == 0


def test_what_cannot_be_mended_is_said(engine: Engine, editor: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = tasks.Difference(Audience.EVERYONE, UUID(int=7), "is missing")
    call_command("index", verbosity=0)
    monkeypatch.setattr(tasks, "compare", lambda engine, tell: [lost])
    report = report_of(checked(editor))
    assert report.tables[0].rows == (("Everyone", str(lost.key), "is missing"),)
    # Every look finds it, and each finds a change after which it may be looked at again.
    assert report.notes == ("Not all could be mended: manage.py index --rebuild",)


def test_what_changed_while_it_looked_is_left_to_the_worker(
    engine: Engine, editor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = SessionPageFactory(title="Families")
    call_command("index", verbosity=0)
    real = tasks.compare

    def with_an_editor_at_work(*told: Any) -> Any:
        page.title = "Households"
        page.save()
        return real(*told)

    monkeypatch.setattr(tasks, "compare", with_an_editor_at_work)
    assert report_of(checked(editor)).tables == ()


def test_many_differences_are_counted_and_some_are_named(
    engine: Engine, editor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LISTED", 3)
    page = SessionPageFactory()
    call_command("index", verbosity=0)
    behind_its_back(page, "Households")
    (table,) = report_of(checked(editor)).tables
    assert (len(table.rows), table.more) == (3, 1)


def test_without_an_index_it_says_what_to_do(engine: Engine, editor: Account) -> None:
    job = checked(editor)
    assert (job.state, "The worker builds it by itself" in job.message) == (JobState.FAILED, True)


@pytest.mark.parametrize(("group", "may"), [("Editors", True), ("Moderators", False), ("Stewards", False)])
def test_who_may_publish_everywhere_may_check(group: str, may: bool) -> None:
    assert ("index" in jobs.kinds_for(AccountFactory(groups=[group]))) is may


def test_an_editor_of_one_part_of_the_tree_may_not(editor: Account, client: Any) -> None:
    here = SessionPageFactory().get_parent()
    GroupPagePermission.objects.filter(group__name="Editors", page=Page.objects.get(depth=1)).update(page=here)
    client.force_login(editor)
    assert client.get(reverse("start_job", args=["index"])).status_code in {302, 403}
    assert "index" not in jobs.kinds_for(editor)


def test_a_superuser_may() -> None:
    kinds: dict[str, JobKind] = jobs.kinds_for(Account.objects.create_superuser("root@example.org"))
    assert "index" in kinds
