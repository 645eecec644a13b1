"""`manage.py export_archive`: where it writes, what it says, and how it ends."""

import gzip
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from forums.management.commands import export_archive
from tests.factories.archives import exported, imported
from tests.factories.forums import AttachmentFactory, ForumIndexPageFactory, ForumPageFactory, SessionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _session() -> None:
    ForumIndexPageFactory()
    SessionPageFactory(title="A session", parent=ForumPageFactory(slug="2019"))
    ForumPageFactory(slug="2020")


def run(target: Path | str, **options: Any) -> str:
    """What it says on standard error."""
    told = io.StringIO()
    call_command("export_archive", str(target), **{"stderr": told, **options})
    return told.getvalue()


def fails(target: Path | str, **options: Any) -> tuple[str, int]:
    with pytest.raises(CommandError) as caught:
        run(target, **options)
    return str(caught.value), caught.value.returncode


def test_a_file_holds_the_archive_and_what_was_written_is_told(tmp_path: Path) -> None:
    told = run(tmp_path / "archive.jsonl")
    assert (tmp_path / "archive.jsonl").read_bytes() == exported()
    assert told == "Exported 3 rows: edition 2, session 1.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["archive.jsonl"]


def test_a_packed_file_is_the_same_each_time(tmp_path: Path) -> None:
    run(tmp_path / "one.jsonl.gz")
    run(tmp_path / "two.jsonl.gz", verbosity=0)
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.jsonl.gz").read_bytes()) == exported()


def test_standard_output_takes_the_archive_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    run("-")
    assert out.buffer.getvalue() == exported()  # type: ignore[attr-defined]


def test_a_reader_who_has_seen_enough_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = io.StringIO()
    with os.fdopen(writing, "w") as out, pytest.raises(SystemExit) as ended:
        monkeypatch.setattr(sys, "stdout", out)
        run("-", stderr=told)
    assert (ended.value.code, told.getvalue()) == (141, "")


def test_a_table_holds_one_kind(tmp_path: Path) -> None:
    message, code = fails(tmp_path / "archive.csv")
    assert (code, "--record session" in message) == (2, True)
    run(tmp_path / "sessions.csv", record=["session"])
    assert (tmp_path / "sessions.csv").read_bytes() == exported("csv", kinds=("session",))
    run(tmp_path / "sessions.txt", record=["session"], format="csv")
    assert (tmp_path / "sessions.txt").read_bytes() == (tmp_path / "sessions.csv").read_bytes()


def test_one_edition(tmp_path: Path) -> None:
    assert "edition 1, session 1" in run(tmp_path / "a.jsonl", forum="2019")
    assert "edition 1." in run(tmp_path / "b.jsonl", forum="2020", verbosity=2)
    assert fails(tmp_path / "c.jsonl", forum="1999") == ("There is no edition at “1999”.", 2)


def test_everything_is_only_for_those_who_ask(tmp_path: Path) -> None:
    SessionPageFactory(live=False, title="A draft")
    run(tmp_path / "public.jsonl")
    run(tmp_path / "all.jsonl", all=True)
    assert [b"A draft" in (tmp_path / f"{name}.jsonl").read_bytes() for name in ("public", "all")] == [False, True]


def test_what_the_file_cannot_hold_is_told_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _file in range(2):
        AttachmentFactory(page=SessionPageFactory())
    monkeypatch.setattr(export_archive, "MOST_REMARKS", 1)
    told = run(tmp_path / "a.jsonl").splitlines()
    assert told[0] == "Not in the file:"
    assert told[1].split("  ")[-1] == "1 document beside it"
    assert told[2] == "  … and 1 more (--verbosity 2 lists all)"
    assert len(run(tmp_path / "a.jsonl", verbosity=2).splitlines()) == 4


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (OperationalError("locked"), 2)])
def test_an_interruption_leaves_the_file_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def stop(*, out: Any, **options: Any) -> None:
        out.write(b"half")
        raise error

    target = tmp_path / "archive.jsonl"
    target.write_bytes(b"before")
    monkeypatch.setattr(export_archive, "export_archive", stop)
    message, returned = fails(target)
    assert (returned, message.startswith("Nothing was written")) == (code, True)
    assert (target.read_bytes(), len(list(tmp_path.iterdir()))) == (b"before", 1)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    assert fails("-")[0].startswith("What was written is not whole")


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    message, code = fails(tmp_path / "missing" / "archive.jsonl")
    assert (code, "No such file" in message) == (2, True)


def test_what_leaves_comes_in_again(tmp_path: Path) -> None:
    run(tmp_path / "archive.jsonl.gz")
    told = io.StringIO()
    call_command("import_archive", str(tmp_path / "archive.jsonl.gz"), stdout=told, stderr=io.StringIO())
    assert told.getvalue() == "\nUnchanged: 3\n"
    assert imported((tmp_path / "archive.jsonl.gz").read_bytes()).counts.total() == 3


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        export_archive.Command().create_parser("manage.py", "export_archive").parse_args(["--help"])
    assert left.value.code == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "Importing the file here again changes nothing" in words
    assert "withheld names" in words
