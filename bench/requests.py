"""Requests per second of our pages as a share of a bare Wagtail page with one heading: same server, same run."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Thread

from bench.site import demo, environment_of, gunicorn
from bench.tables import show

ROUNDS, SECONDS, CLIENTS = 5, 3.0, 2
PAGES = {"home": "/", "all editions": "/forums/", "themes": "/themes/", "search": "/search/?q=women"}
GOAL = 30  # per cent of the bare page, for the home page


def rate(port: int, path: str) -> float:
    """Requests per second over a few kept connections."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            line.request("GET", path, headers={"Host": "localhost"})
            reply = line.getresponse()
            reply.read()
            if reply.status != 200:
                raise RuntimeError(f"{path} answered {reply.status}")
            counts[number] += 1

    clients = [Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / SECONDS


def bare_site(folder: Path) -> Mapping[str, str]:
    """Make the bare site; the environment its server needs."""
    environment = os.environ | {"BARE_DATABASE": str(folder / "bare.sqlite3")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, "-m", "bench.bare.prepare"], env=environment, check=True)
    return environment


def main() -> None:
    """Measure in turns, so that what disturbs the machine disturbs all alike; medians of the rounds."""
    with demo() as served:
        bare_environment = bare_site(served.folder)
        with (
            gunicorn("config.wsgi", environment_of(served), served.folder) as (ours, _),
            gunicorn("bench.bare.wsgi", bare_environment, served.folder) as (bare, _),
        ):
            targets = {"bare Wagtail page": (bare, "/"), **{name: (ours, path) for name, path in PAGES.items()}}
            for port, path in targets.values():
                rate(port, path)
            rounds = [{name: rate(*target) for name, target in targets.items()} for _ in range(ROUNDS)]
    medians = {name: median(found[name] for found in rounds) for name in targets}
    base = medians["bare Wagtail page"]
    rows = [(name, f"{value:.0f}", f"{100 * value / base:.0f} %") for name, value in medians.items()]
    show(f"Requests per second, one worker (goal: home ≥ {GOAL} %)", ["page", "per second", "of bare"], rows)


if __name__ == "__main__":
    main()
