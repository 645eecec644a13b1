"""The real site for journeys: the demo as `make demo` serves it, its worker included, on files of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.databases import copies, one_at_a_time

PATIENCE = 180  # seconds until the demo answers; a slow machine compresses files for a minute


@dataclass(frozen=True)
class Served:
    """A running site."""

    address: str
    folder: Path
    database_url: str
    process: int

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rpartition(":")[2])

    def worker(self) -> int:
        """The process that keeps the index up to date."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        return next(int(pid) for pid in children if b"--follow" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def sign_in(self) -> tuple[str, str]:
        """The editor's e-mail address and password, as the demo noted them."""
        email, password = (self.folder / "editor.txt").read_text(encoding="utf-8").split()
        return email, password

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body: without a browser and without following anything."""
        asked = HTTPConnection("localhost", self.port, timeout=30)
        asked.request("GET", path, headers={"Accept": "text/html"})
        reply = asked.getresponse()
        found = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        asked.close()
        return found


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def own_database(folder: Path) -> str:
    """A migrated database that only this site uses; its DATABASE_URL."""
    supply = copies()
    with one_at_a_time():
        supply.prepare()
        if connection.vendor == "sqlite":
            supply.copy(str(folder / "db.sqlite3"))
            return f"sqlite:///{folder / 'db.sqlite3'}"
        name = f"journeys_{os.getpid()}"
        supply.copy(name)
    return f"{settings.DATABASE_URL.rpartition('/')[0]}/{name}"


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Run `manage.py demo` until the block ends."""
    folder.mkdir(parents=True)
    url, port = own_database(folder), free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"STATIC_STORAGE", "TEST_VAR_DIR", "SEARCH_URL"}
    }
    environment |= {"VAR_DIR": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"SECRET_KEY": "journeys-only", "STYLEGUIDE": "true"}
    log = (folder / "demo.log").open("w+")
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(demo, log.name)
        yield Served(f"http://localhost:{port}", folder, url, demo.pid)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(30)
        log.close()
        if connection.vendor != "sqlite":
            copies().drop(url.rpartition("/")[2])


def wait_for(demo: subprocess.Popen[bytes], log: str) -> None:
    """Until it says how to stop; its own words when it does not come that far."""
    deadline = time.monotonic() + PATIENCE
    while "Ctrl-C" not in (words := Path(log).read_text(encoding="utf-8")):
        if demo.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the demo did not start:\n{words}")
        time.sleep(0.2)
