"""Who took part: named with a public source, absent without one."""

import uuid
from dataclasses import fields

import pytest

from access.viewer import STRANGER, Viewer
from forums.enums import ParticipantCategory, ParticipationRole
from forums.faces import ParticipantFace
from forums.models.participation import Participation, people_of
from forums.models.session import SessionPage
from tests.factories.access import MEMBER, PEER, STEWARD
from tests.factories.forums import ParticipationFactory, SessionPageFactory
from tests.factories.foundation import translated

pytestmark = pytest.mark.django_db
VIEWERS = [STRANGER, MEMBER, PEER, STEWARD]


@pytest.fixture
def session() -> SessionPage:
    return SessionPageFactory()


def names(session: SessionPage) -> list[str]:
    return [face.who.name for face in people_of([session.translation_key], STRANGER).get(session.translation_key, ())]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_name_with_a_public_source_shows_with_all_of_its_part(session: SessionPage, viewer: Viewer) -> None:
    part = ParticipationFactory(session=session, printed_name="Ana Lys", role="moderator", category="ngo", country="GH")
    face = part.face_for(viewer)
    assert (face.who.name, face.who.description, face.who.seed) == ("Ana Lys", "Moderator", part.pattern_seed)
    assert (face.role, face.role_label, face.category_label, face.country) == (
        "moderator",
        "Moderator",
        "International NGO",
        "GH",
    )


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(("name", "source"), [("Canary", ""), ("Canary", " \t"), (" ", "Programme")])
def test_without_one_she_is_absent(session: SessionPage, viewer: Viewer, name: str, source: str) -> None:
    part = ParticipationFactory(session=session, printed_name=name, public_source=source, role="rapporteur")
    assert part.face_for(viewer) is None
    assert people_of([session.translation_key], viewer) == {}


def test_a_face_says_nothing_of_the_source_and_the_row() -> None:
    assert {field.name for field in fields(ParticipantFace)} == {
        "who",
        "role",
        "role_label",
        "category_label",
        "country",
    }


def test_a_part_without_a_category_has_no_word_for_it(session: SessionPage) -> None:
    assert ParticipationFactory(session=session).face_for(STRANGER).category_label == ""


@pytest.mark.parametrize("role", ParticipationRole)
def test_every_role_has_its_word(session: SessionPage, role: ParticipationRole) -> None:
    assert ParticipationFactory(session=session, role=role).face_for(STRANGER).role_label == str(role.label)


@pytest.mark.parametrize("category", ParticipantCategory)
def test_every_category_has_its_word(session: SessionPage, category: ParticipantCategory) -> None:
    face = ParticipationFactory(session=session, category=category).face_for(STRANGER)
    assert face.category_label == str(category.label)


def test_people_come_in_the_editors_order_then_as_they_were_written(session: SessionPage) -> None:
    for name, order in (("Third", 2), ("First", 0), ("Second", 1), ("Second too", 1)):
        ParticipationFactory(session=session, printed_name=name, order=order)
    assert names(session) == ["First", "Second", "Second too", "Third"]


def test_each_session_has_its_own_and_every_translation_the_same(session: SessionPage) -> None:
    other, french = SessionPageFactory(), translated(session, "fr")
    ParticipationFactory(session=session, printed_name="Ana Lys")
    ParticipationFactory(session=other, printed_name="Bo Li")
    assert (names(session), names(french), names(other)) == (["Ana Lys"], ["Ana Lys"], ["Bo Li"])


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_for_any_number_of_people_and_sessions(count: int, django_assert_num_queries) -> None:
    sessions = SessionPageFactory.create_batch(count)
    for session in sessions:
        ParticipationFactory.create_batch(count, session=session)
    with django_assert_num_queries(1):
        found = people_of((session.translation_key for session in sessions), STRANGER)
    assert [len(faces) for faces in found.values()] == [count] * count


def test_nobody_is_of_a_session_that_never_was() -> None:
    assert people_of([uuid.uuid4()], STRANGER) == {}


def test_its_label_never_says_the_name(session: SessionPage) -> None:
    part = ParticipationFactory(session=session, printed_name="Ana Lys")
    assert str(part) == f"participation {part.pk}"


def test_no_revision_of_the_page_holds_a_name(session: SessionPage) -> None:
    ParticipationFactory(session=session, printed_name="Canary", public_source="Canarysource")
    assert "anary" not in repr(session.save_revision().content)
    assert Participation.objects.count() == 1
