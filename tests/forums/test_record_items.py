"""Press items and key messages as records."""

from typing import Any

import pytest

from forums.enums import ImportFate
from forums.models.press import KeyMessage, PressItem
from foundation.models.change import Change
from tests.factories.archives import imported, records
from tests.factories.forums import (
    DocumentFactory,
    ForumIndexPageFactory,
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.themes import ThemeFactory
from themes.enums import ThemeStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index() -> None:
    ForumIndexPageFactory()


def told(kind: str, **scope: Any) -> list[dict[str, Any]]:
    return [one for one in records(**scope) if one["record"] == kind]


def fault(row: dict[str, Any], **wish: Any) -> str:
    (line,) = imported([row], **wish).lines[ImportFate.FAULTY]
    return line.reason


@pytest.fixture
def press() -> dict[str, Any]:
    PressItemFactory(edition=ForumPageFactory(), themes=[ThemeFactory(name="Law")], outlet="The Herald")
    (row,) = told("press")
    return row


@pytest.fixture
def message() -> dict[str, Any]:
    session = SessionPageFactory()
    KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session, printed_name="Ada Lovelace"))
    (row,) = told("message")
    return row


def test_a_press_item_comes_back_with_its_permalink(press: dict[str, Any]) -> None:
    item = PressItem.objects.get()
    assert (press["outlet"], press["date"], press["themes"]) == ("The Herald", "2019-10-20", ["Law"])
    PressItem.objects.all().delete()
    assert imported([press], is_plan=True).counts == {ImportFate.CREATED: 1}
    assert not PressItem.objects.exists()
    assert imported([press]).counts == {ImportFate.CREATED: 1}
    assert PressItem.objects.get().key == item.key
    assert Change.objects.filter(key=item.key).exists()
    assert told("press") == [press]


def test_what_stands_here_is_its_editors_until_it_is_overwritten(press: dict[str, Any]) -> None:
    other = {**press, "outlet": "Another", "themes": []}
    assert imported([other]).counts == {ImportFate.EDITED: 1}
    assert imported([other], overwrite=True).counts == {ImportFate.UPDATED: 1}
    item = PressItem.objects.get()
    assert (item.outlet, list(item.themes.all()), item.title) == ("Another", [], press["title"])


def test_terms_that_wait_stay_where_they_are_not_named(press: dict[str, Any]) -> None:
    waiting, other = ThemeFactory(name="New", status=ThemeStatus.PENDING), ThemeFactory(name="Other")
    item = PressItem.objects.get()
    item.themes.add(waiting)
    assert told("press") == [press]
    assert imported([{**press, "outlet": "Another"}], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert {term.name for term in item.themes.all()} == {"Law", "New"}
    assert imported([{**press, "themes": [other.name]}], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert {term.name for term in item.themes.all()} == {"Other", "New"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"forum_id": "e/9"}, "“e/9”, to which it belongs"),
        ({"url": "ftp://x.org"}, "“url”"),
        ({"outlet": ""}, "“outlet”"),
        ({"date": "yesterday"}, "is no date"),
        ({"themes": [1]}, "“1” is not the kind of value"),
        ({"id": "another", "key": ""}, "recorded for this edition already"),
    ],
)
def test_a_press_item_that_cannot_be_is_told(press: dict[str, Any], values: dict[str, Any], words: str) -> None:
    assert words in fault({**press, **values}, overwrite=True)


def test_a_column_that_a_row_does_not_have_leaves_what_stands_here(press: dict[str, Any]) -> None:
    item = PressItem.objects.get()
    row = {"record": "press", "id": press["id"], "outlet": "Another"}
    assert imported([row], is_plan=True, overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert imported([row], overwrite=True).counts == {ImportFate.UPDATED: 1}
    after = PressItem.objects.get()
    assert (after.outlet, after.title, after.edition_key) == ("Another", item.title, item.edition_key)
    assert "“”, to which it belongs" in fault({**row, "forum_id": ""}, overwrite=True)


def test_a_message_comes_back_with_its_speaker(message: dict[str, Any]) -> None:
    assert message["speaker"] == "Ada Lovelace"
    KeyMessage.objects.all().delete()
    assert imported([message]).counts == {ImportFate.CREATED: 1}
    assert KeyMessage.objects.get().speaker.printed_name == "Ada Lovelace"
    assert imported([{**message, "speaker": ""}], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert KeyMessage.objects.get().is_withheld
    assert "not among the people" in fault({**message, "speaker": "Bo Li"}, overwrite=True)


def test_what_readers_do_not_see_does_not_leave() -> None:
    shown = SessionPageFactory()
    KeyMessageFactory(session=shown, speaker=ParticipationFactory(session=shown, public_source=""))
    KeyMessageFactory(session=SessionPageFactory(is_closed=True, parent=shown.get_parent()))
    PressItemFactory(edition=ForumPageFactory(live=False))
    assert (told("message"), told("press")) == ([], [])
    assert (len(told("message", is_full=True)), len(told("press", is_full=True))) == (2, 1)


def test_rows_of_one_edition(press: dict[str, Any], message: dict[str, Any]) -> None:
    edition = SessionPageFactory().get_parent().specific
    assert (told("press", forum=edition), told("message", forum=edition)) == ([], [])


def test_a_message_takes_no_speaker_into_a_session_that_she_was_not_at(message: dict[str, Any]) -> None:
    session = SessionPageFactory()
    moved = {"record": "message", "id": message["id"], "session": f"urn:uuid:{session.translation_key}"}
    assert "not among the people" in fault(moved, overwrite=True)
    there = ParticipationFactory(session=session, printed_name="Ada Lovelace")
    assert imported([moved], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert KeyMessage.objects.get().speaker == there


def test_a_row_takes_no_key_that_leads_elsewhere(press: dict[str, Any]) -> None:
    theirs = [ForumPageFactory().translation_key, ThemeFactory().key, DocumentFactory().key]
    rows = [{**press, "id": f"x/{key}", "key": str(key), "url": f"https://x.org/{key}"} for key in theirs]
    report = imported(rows)
    assert [line.reason for line in report.lines[ImportFate.FAULTY]] == ["its key belongs to something else here"] * 3
    assert PressItem.objects.count() == 1


def test_an_address_stands_once_in_an_edition_also_among_the_rows(press: dict[str, Any]) -> None:
    PressItem.objects.all().delete()
    again = {name: value for name, value in press.items() if name != "key"} | {"id": "again", "title": "Again"}
    report = imported([press, again])
    assert report.counts == {ImportFate.CREATED: 1, ImportFate.FAULTY: 1}
    assert "recorded for this edition already" in report.lines[ImportFate.FAULTY][0].reason
