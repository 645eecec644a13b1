"""A stale form never goes over newer work."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from access.models import Account
from foundation.models.pages import PlainPage
from tests.factories.access import AccountFactory
from tests.factories.foundation import PlainPageFactory, ground

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def page() -> PlainPage:
    plain: PlainPage = PlainPageFactory(parent=ground(), title="How we work")
    plain.save_revision()
    return plain


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def url(page: PlainPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def words(form: BeautifulSoup, title: str) -> dict[str, Any]:
    """The form with another title, from the version that the form was loaded with."""
    loaded = {tag["name"]: tag["value"] for tag in form.select("input[name^=loaded_revision]")}
    texts = {"title": title, "slug": "how", "standfirst": "", "seo_title": "", "search_description": ""}
    return {**nested_form_data({**texts, "body": streamfield([]), "comments": inline_formset([])}), **loaded}


def title_of(page: PlainPage) -> str:
    return str(PlainPage.objects.get(pk=page.pk).get_latest_revision_as_object().title)


def test_a_fresh_form_is_saved(client: Client, page: PlainPage) -> None:
    form = soup(client.get(url(page)))
    assert client.post(url(page), words(form, "Mine")).status_code == 302
    assert title_of(page) == "Mine"


def test_a_stale_form_answers_409_and_shows_both(client: Client, page: PlainPage) -> None:
    form = soup(client.get(url(page)))
    page.title = "Theirs"
    newer = page.save_revision()
    response = client.post(url(page), words(form, "Mine"))
    assert response.status_code == 409
    both = soup(response)
    assert both.select_one("[name=title]")["value"] == "Mine"
    assert both.select_one(f"a[href='{reverse('wagtailadmin_pages:revisions_view', args=[page.pk, newer.pk])}']")
    assert title_of(page) == "Theirs"
    # It would be saved without anybody's decision.
    assert "w-autosave" not in both.select_one("form[data-edit-form]")["data-controller"]


def test_ones_own_automatic_saves_make_no_form_stale(client: Client, page: PlainPage, editor: Account) -> None:
    form = soup(client.get(url(page)))
    page.title = "Half a titl"
    page.save_revision(user=editor)
    assert client.post(url(page), words(form, "Mine")).status_code == 302
    assert title_of(page) == "Mine"


def test_anothers_automatic_save_into_the_loaded_version_does(client: Client, page: PlainPage) -> None:
    form = soup(client.get(url(page)))
    page.title = "Theirs"
    page.save_revision(overwrite_revision=page.latest_revision)
    assert client.post(url(page), words(form, "Mine")).status_code == 409
    assert title_of(page) == "Theirs"


def test_sending_it_again_is_a_decision(client: Client, page: PlainPage) -> None:
    form = soup(client.get(url(page)))
    page.title = "Theirs"
    page.save_revision()
    again = soup(client.post(url(page), words(form, "Mine")))
    assert client.post(url(page), words(again, "Mine")).status_code == 302
    assert title_of(page) == "Mine"


class TestTheFirstChange:
    """What an import brought has no versions: the words that stand must not go with the first change of an editor."""

    @pytest.fixture
    def imported(self) -> PlainPage:
        plain: PlainPage = PlainPageFactory(parent=ground(), title="As it came")
        return plain

    def test_keeps_the_words_that_stood(self, client: Client, imported: PlainPage) -> None:
        sent = words(soup(client.get(url(imported))), "Mine")
        assert client.post(url(imported), {**sent, "action-publish": "1"}).status_code == 302
        titles = [one.as_object().title for one in imported.revisions.order_by("pk")]
        assert titles == ["As it came", "Mine"]
        history = soup(client.get(reverse("wagtailadmin_pages:history", args=[imported.pk])))
        assert "Kept as it stood before the first change" in history.get_text()
        assert history.select("a[href*='/compare/']")

    def test_a_draft_keeps_them_without_being_shown(self, client: Client, imported: PlainPage) -> None:
        PlainPage.objects.update(live=False)
        client.post(url(imported), words(soup(client.get(url(imported))), "Mine"))
        imported.refresh_from_db()
        assert (imported.revisions.count(), imported.live_revision) == (2, None)

    def test_is_the_only_one_that_does(self, client: Client, imported: PlainPage) -> None:
        for title in ("Mine", "Mine again"):
            client.post(url(imported), words(soup(client.get(url(imported))), title))
        imported.refresh_from_db()
        assert imported.revisions.count() == 3
        assert imported.live_revision == imported.revisions.order_by("pk").first()

    def test_leaves_nothing_behind_when_it_is_refused(self, client: Client, imported: PlainPage) -> None:
        assert client.post(url(imported), words(soup(client.get(url(imported))), "")).status_code == 200
        assert not imported.revisions.exists()


def test_publishing_below_a_draft_says_that_nobody_sees_it(client: Client) -> None:
    above = PlainPageFactory(parent=ground(), title="Next year", live=False)
    below: PlainPage = PlainPageFactory(parent=above)
    sent = {**words(soup(client.get(url(below))), "Mine"), "action-publish": "1"}
    assert "Readers do not see it yet: “Next year”" in client.post(url(below), sent, follow=True).content.decode()
    above.live = True
    above.save()
    assert "Readers do not see it yet" not in client.post(url(below), sent, follow=True).content.decode()
