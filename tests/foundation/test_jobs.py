"""Jobs in `/cms/`: who may start and read them, what is kept of them, and for how long."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import Account
from foundation.actions import jobs
from foundation.cards import JobKind
from foundation.enums import JobState
from foundation.formats.job_reports import JobReport, Table
from foundation.models.jobs import Job
from foundation.signals import job_kinds, minute_passed
from tests.factories.access import AccountFactory

pytestmark = pytest.mark.django_db

REPORT = JobReport("Created: 2", (Table("Faulty: 7", ("Row", "Reason"), (("3", "no title"),), 6),), ("A remark.",))


class ErrandForm(forms.Form):
    upload = forms.FileField(required=False)
    is_plan = forms.BooleanField(required=False, label="Dry run")
    where = forms.CharField(required=False, label="Where to")
    what = forms.CharField(required=False, label="What with")
    how = forms.ChoiceField(required=False, label="How", choices=[("slow", "On foot")])


KIND = JobKind("errand", "An errand", "Goes and comes back.", "tasks", ErrandForm,
               lambda account: account.groups.filter(name="Editors").exists(), lambda work: None)  # fmt: skip


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    """A kind of job that editors may start."""

    def answer(sender: object, **kwargs: Any) -> tuple[JobKind, ...]:
        return (KIND,)

    job_kinds.connect(answer)
    yield
    job_kinds.disconnect(answer)


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


def a_job(state: JobState = JobState.DONE, **values: Any) -> Job:
    return Job.objects.create(**{"kind": "errand", "language": "en", "state": state, **values})


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def shown(client: Client, job: Job, more: str = "") -> BeautifulSoup:
    return soup(client.get(reverse("job", args=[job.pk]) + more))


def buttons(page: BeautifulSoup) -> list[str]:
    return [button.get_text(strip=True) for button in page.select(".desk-buttons form button")]


def press(client: Client, job: Job, verb: str) -> Any:
    return client.post(reverse("job_verb", args=[job.pk, verb]), follow=True)


# Starting


def test_a_form_that_is_sent_puts_a_job_into_the_queue(client: Client, editor: Account) -> None:
    sent = {"upload": SimpleUploadedFile("talks.csv", b"id,title"), "is_plan": "on", "where": "Quito"}
    response = client.post(reverse("start_job", args=["errand"]), sent)
    job = Job.objects.get()
    assert response.url == reverse("job", args=[job.pk])
    assert (job.state, job.is_plan, job.asked_by, job.language) == (JobState.WAITING, True, editor, "en")
    assert job.options == {"where": "Quito", "what": "", "how": ""}
    assert (job.upload_name, job.upload.read()) == ("talks.csv", b"id,title")
    assert "talks" not in job.upload.name


def test_private_files_have_no_address_and_are_for_their_owner_only(client: Client) -> None:
    client.post(reverse("start_job", args=["errand"]), {"upload": SimpleUploadedFile("a.csv", b"x")})
    job = Job.objects.get()
    stored = Path(job.upload.path)
    assert not stored.is_relative_to(settings.MEDIA_ROOT)
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    for folder in ("documents", "images", "original_images", "jobs"):
        assert client.get(f"/media/{folder}/{job.upload.name}", follow=True).status_code == 404
    assert client.get(reverse("job_result", args=[job.pk])).status_code == 404


def test_a_kind_that_nobody_knows_cannot_be_started(client: Client) -> None:
    assert client.get(reverse("start_job", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("group", ["Moderators", "Stewards"])
def test_who_may_not_start_a_job_reads_of_none(client: Client, group: str) -> None:
    job = a_job(upload="x", is_plan=True)
    client.force_login(AccountFactory(groups=[group]))
    home = client.get("/cms/").content.decode()
    assert reverse("jobs") not in home
    for address in [reverse("jobs"), reverse("job", args=[job.pk]), reverse("job_result", args=[job.pk]),
                    reverse("start_job", args=["errand"])]:  # fmt: skip
        assert client.get(address).status_code in {302, 403, 404}, address
    for verb in ["carry-out", "again", "stop"]:
        client.post(reverse("job_verb", args=[job.pk, verb]))
    assert list(Job.objects.values_list("pk", "state", "upload")) == [(job.pk, JobState.DONE, "x")]


def test_jobs_of_a_kind_that_is_not_hers_are_not_there(client: Client) -> None:
    other = a_job(kind="something-else")
    assert "something-else" not in client.get(reverse("jobs")).content.decode()
    assert client.get(reverse("job", args=[other.pk])).status_code == 404
    assert press(client, other, "stop").status_code == 404


def test_the_menu_leads_to_the_list_and_the_list_to_the_form(client: Client) -> None:
    assert reverse("jobs") in client.get("/cms/").content.decode()
    page = soup(client.get(reverse("jobs")))
    assert page.select_one(f".desk-starts a[href='{reverse('start_job', args=['errand'])}']").get_text() == "An errand"
    assert "Goes and comes back." in page.get_text()
    form = soup(client.get(reverse("start_job", args=["errand"]))).select_one("form[enctype]")
    assert [field["name"] for field in form.select("input:not([type=hidden])")] == [
        "upload",
        "is_plan",
        "where",
        "what",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    client: Client, editor: Account, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        a_job(JobState.RUNNING, is_plan=True, asked_by=editor, upload_name="talks.csv")
    client.get(reverse("jobs"))
    with django_assert_num_queries(18):
        page = soup(client.get(reverse("jobs")))
    names = [link.get_text(strip=True) for link in page.select("table.listing td.title a")]
    assert names == ["An errand (dry run)"] * count
    assert str(editor) in page.get_text()
    assert page.select_one("table.listing").get_text().count("talks.csv") == count
    assert editor.email not in page.select_one("table.listing").get_text()


# One job


def test_what_was_chosen_is_told_in_the_words_of_the_form(client: Client) -> None:
    page = shown(client, a_job(options={"how": "slow", "where": "Quito"}))
    assert "On foot" in page.select_one(".desk-facts").get_text()
    assert "quickly" in shown(client, a_job(options={"how": "quickly"})).select_one(".desk-facts").get_text()


def test_while_it_is_under_way_the_page_loads_itself_anew_without_scripts(client: Client) -> None:
    job = a_job(JobState.RUNNING, done=400, total=2000, stage="Rows:", seen_at=timezone.now())
    response = client.get(reverse("job", args=[job.pk]))
    bar = soup(response).select_one("progress")
    assert response["Refresh"] == "5"
    assert (bar["value"], bar["max"]) == ("400", "2000")
    assert soup(response).select_one("label[for=job-progress]").get_text() == "Rows: 400 of about 2000"
    assert buttons(soup(response)) == ["Cancel"]


def test_it_can_be_held_still(client: Client) -> None:
    job = a_job(JobState.WAITING)
    response = client.get(reverse("job", args=[job.pk]) + "?hold")
    assert "Refresh" not in response
    assert soup(response).select_one("a[href='?']").get_text() == "Follow again"


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
def test_a_worker_that_gives_no_sign_is_told(client: Client, state: JobState) -> None:
    lately, long_ago = timezone.now() - timedelta(seconds=30), timezone.now() - timedelta(seconds=90)
    assert "Is the worker running?" not in shown(client, a_job(state, asked_at=lately)).get_text()
    assert "Is the worker running?" in shown(client, a_job(state, asked_at=long_ago)).get_text()
    assert "Is the worker running?" not in shown(client, a_job(state, asked_at=long_ago, seen_at=lately)).get_text()


def test_the_report_is_a_table_with_headings(client: Client) -> None:
    page = shown(client, a_job(report=REPORT.as_json(), options={"where": "Quito", "what": "", "gone": "x"}))
    assert "Refresh" not in client.get(reverse("job", args=[Job.objects.get().pk]))
    table = page.select_one(".desk-report table")
    assert table.caption.get_text() == "Faulty: 7"
    assert [cell.get_text() for cell in table.select("th[scope=col], td")] == ["Row", "Reason", "3", "no title"]
    assert [words in page.get_text() for words in ("Created: 2", "A remark.", "… and 6 more")] == [True] * 3
    facts = dict(
        zip(*[[one.get_text() for one in page.select(f".desk-facts {tag}")] for tag in ("dt", "dd")], strict=True)
    )
    assert facts["Where to"] == "Quito"
    assert "What with" not in facts


def test_what_a_file_says_is_words_and_never_markup(client: Client) -> None:
    evil = Table("F", ("Row",), (("<script>x</script>",),))
    job = a_job(report=JobReport("S", (evil,)).as_json(), upload_name="<b>.csv")
    page = shown(client, job)
    assert "<script>x</script>" in page.select_one(".desk-report td").get_text()
    assert page.select_one(".desk-report script, .desk-facts b") is None


def test_after_a_dry_run_one_button_does_it_in_earnest(client: Client, editor: Account) -> None:
    client.post(
        reverse("start_job", args=["errand"]),
        {"upload": SimpleUploadedFile("a.csv", b"x"), "is_plan": "on", "where": "Quito"},
    )
    rehearsal = Job.objects.get()
    Job.objects.update(state=JobState.DONE)
    assert buttons(shown(client, rehearsal)) == ["Do it in earnest with the same file"]
    press(client, rehearsal, "carry-out")
    made = Job.objects.exclude(pk=rehearsal.pk).get()
    assert (made.state, made.is_plan, made.asked_by) == (JobState.WAITING, False, editor)
    assert (made.options["where"], made.upload_name, made.upload.read()) == ("Quito", "a.csv", b"x")
    # The file has one owner: a second click finds none, and the rehearsal's end does not take it away.
    assert buttons(shown(client, rehearsal)) == []
    assert "no longer" in press(client, rehearsal, "carry-out").content.decode()
    assert jobs.carry_out(job=rehearsal, by=editor) is None
    assert Job.objects.count() == 2


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED, JobState.INTERRUPTED])
def test_what_ended_badly_can_be_started_again(client: Client, state: JobState) -> None:
    job = a_job(
        state, message="Oh.", done=3, total=9, report=REPORT.as_json(), is_stop_asked=True, ended_at=timezone.now()
    )
    page = shown(client, job)
    assert ("Oh." in page.get_text(), buttons(page)) == (True, ["Start it again"])
    press(client, job, "again")
    job.refresh_from_db()
    assert (job.state, job.message, job.done, job.report, job.is_stop_asked, job.ended_at) == (
        JobState.WAITING,
        "",
        0,
        None,
        False,
        None,
    )


@pytest.mark.parametrize(
    "values",
    [{"state": JobState.DONE}, {"state": JobState.RUNNING}, {"state": JobState.FAILED, "upload_name": "gone.csv"}],
)
def test_what_ended_well_or_lost_its_file_cannot(client: Client, values: dict[str, Any]) -> None:
    job = a_job(**values)
    assert "Start it again" not in buttons(shown(client, job))
    assert "no longer" in press(client, job, "again").content.decode()
    job.refresh_from_db()
    assert job.state == values["state"]


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_is_asked_to_stop(client: Client) -> None:
    waiting, running, over = a_job(JobState.WAITING), a_job(JobState.RUNNING), a_job()
    for job in (waiting, running, over):
        press(client, job, "stop")
        job.refresh_from_db()
    assert (waiting.state, waiting.message) == (JobState.CANCELLED, "Cancelled before it began.")
    assert (running.state, running.is_stop_asked) == (JobState.RUNNING, True)
    assert "It stops after what it is at." in shown(client, running).get_text()
    assert buttons(shown(client, running)) == []
    assert (over.state, over.is_stop_asked) == (JobState.DONE, False)


def test_the_result_is_fetched_by_those_who_may_and_kept_by_nobody_on_the_way(client: Client) -> None:
    job = a_job(result_name="forums.csv")
    job.result.save("x", SimpleUploadedFile("x", b"a,b"))
    link = shown(client, job).select_one(".desk-buttons a.button")
    assert link.get_text() == "Fetch forums.csv"
    response = client.get(link["href"])
    assert b"".join(response.streaming_content) == b"a,b"
    assert response["Content-Disposition"] == 'attachment; filename="forums.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert client.post(link["href"]).status_code == 405


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.FAILED])
def test_the_buttons_are_forms_that_the_site_takes(editor: Account, state: JobState) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    job = a_job(state)
    form = shown(strict, job).select_one(".desk-buttons form")
    token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    assert strict.post(form["action"], {"csrfmiddlewaretoken": token}).status_code == 302
    assert Job.objects.get().state != state


def test_a_link_to_a_button_changes_nothing(client: Client) -> None:
    job = a_job(JobState.WAITING)
    assert client.get(reverse("job_verb", args=[job.pk, "stop"])).status_code == 405
    assert Job.objects.get().state == JobState.WAITING


# Forgetting


def test_files_go_after_a_week_and_the_record_after_three_months(editor: Account) -> None:
    now = timezone.now()
    fresh, week, quarter = (a_job(ended_at=now - timedelta(days=days)) for days in (6, 8, 91))
    running = a_job(JobState.RUNNING, asked_at=now - timedelta(days=99))
    for job in (fresh, week, quarter, running):
        job.upload.save("x", SimpleUploadedFile("x", b"u"))
    week.result.save("x", SimpleUploadedFile("x", b"r"))
    assert jobs.forget_old(by=None) == 3
    assert jobs.forget_old(by=None) == 0
    assert set(Job.objects.all()) == {fresh, week, running}
    gone = Job.objects.get(pk=week.pk)
    assert (gone.upload.name, gone.result.name) == ("", "")
    assert [job.upload.storage.exists(job.upload.name) for job in (fresh, week, quarter, running)] == [
        True,
        False,
        False,
        True,
    ]
    assert not week.result.storage.exists(week.result.name)


def test_the_clock_sees_to_it(editor: Account) -> None:
    a_job(ended_at=timezone.now() - timedelta(days=91))
    minute_passed.send(sender=object)
    assert not Job.objects.exists()


def test_an_account_that_goes_leaves_its_jobs_nameless(client: Client, editor: Account) -> None:
    other: Account = AccountFactory()
    job = a_job(asked_by=other)
    other.delete()
    assert "–" in shown(client, job).select_one(".desk-facts dd").get_text()
    assert str(job) == f"job {job.pk}"
