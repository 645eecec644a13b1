"""Folders change as a whole or not at all."""

import fcntl
import json
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from access.enums import Audience
from search.engines.base import IndexMissing
from search.engines.embedded import Embedded
from search.engines.folders import Folders
from search.engines.schema import VERSION
from search.questions import Question
from search.records.outbox import Cursor
from tests.factories.search import asked, filled, for_everyone, record


def generation(root: Path) -> Path:
    return root / (root / "current").read_text()


def test_the_cursor_survives_being_written_and_read(tmp_path: Path) -> None:
    cursor = Cursor(through=9, gaps=((3, 4, 1.5),), dirty_since=7.0)
    engine = filled(tmp_path, record())
    with engine.writing():
        engine.apply([], cursor)
    assert Embedded(tmp_path).cursor() == cursor


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"version": 1}', json.dumps({"version": VERSION + 1, "gaps": []})]
)
def test_a_cursor_that_cannot_be_read_is_a_missing_index(tmp_path: Path, content: str) -> None:
    engine = filled(tmp_path, record())
    (generation(tmp_path) / "cursor.json").write_text(content)
    with pytest.raises(IndexMissing):
        engine.cursor()
    with pytest.raises(IndexMissing):
        Embedded(tmp_path).ask(Question(), audience=Audience.EVERYONE, language="en")


@pytest.mark.parametrize("content", ["", "gone", "../../etc", "\x00", "é" * 10])
def test_a_pointer_that_leads_nowhere_is_a_missing_index(tmp_path: Path, content: str) -> None:
    filled(tmp_path, record())
    (tmp_path / "current").write_text(content)
    with pytest.raises(IndexMissing):
        Folders(tmp_path).current()


def damage_everything(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "cursor.json":
            path.write_bytes(os.urandom(min(path.stat().st_size, 64)))


def damage_a_segment(folder: Path) -> None:
    for path in folder.rglob("*.store"):
        path.write_bytes(b"")


def damage_meta(folder: Path) -> None:
    for path in folder.rglob("meta.json"):
        path.write_text("{}")


def damage_by_removal(folder: Path) -> None:
    shutil.rmtree(folder / "peers")


@pytest.mark.parametrize("damage", [damage_everything, damage_a_segment, damage_meta, damage_by_removal])
def test_a_damaged_index_is_noticed_and_can_be_built_anew(tmp_path: Path, damage: object) -> None:
    filled(tmp_path, record("a", "word"))
    damage(generation(tmp_path))  # type: ignore[operator]
    engine = Embedded(tmp_path)
    with pytest.raises(IndexMissing):
        engine.probe()
    with engine.writing():
        engine.rebuild(for_everyone([record("b", "word")]), Cursor(through=1))
    engine.probe()
    assert asked(engine, "word").hits[0].key == "b"


def test_whoever_asks_follows_to_the_new_generation_and_the_old_one_goes(tmp_path: Path) -> None:
    writer, reader = filled(tmp_path, record("a", "word")), Embedded(tmp_path)
    assert asked(reader, "word").total == 1
    old = generation(tmp_path)
    with writer.writing():
        writer.rebuild(for_everyone([record("b", "word"), record("c", "word")]), Cursor(through=2))
    assert asked(reader, "word").total == 2
    assert not old.exists()
    assert len(list(tmp_path.glob("g-*"))) == 1


def test_whoever_is_sent_to_a_generation_that_was_just_swept_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = filled(tmp_path, record("a", "word")), Embedded(tmp_path)
    swept, real = reader.folders.current(), reader.folders.current
    with writer.writing():
        writer.rebuild(for_everyone([record("b", "word")]), Cursor(through=2))
    answers = [swept]
    monkeypatch.setattr(reader.folders, "current", lambda: answers.pop() if answers else real())
    assert asked(reader, "word").hits[0].key == "b"


def test_whoever_waits_for_another_that_opens_uses_what_it_opened(tmp_path: Path) -> None:
    engine = filled(tmp_path, record("a", "word"))
    asked(engine, "word")
    opened = engine._opened.copy()
    engine._opened.clear()
    with ThreadPoolExecutor(1) as pool:
        with engine._lock:
            waiting = pool.submit(asked, engine, "word")
            time.sleep(0.1)
            engine._opened.update(opened)
        assert waiting.result(10).total == 1
    assert engine._opened[Audience.EVERYONE] is opened[Audience.EVERYONE]


def test_damage_that_shows_in_the_middle_of_an_answer_is_a_missing_index(tmp_path: Path) -> None:
    filled(tmp_path, record("a", "word"))
    for path in generation(tmp_path).rglob("*.store"):
        kept = path.read_bytes()
        path.write_bytes(b"\xff" * 20 + kept[20:])
    with pytest.raises(IndexMissing, match="damaged"):
        asked(Embedded(tmp_path), "word")


def test_a_mistake_of_ours_is_not_taken_for_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*arguments: object) -> None:
        raise TypeError

    monkeypatch.setattr("search.engines.asking.Asking.answer", mistaken)
    with pytest.raises(TypeError):
        asked(filled(tmp_path, record("a", "word")), "word")


def test_whoever_asks_sees_what_another_process_committed(tmp_path: Path) -> None:
    writer, reader = filled(tmp_path, record("a", "word")), Embedded(tmp_path)
    assert asked(reader, "word").total == 1
    with writer.writing():
        writer.apply(for_everyone([record("b", "word")]), Cursor(through=2))
    assert asked(reader, "word").total == 2


def test_what_a_broken_rebuild_left_behind_is_swept(tmp_path: Path) -> None:
    engine = filled(tmp_path, record("a", "word"))
    Folders(tmp_path).begin()
    (tmp_path / "current.dead").write_text("half")

    def broken() -> object:
        yield from for_everyone([record("b", "word")])
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError), engine.writing():
        engine.rebuild(broken(), Cursor())  # type: ignore[arg-type]
    assert asked(engine, "word").hits[0].key == "a"
    with engine.writing():
        engine.rebuild(for_everyone([record("c", "word")]), Cursor())
    assert len(list(tmp_path.glob("g-*"))) == 1
    assert list(tmp_path.glob("current.*")) == []


def test_a_batch_that_breaks_changes_nothing(tmp_path: Path) -> None:
    engine = filled(tmp_path, record("a", "word"))

    def broken() -> object:
        yield from for_everyone([record("a", "other")])
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError), engine.writing():
        engine.apply(broken(), Cursor(through=5))  # type: ignore[arg-type]
    assert asked(engine, "word").total == 1
    assert engine.cursor().through == 1


def test_only_one_process_writes(tmp_path: Path) -> None:
    engine = Embedded(tmp_path)
    with engine.writing(), (tmp_path / "lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_removed_words_are_nowhere_after_a_rebuild(tmp_path: Path) -> None:
    engine = filled(tmp_path, record("a", "Zanzibarian"))
    with engine.writing():
        engine.rebuild(for_everyone([record("b", "word")]), Cursor())
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"anzibari" not in everything
