"""Records, and indexes made of them; nothing here needs a database."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from access.enums import Audience
from search.answers import Answer
from search.engines.base import Engine
from search.engines.embedded import Embedded
from search.questions import parse
from search.records.outbox import Cursor
from search.records.shapes import Record, Rendering, Text


def record(key: str = "one", title: str = "A title", body: str = "", **fields: Any) -> Record:
    """`record("a", "Women defenders", language="en")`: a session in one language."""
    language = fields.pop("language", "en")
    summary = fields.pop("summary", "")
    texts = fields.pop("texts", (Text(language, title, summary, body, f"/{key}/"),))
    return Record(key=key, kind=fields.pop("kind", "session"), texts=texts, **fields)


def edition(value: str, title: str, **fields: Any) -> Record:
    """An edition that names the facet value."""
    return record(f"edition-{value}", title, kind="edition", value=value, edition=value, **fields)


def theme(value: str, title: str, **fields: Any) -> Record:
    """A theme that names the facet value."""
    return record(f"theme-{value}", title, kind="theme", value=value, themes=(value,), **fields)


def for_everyone(records: Iterable[Record]) -> list[Rendering]:
    """The same record for every rank."""
    return [Rendering(one.key, dict.fromkeys(Audience, one)) for one in records]


def filled(root: Path, *records: Record) -> Embedded:
    """An embedded engine that holds these records, for everyone."""
    engine = Embedded(root)
    with engine.writing():
        engine.rebuild(for_everyone(records), Cursor(through=1))
    return engine


def asked(engine: Engine, words: str = "", *, reader: str = "en", audience: Audience = Audience.EVERYONE,
          leave_out: Iterable[str] = (), **parameters: list[str]) -> Answer:  # fmt: skip
    """The engine's answer to a query string."""
    question = parse({"q": [words], **parameters})
    return engine.ask(question, audience=audience, language=reader, leave_out=set(leave_out))


def keys(answer: Answer) -> list[str]:
    """Keys of the hits, in order."""
    return [hit.key for hit in answer.hits]


def marked(answer: Answer) -> list[str]:
    """What is marked in the first hit's passage."""
    return [piece.text for piece in answer.hits[0].passage if piece.is_marked]


def counts(answer: Answer, group: str) -> dict[str, int]:
    """Value → count of a facet group."""
    return {value.value: value.count for value in answer.facet(group).values}


def soon(happened: Any, seconds: float = 20.0) -> None:
    """Wait until something is so; AssertionError when it does not become so in time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
