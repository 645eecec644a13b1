"""Press items and key messages are found by themselves, and go with their edition or session."""

import pytest
from django.core.management import call_command
from django.test import Client

from access.enums import Audience
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from search.engines.base import Engine
from search.records.press import message_record, row_records
from search.records.reading import count, every_key, of, with_dependents
from search.records.works import one_of, works
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.foundation import ground, restrict
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(engine: Engine) -> SessionPage:
    edition = ForumPageFactory(slug="2019", title="Twelfth")
    session = SessionPageFactory(parent=edition)
    ThemeIndexPageFactory(parent=ground())
    faith = ThemeFactory(name="Faith", slug="faith", synonyms="belief")
    PressItemFactory(edition=edition, title="Lanterns in Atlanta", themes=[faith])
    part = ParticipationFactory(session=session, printed_name="Ana Lys", role="rapporteur")
    KeyMessageFactory(session=session, speaker=part, words="A rota of lanterns.", themes=[faith])
    KeyMessageFactory(session=session, words="Nobody carries lanterns alone.", language="fr")
    call_command("index", verbosity=0)
    return session


def item() -> PressItem:
    return PressItem.objects.get()


def named() -> KeyMessage:
    return KeyMessage.objects.get(is_withheld=False)


def answer(client: Client, query: str):
    return client.get(f"/search/?{query}").context["answer"]


@pytest.mark.parametrize("rank", list(Audience))
def test_press_is_a_record_of_its_own(session: SessionPage, rank: Audience) -> None:
    record, edition = of(item().key, rank), ForumPage.objects.get()
    assert record is not None
    assert (record.kind, record.part_of, record.edition) == ("press", str(edition.translation_key), "2019")
    (text,) = record.texts
    assert (text.title, text.summary, text.language) == ("Lanterns in Atlanta", "The Example Herald", "en")
    assert text.url == f"{edition.url}press/{item().key}/"
    assert (record.themes, record.keywords, record.date) == (("faith",), ("Faith", "belief"), 20191020)


@pytest.mark.parametrize("rank", list(Audience))
def test_a_message_is_one_too(session: SessionPage, rank: Audience) -> None:
    record = of(named().key, rank)
    assert record is not None
    assert (record.kind, record.part_of, record.edition) == ("message", str(session.translation_key), "2019")
    assert (record.speakers, record.roles, record.date) == (("Ana Lys",), ("rapporteur",), 20191013)
    assert record.texts[0].url == f"{session.url}#message-{named().key}"
    withheld = of(KeyMessage.objects.get(is_withheld=True).key, rank)
    assert (withheld.speakers, withheld.roles, withheld.texts[0].language) == ((), (), "fr")


@pytest.mark.parametrize("rank", list(Audience))
def test_a_name_that_does_not_show_is_in_no_record(session: SessionPage, rank: Audience) -> None:
    part = named().speaker
    part.public_source = ""
    part.save()
    assert of(named().key, rank) is None
    assert "Ana Lys" not in repr([row_records(KeyMessage.objects.values_list("key", flat=True))[rank]])
    # Also without the doorway before it.
    assert (
        message_record(named(), works([session.translation_key])[rank][session.translation_key], one_of(rank)) is None
    )


@pytest.mark.parametrize("rank", list(Audience))
def test_a_closed_session_leaves_no_record(session: SessionPage, rank: Audience) -> None:
    SessionPage.objects.update(is_closed=True)
    assert row_records(KeyMessage.objects.values_list("key", flat=True))[rank] == {}


@pytest.mark.parametrize(("rank", "count"), [(0, 0), (1, 0), (2, 3), (3, 3)])
def test_each_rank_has_what_it_may_see(session: SessionPage, rank: int, count: int) -> None:
    restrict(ForumPage.objects.get(), "Peers")
    keys = [item().key, *KeyMessage.objects.values_list("key", flat=True)]
    assert len(row_records(keys)[Audience(rank)]) == count


def test_all_are_counted_and_follow_their_page(session: SessionPage) -> None:
    keys = list(every_key())
    rows = {item().key, *KeyMessage.objects.values_list("key", flat=True)}
    assert rows <= set(keys)
    assert len(keys) == count()
    assert rows <= with_dependents({ForumPage.objects.get().translation_key})
    assert with_dependents({session.translation_key}) >= rows - {item().key}
    call_command("index", "--check", verbosity=0)


def test_they_are_found_with_their_names(client: Client, session: SessionPage) -> None:
    kinds = {hit.kind: (hit.kind_label, hit.url) for hit in answer(client, "q=lanterns").hits}
    assert kinds["press"] == ("Press", f"{ForumPage.objects.get().url}press/{item().key}/")
    assert kinds["message"][0] == "Key message"
    assert answer(client, "q=lanterns&theme=faith").total == 2
    assert [hit.kind for hit in answer(client, "q=lanterns&speaker=Ana+Lys").hits] == ["message"]


@pytest.mark.parametrize("change", ["withdraw", "close", "unpublish", "delete", "restrict"])
def test_they_are_gone_on_the_next_request(client: Client, session: SessionPage, change: str) -> None:
    assert answer(client, "q=rota").total == 1
    if change == "withdraw":
        part = named().speaker
        part.public_source = ""
        part.save()
    elif change == "close":
        session.is_closed = True
        session.save_revision().publish()
    elif change == "unpublish":
        session.unpublish()
    elif change == "delete":
        named().delete()
    else:
        restrict(session, "Members")
    for _ in range(2):
        found = answer(client, "q=rota")
        assert (found.total, found.hits) == (0, ())
        assert not found.facet("speaker").values
        call_command("index", verbosity=0)
    call_command("index", "--check", verbosity=0)


def test_what_an_editor_changes_follows(client: Client, session: SessionPage) -> None:
    row = item()
    row.title = "Torches in Atlanta"
    row.save()
    row.themes.clear()
    call_command("index", verbosity=0)
    assert answer(client, "q=torches").total == 1
    assert answer(client, "kind=press&theme=faith").total == 0
    named().themes.get().delete()
    call_command("index", verbosity=0)
    assert answer(client, "kind=message&theme=faith").total == 0
    call_command("index", "--check", verbosity=0)


def test_a_member_finds_what_is_for_members(client: Client, session: SessionPage) -> None:
    restrict(session, "Members")
    call_command("index", verbosity=0)
    assert answer(client, "q=rota").total == 0
    client.force_login(AccountFactory(groups=["Members"]))
    assert answer(client, "q=rota").total == 1
