"""The desk's export: who may, what it asks, and the file that is fetched."""

import gzip
import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from access.models import Account
from forums.actions import export_runs
from forums.actions.export_runs import may_export
from forums.forms import ExportForm
from forums.models.edition import ForumPage
from forums.receivers import EXPORT
from foundation.actions import jobs
from foundation.actions.running import perform, take_next
from foundation.enums import JobState
from foundation.models.jobs import Job
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    return account


@pytest.fixture
def edition() -> ForumPage:
    made: ForumPage = ForumPageFactory(title="The twelfth")
    ParticipationFactory(session=SessionPageFactory(parent=made, title="Opening"), printed_name="Ada", public_source="")
    SessionPageFactory(parent=made, title="A draft", live=False)
    return made


def exported(editor: Account, **answers: Any) -> Job:
    """The job that comes of the form when it is sent with these answers."""
    form = ExportForm({"form": "jsonl", **answers})
    assert form.is_valid(), form.errors
    jobs.ask_for(kind=EXPORT, answers=form.cleaned_data, by=editor)
    job = take_next()
    assert job is not None
    perform(job=job, is_leaving=lambda: False)
    return Job.objects.get(pk=job.pk)


def test_a_file_is_not_fetched_once_a_name_is_withdrawn(client: Client, editor: Account, edition: ForumPage) -> None:
    part = ParticipationFactory(session=SessionPageFactory(parent=edition), printed_name="Bea", public_source="Here")
    job = exported(editor)
    client.force_login(editor)
    address = reverse("job_result", args=[job.pk])
    assert "Bea" in words_of(job)
    assert client.get(address).status_code == 200
    part.public_source = ""
    part.save()
    assert client.get(address).status_code == 404
    page = client.get(reverse("job", args=[job.pk])).content.decode()
    assert "Its file is gone" in page
    assert address not in page
    assert jobs.forget_old(by=None) == 1
    assert not job.result.storage.exists(job.result.name)
    assert (jobs.forget_old(by=None), Job.objects.get().result.name) == (0, "")


def words_of(job: Job) -> str:
    with job.result.open("rb") as file:
        return gzip.decompress(file.read()).decode()


def test_what_everybody_may_see_is_written_and_fetched(client: Client, editor: Account, edition: ForumPage) -> None:
    job = exported(editor)
    assert (job.state, job.told.summary) == (JobState.DONE, "Exported: 2 rows.")
    assert job.told.notes == ("edition 1, session 1",)
    client.force_login(editor)
    response = client.get(reverse("job_result", args=[job.pk]))
    titles = [json.loads(line)["title"] for line in gzip.decompress(b"".join(response.streaming_content)).splitlines()]
    assert titles == ["The twelfth", "Opening"]
    assert job.result_name.startswith("archive-20")
    assert job.result_name.endswith(".jsonl.gz")
    assert response["Content-Disposition"] == f'attachment; filename="{job.result_name}"'


def test_what_nobody_outside_may_see_is_written_on_demand_only(editor: Account, edition: ForumPage) -> None:
    assert "Ada" not in (public := words_of(exported(editor)))
    assert "A draft" not in public
    full = exported(editor, is_full="on")
    assert "Ada" in words_of(full)
    assert "A draft" in words_of(full)
    assert "-all-" in full.result_name
    assert "Ada" not in str(full.told)


def test_one_kind_of_one_edition_as_a_table(editor: Account, edition: ForumPage) -> None:
    SessionPageFactory(title="Elsewhere")
    job = exported(editor, form="csv", record="session", forum=edition.slug)
    assert "Opening" in words_of(job)
    assert "Elsewhere" not in words_of(job)
    assert job.result_name.startswith("session-")


def test_what_could_not_be_written_is_listed(editor: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_runs, "LISTED", 1)
    done = export_runs.Export()
    done.counts["session"] = 2
    done.remarks = [(1, "a", "its picture stays behind"), (2, "b", "its document stays behind")]
    (table,) = export_runs.report_of(done).tables
    assert (table.rows, table.more) == ((("1", "a", "its picture stays behind"),), 1)


def test_an_empty_site_is_an_empty_file(editor: Account) -> None:
    job = exported(editor, record="press")
    assert (words_of(job), job.told.notes, job.told.tables) == ("", (), ())


def test_an_edition_that_went_meanwhile_is_said(editor: Account, edition: ForumPage) -> None:
    jobs.ask_for(
        kind=EXPORT, answers={"form": "jsonl", "record": "", "forum": edition.slug, "is_full": False}, by=editor
    )
    edition.delete()
    job = take_next()
    assert job is not None
    perform(job=job, is_leaving=lambda: False)
    assert Job.objects.get().message == "The edition is no longer there."


def test_a_table_needs_to_know_of_what() -> None:
    assert "say which" in str(ExportForm({"form": "csv"}).errors["record"])
    assert ExportForm({"form": "csv", "record": "session"}).is_valid()
    assert "form" in ExportForm({"form": "xml"}).errors


def test_the_form_offers_every_edition_by_name(edition: ForumPage) -> None:
    assert list(ExportForm().fields["forum"].choices) == [("", "All of them"), (edition.slug, "The twelfth")]


@pytest.mark.parametrize(("group", "may"), [("Editors", True), ("Moderators", False), ("Stewards", False)])
def test_who_may_export(group: str, may: bool) -> None:
    assert may_export(by=AccountFactory(groups=[group])) is may


def test_an_editor_of_one_part_or_without_withheld_names_may_not(editor: Account, edition: ForumPage) -> None:
    Permission.objects.get(codename="view_voice").group_set.clear()
    assert not may_export(by=Account.objects.get(pk=editor.pk))
    other = AccountFactory(groups=["Editors"])
    GroupPagePermission.objects.filter(group__name="Editors", page=Page.objects.get(depth=1)).update(page=edition)
    assert not may_export(by=other)
