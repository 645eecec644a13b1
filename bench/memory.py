"""Memory of one web worker and of the index worker after reading every page many times."""

from http.client import HTTPConnection
from pathlib import Path

from bench.site import demo, environment_of, gunicorn
from bench.tables import show
from tests.journeys.crawl import SEARCHES, crawl

ROUNDS = 10
GOAL_MB = 250


def resident_mb(process: int, field: str = "VmRSS") -> int:
    """Resident memory of a process now (VmRSS) or at its highest (VmHWM), in MB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) // 1024
    raise LookupError(field)


def main() -> None:
    """Read everything, then look."""
    with demo() as served:
        paths = [leaf.path for leaf in crawl(served)] + SEARCHES
        with gunicorn("config.wsgi", environment_of(served), served.folder) as (port, worker):
            line = HTTPConnection("127.0.0.1", port, timeout=30)
            for path in paths * ROUNDS:
                line.request("GET", path, headers={"Host": "localhost"})
                line.getresponse().read()
            rows = [("web worker", resident_mb(worker), resident_mb(worker, "VmHWM"))]
        rows.append(("index worker", resident_mb(served.worker()), resident_mb(served.worker(), "VmHWM")))
    show(f"Memory after {len(paths) * ROUNDS} pages (goal: ≤ {GOAL_MB} MB)", ["process", "MB now", "MB at most"], rows)


if __name__ == "__main__":
    main()
