"""`manage.py demo` as a process: it starts a web server and a worker, and takes both with it when it ends."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from config.management.commands.demo import Command, answers
from tests.databases import copies
from tests.journeys.served import free_port, own_database, wait_for


def children(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def family(pid: int) -> list[int]:
    """Its children, and theirs."""
    return [one for child in children(pid) for one in (child, *family(child))]


def title_at(port: int) -> str:
    asked = HTTPConnection("localhost", port, timeout=30)
    asked.request("GET", "/")
    words = asked.getresponse().read().decode()
    asked.close()
    return words.partition("<title>")[2].partition("</title>")[0].strip()


@pytest.fixture
def database_url(db: None, tmp_path: Path) -> Iterator[str]:
    """A database that only the served site uses."""
    url = own_database(tmp_path)
    yield url
    copies().drop(url.rpartition("/")[2])


def test_ctrl_c_ends_the_site_and_everything_it_started(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    log, port = tmp_path / "demo.log", free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with log.open("w") as file:
        site = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=file, stderr=subprocess.STDOUT)
    try:
        wait_for(site, str(log))
        assert len(children(site.pid)) == 2
        started = family(site.pid)
        assert title_at(port).endswith("Common Ground")
    finally:
        site.send_signal(signal.SIGINT)
        code = site.wait(30)
    assert code == 0
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    said = log.read_text(encoding="utf-8")
    assert f"http://localhost:{port}\n" in said
    assert said.rstrip().endswith("Stopped. Your data is kept in var/; start again with: make demo")


@pytest.fixture
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals_as_before")
def test_a_worker_that_cannot_work_is_named_and_the_web_server_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settings.BASE_DIR)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setenv("SEARCH_URL", "nonsense:///here")
    port, before = free_port(), children(os.getpid())
    with pytest.raises(CommandError, match=r"The worker ended by itself \(code 1\)"):
        Command(stdout=io.StringIO()).serve("localhost", port, "")
    assert not answers("localhost", port)
    assert children(os.getpid()) == before
