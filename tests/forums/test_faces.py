"""Faces hold what is shown, and cannot be changed on the way."""

from dataclasses import FrozenInstanceError, fields
from datetime import date, time

import pytest

from forums.faces import DayFace, EditionFace, SessionFace


def session(title: str, **fields: object) -> SessionFace:
    return SessionFace(
        **{
            "key": "k", "title": title, "url": "/x/",
            "kind": "panel", "kind_label": "Panel", "language": "en", "is_closed": False,
            "held_on": None, "precision": "day", **fields,
        }
    )  # fmt: skip


def edition(**parts: object) -> EditionFace:
    return EditionFace(
        title="Forum", url="/x/", language="en", number=None, alternative_titles=(), title_note="", starts_on=None,
        ends_on=None, place="", country="", host="", co_hosts=(), zone="", offset="", **parts,
    )  # fmt: skip


def test_an_edition_counts_sessions_of_all_days_and_those_without() -> None:
    first = DayFace(date(2019, 10, 12), (session("a"), session("b")))
    second = DayFace(date(2019, 10, 13), (session("c"),))
    assert edition(days=(first, second), undated=(session("d"),)).session_count == 4
    assert edition().session_count == 0


def test_an_edition_has_times_when_one_session_has() -> None:
    timed, untimed = session("a", starts_at=time(9)), session("b")
    day = DayFace(date(2019, 10, 12), (untimed,))
    assert not edition(days=(day,), undated=(untimed,)).has_times
    assert edition(days=(day, DayFace(date(2019, 10, 13), (untimed, timed)))).has_times
    assert edition(undated=(timed,)).has_times


def test_a_face_of_a_session_is_as_poor_as_a_closed_one_unless_more_is_said() -> None:
    face = session("Behind doors", is_closed=True)
    known = {"key", "title", "url", "kind", "kind_label", "language", "is_closed", "held_on", "precision"}
    assert not any(getattr(face, field.name) for field in fields(face) if field.name not in known)


def test_a_face_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        session("a").title = "b"  # type: ignore[misc]
