"""Speed of the archive's search over 21,715 real talks: ours beside raw tantivy and beside Wagtail's own search.

*answer*: the code path of /search/ with all facets, 20 hits and their passages, its database queries included.
*raw*: tantivy alone for the same scored query, 20 hits without reading them, and the same facets counted in text
fields (ours counts the largest groups by number). *Wagtail*:
the first 20 of the same words over the same pages in its database search, and their number. Medians of warm runs.
"""

import resource
import sqlite3
import time
from collections.abc import Callable
from statistics import median

from django.db import OperationalError, connection
from django.utils import timezone
from tantivy import Searcher

from access.enums import Audience
from access.viewer import STRANGER
from bench.archives import data, fresh_site, import_file, rebuild
from bench.tables import show
from forums.models.session import SessionPage
from search.engines.asking import facets_of
from search.engines.base import chosen
from search.engines.embedded import _schema
from search.engines.queries import Builder
from search.feeds import MOST, listing_for
from search.formats.tables import Origin, table
from search.questions import GROUPS, Question, parse
from search.records import reading
from search.views import answer_to

ARCHIVE = "archive-pyvideo.jsonl.gz"
QUESTIONS = [
    "python",
    "django",
    "asyncio",
    "alex martelli",
    "machine learning",
    "testing web applications",
    "how to deploy django with docker",
    "introduction to python for scientists",
    '"machine learning" pandas',
    "concurrency -twisted",
    "relocation of families",
    "",
]
ROUNDS = 15
GOALS = {"raw": 2.0, "Wagtail": 50.0, "rebuild": 60.0}
PATIENCE = 120.0  # seconds until Wagtail's own search is interrupted


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median of some runs after one that is not counted."""
    act()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return 1000 * median(times)


def raw(question: Question) -> Callable[[], object]:
    """Tantivy alone: the same scored query, and the same facets."""
    engine = chosen()
    opened = engine._open(Audience.EVERYONE)  # type: ignore[attr-defined]
    searcher: Searcher = opened.searcher
    query = Builder(_schema(), searcher, opened.catalog.languages, "en").matching(question).scored
    facets = facets_of({group: group for group in GROUPS})

    def ask() -> None:
        searcher.search(query, 20, count=True)
        searcher.aggregate(query, facets)

    return ask


def stock(words: str) -> float | None:
    """Milliseconds of Wagtail's own search, once; None when it does not finish in time, or finds no way to ask."""
    started = time.perf_counter()
    if isinstance(connection.connection, sqlite3.Connection):
        late = lambda: time.perf_counter() - started > PATIENCE  # noqa: E731
        connection.connection.set_progress_handler(late, 100_000)
    try:
        found = SessionPage.objects.filter(live=True).search(words)
        list(found[:20])
        found.count()
    except OperationalError:
        return None
    finally:
        if isinstance(connection.connection, sqlite3.Connection):
            connection.connection.set_progress_handler(None, 0)
    return 1000 * (time.perf_counter() - started)


def row(text: str) -> list[object]:
    """A line of the table."""
    question = parse({"q": [text]})
    ours = milliseconds(lambda: answer_to(question, STRANGER, "en"))
    bare = milliseconds(raw(question))
    theirs = stock(text) if question.words and not question.phrases else None
    return [
        text or "(everything)",
        answer_to(question, STRANGER, "en").total,
        f"{ours:.1f}",
        f"{bare:.1f}",
        f"{ours / bare:.2f}",
        f"{theirs:.0f}" if theirs else "-",
        f"{theirs / ours:.0f}" if theirs else "-",
    ]


def take_away() -> str:
    """The first 1,000 works of the archive as a table, its database queries included."""
    listing = listing_for(parse({}), STRANGER, "en", MOST)
    return table(listing, Origin(timezone.now(), "/search/", str, str))


def main() -> None:
    """Import, rebuild, ask."""
    path = data(ARCHIVE)
    if path is None:
        return
    with fresh_site():
        seconds = import_file(path, "PyVideo")
        sessions = SessionPage.objects.count()
        first = rebuild()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(
            "The archive goes in",
            ["step", "figure", "goal"],
            [
                ("sessions", f"{sessions:,}", "21,715"),
                ("import, sessions a second", f"{sessions / seconds:.0f}", "≥ 60"),
                (f"rebuild of all ranks ({reading.count():,} works), s", f"{first:.1f}", f"≤ {GOALS['rebuild']:.0f}"),
                ("memory of this process after both, MB at most", f"{peak:.0f}", "-"),
            ],
        )
        taken = milliseconds(take_away, rounds=5)
        show("Taking away", ["step", "figure", "goal"], [("1,000 works as CSV, ms", f"{taken:.0f}", "≤ 500")])
        rows = [row(text) for text in QUESTIONS]
        header = ["question", "found", "answer ms", "raw ms", "answer/raw", "Wagtail ms", "Wagtail/answer"]
        show(f"Asking {sessions:,} sessions", header, rows)
        middle = median(float(str(line[4])) for line in rows)
        slower = [float(str(line[6])) for line in rows if line[6] != "-"]
        print(f"\n  median answer/raw {middle:.2f} (goal ≤ {GOALS['raw']})")
        if slower:
            goal = f"{len(slower)} questions (goal ≥ {GOALS['Wagtail']:.0f})"
            print(f"  median Wagtail/answer {median(slower):.0f} over {goal}")


if __name__ == "__main__":
    main()
