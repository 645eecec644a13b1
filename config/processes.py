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


@dataclass(frozen=True)
class Ended:
    """Why the company broke up: the name of the process that ended first, or '' when somebody asked us to stop."""

    name: str
    code: int


class StopAsked(Exception):  # noqa: N818 - not an error
    """Ctrl-C, or a polite kill."""


def die_with_parent() -> None:
    """On Linux: when we are killed outright, our children end too instead of holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Company:
    """Starts processes in a session of their own, so that Ctrl-C reaches us first, and stops them together."""

    def __init__(self) -> None:
        """Nobody runs yet."""
        self.members: dict[str, subprocess.Popen[bytes]] = {}

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

    def watch(self, *, ready: Callable[[], bool], on_ready: Callable[[], None]) -> Ended:
        """Wait until one ends or somebody asks us to stop; tell once when all is ready."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, ask_to_stop)
        told = False
        try:
            while (gone := self.ended()) is None:
                if not told and ready():
                    told = True
                    on_ready()
                time.sleep(0.2)
        except StopAsked:
            gone = Ended("", 0)
        return gone

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


def ask_to_stop(number: int, frame: FrameType | None) -> None:
    """Signal handler: turns a signal into an exception at the place that waits."""
    raise StopAsked
