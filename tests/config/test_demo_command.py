"""`manage.py demo --prepare`: from an empty database to a site that can be served, and back to it in a second."""

import io
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import transaction
from django.test import Client, override_settings
from wagtail.models import Page, Site

from config.management.commands.demo import EDITOR, Command, Counter
from forums.models.edition import ForumPage
from search.engines.base import chosen
from search.tasks import compare
from tests.factories.search import asked

pytestmark = pytest.mark.django_db
QUIET = "Search index: bringing it up to date …\n"


def prepare(*options: str) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("demo", "--prepare", *options, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def first_words(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    """Prepared once, in a folder of its own; every test undoes what it did, and this undoes the rest."""
    var: Path = tmp_path_factory.mktemp("var")
    places: dict[str, Any] = {"VAR_DIR": var, "STATIC_ROOT": var / "static", "MEDIA_ROOT": var / "media"}
    places["SEARCH_URL"] = f"embedded:///{var / 'index'}"
    with override_settings(**places), django_db_blocker.unblock(), transaction.atomic():
        yield prepare()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _prepared(first_words: str) -> None:
    """Every test begins where the first run ended."""


def note() -> Path:
    return Path(settings.VAR_DIR) / "editor.txt"


def signs_in(client: Client) -> bool:
    """Whether the address and the password of the note open the desk."""
    email, password = note().read_text().split()
    client.post("/account/login/", {"login": email, "password": password})
    return b"waiting-for-you" in client.get("/cms/").content


# The first time


def test_every_step_is_told_and_no_password(first_words: str) -> None:
    steps = [line.partition(":")[0] for line in first_words.splitlines()]
    assert steps == ["Demo", "Static files", "Search index"]
    assert note().read_text().split()[1] not in first_words


def test_the_demo_stands_and_the_index_answers() -> None:
    assert ForumPage.objects.filter(locale__language_code="en").count() == 13
    assert asked(chosen(), "women").total > 0
    assert list(compare(chosen())) == []


def test_the_editors_password_is_for_its_owner_and_works(client: Client) -> None:
    assert stat.S_IMODE(note().stat().st_mode) == 0o600
    assert b"waiting-for-you" not in client.get("/cms/").content
    assert signs_in(client)


def test_every_static_file_is_collected() -> None:
    names = [name for finder in get_finders() for name, _storage in finder.list([".*"])]
    assert "css/desk.css" in names
    assert [name for name in names if not (settings.STATIC_ROOT / name).is_file()] == []


# The second time


def test_a_second_run_finds_everything_done(client: Client) -> None:
    before = note().read_text(), get_user_model().objects.get().password, Page.objects.count()
    assert prepare() == QUIET
    assert (note().read_text(), get_user_model().objects.get().password, Page.objects.count()) == before
    assert signs_in(client)


def test_what_an_editor_removed_stays_away() -> None:
    ForumPage.objects.get(slug="2016").delete()
    assert prepare() == QUIET
    assert ForumPage.objects.filter(locale__language_code="en").count() == 12
    assert list(compare(chosen())) == []


def test_static_files_that_changed_are_collected_again() -> None:
    sheet = settings.STATIC_ROOT / "css" / "desk.css"
    sheet.unlink()
    (settings.STATIC_ROOT / ".collected").write_text("as of yesterday")
    assert "Static files: compressing" in prepare()
    assert sheet.is_file()
    assert prepare() == QUIET


def test_a_new_database_beside_an_old_note_has_an_editor_too(client: Client) -> None:
    old = note().read_text()
    get_user_model().objects.all().delete()
    prepare()
    assert note().read_text() != old
    assert signs_in(client)


def test_an_editor_who_was_taken_away_does_not_come_back() -> None:
    get_user_model().objects.create_user("own@example.org")
    get_user_model().objects.get(email=EDITOR).delete()
    prepare()
    assert not get_user_model().objects.filter(email=EDITOR).exists()


@pytest.mark.parametrize(("name", "port"), [("127.0.0.1", 8123), ("forum.example.org", 80)])
def test_the_site_learns_its_port_unless_it_has_a_name(name: str, port: int) -> None:
    Site.objects.update(hostname=name, port=80)
    prepare("--port", "8123")
    assert Site.objects.get().port == port


# What may go wrong


class Pressed(io.StringIO):
    """A terminal on which somebody presses Ctrl-C as soon as there is something to read."""

    def write(self, words: str) -> int:
        signal.raise_signal(signal.SIGINT)
        return len(words)


@pytest.fixture
def _heard() -> Iterator[None]:
    """Ctrl-C does what it does by default; where tests run in several processes it does nothing."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heard")
def test_ctrl_c_is_no_accident() -> None:
    with pytest.raises(SystemExit, match="Nothing is broken: the same command goes on from here"):
        call_command("demo", "--prepare", stdout=Pressed())
    assert prepare() == QUIET


def test_a_full_disk_is_named() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(CommandError, match="The disk is full"):
        call_command("demo", "--prepare", stdout=io.TextIOWrapper(full, "utf-8", write_through=True))


def test_other_trouble_is_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    get_user_model().objects.all().delete()
    with override_settings(VAR_DIR=tmp_path / "full of nothing"), pytest.raises(FileNotFoundError):
        prepare()


# Counting another command's steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seen_by", "shown"), [(Terminal(), "\rPart 1 of 2\rPart 2 of 2\n"), (io.StringIO(), "")], ids=["terminal", "log"]
)
def test_steps_are_counted_for_who_watches(seen_by: io.StringIO, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", seen_by)
    counter = Counter(OutputWrapper(seen_by), "Part", " OK", 2)
    for words in ("Applying one...", " OK\n", "Applying two...", " OK\n"):
        counter.write(words)
        counter.flush()
    assert (counter.done, seen_by.getvalue()) == (2, shown)


@pytest.mark.parametrize(
    ("password", "told"),
    [("s3cret", "s3cret  (shown once, kept in var/editor.txt)"), ("", "see var/editor.txt")],
)
def test_the_welcome_says_where_how_and_the_way_out(password: str, told: str) -> None:
    said = io.StringIO()
    Command(stdout=said).welcome("http://localhost:8123", password)
    lines = [" ".join(line.split()) for line in said.getvalue().splitlines() if line]
    assert lines[0] == "Common Ground http://localhost:8123"
    assert lines[1].startswith("Editors http://localhost:8123/cms/ ")
    assert lines[1].endswith(" ".join(told.split()))
    assert lines[2] == "Stop Ctrl-C"


def test_the_welcome_names_the_way_from_other_machines() -> None:
    said = io.StringIO()
    Command(stdout=said).welcome("http://localhost:8123", "", "http://192.0.2.7:8123")
    assert "From elsewhere http://192.0.2.7:8123\n" in said.getvalue()
