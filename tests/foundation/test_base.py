"""What every page of ours is: facts that belong to the work, addresses that stay, cards."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from access.viewer import STRANGER
from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from foundation.models.base import first_segments
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import LocaleFactory, PlainPageFactory, ground, translated
from tests.factories.themes import ThemeIndexPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionPage:
    return SessionPageFactory()


def test_every_language_has_the_same_permalink(session: SessionPage) -> None:
    french = translated(session, "fr")
    assert french.pk != session.pk
    assert french.permalink == session.permalink == f"/id/{session.translation_key}/"


def test_a_translation_begins_with_the_facts(session: SessionPage) -> None:
    copy = session.copy_for_translation(LocaleFactory(language_code="fr"), copy_parents=True)
    assert [getattr(copy, name) for name in copy.facts] == [getattr(session, name) for name in session.facts]


def test_a_translation_takes_the_facts_and_keeps_its_words(session: SessionPage) -> None:
    french = translated(session, "fr")
    french.title, french.is_closed, french.held_on = "Séance", True, date(2019, 10, 12)
    french.save()
    french = SessionPage.objects.get(pk=french.pk)
    assert (french.title, french.is_closed, french.held_on) == ("Séance", False, session.held_on)


def test_a_stale_draft_of_a_translation_reopens_nothing(session: SessionPage) -> None:
    french = translated(session, "fr")
    french.title = "Séance"
    stale = french.save_revision()
    session.is_closed = True
    session.save_revision().publish()
    assert stale.as_object().is_closed is False
    stale.publish()
    french = SessionPage.objects.get(pk=french.pk)
    assert (french.title, french.is_closed) == ("Séance", True)


def test_a_page_that_was_loaded_before_reopens_nothing(session: SessionPage) -> None:
    french = translated(session, "fr")
    assert not french.original.is_closed
    session.is_closed = True
    session.save()
    french.save()
    assert SessionPage.objects.get(pk=french.pk).is_closed


def test_saving_some_columns_leaves_the_facts_alone(session: SessionPage) -> None:
    french = translated(session, "fr")
    french.title = "Séance"
    french.save(update_fields=["title"])
    french.refresh_from_db()
    assert (french.title, french.is_closed) == ("Séance", False)


def test_the_edition_shares_its_dates_with_its_translations() -> None:
    edition = ForumPageFactory()
    french = translated(edition, "fr", place="Centre Carter, Atlanta")
    edition.ends_on, edition.place = date(2019, 10, 16), "Atlanta"
    edition.save()
    french = ForumPage.objects.get(pk=french.pk)
    assert (french.ends_on, french.place) == (date(2019, 10, 16), "Centre Carter, Atlanta")


def test_the_first_page_holds_the_facts_where_the_sites_language_is_missing() -> None:
    edition = ForumPageFactory()
    french = SessionPageFactory(parent=translated(edition, "fr"))
    arabic = translated(french, "ar")
    assert (french.language, arabic.original.pk, french.original.pk) == ("fr", french.pk, french.pk)
    assert SessionPage(title="new").original.pk is None


def test_the_preview_of_a_stale_draft_shows_what_readers_would_get(session: SessionPage, rf: RequestFactory) -> None:
    french = translated(session, "fr")
    stale = french.save_revision().as_object()
    session.is_closed = True
    session.save()
    response = stale.make_preview_request(original_request=None)
    assert "09:30" not in response.content.decode()
    assert "9:30" not in response.content.decode()


def test_words_have_the_language_of_the_place_or_their_own(session: SessionPage) -> None:
    french = translated(session, "fr")
    mirror = session.copy_for_translation(LocaleFactory(language_code="es"), copy_parents=True, alias=True)
    assert (session.words_language, french.words_language, mirror.words_language) == ("en", "fr", "en")
    mirror.text_language = session.text_language = "und"
    assert (session.words_language, mirror.words_language) == ("und", "und")


def test_a_card_is_what_a_page_shows_elsewhere() -> None:
    page = PlainPageFactory(parent=ground(), title="How we work", slug="how", standfirst="In short.")
    card = page.card_for(STRANGER)
    assert (card.kind, card.kind_label, card.title, card.url) == ("page", "page", "How we work", "/how/")
    assert (card.summary, card.language) == ("In short.", "en")


def test_the_words_of_a_body_are_its_visible_ones() -> None:
    page = PlainPageFactory(parent=ground(), body=[("heading", {"text": "Quiet words"})])
    assert page.plain_text() == "Quiet words"
    assert PlainPageFactory(parent=ground()).plain_text() == ""
    assert ForumPageFactory().get_parent().specific.plain_text() == ""


def test_a_host_page_serves_what_its_room_has_and_nothing_else(client: Client) -> None:
    host = ThemeIndexPageFactory(parent=ground())
    assert b"<h1" in client.get("/themes/").content
    for path in ("/themes/unknown/", "/themes/unknown/deeper/"):
        assert client.get(path).status_code == 404
    host.unpublish()
    assert client.get("/themes/").status_code == 404


def test_an_editor_can_preview_a_draft(client: Client) -> None:
    draft = PlainPageFactory(parent=ground(), title="Not yet public", live=False)
    draft.save_revision()
    path = f"/cms/pages/{draft.pk}/view_draft/"
    assert b"Not yet public" not in client.get(path).content
    client.force_login(AccountFactory(groups=["Editors"]))
    assert b"Not yet public" in client.get(path).content


@pytest.mark.parametrize("slug", ["calendar", "text", "feed", "press"])
def test_no_page_takes_an_address_that_the_page_above_answers(client: Client, slug: str) -> None:
    edition = ForumPageFactory()
    with pytest.raises(ValidationError, match="something of its own"):
        SessionPageFactory(parent=edition, slug=slug)
    PlainPageFactory(parent=ground(), slug=slug, title="Not below an edition")
    assert b"Not below an edition" in client.get(f"/{slug}/").content


def test_a_page_that_exists_is_not_renamed_so_either(session: SessionPage) -> None:
    session.slug = "calendar"
    with pytest.raises(ValidationError, match="something of its own"):
        session.save()


def test_a_host_whose_addresses_begin_with_anything_takes_no_word() -> None:
    assert first_segments("themes.urls") == frozenset()
    assert "calendar" in first_segments("forums.urls")
