"""What an editor says of a translation, also in wagtail-localize's form of it."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation, TranslationSource

from access.models import Account
from foundation.models.pages import PlainPage
from tests.factories.access import AccountFactory
from tests.factories.foundation import LocaleFactory, PlainPageFactory, ground, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def french() -> PlainPage:
    page: PlainPage = translated(PlainPageFactory(parent=ground(), title="How we work"), "fr")
    page.save_revision().publish()
    return page


def mark(client: Client, page: PlainPage, **words: str) -> int:
    return client.post(reverse("mark_shortened", args=[page.pk]), words).status_code


def test_it_is_said_of_the_page_and_of_its_newest_version(client: Client, french: PlainPage) -> None:
    for words, is_shortened in (({"is_shortened": "yes"}, True), ({}, False)):
        assert mark(client, french, **words) == 302
        stored = PlainPage.objects.get(pk=french.pk)
        assert stored.is_shortened is is_shortened
        assert stored.get_latest_revision_as_object().is_shortened is is_shortened
        assert not stored.has_unpublished_changes


def test_the_words_of_a_draft_stay_a_draft(client: Client, french: PlainPage) -> None:
    draft = PlainPage.objects.get(pk=french.pk)
    draft.title = "Comment"
    draft.save_revision()
    mark(client, french, is_shortened="yes")
    stored = PlainPage.objects.get(pk=french.pk)
    assert (stored.title, stored.get_latest_revision_as_object().title) == (french.title, "Comment")
    assert stored.has_unpublished_changes


def test_the_form_of_wagtail_localize_asks_and_keeps_the_answer(client: Client) -> None:
    page = PlainPageFactory(parent=ground(), title="How we work")
    source = TranslationSource.update_or_create_from_instance(page)[0]
    locale = LocaleFactory(language_code="fr")
    translated(ground(), "fr")
    work = Translation.objects.create(source=source, target_locale=locale)
    work.save_target(publish=True)
    french = PlainPage.objects.get(locale=locale)
    url = reverse("wagtailadmin_pages:edit", args=[french.pk])
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("form.desk-shortened")
    assert "Mark it as shortened" in form.get_text()
    client.post(form["action"], {"is_shortened": "yes"})
    work.save_target(publish=True)
    assert PlainPage.objects.get(pk=french.pk).is_shortened
    assert "It is whole" in client.get(url).content.decode()


@pytest.mark.parametrize("which", [lambda page: page.original, lambda page: page.create_alias(update_slug="miroir")])
def test_originals_and_mirrors_are_not_asked(client, french: PlainPage, which: Callable[..., PlainPage]) -> None:
    assert mark(client, which(french), is_shortened="yes") == 404


def test_whoever_may_not_publish_may_not_say_it(client: Client, french: PlainPage) -> None:
    client.force_login(AccountFactory(groups=["Moderators"]))
    assert mark(client, french, is_shortened="yes") in {302, 403}
    assert not PlainPage.objects.get(pk=french.pk).is_shortened
