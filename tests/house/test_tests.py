"""Tests mirror the house, and each can fail."""

import ast
import re

import pytest

from tests.house.plan import PRODUCT, ROOT, Module, python_files, where

TESTS = [module for module in python_files("tests") if module.path.name.startswith("test_")]
ASSERTING = re.compile(r"assert|raises|expect|num_queries|warns|fail\(", re.IGNORECASE)


def cases(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The test functions of a file."""
    return [node for node in module.functions() if node.name.startswith("test_")]


def asserts(node: ast.AST) -> bool:
    """Whether a test looks at anything at all."""
    return any(
        isinstance(child, ast.Assert) or (isinstance(child, ast.Call) and ASSERTING.search(ast.unparse(child.func)))
        for child in ast.walk(node)
    )


def asserts_a_status_only(node: ast.AST) -> bool:
    """Whether a test would be content with any page that answers: all it asserts is that the status is 200."""
    found = [ast.unparse(child.test) for child in ast.walk(node) if isinstance(child, ast.Assert)]
    return bool(found) and all("status_code" in words and "200" in words and "content" not in words for words in found)


def test_every_test_looks_at_something() -> None:
    assert [where(m.path, node.lineno) for m in TESTS for node in cases(m) if not asserts(node)] == []


def test_no_test_is_content_with_a_status() -> None:
    assert [where(m.path, node.lineno) for m in TESTS for node in cases(m) if asserts_a_status_only(node)] == []


def test_such_tests_would_be_found() -> None:
    idle, easy, many = ast.parse(
        "def test_a(): f()\n"
        "def test_b():\n    assert get(x).status_code == 200\n"
        "def test_c():\n    assert {get(one).status_code for one in all} == {200}"
    ).body
    assert not asserts(idle)
    assert asserts_a_status_only(easy)
    assert asserts_a_status_only(many)


@pytest.mark.parametrize("room", [room for room in PRODUCT if (ROOT / "tests" / room).is_dir()])
def test_the_tests_of_a_room_are_named_after_its_files(room: str) -> None:
    """`test_<file>.py`, `test_<file>_<subject>.py` where a file has many subjects, or `blocks/test_<block>.py`."""
    files = {path.stem for path in (ROOT / room).rglob("*") if path.suffix == ".py" or path.is_dir()}
    files |= {path.stem for path in (ROOT / "templates" / room / "blocks").glob("*.html")}
    named = [path.stem.removeprefix("test_") for path in (ROOT / "tests" / room).rglob("test_*.py")]
    strays = [name for name in named if not any(name == file or name.startswith(f"{file}_") for file in files)]
    assert strays == []
