"""Who took part: written once, never over somebody else's work, and nowhere but in its rows."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from forums.actions.people import OvertakenError, part_of, record_people, rows_of
from forums.formats.parts import Part, version_of
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.access import AccountFactory
from tests.factories.forums import ParticipationFactory, SessionPageFactory

pytestmark = pytest.mark.django_db


def part(name: str, **kwargs: str) -> Part:
    return Part(
        **{
            "printed_name": name,
            "public_source": "Programme",
            "role": "speaker",
            "category": "",
            "country": "",
            **kwargs,
        }
    )


@pytest.fixture
def session() -> SessionPage:
    return SessionPageFactory()


def stored(session: SessionPage) -> list[str]:
    return [row.printed_name for row in rows_of(session)]


def seen(session: SessionPage) -> str:
    return version_of([part_of(row) for row in rows_of(session)])


def test_people_are_added_kept_in_order_and_removed(session: SessionPage) -> None:
    record_people(session=session, parts=[(None, part("Ada")), (None, part("Bea"))], seen=version_of([]), by=None)
    ada, bea = rows_of(session)
    record_people(session=session, parts=[(bea.pk, part("Bea")), (None, part("Cleo"))], seen=seen(session), by=None)
    assert stored(session) == ["Bea", "Cleo"]
    assert rows_of(session)[0].pk == bea.pk
    assert not Participation.objects.filter(pk=ada.pk).exists()


def test_a_form_sent_twice_writes_once(session: SessionPage) -> None:
    parts = [(None, part("Ada"))]
    assert record_people(session=session, parts=parts, seen=version_of([]), by=None) is True
    assert record_people(session=session, parts=parts, seen=version_of([]), by=None) is False
    assert stored(session) == ["Ada"]


def test_a_stale_form_overwrites_nothing(session: SessionPage) -> None:
    before = seen(session)
    record_people(session=session, parts=[(None, part("Ada"))], seen=before, by=None)
    with pytest.raises(OvertakenError) as caught:
        record_people(session=session, parts=[(None, part("Bea"))], seen=before, by=None)
    assert [p.printed_name for p in caught.value.parts] == ["Ada"]
    assert stored(session) == ["Ada"]


def test_the_people_of_another_session_cannot_be_taken_by_their_id(session: SessionPage) -> None:
    other = ParticipationFactory(session=SessionPageFactory(), printed_name="Elsewhere")
    record_people(session=session, parts=[(other.pk, part("Ada"))], seen=seen(session), by=None)
    other.refresh_from_db()
    assert other.printed_name == "Elsewhere"
    assert stored(session) == ["Ada"]


def test_another_name_gets_another_pattern_and_the_same_name_keeps_its_own(session: SessionPage) -> None:
    row = ParticipationFactory(session=session, printed_name="Ada", order=0)
    record_people(session=session, parts=[(row.pk, part("Ada", role="moderator"))], seen=seen(session), by=None)
    assert rows_of(session)[0].pattern_seed == row.pattern_seed
    record_people(session=session, parts=[(row.pk, part("Bea"))], seen=seen(session), by=None)
    assert rows_of(session)[0].pattern_seed != row.pattern_seed


def test_the_history_says_how_many_and_never_who(session: SessionPage) -> None:
    editor = AccountFactory(groups=["Editors"])
    record_people(session=session, parts=[(None, part("Zelda Quillfeather"))], seen=seen(session), by=editor)
    entry = PageLogEntry.objects.get(action="forums.people")
    assert (entry.user, entry.data, entry.label) == (editor, {"people": 1}, session.title)
    revisions = " ".join(str(revision.content) for revision in session.revisions.all())
    assert "Quillfeather" not in revisions


def test_the_index_leaves_the_session_out_until_it_has_looked_again(session: SessionPage) -> None:
    row = ParticipationFactory(session=session, printed_name="Ada")
    Change.objects.all().delete()
    record_people(session=session, parts=[(row.pk, part("Ada", public_source=""))], seen=seen(session), by=None)
    assert set(Change.objects.values_list("key", "kind")) == {(session.translation_key, ChangeKind.GONE)}


def test_equal_people_have_one_version_and_order_counts() -> None:
    ada, bea = part("Ada"), part("Bea")
    assert version_of([ada, bea]) == version_of([part("Ada"), part("Bea")])
    assert len({version_of([]), version_of([ada, bea]), version_of([bea, ada]), version_of([ada])}) == 4


class TestWhoMayNotPublish:
    """Rows have no drafts: what would show more is for those who publish, taking away is for everybody who edits."""

    def test_opens_no_name(self, session: SessionPage) -> None:
        row = ParticipationFactory(session=session, printed_name="Ada", public_source="")
        moderator = AccountFactory(groups=["Moderators"])
        for wanted in (part("Ada", public_source="A list"), part("Bea", public_source="A list")):
            with pytest.raises(PermissionDenied):
                record_people(session=session, parts=[(row.pk, wanted)], seen=seen(session), by=moderator)
        assert [one.public_source for one in rows_of(session)] == [""]

    def test_changes_nothing_of_what_is_shown(self, session: SessionPage) -> None:
        row = ParticipationFactory(session=session, printed_name="Ada", country="GH")
        moderator = AccountFactory(groups=["Moderators"])
        wanted = replace(part_of(row), country="BY")
        with pytest.raises(PermissionDenied):
            record_people(session=session, parts=[(row.pk, wanted)], seen=seen(session), by=moderator)

    def test_takes_away_at_once(self, session: SessionPage) -> None:
        ada = ParticipationFactory(session=session, printed_name="Ada", order=0)
        ParticipationFactory(session=session, printed_name="Bea", order=1)
        moderator = AccountFactory(groups=["Moderators"])
        hidden = replace(part_of(ada), public_source="")
        assert record_people(session=session, parts=[(ada.pk, hidden)], seen=seen(session), by=moderator)
        assert [part_of(row) for row in rows_of(session)] == [hidden]
