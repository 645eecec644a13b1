"""What every engine can do. The contract tests in `tests/engines/` hold each of them to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from access.enums import Audience
from search.answers import Answer, Listing
from search.questions import Question
from search.records.outbox import Cursor
from search.records.shapes import Rendering


class IndexMissing(Exception):  # noqa: N818 - a state, not a mistake
    """There is no index that can be asked: none was built yet, it is damaged, or it is of an older version."""


class Engine(Protocol):
    """An index per rank, and how far it is."""

    def cursor(self) -> Cursor:
        """How far the index has read the outbox; IndexMissing when there is none that can be asked."""

    def ask(self, question: Question, *, audience: Audience, language: str, leave_out: Collection[str] = ()) -> Answer:
        """One page of what this rank may find, with facets; keys in `leave_out` count nowhere.

        `language` is the reader's: hits and labels come in it where they can. IndexMissing as above.
        """

    def listing(
        self, question: Question, *, audience: Audience, language: str, leave_out: Collection[str] = (), most: int
    ) -> Listing:
        """What `ask` finds, from its page on and `most` of it, to be taken away. No passages, no facets."""

    def apply(self, renderings: Iterable[Rendering], cursor: Cursor) -> None:
        """Put or drop each work in every rank's index, then remember the cursor. Doing it twice is doing it once."""

    def rebuild(
        self, renderings: Iterable[Rendering], cursor: Cursor, *, on_batch: Callable[[int], None] | None = None
    ) -> int:
        """Build a new index aside and put it in place of the old one; how many works went in."""

    def digests(self, audience: Audience) -> Iterator[tuple[str, str]]:
        """(key, digest) of every record in a rank's index, for comparing with the database."""

    def probe(self) -> None:
        """Read a little of everything; IndexMissing when the index is damaged."""

    def has(self, keys: Iterable[str]) -> bool:
        """Whether any rank's index holds one of these works."""

    def parts_of(self, keys: Iterable[str]) -> set[str]:
        """Keys of what any rank's index has as a part of these works."""

    def writing(self) -> AbstractContextManager[None]:
        """A context in which this process is the only one that writes; it waits for its turn."""


def chosen() -> Engine:
    """The engine that `SEARCH_URL` names: `embedded:///path` (relative to the project; four slashes for absolute)."""
    return _engine_at(settings.SEARCH_URL)


@lru_cache(maxsize=4)
def _engine_at(url: str) -> Engine:
    parts = urlsplit(url)
    if parts.scheme != "embedded" or len(parts.path) < 2:
        raise ImproperlyConfigured(f"SEARCH_URL must look like embedded:///var/index, not {parts.scheme}:…")
    engine: Engine = import_string("search.engines.embedded.Embedded")(Path(settings.BASE_DIR) / parts.path[1:])
    return engine
