"""Where the embedded engine keeps its indexes, and how they change without ever being half there.

    <root>/current                     the name of the generation that is asked, replaced atomically
    <root>/lock                        held (flock) by whoever writes
    <root>/<generation>/cursor.json    how far the outbox was read, and the version of the schema
    <root>/<generation>/<rank>/        one tantivy index a rank

Order of writing: documents, commit, cursor. A process that is killed in between leaves an index that has more than its
cursor says; what comes again then changes nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from access.enums import Audience
from search.engines.base import IndexMissing
from search.engines.schema import VERSION
from search.records.outbox import Cursor

CURSOR: Final = "cursor.json"


def write_durably(path: Path, content: str) -> None:
    """Replace a small file: either the old content or the new one is there, also after a power cut."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with aside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Generation:
    """One complete set of indexes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def folder(self, audience: Audience) -> Path:
        """Where a rank's index is."""
        return self.path / audience.name.lower()

    def cursor(self) -> Cursor:
        """How far it is; IndexMissing when that cannot be read or was written by another version of the schema."""
        try:
            state = json.loads((self.path / CURSOR).read_text(encoding="utf-8"))
            if state.pop("version") != VERSION:
                raise IndexMissing("The search index is of another version.")
            state["gaps"] = tuple((int(first), int(last), float(at)) for first, last, at in state["gaps"])
            return Cursor(**state)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexMissing("The search index does not say how far it is.") from error

    def remember(self, cursor: Cursor) -> None:
        """Write the cursor, after everything up to it was committed."""
        write_durably(self.path / CURSOR, json.dumps(asdict(cursor) | {"version": VERSION}))


class Folders:
    """All generations of one embedded index."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Generation:
        """The generation that is asked; IndexMissing when there is none."""
        try:
            name = (self.root / "current").read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise IndexMissing("There is no search index yet.") from error
        path = self.root / name
        if not name or "/" in name or not path.is_dir():
            raise IndexMissing("The search index is gone.")
        return Generation(path)

    def begin(self) -> Generation:
        """An empty generation, aside."""
        path = self.root / f"g-{secrets.token_hex(6)}"
        for audience in Audience:
            (path / audience.name.lower()).mkdir(parents=True)
        return Generation(path)

    def promote(self, generation: Generation) -> None:
        """Make a complete generation the current one, and remove all others: they keep deleted words."""
        write_durably(self.root / "current", generation.path.name)
        self.sweep()

    def sweep(self) -> None:
        """Remove every generation but the current one. Only for whoever holds the lock."""
        try:
            kept = self.current().path.name
        except IndexMissing:
            kept = ""
        for path in self.root.glob("g-*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.root.glob("current.*"):
            path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only process that writes; waits until the other one is done. The lock ends with the process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
