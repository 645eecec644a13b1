"""Public reads of pages go through one doorway; reads that remember visibility by themselves are leaks to come."""

import ast

from tests.house.plan import product, where

DOORWAY = "foundation/querysets.py"
GOING_ROUND = {"live", "public", "not_live", "private"}


def ways_round(tree: ast.Module) -> list[int]:
    """Lines that ask Wagtail for live or public pages themselves."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GOING_ROUND
    ]


def test_nobody_goes_round_the_doorway() -> None:
    found = [where(m.path, line) for m in product() if m.name != DOORWAY for line in ways_round(m.tree)]
    assert found == []


def test_a_way_round_would_be_found() -> None:
    assert ways_round(ast.parse("Page.objects.live().search(words)")) == [1]
