"""The desk's import: who may, what the form takes, what the report says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from access.models import Account
from access.viewer import STRANGER
from forums import forms
from forums.actions import import_runs
from forums.formats.archives import Fault
from forums.forms import ImportForm
from forums.models.session import SessionPage
from forums.receivers import IMPORT
from foundation.actions import jobs
from foundation.actions.running import perform, take_next
from foundation.enums import JobState
from foundation.models.jobs import Job
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory

pytestmark = pytest.mark.django_db

TABLE = "id,event,title,date,speakers\nt/1,Forum 2019,Talk 1,2019-10-12,Ada Lovelace\nt/2,Forum 2019,,,\n"


@pytest.fixture
def index() -> Any:
    return ForumIndexPageFactory()


@pytest.fixture
def editor() -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    return account


def imported(editor: Account, table: str = TABLE, **answers: Any) -> Job:
    """The job that comes of the form when it is sent with these answers."""
    form = ImportForm(answers, {"upload": SimpleUploadedFile("talks.csv", table.encode())})
    assert form.is_valid(), form.errors
    jobs.ask_for(kind=IMPORT, answers=form.cleaned_data, by=editor)
    job = take_next()
    assert job is not None
    perform(job=job, is_leaving=lambda: False)
    return Job.objects.get(pk=job.pk)


# What happens


def test_a_dry_run_says_row_by_row_what_would_happen_and_writes_nothing(index: Any, editor: Account) -> None:
    job = imported(editor, is_plan="on")
    report = job.told
    assert (job.state, report.summary) == (JobState.DONE, "Not imported: 1, Would be created: 1")
    assert [table.heading for table in report.tables] == ["Not imported: 1", "Would be created: 1"]
    assert [table.rows for table in report.tables] == [
        (("3", "t/2", "it has no title", ""),),
        (("2", "t/1", "Talk 1"),),
    ]
    assert report.notes[0] == "Nothing was written."
    assert not SessionPage.objects.exists()


def test_an_import_is_by_whoever_asked_and_says_that_names_stay_withheld(index: Any, editor: Account) -> None:
    report = imported(editor).told
    page = SessionPage.objects.get()
    assert page.owner == editor
    assert report.notes[0].startswith("Names of speakers are stored and shown to nobody")
    assert page.face_for(STRANGER).people == ()
    assert "Lovelace" not in str(report)


def test_its_options_are_those_of_the_command(index: Any, editor: Account) -> None:
    edition = ForumPageFactory(parent=index, title="The twelfth", starts_on=None, ends_on=None)
    imported(editor, forum=edition.slug, public_names="The\u202e printed  programme")
    page = SessionPage.objects.get()
    assert page.get_parent().pk == edition.pk
    assert [face.who.name for face in page.face_for(STRANGER).people] == ["Ada Lovelace"]
    SessionPage.objects.get().delete()
    imported(editor, forum=edition.slug)
    assert not SessionPage.objects.exists()
    imported(editor, forum=edition.slug, restore="on")
    page = SessionPage.objects.get()
    page.title = "Mended"
    page.save_revision().publish()
    imported(editor, TABLE.replace("Talk 1", "Talk One"), forum=edition.slug)
    assert SessionPage.objects.get().title == "Mended"
    imported(editor, TABLE.replace("Talk 1", "Talk One"), forum=edition.slug, overwrite="on")
    assert SessionPage.objects.get().title == "Talk One"


def test_more_rows_are_listed_than_on_a_terminal_and_not_all(
    index: Any, editor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_runs, "FEW_ON_DESK", 21)
    rows = "".join(f"t/{n},Forum 2019,Talk {n},2019-10-12,\n" for n in range(25))
    (table,) = imported(editor, f"id,event,title,date,speakers\n{rows}", is_plan="on").told.tables
    assert (len(table.rows), table.more) == (21, 4)


def test_a_batch_ends_early_where_rows_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = [Fault(number, "none") for number in range(1, 9)]
    place = 0

    def read() -> Iterator[Fault]:
        nonlocal place
        for one in faults:
            place += 10 if one.number < 4 else 1
            yield one

    monkeypatch.setattr(import_runs, "BATCH", 4)
    monkeypatch.setattr(import_runs, "BATCH_BYTES", 20)
    assert [len(batch) for batch in import_runs.batches(read(), lambda: place)] == [2, 4, 2]


def test_a_site_without_an_index_of_forums_says_so(editor: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_runs, "may_import", lambda **told: True)
    monkeypatch.setattr("forums.receivers.may_import", lambda **told: True)
    assert imported(editor).message == "There is no index of forums yet to import anything into."


def test_what_is_no_archive_is_refused_in_words(index: Any, editor: Account) -> None:
    job = imported(editor, "PK\x03\x04")
    assert job.state == JobState.FAILED
    assert "ZIP" in job.message


# Who may


def test_an_editor_may_where_there_is_an_index(client: Client, index: Any, editor: Account) -> None:
    client.force_login(editor)
    page = client.get(reverse("start_job", args=["import"])).content.decode()
    assert 'name="public_names"' in page


def test_without_an_index_nobody_is_offered_an_import(editor: Account) -> None:
    assert "import" not in jobs.kinds_for(editor)


@pytest.mark.parametrize("group", ["Moderators", "Stewards"])
def test_others_may_not(index: Any, group: str) -> None:
    assert "import" not in jobs.kinds_for(AccountFactory(groups=[group]))


def test_an_editor_of_one_edition_may_not_import(client: Client, index: Any, editor: Account) -> None:
    edition = ForumPageFactory(parent=index)
    root = Page.objects.get(depth=1)
    GroupPagePermission.objects.filter(group__name="Editors", page=root).update(page=edition)
    client.force_login(editor)
    sent = {"upload": SimpleUploadedFile("talks.csv", TABLE.encode()), "forum": edition.slug}
    client.post(reverse("start_job", args=["import"]), sent)
    assert not Job.objects.exists()


@pytest.mark.parametrize("lost", ["add", "change", "publish"])
def test_an_import_needs_all_that_it_does(index: Any, editor: Account, lost: str) -> None:
    assert import_runs.may_import(by=editor)
    GroupPagePermission.objects.filter(group__name="Editors", permission__codename=f"{lost}_page").delete()
    assert not import_runs.may_import(by=Account.objects.get(pk=editor.pk))


@pytest.mark.parametrize("lost", import_runs.SITE_WIDE)
def test_an_import_may_bring_terms_and_old_addresses_too(index: Any, editor: Account, lost: str) -> None:
    label, codename = lost.split(".")
    Permission.objects.get(content_type__app_label=label, codename=codename).group_set.clear()
    assert not import_runs.may_import(by=Account.objects.get(pk=editor.pk))


def test_who_lost_the_right_meanwhile_imports_nothing(index: Any, editor: Account) -> None:
    jobs.ask_for(kind=IMPORT, answers={"upload": SimpleUploadedFile("t.csv", TABLE.encode())}, by=editor)
    editor.groups.clear()
    job = take_next()
    assert job is not None
    perform(job=job, is_leaving=lambda: False)
    assert Job.objects.get().message == "Whoever started it may not do this any more."
    assert not SessionPage.objects.exists()


def test_a_rehearsal_says_which_editions_would_be_made(index: Any, editor: Account) -> None:
    ForumPageFactory(parent=index, title="The twelfth", starts_on=None, ends_on=None)
    table = "id,title,forum\n1,Here,The twelfth\n2,A slip,The twelvth\n"
    notes = " ".join(imported(editor, table, is_plan="on").told.notes)
    assert "1 row): the edition “The twelvth” is not here yet" in notes
    assert "“The twelfth”" not in notes


@pytest.mark.parametrize("is_plan", [{"is_plan": "on"}, {}])
def test_withheld_names_are_told_of_when_a_row_has_one(index: Any, editor: Account, is_plan: dict[str, str]) -> None:
    said = "Names of speakers are stored and shown to nobody"
    assert said in str(imported(editor, **is_plan).told.notes)
    assert said not in str(imported(editor, "id,title,forum,speaker\n9,A talk,The twelfth,\n", **is_plan).told.notes)


# The form


def test_a_file_is_needed_and_no_larger_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "upload" in ImportForm({}, {}).errors
    monkeypatch.setattr(forms, "LARGEST_ARCHIVE", 3)
    too_large = ImportForm({}, {"upload": SimpleUploadedFile("a.csv", b"four")})
    assert "Pack it with gzip" in str(too_large.errors["upload"])
    assert ImportForm({}, {"upload": SimpleUploadedFile("a.csv", b"333")}).is_valid()


def test_a_line_is_plain_and_fits() -> None:
    form = ImportForm({"public_names": " A\u202e \t line "}, {"upload": SimpleUploadedFile("a.csv", b"x")})
    assert form.is_valid()
    assert form.cleaned_data["public_names"] == "A line"
    assert "public_names" in ImportForm({"public_names": "x" * 501}, {}).errors


def test_the_edition_is_chosen_and_not_typed(index: Any) -> None:
    edition = ForumPageFactory(parent=index, title="The twelfth")
    named = ("", "The one that each row names")
    assert list(ImportForm().fields["forum"].choices) == [named, (edition.slug, "The twelfth")]
    assert "forum" in ImportForm({"forum": "The twelvth"}, {}).errors


def test_a_dry_run_is_suggested() -> None:
    assert ImportForm()["is_plan"].value() is True


def test_the_file_is_read_where_it_was_sent_to_and_named_nowhere_else(index: Any, editor: Account) -> None:
    job = imported(editor, is_plan="on")
    Path(job.upload.path).unlink()
    assert jobs.carry_out(job=job, by=editor) is not None
    taken = take_next()
    assert taken is not None
    perform(job=taken, is_leaving=lambda: False)
    message = Job.objects.get(pk=taken.pk).message
    assert "FileNotFoundError" in message
    assert job.upload.name not in message
