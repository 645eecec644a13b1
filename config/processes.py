"""Processes that live and die together: the web server and the worker beside it."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

PR_SET_PDEATHSIG = 1
PATIENCE = 10  # seconds between asking a process to stop and making it
LATE = 15  # seconds after which whoever waits is told why


@dataclass(frozen=True)
class Ended:
    """Why the company broke up: the name of the process that ended first, or '' when somebody asked us to stop."""

    name: str
    code: int


def die_with_parent() -> None:
    """On Linux: when we are killed outright, our children end too instead of holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Company:
    """Starts processes in a session of their own, so that Ctrl-C reaches us first, and stops them together.

    From the beginning a signal only sets a flag: an exception in the middle of starting somebody could be lost.
    """

    def __init__(self) -> None:
        """Nobody runs yet; Ctrl-C and polite kills are heard."""
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self.is_stop_asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Signal handler."""
        self.is_stop_asked = True

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one more."""
        self.members[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - we have no threads
        )

    def ended(self) -> Ended | None:
        """The first that is gone, if any."""
        for name, process in self.members.items():
            if (code := process.poll()) is not None:
                return Ended(name, code)
        return None

    def watch(
        self, *, ready: Callable[[], bool], on_ready: Callable[[], None], on_late: Callable[[], None] = lambda: None
    ) -> Ended:
        """Wait until one ends or somebody asks us to stop; tell once when all is ready, and once when it is late."""
        is_told, late_at = False, time.monotonic() + LATE
        while not self.is_stop_asked:
            if gone := self.ended():
                return gone
            if not is_told and ready():
                is_told = True
                on_ready()
            elif not is_told and time.monotonic() > late_at:
                late_at = float("inf")
                on_late()
            time.sleep(0.2)
        return Ended("", 0)

    def stop(self) -> None:
        """Ask everyone, wait a little, then insist."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        for process in self.members.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self.members.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
