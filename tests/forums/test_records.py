"""Records as lines of text, and back: to the letter, whatever is in them."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forums.formats.archives import Archive, Fault
from forums.formats.records import KINDS, JsonLines, Record, Table, key_in, same
from forums.formats.rows import Reader

KEY = "11111111-1111-4111-8111-111111111111"
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)
DATA = st.recursive(
    TEXTS | st.booleans() | st.integers(-9, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def read(lines: str, kind: str) -> list[Any]:
    return list(Reader().read(Archive(io.BytesIO(lines.encode()), kind).rows()))


def one(**cells: Any) -> Record | Fault:
    """What a row of JSON lines is read as."""
    (found,) = read(JsonLines().line(cells.pop("record", "session"), cells.pop("id", "s/1"), cells), "jsonl")
    return found


@settings(max_examples=60, deadline=None)
@given(title=TEXTS, transcript=TEXTS, place=st.lists(DATA, max_size=3), facts=st.dictionaries(TEXTS, DATA, max_size=3))
@pytest.mark.parametrize("form", [JsonLines(), Table()])
def test_every_text_and_every_value_comes_back(form: Any, title: str, transcript: str, place: Any, facts: Any) -> None:
    values = {"title": title, "transcript": transcript, "blocks": place, "origin": facts, "draft": True}
    lines = form.heading(["session"]) + form.line("session", "s/1", values)
    (found,) = read(lines, form.suffix)
    assert isinstance(found, Record)
    assert {name: found.values[name] for name in values} == values
    assert found.external_id == "s/1"


@pytest.mark.parametrize("form", [JsonLines(), Table()])
def test_numbers_come_back_and_so_does_none(form: Any) -> None:
    rows = form.line("edition", "e/1", {"number": 12}) + form.line("edition", "e/2", {"number": None})
    assert [row.values["number"] for row in read(form.heading(["edition"]) + rows, form.suffix)] == [12, None]


def test_a_column_that_is_not_there_says_nothing_and_an_empty_cell_says_so() -> None:
    assert one(title="A", summary=None).values == {"title": "A"}
    (row,) = read("record,id,title,summary,themes,draft,number\nedition,e/1,A,,,,\n", "csv")
    assert row.values == {"title": "A", "summary": "", "themes": [], "draft": False, "number": None}


def test_of_a_closed_session_empty_cells_say_nothing() -> None:
    (row,) = read("record,id,title,closed,kind,transcript,summary\nsession,s/1,A,yes,,,\n", "csv")
    assert row.values == {"title": "A", "closed": True, "summary": ""}


def test_people_who_write_tables_may_write_lists_of_words() -> None:
    (row,) = read("Record,ID,Title,Themes\nsession,s/1,A,law; peace\n", "csv")
    assert row.values["themes"] == ["law", "peace"]


def test_a_row_without_record_is_somebody_elses() -> None:
    mixed = read("record,id,title,forum\n,s/1,A,Forum\nsession,s/1,B,\n", "csv")
    assert [type(row).__name__ for row in mixed] == ["SessionRow", "Record"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"record": "film"}, "“film” is no kind of record"),
        ({"id": ""}, "no id"),
        ({"draft": "maybe"}, "“draft” must be yes or no"),
        ({"title": ["a"]}, "“title” holds something else than text"),
        ({"record": "edition", "number": "twelve"}, "“number” must be a whole number"),
        ({"blocks": '{"a"'}, "“blocks” is not JSON"),
        ({"blocks": 5}, "“blocks” must be a list or an object"),
        ({"blocks": ["\x00"]}, "NUL"),
        ({"blocks": [{"\ud800": 1}]}, "half a character"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault(cells: dict[str, Any], words: str) -> None:
    line = io.BytesIO(json.dumps({"record": "session", "id": "s/1", **cells}).encode())
    (found,) = Reader().read(Archive(line).rows())
    assert isinstance(found, Fault)
    assert words in found.reason


def test_the_same_id_may_stand_once_for_each_kind() -> None:
    lines = (
        JsonLines().line("session", "1", {})
        + JsonLines().line("edition", "1", {})
        + JsonLines().line("session", "1", {})
    )
    assert [type(row).__name__ for row in read(lines, "jsonl")] == ["Record", "Record", "Fault"]


def test_the_same_key_may_stand_once() -> None:
    lines = JsonLines().line("edition", "1", {"key": KEY}) + JsonLines().line("session", f"urn:uuid:{KEY}", {})
    assert [type(row).__name__ for row in read(lines, "jsonl")] == ["Record", "Fault"]


def test_columns_of_other_kinds_are_counted_as_unused() -> None:
    reader = Reader()
    line = JsonLines().line("session", "s/1", {"number": 5, "Author": "x", "empty": ""})
    assert len(list(reader.read(Archive(io.BytesIO(line.encode())).rows()))) == 1
    assert reader.unknown == {"number": 1, "Author": 1}


def test_a_key_is_a_uuid_alone_or_in_an_urn() -> None:
    assert str(key_in(KEY)) == str(key_in(f"urn:uuid:{KEY}")) == KEY
    assert key_in("s/1") is None
    assert str(one(key=KEY).key) == str(one(id=f"urn:uuid:{KEY}").key) == KEY  # type: ignore[union-attr]


def test_there_are_several_ways_to_say_nothing() -> None:
    assert same("", None)
    assert same([], {})
    assert not same("", "a")
    assert not same(0, None)


def test_a_heading_names_every_column_of_its_kind_once() -> None:
    for kind, shapes in KINDS.items():
        assert Table().heading([kind]).strip().split(",") == ["record", "id", *shapes]
