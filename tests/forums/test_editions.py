"""A new edition with the structure of another."""

from datetime import date, time

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageLogEntry

from forums.actions.editions import start_edition
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.models.media import Document
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    AttachmentFactory,
    ClaimFactory,
    ForumPageFactory,
    ParticipationFactory,
    SessionPageFactory,
)
from tests.factories.foundation import translated
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


def paper() -> Document:
    return Document.objects.create(title="Paper", file=ContentFile(b"Words.", name="paper.txt"))


@pytest.fixture
def last() -> ForumPage:
    edition = ForumPageFactory(title="The twelfth", concept_note=paper())
    edition.headings = [{"type": "heading", "value": {"title": "Solidarity", "text": "", "themes": []}}]
    edition.themes.set([ThemeFactory(name="Solidarity")])
    edition.save()
    ClaimFactory(page=edition)
    AttachmentFactory(page=edition, document=paper())
    return edition


@pytest.fixture
def panel(last: ForumPage) -> SessionPage:
    session = SessionPageFactory(
        parent=last, title="Panel", session_kind="panel", held_on=date(2019, 10, 13), recording_url="https://x.example/1",
        transcript="Words.", standfirst="What was said.",
    )  # fmt: skip
    session.themes.set([ThemeFactory(name="Night lines")])
    session.save()
    ParticipationFactory(session=session, printed_name="Zelda Quillfeather")
    AttachmentFactory(page=session, document=paper())
    return session


def begin(last: ForumPage, **kwargs: object) -> ForumPage:
    return start_edition(
        **{"like": last, "title": "The thirteenth", "starts_on": date(2021, 5, 1), "by": None, **kwargs}
    )


def test_the_structure_comes_along(last: ForumPage, panel: SessionPage) -> None:
    edition = begin(last)
    assert (edition.title, edition.starts_on, edition.ends_on) == ("The thirteenth", date(2021, 5, 1), date(2021, 5, 4))
    assert [block.value["title"] for block in edition.headings] == ["Solidarity"]
    assert [theme.name for theme in edition.themes.all()] == ["Solidarity"]
    assert edition.builds_on == last
    session = SessionPage.objects.child_of(edition).get()
    assert (session.title, session.session_kind, session.held_on) == ("Panel", "panel", date(2021, 5, 2))
    assert [theme.name for theme in session.themes.all()] == ["Night lines"]


def test_everything_is_a_draft_of_its_maker(last: ForumPage, panel: SessionPage) -> None:
    editor = AccountFactory()
    edition = begin(last, by=editor)
    pages = [edition, SessionPage.objects.child_of(edition).get()]
    assert [(page.live, page.owner, page.latest_revision.user) for page in pages] == [(False, editor, editor)] * 2
    assert PageLogEntry.objects.get(action="forums.start").data == {"like": last.pk}


def test_people_papers_and_words_stay_behind(last: ForumPage, panel: SessionPage) -> None:
    edition = begin(last)
    session = SessionPage.objects.child_of(edition).get()
    assert not Participation.objects.filter(session_key=session.translation_key).exists()
    assert (session.recording_url, session.transcript, session.standfirst, session.starts_at) == ("", "", "", None)
    assert (list(session.attachments.all()), list(edition.attachments.all()), list(edition.claims.all())) == (
        [],
        [],
        [],
    )
    assert (edition.number, edition.place, edition.host, edition.concept_note) == (None, "", "", None)
    assert session.translation_key != panel.translation_key


@pytest.mark.parametrize("known", [{"held_on": None}, {"date_precision": "month"}])
def test_a_session_without_a_known_day_stays_without(last: ForumPage, known: dict[str, object]) -> None:
    SessionPageFactory(parent=last, is_closed=True, starts_at=time(9), ends_at=None, **known)
    session = SessionPage.objects.child_of(begin(last)).get()
    assert (session.held_on, session.is_closed) == (None, True)


def test_an_edition_without_days_gives_none() -> None:
    edition = begin(ForumPageFactory(starts_on=None, ends_on=None))
    assert (edition.starts_on, edition.ends_on) == (date(2021, 5, 1), date(2021, 5, 1))


def test_from_a_translation_the_original_is_copied(last: ForumPage, panel: SessionPage) -> None:
    french = translated(last, "fr", title="La douzième")
    edition = start_edition(like=french, title="The next", starts_on=date(2021, 5, 1), by=None)
    assert (edition.language, edition.get_parent().pk) == ("en", last.get_parent().pk)
    assert [session.title for session in SessionPage.objects.child_of(edition)] == ["Panel"]
    assert edition.builds_on_id == last.pk
