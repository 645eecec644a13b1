"""`kill -9` at any point, and two processes at once: nothing is lost, nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from access.enums import Audience
from search.engines.base import Engine
from search.engines.embedded import Embedded
from search.tasks import compare
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.search import asked, filled, record, soon
from tests.processes.commands import manage

# Puts works 2, 3, 4 … into the index one by one, with a rebuild now and then, and says which cursor was remembered.
SCRIPT = """
import sys, django
from pathlib import Path
django.setup()
from search.engines.embedded import Embedded
from search.records.outbox import Cursor
from tests.factories.search import for_everyone, record
engine = Embedded(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    with engine.writing():
        number = engine.cursor().through + 1
        if number % 7 == 0:
            everything = [record(f"r{n}", "word") for n in range(1, number + 1)]
            engine.rebuild(for_everyone(everything), Cursor(through=number))
        else:
            engine.apply(for_everyone([record(f"r{number}", "word")]), Cursor(through=number))
"""


def writer(root: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_VAR_DIR": str(root / "var")}
    command = [sys.executable, "-c", SCRIPT, str(root / "index")]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def keys_in(engine: Embedded, audience: Audience) -> list[str]:
    return sorted(key for key, _digest in engine.digests(audience))


@pytest.mark.parametrize("seed", range(2))
def test_whatever_the_cursor_says_is_in_every_rank(tmp_path: Path, seed: int) -> None:
    filled(tmp_path / "index", record("r1", "word"))
    processes = [writer(tmp_path), writer(tmp_path)]
    time.sleep(random.Random(seed).uniform(0.05, 0.9))
    for process in processes:
        process.send_signal(signal.SIGKILL)
        process.wait()
    engine = Embedded(tmp_path / "index")
    engine.probe()
    through = engine.cursor().through
    assert through > 1
    for audience in Audience:
        found = keys_in(engine, audience)
        assert len(found) == len(set(found))
        assert set(found) >= {f"r{number}" for number in range(1, through + 1)}
    # And it goes on as if nothing had happened.
    again = writer(tmp_path)
    soon(lambda: engine.cursor().through > through + 3)
    again.kill()
    again.wait()
    assert asked(Embedded(tmp_path / "index"), "word").total > through


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_change(engine: Engine) -> None:
    edition = ForumPageFactory()
    call_command("index", "--rebuild", verbosity=0)
    worker = manage("index", "--follow")
    first = SessionPageFactory(parent=edition, title="Seen by the worker")
    soon(lambda: asked(engine, "seen").total == 1, 60)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    second = SessionPageFactory(parent=edition, title="While nobody was there")
    first.unpublish()
    assert asked(engine, "nobody").total == 0
    worker = manage("index", "--follow")
    soon(lambda: asked(engine, "nobody").total == 1 and asked(engine, "seen").total == 0, 60)
    worker.send_signal(signal.SIGTERM)
    told, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0, told
    assert "Stopped." in told
    assert list(compare(engine)) == []
    assert second.title not in told


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_are_safe(engine: Engine) -> None:
    edition = ForumPageFactory()
    sessions = [SessionPageFactory(parent=edition) for _ in range(5)]
    both = [manage("index"), manage("index", "--rebuild")]
    told = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert asked(engine).total == len(sessions) + 1
    assert list(compare(engine)) == []
