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
