"""The demo for measurements: in this process, or served by gunicorn on a processor of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402

from tests.journeys.served import Served, free_port, serve  # noqa: E402


@contextmanager
def demo() -> Iterator[Served]:
    """The demo as `make demo` serves it."""
    print("Preparing the demo (about a minute) …", flush=True)
    with serve(settings.VAR_DIR / "bench") as served:
        yield served


def environment_of(served: Served) -> dict[str, str]:
    """What a second server over the same data needs."""
    known = {name: value for name, value in os.environ.items() if name not in {"STATIC_STORAGE", "SEARCH_URL"}}
    return known | {
        "VAR_DIR": str(served.folder),
        "DATABASE_URL": served.database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "bench-only",
    }


@contextmanager
def gunicorn(application: str, environment: Mapping[str, str], folder: Path) -> Iterator[tuple[int, int]]:
    """One worker of gunicorn; (its port, the process that answers). Kept to the last processor."""
    port, note = free_port(), folder / f"{application.partition(':')[0]}.pid"
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "2", "--pid", str(note)]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.server", *options, application]
    server = subprocess.Popen(command, env=dict(environment), cwd=settings.BASE_DIR)
    try:
        os.sched_setaffinity(server.pid, {max(os.sched_getaffinity(0))})
        wait(port)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield port, int(children[0])
    finally:
        server.terminate()
        server.wait(20)


def wait(port: int) -> None:
    """Until somebody answers there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/", headers={"Host": "localhost"})
            asked.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nobody answers on port {port}")
