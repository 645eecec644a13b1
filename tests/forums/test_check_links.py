"""`check_links` against a real server: what it finds is recorded, shown to readers and told to editors."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from forums import adapters
from forums.actions.links import addresses_to_check, record_links
from forums.enums import LinkState
from forums.management.commands import check_links
from forums.models.edition import ForumPage
from forums.models.press import PressItem
from tests.factories.forums import ForumPageFactory, PressItemFactory
from tests.factories.hosts import host

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(check_links, "PAUSE", 0.0)
    with host() as running:
        monkeypatch.setattr(adapters, "is_public", lambda ip, port: (ip, port) == ("127.0.0.1", running.server_port))
        yield running


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory()


def made(server: Any, edition: ForumPage, path: str, copy: str = "", **fields: Any) -> PressItem:
    here = f"http://127.0.0.1:{server.server_port}"
    return PressItemFactory(edition=edition, url=here + path, archived_url=copy and here + copy, **fields)


def run(**options: Any) -> tuple[str, str, int]:
    """What it said, with which error, and its exit code."""
    told = io.StringIO()
    try:
        call_command("check_links", **{"stdout": told, "stderr": io.StringIO(), **options})
    except CommandError as error:
        return told.getvalue(), str(error), error.returncode
    return told.getvalue(), "", 0


def test_what_is_found_is_recorded(server: Any, edition: ForumPage) -> None:
    alive, dead = made(server, edition, "/alive"), made(server, edition, "/dead", "/alive?copy")
    lost, shut = made(server, edition, "/gone", "/dead?copy"), made(server, edition, "/shut")
    told, error, code = run()
    states = {item.pk: (item.link_state, item.archive_state) for item in PressItem.objects.all()}
    assert states == {
        alive.pk: ("alive", "unchecked"), dead.pk: ("dead", "alive"), lost.pk: ("dead", "dead"),
        shut.pk: ("unsure", "unchecked"),
    }  # fmt: skip
    assert all(item.checked_at for item in PressItem.objects.all())
    assert (code, error) == (1, "3 dead.")
    assert f"dead: {dead.url} (404)" in told
    assert "Addresses: 2 alive, 3 dead, 1 unsure; 4 changed." in told


def test_nothing_dead_is_success_and_the_second_time_nothing_changes(server: Any, edition: ForumPage) -> None:
    made(server, edition, "/alive")
    assert run()[0] == "Addresses: 1 alive; 1 changed.\n"
    assert run() == ("Addresses: 1 alive; 0 changed.\n", "", 0)


def test_a_dry_run_records_nothing(server: Any, edition: ForumPage) -> None:
    item = made(server, edition, "/dead")
    told, _error, code = run(dry_run=True, verbosity=2)
    item.refresh_from_db()
    assert (item.link_state, item.checked_at, code) == ("unchecked", None, 1)
    assert "nothing recorded" in told


def test_what_was_checked_lately_can_be_left_out(server: Any, edition: ForumPage) -> None:
    new = made(server, edition, "/alive?new", checked_at=timezone.now() - timedelta(days=3))
    old = made(server, edition, "/alive?old", checked_at=timezone.now() - timedelta(days=40))
    never = made(server, edition, "/alive?never")
    assert addresses_to_check(before=None) == [never.url, old.url, new.url]
    run(older_than=30)
    assert {path for _method, path, _agent in server.asked} == {"/alive?old", "/alive?never"}


def test_an_address_is_asked_once_for_all_its_items(server: Any, edition: ForumPage) -> None:
    made(server, edition, "/alive")
    made(server, ForumPageFactory(), "/alive")
    run()
    assert len(server.asked) == 1
    assert set(PressItem.objects.values_list("link_state", flat=True)) == {"alive"}


def test_cut_off_from_everything_it_records_nothing(edition: ForumPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_links, "look_at", lambda url: adapters.Answer(LinkState.DEAD))
    PressItemFactory.create_batch(2, edition=edition)
    assert run()[2] == 1
    for name in ("b", "c", "d"):
        PressItemFactory(edition=edition, url=f"https://{name}.example/")
    PressItem.objects.update(link_state=LinkState.ALIVE)
    _told, error, code = run()
    assert (code, "cut off" in error) == (2, True)
    assert set(PressItem.objects.values_list("link_state", flat=True)) == {"alive"}


def test_without_press_there_is_nothing_to_do() -> None:
    assert run() == ("Addresses: nothing to look at; 0 changed.\n", "", 0)


def test_an_interruption_keeps_what_was_found(server: Any, edition: ForumPage, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(server, edition, "/alive")
    PressItemFactory(edition=edition, url="https://other.example/")
    real = check_links.look_at

    def interrupted(url: str) -> adapters.Answer:
        if "other" in url:
            raise KeyboardInterrupt
        return real(url)

    monkeypatch.setattr(check_links, "AT_ONCE", 1)
    monkeypatch.setattr(check_links, "look_at", interrupted)
    assert run()[2] == 130
    first.refresh_from_db()
    assert first.link_state == LinkState.ALIVE


def test_hosts_are_asked_one_question_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_links, "look_at", lambda url: adapters.Answer(LinkState.ALIVE, 200))
    waited: list[float] = []
    stop = type("Stop", (), {"wait": lambda self, seconds: waited.append(seconds)})()
    assert len(check_links.answers_of(["https://a.example/1", "https://a.example/2", "https://a.example/3"], stop)) == 3
    assert waited == [check_links.PAUSE] * 2


def test_an_address_that_changed_meanwhile_is_not_written(edition: ForumPage) -> None:
    item = PressItemFactory(edition=edition, url="https://new.example/")
    assert record_links(states={"https://old.example/": LinkState.DEAD}, at=timezone.now(), by=None) == 0
    item.refresh_from_db()
    assert item.link_state == LinkState.UNCHECKED


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("check_links", "--help")
    said = capsys.readouterr().out
    for words in ("--older-than DAYS", "--dry-run", "Exit code: 0", "by a\ntimer"):
        assert words in said
