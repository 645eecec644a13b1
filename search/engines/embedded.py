"""The embedded engine: tantivy, an index a rank in a folder beside the database. No server.

Whoever asks never writes. An open index is looked at again when its files changed; a new generation is opened when the
folder names another one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from tantivy import Document, Index, IndexWriter, Query, Schema, Searcher

from access.enums import Audience
from search.answers import Answer, Listing
from search.engines.asking import Asking
from search.engines.base import IndexMissing
from search.engines.catalog import Catalog, read_catalog
from search.engines.folders import Folders, Generation
from search.engines.schema import KEY, PART_OF, STORED, document, restore, schema
from search.questions import Question
from search.records.outbox import Cursor
from search.records.shapes import Record, Rendering

HEAP: Final = 16_000_000  # bytes a writer may gather before it writes a segment; tantivy's least is 15 MB
REPORT_EVERY: Final = 250


def is_engine_trouble(error: BaseException) -> bool:
    """Whether this comes from a broken index: tantivy raises ValueError, and panics as a BaseException of its own."""
    return isinstance(error, OSError | ValueError | KeyError) or type(error).__name__ == "PanicException"


@dataclass(frozen=True, slots=True)
class Opened:
    """One rank's index as it was at one commit."""

    state: tuple[str, int, int]
    index: Index
    searcher: Searcher
    catalog: Catalog


class Embedded:
    """Answers from, and writes to, the folder at `root`."""

    def __init__(self, root: Path) -> None:
        self.folders = Folders(root)
        self._opened: dict[Audience, Opened] = {}
        self._lock = Lock()

    def cursor(self) -> Cursor:
        return self.folders.current().cursor()

    def writing(self) -> AbstractContextManager[None]:
        return self.folders.writing()

    # Reading

    def ask(self, question: Question, *, audience: Audience, language: str, leave_out: Collection[str] = ()) -> Answer:
        with self._asking(audience, language, leave_out) as asking:
            return asking.answer(question)

    def listing(
        self, question: Question, *, audience: Audience, language: str, leave_out: Collection[str] = (), most: int
    ) -> Listing:
        with self._asking(audience, language, leave_out) as asking:
            return asking.listing(question, most)

    @contextmanager
    def _asking(self, audience: Audience, language: str, leave_out: Collection[str]) -> Iterator[Asking]:
        try:
            opened = self._open(audience)
            yield Asking(_schema(), opened.searcher, opened.catalog, language, frozenset(leave_out))
        except IndexMissing:
            raise
        except BaseException as error:
            if is_engine_trouble(error):
                raise IndexMissing("The search index is damaged.") from error
            raise

    def _open(self, audience: Audience) -> Opened:
        """The rank's index in its present state. A generation may be swept between naming and opening: look again."""
        for attempt in (1, 2):
            generation = self.folders.current()
            try:
                return self._open_in(generation, audience)
            except (OSError, ValueError) as error:
                if attempt == 2 or self.folders.current().path == generation.path:
                    raise IndexMissing("The search index cannot be opened.") from error
        raise AssertionError("unreachable")

    def _open_in(self, generation: Generation, audience: Audience) -> Opened:
        state = _state(generation.folder(audience))
        before = self._opened.get(audience)
        if before is not None and before.state == state:
            return before
        with self._lock:
            before = self._opened.get(audience)
            if before is not None and before.state == state:
                return before
            generation.cursor()  # says whether the version is ours
            if before is not None and before.state[0] == state[0]:
                index = before.index
                index.reload()
            else:
                index = Index.open(state[0])
            searcher = index.searcher()
            opened = Opened(state, index, searcher, read_catalog(searcher, _schema()))
            self._opened[audience] = opened
            return opened

    def digests(self, audience: Audience) -> Iterator[tuple[str, str]]:
        searcher = self._open(audience).searcher
        if not searcher.num_docs:
            return
        hits = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
        for _score, address in hits:
            stored = restore(searcher.doc(address)[STORED][0])
            yield stored.key, stored.digest

    def probe(self) -> None:
        self._opened.clear()
        for audience in Audience:
            self.ask(Question(), audience=audience, language="en")

    # Writing: only inside `writing()`

    def apply(self, renderings: Iterable[Rendering], cursor: Cursor) -> None:
        generation = self.folders.current()
        with ExitStack() as stack:
            writers = Writers(generation, stack)
            for rendering in renderings:
                made: dict[int, Document] = {}
                for audience in Audience:
                    record = rendering.records.get(audience)
                    before = self._digest(audience, rendering.key)
                    if before != (record.digest() if record else ""):
                        writers.put(audience, rendering.key, record, made, is_new=not before)
            writers.commit()
        generation.remember(cursor)

    def _digest(self, audience: Audience, key: str) -> str:
        """The digest of a work's record in a rank's index; "" when it is not there."""
        searcher = self._open(audience).searcher
        hits = searcher.search(Query.term_query(_schema(), KEY, key), limit=1, count=False).hits
        return restore(searcher.doc(hits[0][1])[STORED][0]).digest if hits else ""

    def rebuild(
        self, renderings: Iterable[Rendering], cursor: Cursor, *, on_batch: Callable[[int], None] | None = None
    ) -> int:
        self.folders.sweep()
        generation = self.folders.begin()
        done = 0
        with ExitStack() as stack:
            writers = Writers(generation, stack)
            for audience in Audience:
                writers.of(audience)
            for done, rendering in enumerate(renderings, 1):
                made: dict[int, Document] = {}
                for audience, record in rendering.records.items():
                    writers.put(audience, rendering.key, record, made, is_new=True)
                if on_batch and done % REPORT_EVERY == 0:
                    on_batch(done)
            writers.commit()
        generation.remember(replace(cursor, dirty_since=0.0))
        self.folders.promote(generation)
        return done

    def has(self, keys: Iterable[str]) -> bool:
        """Whether any rank's index holds one of these works."""
        searchers = [self._open(audience).searcher for audience in Audience]
        return any(searcher.doc_freq(KEY, key) for key in keys for searcher in searchers)

    def parts_of(self, keys: Iterable[str]) -> set[str]:
        """Keys of what any rank's index has as a part of these works."""
        on_them, found = Query.term_set_query(_schema(), PART_OF, sorted(keys)), set()
        for audience in Audience:
            searcher = self._open(audience).searcher
            hits = searcher.search(on_them, limit=max(searcher.num_docs, 1), count=False).hits
            found |= {restore(searcher.doc(address)[STORED][0]).key for _score, address in hits}
        return found


_SCHEMA: list[Schema] = []


def _schema() -> Schema:
    if not _SCHEMA:
        _SCHEMA.append(schema())
    return _SCHEMA[0]


def _state(folder: Path) -> tuple[str, int, int]:
    """What changes with every commit: meta.json is replaced by a new file."""
    seen = (folder / "meta.json").stat()
    return str(folder), seen.st_mtime_ns, seen.st_ino


class Writers:
    """Writers of the ranks' indexes, opened when the first document comes; what they merge is finished at the end."""

    def __init__(self, generation: Generation, stack: ExitStack) -> None:
        self.generation, self.stack = generation, stack
        self.opened: dict[Audience, IndexWriter] = {}

    def of(self, audience: Audience) -> IndexWriter:
        """The writer of a rank."""
        if audience not in self.opened:
            index = Index(_schema(), path=str(self.generation.folder(audience)))
            self.opened[audience] = index.writer(HEAP, 1)
            self.stack.callback(self.opened[audience].wait_merging_threads)
        return self.opened[audience]

    def put(
        self, audience: Audience, key: str, record: Record | None, made: dict[int, Document], *, is_new: bool
    ) -> None:
        """Replace a work; `made` keeps the document of a record that several ranks share."""
        writer = self.of(audience)
        if not is_new:
            writer.delete_documents_by_term(KEY, key)
        if record is not None:
            if id(record) not in made:
                made[id(record)] = document(record)
            writer.add_document(made[id(record)])

    def commit(self) -> None:
        for writer in self.opened.values():
            writer.commit()
