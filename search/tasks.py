"""What keeps an index up to date: draining the outbox, building anew, comparing with the database.

Only one process writes at a time; the engine's lock makes the others wait. Whatever is interrupted is done again.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from access.enums import Audience
from search.engines.base import Engine, IndexMissing
from search.records import outbox
from search.records.reading import count, render_all, render_in_batches, with_dependents

Report = Callable[[str], None]
CLEAN_AFTER: Final = 300.0  # seconds after a removal until the index is built anew: engines keep deleted words


def drain(engine: Engine) -> int:
    """Apply every change that waits in the outbox; how many works were looked at. IndexMissing without an index."""
    if not _unread(engine).keys:
        return 0
    with engine.writing():
        return _drain(engine)


def _unread(engine: Engine) -> outbox.Unread:
    cursor = engine.cursor()
    if not outbox.is_ours(cursor):
        raise IndexMissing("The search index was built from another database.")
    return outbox.read(cursor, time.time())


def _drain(engine: Engine) -> int:
    done = 0
    while (unread := _unread(engine)).keys:
        keys = with_dependents(set(unread.keys))
        keys |= {uuid.UUID(key) for key in engine.parts_of(map(str, unread.keys))}  # also what no longer stands there
        engine.apply(render_in_batches(sorted(keys)), _cursor_after(engine, unread))
        done += len(keys)
    return done


def _cursor_after(engine: Engine, unread: outbox.Unread) -> outbox.Cursor:
    if unread.cursor.dirty_since or not engine.has(map(str, unread.gone)):
        return unread.cursor
    return replace(unread.cursor, dirty_since=time.time())


def rebuild(engine: Engine, report: Report, *, is_needed: Callable[[], bool] = lambda: True) -> int:
    """Build the index of every rank anew, aside, and put it in place; how many works it holds.

    Meanwhile the old index, if there is one, goes on being drained. `is_needed` is asked once it is our turn: another
    process may have done it while we waited.
    """
    with engine.writing():
        if not is_needed():
            return 0
        total = count()

        def on_batch(done: int) -> None:
            report(f"  {done:,} of {total:,}")
            try:
                _drain(engine)
            except IndexMissing:
                return

        return engine.rebuild(render_all(), outbox.at_end(time.time()), on_batch=on_batch)


def is_missing(engine: Engine) -> bool:
    """Whether there is no index that can be asked and brought up to date."""
    return bool(why_missing(engine))


def why_missing(engine: Engine) -> str:
    """What is wrong with the index; "" when it can be asked and belongs to this database."""
    try:
        engine.probe()
        _unread(engine)
    except IndexMissing as error:
        return str(error)
    return ""


def is_dirty(engine: Engine) -> bool:
    """Whether words that were removed have lain in the index for long enough."""
    since = engine.cursor().dirty_since
    return bool(since) and time.time() - since >= CLEAN_AFTER


@dataclass(frozen=True, slots=True)
class Difference:
    """A work whose record in a rank's index is not what the database says."""

    audience: Audience
    key: uuid.UUID
    what: str

    def __str__(self) -> str:
        return f"{self.audience.name.lower()}: {self.key} {self.what}"


def compare(engine: Engine) -> Iterator[Difference]:
    """Every difference between the index and the database, rank by rank. Drain first."""
    expected: dict[Audience, dict[str, str]] = {audience: {} for audience in Audience}
    for rendering in render_all():
        for audience, record in rendering.records.items():
            expected[audience][rendering.key] = record.digest()
    for audience in Audience:
        wanted, seen = expected[audience], set()
        for key, digest in engine.digests(audience):
            if key in seen:
                yield Difference(audience, uuid.UUID(key), "is in the index twice")
            elif key not in wanted:
                yield Difference(audience, uuid.UUID(key), "is in the index and should not be")
            elif digest != wanted[key]:
                yield Difference(audience, uuid.UUID(key), "is out of date")
            seen.add(key)
        yield from (Difference(audience, uuid.UUID(key), "is missing") for key in wanted if key not in seen)
