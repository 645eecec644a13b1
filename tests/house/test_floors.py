"""Every file stands on a floor with a name, and nobody opens a junk drawer."""

import ast
from pathlib import Path

import pytest

from tests.house.plan import FLOORS, NOT_CODE, READING_ROOM, ROOMS, ROOT, product, where

JUNK = {"utils", "util", "helpers", "helper", "common", "core", "misc", "services", "managers", "tools", "base_utils"}
READING_ROOM_STAIRS = {"operators", "questions", "answers", "records", "engines"}
EVERYWHERE = frozenset().union(*FLOORS)
STANDING = [room for room in (*ROOMS, READING_ROOM) if (ROOT / room).is_dir()]


def strangers(room: str, allowed: set[str] | frozenset[str]) -> list[str]:
    """Files and folders of a room whose names are on no floor."""
    entries = [path for path in (ROOT / room).iterdir() if path.is_dir() or path.suffix == ".py"]
    return sorted(where(path) for path in entries if path.stem not in allowed | NOT_CODE)


@pytest.mark.parametrize("room", STANDING)
def test_every_file_of_a_room_is_on_a_floor(room: str) -> None:
    allowed = EVERYWHERE | READING_ROOM_STAIRS if room == READING_ROOM else EVERYWHERE
    assert strangers(room, allowed) == []


def test_a_file_on_no_floor_would_be_found() -> None:
    assert "access/viewer.py" in strangers("access", frozenset({"enums"}))


def test_no_name_promises_anything_and_nothing() -> None:
    assert [module.name for module in product() if {*Path(module.name).with_suffix("").parts} & JUNK] == []


def inside_functions(tree: ast.Module) -> list[int]:
    """Lines of imports that stand in a function."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_imports_stand_at_the_top() -> None:
    found = [where(m.path, line) for m in product() if m.path.name != "apps.py" for line in inside_functions(m.tree)]
    assert found == []


def test_an_import_inside_a_function_would_be_found() -> None:
    assert inside_functions(ast.parse("def f():\n    if True:\n        import os")) == [3]
