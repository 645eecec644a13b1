"""`manage.py import_archive`: what it writes, what it says, and how it ends."""

import gzip
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError
from wagtail.models import Page

from access.viewer import STRANGER
from forums.actions import import_runs
from forums.actions.imports import import_batch
from forums.management import progress
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from tests.factories.archives import pyvideo_row, rp14_row, write_csv, write_jsonl
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory

pytestmark = pytest.mark.django_db

HEADER = ["id", "event", "title", "date", "speakers"]


@pytest.fixture(autouse=True)
def _index(request: pytest.FixtureRequest) -> None:
    if "without_index" not in request.fixturenames:
        ForumIndexPageFactory()


@pytest.fixture
def without_index() -> None:
    """A site nobody has put an index of forums into."""


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def cells(number: int, **values: Any) -> list[Any]:
    told = {"id": f"t/{number}", "event": "Forum 2019", "title": f"Talk {number}", "date": "2019-10-12",
            "speakers": "Ada Lovelace", **values}  # fmt: skip
    return list(told.values())


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table(row, row)`: an archive as a spreadsheet writes it."""
    return lambda *rows, header=HEADER, mark=",": write_csv(tmp_path / "talks.csv", [header, *rows], mark)


def run(path: Path | str, **options: Any) -> str:
    """What it says on standard output."""
    told = io.StringIO()
    call_command("import_archive", str(path), **{"stdout": told, "stderr": io.StringIO(), **options})
    return told.getvalue()


def fails(path: Path | str, **options: Any) -> tuple[str, str, int]:
    """What it says, its last word, and its exit status."""
    told = io.StringIO()
    with pytest.raises(CommandError) as caught:
        run(path, stdout=told, **options)
    return told.getvalue(), str(caught.value), caught.value.returncode


def titles() -> list[str]:
    return sorted(SessionPage.objects.values_list("title", flat=True))


def shown(page: SessionPage) -> list[str]:
    return [face.who.name for face in page.face_for(STRANGER).people]


# Files


def test_a_spreadsheet_becomes_sessions_of_an_edition(table) -> None:
    told = run(table(cells(1), cells(2, date="2019-10-13"), mark=";"))
    assert titles() == ["Talk 1", "Talk 2"]
    edition = ForumPage.objects.get()
    assert (edition.title, str(edition.starts_on), str(edition.ends_on)) == ("Forum 2019", "2019-10-12", "2019-10-13")
    assert "Created: 2" in told
    assert re.search(r"^ +2  t/1 +Talk 1$", told, re.MULTILINE)


@pytest.mark.parametrize("name", ["talks.jsonl", "talks.jsonl.gz"])
def test_records_of_a_real_archive_come_in_plain_or_packed(tmp_path: Path, name: str) -> None:
    told = run(write_jsonl(tmp_path / name, [pyvideo_row(n) for n in range(1, 7)]))
    assert "Created: 6" in told
    assert titles() == [f"Talk {n} & more" for n in range(1, 7)]
    assert sorted(ForumPage.objects.values_list("slug", flat=True)) == ["conf-0", "conf-1", "conf-2"]
    assert "Column “duration_s” is not used (3 rows)." in told


def test_a_spreadsheet_can_be_packed_too(table, tmp_path: Path) -> None:
    packed = tmp_path / "talks.csv.gz"
    packed.write_bytes(gzip.compress(table(cells(1)).read_bytes()))
    assert "Created: 1" in run(packed)


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch, table) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table(cells(1)).read_bytes())))
    assert "Created: 1" in run("-")
    assert titles() == ["Talk 1"]


def test_a_pipe_is_read_like_a_file(table) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(table(cells(1)).read_bytes())
    assert "Created: 1" in run(f"/dev/fd/{reading}")
    os.close(reading)


def test_a_format_that_was_named_is_not_guessed(table) -> None:
    told, _last, status = fails(table(cells(1)), format="jsonl")
    assert status == 1
    assert "it is not JSON" in told


def test_addresses_that_lead_nowhere_are_noted(tmp_path: Path) -> None:
    told = run(write_jsonl(tmp_path / "rp14.jsonl", [rp14_row(n) for n in range(3)]))
    assert "Note (3 rows): “url” held something that is no full address." in told
    assert titles() == ["Netz & Recht"] * 3


def test_a_table_of_no_rows_is_no_mistake(table) -> None:
    assert "No rows." in run(table())


# Twice, and rehearsed


def test_a_dry_run_writes_nothing_and_says_what_would_happen_to_each_row(table) -> None:
    run(table(cells(1), cells(2)))
    before = list(Page.objects.values_list("pk", "title")), Participation.objects.count(), Provenance.objects.count()
    told = run(table(cells(1), cells(2, title="Other"), cells(3)), dry_run=True, verbosity=2)
    assert (
        list(Page.objects.values_list("pk", "title")),
        Participation.objects.count(),
        Provenance.objects.count(),
    ) == before
    assert [" ".join(line.split()) for line in told.splitlines() if line.strip()] == [
        "Would be created: 1",
        "4 t/3 Talk 3",
        "Would be updated: 1",
        "3 t/2 Other",
        "Unchanged: 1",
        "2 t/1 Talk 1",
        "Would be created: 1, Would be updated: 1, Unchanged: 1",
        "Nothing was written.",
    ]


def test_a_dry_run_brings_nothing_into_the_editors_search(table) -> None:
    run(table(cells(1)))
    Provenance.objects.update(awaits_index=True)
    run(table(cells(1)), dry_run=True)
    assert Provenance.objects.filter(awaits_index=True).count() == 2


def test_a_second_run_changes_nothing(table) -> None:
    path = table(cells(1), cells(2))
    run(path)
    before = list(SessionPage.objects.order_by("pk").values("pk", "last_published_at", "title"))
    assert "Unchanged: 2" in run(path)
    assert list(SessionPage.objects.order_by("pk").values("pk", "last_published_at", "title")) == before


def test_a_changed_row_updates_its_page(table) -> None:
    run(table(cells(1), cells(2)))
    told = run(table(cells(1), cells(2, title="Other")))
    assert "Updated: 1, Unchanged: 1" in told
    assert titles() == ["Other", "Talk 1"]


def test_what_an_editor_changed_or_deleted_is_left_alone_until_asked(table) -> None:
    run(table(cells(1), cells(2)))
    page = SessionPage.objects.get(title="Talk 1")
    page.title = "Mine"
    page.save_revision().publish()
    SessionPage.objects.get(title="Talk 2").delete()
    changed = table(cells(1, title="Theirs"), cells(2))
    told = run(changed)
    assert "Changed here since: left alone: 1, Deleted here: left alone: 1" in told
    assert titles() == ["Mine"]
    run(changed, overwrite=True, restore=True)
    assert titles() == ["Talk 2", "Theirs"]


# Rows that cannot be used


def test_faulty_rows_are_listed_and_the_rest_goes_in(table) -> None:
    told, last, status = fails(table(cells(1), cells(2, title=""), cells(3, date="soon"), ["x"], cells(1), cells(4)))
    assert (last, status) == ("4 rows could not be imported; the reasons stand above.", 1)
    assert titles() == ["Talk 1", "Talk 4"]
    listed = told.partition("Not imported: 4\n")[2].splitlines()[:4]
    assert [line.split(maxsplit=1)[0] for line in listed] == ["3", "4", "5", "6"]
    assert [re.split(r" {2,}", line.strip())[-1] for line in listed] == [
        "it has no title",
        "“soon” is no date; write 2019-10-12, 2019-10 or 2019",
        "it has 1 cells for 5 columns",
        "the same id stands in row 2",
    ]


def test_a_row_that_does_not_fit_its_edition_is_faulty(table) -> None:
    ForumPageFactory(title="Forum 2019")
    told, last, status = fails(table(cells(1, date="2020-01-01"), cells(2, date="2019-10-13")))
    assert (last, status) == ("1 row could not be imported; the reasons stand above.", 1)
    assert "This day lies outside the edition (12–15 October 2019). — Talk 1" in told
    assert titles() == ["Talk 2"]


def test_a_rehearsal_finds_the_faults_too(table) -> None:
    told, _last, status = fails(table(cells(1, title="")), dry_run=True)
    assert status == 1
    assert "it has no title" in told


def test_columns_that_mean_nothing_are_named(table) -> None:
    told = run(table([*cells(1), "5", "x"], [*cells(2), "", "y"], header=[*HEADER, "room", "level"]))
    assert "Column “level” is not used (2 rows)." in told
    assert "Column “room” is not used (1 row)." in told


def test_a_column_whose_name_cannot_be_printed_does_not_stop_the_report(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_bytes("id,event,title,Länge\n1,Forum,One,5\n".encode("latin-1"))
    told = run(path)
    assert "Column “L\ufffdnge” is not used (1 row)." in told
    assert titles() == ["One"]


def test_a_header_that_is_badly_quoted_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_text('id,event,title,"a"b\n1,Forum,One,5\n2,Forum,Two,5\n')
    told, _last, status = fails(path)
    assert status == 1
    assert "Not imported: 1, Created: 2" in told
    assert titles() == ["One", "Two"]


# Options


def test_every_row_can_go_into_one_edition(table) -> None:
    edition = ForumPageFactory(title="Twelfth Forum", slug="twelfth")
    run(table(cells(1, event="A", date="2019-10-13"), cells(2, event="B", date="2019-10-14")), forum=" twelfth ")
    assert [page.title for page in SessionPage.objects.child_of(edition)] == ["Talk 1", "Talk 2"]
    assert ForumPage.objects.count() == 1


def test_an_edition_that_is_not_there_yet_is_made_with_the_given_title(table) -> None:
    run(table(cells(1, event="")), forum="Thirteenth Forum")
    assert ForumPage.objects.get().title == "Thirteenth Forum"


def test_names_show_with_the_place_where_they_were_public(table) -> None:
    told = run(table(cells(1)), public_names="The  programme")
    assert shown(SessionPage.objects.get()) == ["Ada Lovelace"]
    assert Participation.objects.get().public_source == "The programme"
    assert "shown to nobody" not in told


def test_names_without_such_a_place_are_stored_and_shown_to_nobody(table) -> None:
    path = table(cells(1))
    told = run(path)
    assert told.endswith("Names of speakers are stored and shown to nobody: no --public-names was given.\n")
    assert Participation.objects.get().printed_name == "Ada Lovelace"
    assert shown(SessionPage.objects.get()) == []
    assert "shown to nobody" not in run(path)


def test_records_bring_their_own_sources_and_no_such_word(tmp_path: Path) -> None:
    edition = {"record": "edition", "id": "e", "title": "Forum 2019", "starts_on": "2019-10-12"}
    people = [{"name": "Ada Lovelace", "role": "speaker", "source": "The programme"}]
    session = {"record": "session", "id": "s", "title": "Talk", "forum_id": "e", "date": "2019-10-12", "people": people}
    told = run(write_jsonl(tmp_path / "own.jsonl", [edition, session]))
    assert "Created: 2" in told
    assert shown(SessionPage.objects.get()) == ["Ada Lovelace"]
    assert "shown to nobody" not in told


def test_words_that_name_somebody_withheld_wait_as_a_draft_and_are_noted(table) -> None:
    told = run(table(cells(1, title="An evening with Ada Lovelace")))
    assert "kept as a draft: its words name somebody whose name is withheld" in told
    assert not SessionPage.objects.get().live


@pytest.mark.parametrize(("option", "most"), [("public_names", 500), ("forum", 255)])
def test_an_option_that_no_field_can_hold_is_refused(table, option: str, most: int) -> None:
    path = table(cells(1))
    name = option.replace("_", "-")
    assert fails(path, **{option: "x" * (most + 1)})[1:] == (f"--{name}: at most {most} characters.", 2)
    assert titles() == []
    run(path, **{option: "x" * most})
    assert titles() == ["Talk 1"]


# Nothing to begin with


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    told, last, status = fails(tmp_path / "none.csv")
    assert (told, status) == ("", 2)
    assert last == f"{tmp_path}/none.csv cannot be read: No such file or directory"


def test_a_file_that_is_no_archive_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "talks.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    _told, last, status = fails(path)
    assert status == 2
    assert "Export it as CSV" in last


def test_without_an_index_of_forums_it_says_what_to_do(table, without_index: None) -> None:
    _told, last, status = fails(table(cells(1)))
    assert status == 2
    assert "There is no index of forums yet." in last
    assert titles() == []


# Interrupted


def raising(monkeypatch: pytest.MonkeyPatch, *errors: BaseException | None) -> list[int]:
    """Batches of two; each ends as it is told, those after in peace. How many rows each attempt was given."""
    monkeypatch.setattr(import_runs, "BATCH", 2)
    attempts: list[int] = []

    def act(**kwargs: Any) -> object:
        attempts.append(len(kwargs["rows"]))
        error = errors[len(attempts) - 1] if len(attempts) <= len(errors) else None
        if error is not None:
            raise error
        return import_batch(**kwargs)

    monkeypatch.setattr(import_runs, "import_batch", act)
    return attempts


def test_what_was_imported_before_an_interruption_stays_and_the_next_run_goes_on(table, monkeypatch) -> None:
    path = table(*(cells(n) for n in range(1, 6)))
    attempts = raising(monkeypatch, None, KeyboardInterrupt())
    _told, last, status = fails(path)
    assert (last, status) == (
        "Stopped after row 3. What is imported stays; the same command goes on from there.",
        130,
    )
    assert titles() == ["Talk 1", "Talk 2"]
    assert Provenance.objects.filter(awaits_index=True).count() == 3
    assert "Created: 3, Unchanged: 2" in run(path)
    assert titles() == [f"Talk {n}" for n in range(1, 6)]
    assert not Provenance.objects.filter(awaits_index=True).exists()
    assert attempts == [2, 2, 2, 2, 1]


def test_an_interrupted_rehearsal_says_that_nothing_was_written(table, monkeypatch) -> None:
    def stop(**kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_runs, "judge", stop)
    assert fails(table(cells(1)), dry_run=True)[1:] == ("Stopped after row 0. Nothing was written.", 130)


def test_an_interruption_of_the_search_is_made_good_by_the_next_run(table, monkeypatch) -> None:
    path = table(cells(1))

    def stop(**kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_runs, "index_imported", stop)
        assert fails(path)[2] == 130
    assert Provenance.objects.filter(awaits_index=True).count() == 2
    run(path)
    assert not Provenance.objects.filter(awaits_index=True).exists()


def test_a_database_that_gives_way_is_told_with_its_reason(table, monkeypatch) -> None:
    raising(monkeypatch, None, OperationalError("database is locked"))
    assert fails(table(*(cells(n) for n in range(1, 4))))[1:] == (
        "Stopped after row 3 (database is locked). What is imported stays; the same command goes on from there.",
        2,
    )
    assert titles() == ["Talk 1", "Talk 2"]


def test_a_batch_that_met_another_writer_is_tried_again(table, monkeypatch) -> None:
    attempts = raising(monkeypatch, IntegrityError(), IntegrityError())
    assert "Created: 2" in run(table(cells(1), cells(2)))
    assert attempts == [2, 2, 2]


def test_a_batch_that_never_fits_is_not_tried_for_ever(table, monkeypatch) -> None:
    attempts = raising(monkeypatch, *[IntegrityError("taken")] * 9)
    with pytest.raises(IntegrityError, match="taken"):
        run(table(cells(1)))
    assert attempts == [1, 1, 1]


# How much it says


def test_it_can_be_quiet(table) -> None:
    log = Terminal()
    assert run(table(cells(1)), verbosity=0, stderr=log) == ""
    assert log.getvalue() == ""
    assert titles() == ["Talk 1"]


def test_quiet_is_not_silent_about_faults(table) -> None:
    told, last, status = fails(table(cells(1, title="")), verbosity=0)
    assert (told, status) == ("", 1)
    assert last.startswith("1 row could not be imported")


def test_twenty_rows_of_a_kind_are_listed_or_all_of_them(table) -> None:
    path = table(*(cells(n) for n in range(22)))
    assert "… and 2 more" in run(path, dry_run=True)
    told = run(path, dry_run=True, verbosity=2)
    assert "more" not in told
    assert len(re.findall(r"^ +\d+  t/\d+ +Talk \d+$", told, re.MULTILINE)) == 22
    run(path)
    assert "t/" not in run(path)


def test_whoever_watches_sees_a_bar_that_grows_and_goes(table, monkeypatch) -> None:
    monkeypatch.setattr(import_runs, "BATCH", 2)
    watched = Terminal()
    run(table(*(cells(n) for n in range(1, 4))), stderr=watched)
    lines = watched.getvalue().split("\r\033[K")
    assert [re.sub(r"\d+/s", "n/s", line) for line in lines] == [
        "",
        "█" * 14 + "░" * 10 + " Rows 3 of 5 (60%, n/s)",
        "█" * 19 + "░" * 5 + " Rows 4 of 5 (80%, n/s)",
        "",
        "█" * 24 + " Editors’ search: 4 of 4 (100%, n/s)",
        "",
    ]


def test_a_log_gets_a_line_now_and_then(table, monkeypatch) -> None:
    monkeypatch.setattr(import_runs, "BATCH", 1)
    monkeypatch.setattr(progress, "LINE_EVERY", 2)
    log = io.StringIO()
    run(table(*(cells(n) for n in range(1, 5))), stderr=log)
    assert re.sub(r"\d+/s", "n/s", log.getvalue()).splitlines() == [
        "Rows 2 of 6 (33%, n/s)",
        "Rows 4 of 6 (67%, n/s)",
        "Editors’ search: 5 of 5 (100%, n/s)",
    ]


def test_a_short_archive_leaves_no_line_in_a_log(table) -> None:
    log = io.StringIO()
    run(table(cells(1)), stderr=log)
    assert log.getvalue() == ""


def test_an_interrupted_bar_leaves_its_line(table, monkeypatch) -> None:
    raising(monkeypatch, None, KeyboardInterrupt())
    watched = Terminal()
    fails(table(*(cells(n) for n in range(1, 4))), stderr=watched)
    assert watched.getvalue().endswith("\r\033[K")
