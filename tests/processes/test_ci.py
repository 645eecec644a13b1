"""`.ci/test` as a process, with stand-ins for the tools."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings

# Like pytest: says that it was interrupted, and ends by itself.
POLITE = """#!/usr/bin/env bash
echo "$*" >>begun
trap 'echo "no tests ran"; exit 2' INT
sleep 30
"""


@pytest.mark.parametrize("part", ["suite", "checks"])
def test_ctrl_c_ends_the_tests_and_begins_no_others(part: str, tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "test").write_bytes((settings.BASE_DIR / ".ci" / "test").read_bytes())
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for tool in ("python", "lint-imports"):
        (tmp_path / ".venv" / "bin" / tool).write_text(POLITE)
        (tmp_path / ".venv" / "bin" / tool).chmod(0o755)
    log = tmp_path / "words"
    with log.open("w") as file:
        run = subprocess.Popen(
            ["bash", ".ci/test", part],
            cwd=tmp_path,
            env=os.environ | {"TMPDIR": str(tmp_path)},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - as on a terminal
        )
    begun, until = tmp_path / "begun", time.monotonic() + 10
    count = 1 if part == "suite" else 3
    while not (begun.exists() and len(begun.read_text().splitlines()) == count) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(10) == 130
    assert log.read_text().endswith("\nStopped before the end.\n")
    assert len(begun.read_text().splitlines()) == count
    assert not list(tmp_path.glob("common-ground-checks.*"))
