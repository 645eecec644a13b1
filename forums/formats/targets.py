"""Goals and targets of the 2030 Agenda as people write them: "5, 16.10, 17.b"."""

from __future__ import annotations

import re
from typing import Final

# How many numbered targets each goal has, and up to which letter its means of implementation go (A/RES/71/313, annex).
_TARGETS: Final = {
    1: (5, "b"), 2: (5, "c"), 3: (9, "d"), 4: (7, "c"), 5: (6, "c"), 6: (6, "b"), 7: (3, "b"), 8: (10, "b"),
    9: (5, "c"), 10: (7, "c"), 11: (7, "c"), 12: (8, "c"), 13: (3, "b"), 14: (7, "c"), 15: (9, "c"), 16: (10, "b"),
    17: (19, ""),
}  # fmt: skip
_TARGET: Final = re.compile(r"(?P<goal>[1-9]\d?)(?:\.(?P<target>[1-9]\d?|[a-d]))?")


def targets_in(text: str) -> tuple[str, ...]:
    """The goals and targets in the order they are written, each once; ValueError names the first that there is not."""
    found = dict.fromkeys(filter(None, re.split(r"[\s,;]+", text.lower())))
    for word in found:
        if not is_target(word):
            raise ValueError(word)
    return tuple(found)


def is_target(word: str) -> bool:
    """Whether this is a goal ("5") or a target ("16.10", "17.1", "1.b")."""
    match = _TARGET.fullmatch(word)
    if match is None or int(match["goal"]) not in _TARGETS:
        return False
    numbered, last = _TARGETS[int(match["goal"])]
    target = match["target"]
    if target is None:
        return True
    return int(target) <= numbered if target.isdigit() else target <= last


def goal_of(target: str) -> int:
    """The goal of a target: "16.10" → 16."""
    return int(target.split(".")[0])
