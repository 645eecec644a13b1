"""Web server and worker live and die together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from config.processes import Company, Ended
from tests.factories.search import soon

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]


@pytest.fixture(autouse=True)
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def company():
    company = Company()
    yield company
    company.stop()


def test_the_one_that_ends_is_named_and_the_other_is_stopped(company: Company) -> None:
    company.start("web server", SLEEPER, os.environ)
    company.start("worker", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    assert company.watch(ready=lambda: False, on_ready=lambda: None) == Ended("worker", 3)
    company.stop()
    assert company.members["web server"].returncode == -signal.SIGTERM


def test_all_is_told_once_when_ready(company: Company) -> None:
    told: list[str] = []
    company.start("worker", [sys.executable, "-c", "import time; time.sleep(1)"], os.environ)
    company.watch(ready=lambda: True, on_ready=lambda: told.append("ready"))
    assert told == ["ready"]


def test_whoever_waits_long_is_told_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.processes.LATE", 0.1)
    told: list[str] = []
    company.start("worker", [sys.executable, "-c", "import time; time.sleep(1)"], os.environ)
    company.watch(ready=lambda: False, on_ready=lambda: None, on_late=lambda: told.append("late"))
    assert told == ["late"]


def test_a_signal_while_somebody_is_being_started_is_heard(company: Company) -> None:
    company.start("web server", SLEEPER, os.environ)
    os.kill(os.getpid(), signal.SIGINT)
    company.start("worker", SLEEPER, os.environ)
    assert company.watch(ready=lambda: False, on_ready=lambda: None) == Ended("", 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch_as_asked(company: Company, number: signal.Signals) -> None:
    company.start("worker", SLEEPER, os.environ)
    gone = company.watch(ready=lambda: True, on_ready=lambda: os.kill(os.getpid(), number))
    assert gone == Ended("", 0)


PARENT = """
import os, sys, time
from config.processes import Company
company = Company()
company.start("worker", [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"], os.environ)
print(company.members["worker"].pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_children_end_with_a_parent_that_is_killed_outright() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    said = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
    child = int((said - {"up"}).pop())
    assert Path(f"/proc/{child}").exists()
    parent.kill()
    parent.wait()
    soon(lambda: not is_running(child))


def is_running(pid: int) -> bool:
    """Whether it is more than an entry that nobody has collected yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_stubborn_are_ended_in_the_end(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.processes.PATIENCE", 0.3)
    company.start("worker", STUBBORN, os.environ)
    time.sleep(0.5)
    company.stop()
    assert company.members["worker"].returncode == -signal.SIGKILL
