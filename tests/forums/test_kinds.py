"""Kinds of sessions and roles in the words of others."""

import pytest

from forums.enums import ParticipationRole, SessionKind
from forums.formats.kinds import read_kind, read_role


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Workshop", SessionKind.WORKSHOP),
        ("Vortrag", SessionKind.TALK),
        ("Diskussion", SessionKind.PANEL),
        ("Aktion", SessionKind.OTHER),
        ("Lightning Talk", SessionKind.TALK),
        ("Panel 3", SessionKind.PANEL),
        ("Q&A", SessionKind.QUESTIONS),
        ("Séance plénière", SessionKind.PLENARY),
        ("Flash mob", None),
        ("", None),
    ],
)
def test_a_kind_is_known_by_many_words(text: str, kind: SessionKind | None) -> None:
    assert read_kind(text) == kind


def test_a_role_is_known_by_many_words() -> None:
    assert read_role(" Moderatorin ") == ParticipationRole.MODERATOR
    assert read_role("jester") is None
