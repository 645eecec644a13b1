"""Goals and targets of the 2030 Agenda."""

import pytest

from forums.formats.targets import _TARGETS, goal_of, is_target, targets_in


def test_there_are_169_targets() -> None:
    """A/RES/71/313: 126 that are numbered and 43 means of implementation."""
    assert sum(numbered for numbered, _last in _TARGETS.values()) == 126
    assert sum(ord(last) - ord("a") + 1 for _numbered, last in _TARGETS.values() if last) == 43


@pytest.mark.parametrize("word", ["5", "16.10", "17.19", "1.b", "3.d", "8.10"])
def test_these_exist(word: str) -> None:
    assert is_target(word)


@pytest.mark.parametrize("word", ["0", "18", "5.7", "16.11", "17.a", "1.c", "5.", "5.0", "05", "x", "5.2.1"])
def test_these_do_not(word: str) -> None:
    assert not is_target(word)


def test_they_are_read_as_people_write_them() -> None:
    assert targets_in("5, 16.10;1.B  5") == ("5", "16.10", "1.b")
    assert targets_in("") == ()
    with pytest.raises(ValueError, match=r"16\.12"):
        targets_in("5, 16.12, 99")
    assert [goal_of(target) for target in ("5", "16.10", "1.b")] == [5, 16, 1]
