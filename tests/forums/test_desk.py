"""Pages of `/cms/` that Wagtail has not."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from access.models import Account
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.session import SessionPage
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def session() -> SessionPage:
    return SessionPageFactory(title="Opening")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def people_url(session: SessionPage) -> str:
    return reverse("session_people", args=[session.pk])


def filled(page: BeautifulSoup, **changes: str) -> dict[str, Any]:
    """The form as a browser would send it, with these fields changed."""
    form = page.select_one("form[data-controller~=w-formset]")
    form.select_one("template").extract()
    data = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    for field in form.select("select"):
        chosen = field.select_one("option[selected]")
        data[field["name"]] = chosen["value"] if chosen else ""
    return {**data, **changes}


def names(session: SessionPage) -> list[str]:
    rows = Participation.objects.filter(session_key=session.translation_key).order_by("order")
    return [row.printed_name for row in rows]


def test_who_may_not_publish_shows_nobody_new_and_keeps_what_was_typed(client: Client, session: SessionPage) -> None:
    client.force_login(AccountFactory(groups=["Moderators"]))
    sent = {"form-0-printed_name": "Zelda", "form-0-public_source": "A list"}
    response = client.post(people_url(session), filled(soup(client.get(people_url(session))), **sent))
    page = soup(response)
    assert response.status_code == 403
    assert "Only somebody who may publish" in page.get_text()
    assert page.select_one("[name=form-0-printed_name]")["value"] == "Zelda"
    assert names(session) == []


def test_people_are_added_on_blank_rows(client: Client, session: SessionPage) -> None:
    ParticipationFactory(session=session, printed_name="Ada")
    page = soup(client.get(people_url(session)))
    data = filled(page, **{"form-1-printed_name": "Bea  Novak", "form-1-role": "moderator", "form-1-country": "PL"})
    assert client.post(people_url(session), data).url == people_url(session)
    assert names(session) == ["Ada", "Bea Novak"]
    added = Participation.objects.get(printed_name="Bea Novak")
    assert (added.role, added.country, added.public_source) == ("moderator", "PL", "")


def test_people_are_reordered_and_removed(client: Client, session: SessionPage) -> None:
    for order, name in enumerate(["Ada", "Bea", "Cleo"]):
        ParticipationFactory(session=session, printed_name=name, order=order)
    page = soup(client.get(people_url(session)))
    client.post(people_url(session), filled(page, **{"form-2-ORDER": "1", "form-0-ORDER": "2", "form-1-DELETE": "on"}))
    assert names(session) == ["Cleo", "Ada"]


def test_a_double_click_writes_once(client: Client, session: SessionPage) -> None:
    data = filled(soup(client.get(people_url(session))), **{"form-0-printed_name": "Ada"})
    client.post(people_url(session), data)
    said = soup(client.post(people_url(session), data, follow=True)).select_one(".messages").get_text()
    assert names(session) == ["Ada"]
    assert "as they were" in said


def test_a_stale_form_answers_409_and_shows_both(client: Client, session: SessionPage) -> None:
    page = soup(client.get(people_url(session)))
    ParticipationFactory(session=session, printed_name="Theirs")
    response = client.post(people_url(session), filled(page, **{"form-0-printed_name": "Mine"}))
    assert response.status_code == 409
    both = soup(response)
    assert "Theirs" in both.select_one(".desk-stored").get_text()
    assert both.select_one("[name=form-0-printed_name]")["value"] == "Mine"
    assert names(session) == ["Theirs"]
    client.post(people_url(session), filled(both))
    assert names(session) == ["Mine"]


@pytest.mark.parametrize("field", ["printed_name", "public_source"])
def test_direction_marks_are_refused_where_they_are(client: Client, session: SessionPage, field: str) -> None:
    page = soup(client.get(people_url(session)))
    data = filled(page, **{"form-0-printed_name": "Ada", f"form-0-{field}": "Ad\u202ea"})
    response = client.post(people_url(session), data)
    assert (
        "direction marks"
        in soup(response)
        .select_one(f"[id*=form-0-{field}-errors], .w-field__errors:-soup-contains('marks')")
        .get_text()
    )
    assert names(session) == []


def test_names_are_kept_in_one_form(client: Client, session: SessionPage) -> None:
    page = soup(client.get(people_url(session)))
    client.post(people_url(session), filled(page, **{"form-0-printed_name": "Ame\u0301lie"}))
    assert names(session) == ["Am\u00e9lie"]


def test_translations_have_the_same_people(client: Client, session: SessionPage) -> None:
    french = translated(session, "fr", title="Ouverture")
    page = soup(client.get(people_url(french)))
    client.post(people_url(french), filled(page, **{"form-0-printed_name": "Ada"}))
    assert names(session) == ["Ada"]


def test_of_a_closed_session_the_form_says_that_nobody_is_shown(client: Client) -> None:
    closed = SessionPageFactory(is_closed=True)
    assert "nobody is shown" in soup(client.get(people_url(closed))).get_text()


@pytest.mark.parametrize(("group", "status"), [("Moderators", 200), ("Stewards", 302)])
def test_whoever_may_edit_the_page_may_edit_its_people(client: Client, session, group: str, status: int) -> None:
    client.force_login(AccountFactory(groups=[group]))
    response = client.get(people_url(session))
    assert (response.status_code, b"formset" in response.content) == (status, status == 200)


def test_a_locked_page_keeps_its_people(client: Client, session: SessionPage) -> None:
    session.locked, session.locked_by = True, AccountFactory()
    session.save()
    client.post(people_url(session), {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "seen": ""})
    assert client.get(people_url(session)).status_code == 302


def test_a_new_edition_is_started_from_a_form(client: Client) -> None:
    last = ForumPageFactory(title="The twelfth")
    SessionPageFactory(parent=last, title="Opening", held_on=date(2019, 10, 14))
    url = reverse("start_edition", args=[last.pk])
    assert "its one session" in soup(client.get(url)).get_text()
    response = client.post(url, {"title": "The thirteenth", "starts_on": "2021-05-01"})
    edition = ForumPage.objects.get(title="The thirteenth")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[edition.pk])
    assert [page.held_on for page in SessionPage.objects.child_of(edition)] == [date(2021, 5, 3)]


def test_it_needs_a_title_and_a_day(client: Client) -> None:
    last = ForumPageFactory()
    response = client.post(reverse("start_edition", args=[last.pk]), {"title": " ", "starts_on": "soon"})
    assert len(soup(response).select(".error-message")) == 2
    assert ForumPage.objects.count() == 1


def test_only_who_may_add_editions_starts_one(client: Client) -> None:
    last = ForumPageFactory()
    client.force_login(AccountFactory(groups=["Moderators"]))
    client.post(reverse("start_edition", args=[last.pk]), {"title": "Mine", "starts_on": "2021-05-01"})
    assert ForumPage.objects.count() == 1


@pytest.mark.parametrize("path", ["sessions/{}/people/", "editions/{}/start-another/"])
@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 20, "9" * 400])
def test_a_number_that_no_page_can_have_is_not_found(client: Client, path: str, number: str) -> None:
    assert client.get(f"/cms/{path.format(number)}").status_code == 404
