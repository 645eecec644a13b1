"""Sessions: what may be saved, what stands on a card, and how little there is of a closed one."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from access.viewer import STRANGER
from forums.enums import DatePrecision
from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from forums.rules import day_fault
from tests.factories.forums import AttachmentFactory, ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


def closed(**values: object) -> SessionPage:
    """A closed session in which everything is filled."""
    page = SessionPageFactory(
        is_closed=True, transcript="Word for word.", recording_url="https://x.example/1",
        body=[("paragraph", "<p>Said inside.</p>")], **values,
    )  # fmt: skip
    ParticipationFactory(session=page)
    AttachmentFactory(page=page)
    return page


def test_a_session_that_ends_must_begin() -> None:
    page = SessionPageFactory()
    page.starts_at = None
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert list(caught.value.message_dict) == ["starts_at"]


def test_a_day_must_lie_within_the_edition() -> None:
    page = SessionPageFactory(parent=ForumPageFactory())
    page.clean()
    page.held_on = date(2019, 10, 16)
    with pytest.raises(ValidationError, match="12–15 October 2019"):
        page.clean()
    page.date_precision = DatePrecision.MONTH
    page.clean()


def test_a_session_that_has_no_place_yet_is_checked_by_its_form() -> None:
    SessionPage(title="New", held_on=date(1900, 1, 1)).clean()
    assert day_fault(date(1900, 1, 1), DatePrecision.DAY, date(2019, 10, 12), None).startswith("This day lies outside")
    assert day_fault(None, DatePrecision.DAY, date(2019, 10, 12), None) == ""


def test_an_open_session_shows_all_there_is() -> None:
    page = SessionPageFactory(transcript="Word for word.", recording_url="https://x.example/1")
    ParticipationFactory(session=page, printed_name="Ana Lys")
    AttachmentFactory(page=page)
    face = page.face_for(STRANGER)
    assert (face.starts_at, face.ends_at, face.has_transcript) == (time(9, 30), time(11), True)
    assert [who.who.name for who in face.people] == ["Ana Lys"]
    assert (len(face.documents), face.spoken, face.has_body) == (1, ("en",), False)
    assert face.recording and face.recording.title == page.title
    assert page.plain_text().endswith("Word for word.")


def test_a_closed_session_is_its_day_its_title_its_themes_and_its_summary() -> None:
    ThemeIndexPageFactory(parent=ground())
    page = closed(title="Behind doors")
    about(page, ThemeFactory(name="Trust"))
    face = page.face_for(STRANGER)
    assert (face.title, face.held_on, face.summary) == ("Behind doors", date(2019, 10, 13), page.standfirst)
    assert [link.title for link in face.themes] == ["Trust"]
    assert (face.starts_at, face.ends_at, face.recording, face.has_transcript, face.has_body) == (
        None,
        None,
        None,
        False,
        False,
    )
    assert (face.people, face.documents, face.spoken) == ((), (), ())
    assert page.plain_text() == ""


@pytest.mark.parametrize(
    ("values", "when", "year"),
    [
        ({}, "13 October 2019", 2019),
        ({"date_precision": DatePrecision.MONTH}, "October 2019", 2019),
        ({"held_on": None}, "", None),
    ],
)
def test_a_card_is_no_more_exact_than_is_known(values: dict[str, object], when: str, year: int | None) -> None:
    card = SessionPageFactory(**values).card_for(STRANGER)
    assert (card.when, card.year) == (when, year)


def test_the_card_of_a_closed_session_says_so() -> None:
    assert closed().card_for(STRANGER).kind_label == "Closed session"


def test_a_page_has_the_language_of_its_words() -> None:
    assert SessionPageFactory().words_language == "en"
    assert SessionPageFactory(text_language="de").words_language == "de"


def test_it_knows_what_came_before_and_after_it() -> None:
    edition = ForumPageFactory()
    first, second, third = (
        SessionPageFactory(parent=edition, title=title, starts_at=time(hour), ends_at=None)
        for title, hour in (("One", 9), ("Two", 10), ("Three", 11))
    )
    hidden = SessionPageFactory(parent=edition, title="Hidden", starts_at=time(9, 30), ends_at=None)
    restrict(hidden, "Members")
    SessionPageFactory(parent=ForumPageFactory(), title="Elsewhere")

    def beside(page: SessionPage) -> list[str]:
        return [card.title if card else "" for card in page.neighbours_for(STRANGER)]

    assert [beside(page) for page in (first, second, third)] == [["", "Two"], ["One", "Three"], ["Two", ""]]
    assert beside(SessionPageFactory(parent=edition, title="Draft", live=False)) == ["", ""]


def test_an_edition_that_moved_keeps_nobody_from_closing_a_session() -> None:
    page = SessionPageFactory()
    ForumPage.objects.update(starts_on=date(2019, 10, 14))
    page = SessionPage.objects.get(pk=page.pk)
    page.is_closed = True
    page.save_revision().publish()
    assert SessionPage.objects.get(pk=page.pk).is_closed
    page.held_on = date(2019, 10, 12)
    with pytest.raises(ValidationError, match="14–15 October 2019"):
        page.full_clean()
