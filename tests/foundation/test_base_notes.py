"""What readers are told of a page's language: a mirror, words in another one, a shortened translation."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from access.viewer import STRANGER
from foundation.cards import TranslationNote
from foundation.models.pages import PlainPage
from tests.factories.access import AccountFactory
from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import LocaleFactory, PlainPageFactory, ground, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> PlainPage:
    return PlainPageFactory(parent=ground(), title="How we work", slug="how")


def note_on(client: Client, path: str) -> str:
    """What the page says of its language, the element too; "" for nothing."""
    found = BeautifulSoup(client.get(path).content, "html.parser").select("main > .translation-note")
    return " ".join(str(found[0]).split()) if found else ""


def test_an_original_and_a_whole_translation_say_nothing(client: Client, page: PlainPage) -> None:
    french = translated(page, "fr", title="Notre travail")
    page.is_shortened = True
    page.save()
    assert (page.note_for(STRANGER), french.note_for(STRANGER)) == (None, None)
    assert note_on(client, "/how/") == note_on(client, french.url) == ""


def test_a_mirror_says_that_it_waits_for_its_translation(client: Client, page: PlainPage) -> None:
    mirror = page.copy_for_translation(LocaleFactory(language_code="ar"), copy_parents=True, alias=True)
    assert mirror.note_for(STRANGER) == TranslationNote("en", is_mirror=True)
    said = note_on(client, mirror.url)
    assert said.startswith('<p class="translation-note" dir="rtl" lang="ar">')
    assert BeautifulSoup(client.get(mirror.url).content, "html.parser").main["lang"] == "en"
    assert "الإنجليزية" in said


def test_a_session_in_words_of_its_own_names_their_language(client: Client) -> None:
    session = SessionPageFactory(text_language="de")
    assert session.note_for(STRANGER) == TranslationNote("de")
    assert "German" in note_on(client, session.url)
    session.text_language = "und"
    assert session.note_for(STRANGER) is None


def test_a_shortened_translation_leads_to_the_whole_text(client: Client, page: PlainPage) -> None:
    french = translated(page, "fr", title="Notre travail", is_shortened=True)
    said = note_on(client, french.url)
    assert 'href="/how/"' in said
    assert '<span dir="ltr" lang="en">How we work</span> (anglais)' in said
    page.unpublish()
    assert french.note_for(STRANGER) == TranslationNote(is_shortened=True)
    assert "href" not in note_on(client, french.url)


def test_editors_are_asked_of_translations_only(client: Client, page: PlainPage) -> None:
    french = translated(page, "fr")
    client.force_login(AccountFactory(groups=["Editors"]))
    forms = [client.get(f"/cms/pages/{one.pk}/edit/").content.decode() for one in (page, french)]
    assert ['name="is_shortened"' in form for form in forms] == [False, True]
