"""Editions: what may be saved, and what a reader gets to see."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from access.viewer import STRANGER
from forums.models.attachments import documents_of
from forums.models.edition import Claim, ForumPage
from tests.factories.forums import (
    AttachmentFactory,
    ClaimFactory,
    DocumentFactory,
    ForumPageFactory,
    ParticipationFactory,
    SessionPageFactory,
)
from tests.factories.foundation import restrict, translated

pytestmark = pytest.mark.django_db


def faults(edition: ForumPage) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        edition.clean()
    return caught.value.message_dict


def test_the_last_day_cannot_lie_before_the_first() -> None:
    edition = ForumPageFactory()
    edition.ends_on = edition.starts_on
    edition.clean()
    edition.ends_on = date(2019, 10, 11)
    assert "ends_on" in faults(edition)
    edition.starts_on = None
    edition.clean()


def test_an_edition_cannot_build_on_itself() -> None:
    edition, other = ForumPageFactory(), ForumPageFactory()
    edition.builds_on = other
    edition.clean()
    edition.builds_on = edition
    assert "builds_on" in faults(edition)


def test_a_country_is_written_in_capitals() -> None:
    edition = ForumPageFactory(country="no")
    edition.clean()
    assert edition.country == "NO"


def test_a_number_stands_with_what_it_counts_and_who_says_so() -> None:
    edition = ForumPageFactory()
    claim = ClaimFactory(page=edition, held="planned")
    assert str(claim) == "Participants: more than 60"
    (face,) = ForumPage.objects.get(pk=edition.pk).face_for(STRANGER).claims
    assert face == Claim.objects.get().face("en")
    assert (face.value, face.source) == ("more than 60", "Report of the forum")


def test_the_concept_note_stands_before_the_other_documents() -> None:
    edition = ForumPageFactory(concept_note=DocumentFactory(title="Concept note"))
    AttachmentFactory(page=edition, document=DocumentFactory(title="Report"))
    attached = documents_of({edition.pk: "en"})
    assert [face.title for face in edition.documents(attached)] == ["Concept note", "Report"]
    edition.concept_note = None
    assert [face.title for face in edition.documents(attached)] == ["Report"]


def test_neighbours_are_those_that_the_viewer_may_see_in_the_language_of_the_page() -> None:
    first = ForumPageFactory(title="First")
    second = ForumPageFactory(title="Second", builds_on=first)
    third = ForumPageFactory(title="Third", builds_on=second, starts_on=date(2020, 1, 1), ends_on=None)
    hidden = ForumPageFactory(title="Hidden", builds_on=second)
    restrict(hidden, "Members")
    before, after = second.neighbours_for(STRANGER)
    assert (before and before.title, [card.title for card in after]) == ("First", ["Third"])
    assert third.neighbours_for(STRANGER)[1] == ()
    assert first.neighbours_for(STRANGER)[0] is None
    french = translated(second, "fr", title="Deuxième")
    translated(third, "fr", title="Troisième")
    before, after = french.neighbours_for(STRANGER)
    assert (before and before.title, [card.title for card in after]) == ("First", ["Troisième"])


def test_a_card_says_when_and_where() -> None:
    card = ForumPageFactory(title="Twelfth").card_for(STRANGER)
    assert (card.title, card.when, card.year, card.note) == (
        "Twelfth",
        "12–15 October 2019",
        2019,
        "The Carter Center, Atlanta",
    )
    assert ForumPageFactory(starts_on=None, ends_on=None).card_for(STRANGER).year is None


def test_a_face_counts_the_sessions_it_shows() -> None:
    edition = ForumPageFactory()
    ParticipationFactory(session=SessionPageFactory(parent=edition), printed_name="Ana Lys")
    SessionPageFactory(parent=edition, held_on=None)
    restrict(SessionPageFactory(parent=edition), "Members")
    face = edition.face_for(STRANGER)
    assert (face.session_count, len(face.days), len(face.undated)) == (2, 1, 1)
    assert [voice.who.name for voice in face.voices] == ["Ana Lys"]
    assert face.offset == "UTC−4"


def test_the_page_shows_the_programme(client) -> None:
    edition = ForumPageFactory(title="Twelfth forum of all")
    SessionPageFactory(parent=edition, title="Families of both sides")
    words = client.get(edition.url).content.decode()
    assert "Twelfth forum of all" in words
    assert "Families of both sides" in words
