"""Editions and sessions on the editors' desk, through the real admin."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.operations import TranslationCreator

from access.models import Account
from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    DocumentFactory,
    ForumIndexPageFactory,
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.foundation import LocaleFactory, translated
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="The twelfth")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def listed(response) -> list[str]:
    return [cell.get_text(strip=True) for cell in soup(response).select("td.title .title-wrapper a:first-child")]


def posted(words: dict[str, Any]) -> dict[str, Any]:
    """Wagtail's helper takes every list for a formset; ticked boxes are one name many times."""
    themes = words.pop("themes")
    return {**nested_form_data(words), "themes": themes}


def edition_words(**kwargs: Any) -> dict[str, Any]:
    words = {
        "title": "The thirteenth", "slug": "thirteenth", "standfirst": "", "alternative_titles": "", "title_note": "",
        "themes": [], "body": streamfield([]), "headings": streamfield([]), "starts_on": "2021-05-01",
        "ends_on": "2021-05-04", "time_zone": "", "place": "", "country": "", "host": "", "co_hosts": "", "number": "",
        "builds_on": "", "concept_note": "", "attachments": inline_formset([]), "claims": inline_formset([]),
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "", "comments": inline_formset([]),
    }  # fmt: skip
    return posted({**words, **kwargs})


def session_words(**kwargs: Any) -> dict[str, Any]:
    words = {
        "title": "Opening", "slug": "opening", "standfirst": "", "session_kind": "opening", "themes": [],
        "body": streamfield([]), "held_on": "2019-10-13", "date_precision": "day", "starts_at": "", "ends_at": "",
        "languages": "", "text_language": "", "recording_url": "", "recording_title": "", "transcript": "",
        "attachments": inline_formset([]), "seo_title": "", "search_description": "", "go_live_at": "",
        "expire_at": "", "comments": inline_formset([]),
    }  # fmt: skip
    return posted({**words, **kwargs})


@pytest.fixture
def add(client: Client) -> Callable[..., Any]:
    def post(parent: BasePage, model: str, data: dict[str, Any]) -> Any:
        return client.post(reverse("wagtailadmin_pages:add", args=["forums", model, parent.pk]), data)

    return post


def error_at(response, field: str) -> str:
    found = soup(response).select_one(f"[id*={field}-errors]")
    assert found is not None, field
    return found.get_text()


def test_an_edition_is_written_and_published(add) -> None:
    solidarity = ThemeFactory(name="Solidarity")
    heading = ("heading", {"title": "Reinforcing the Frontlines", "text": "", "themes": streamfield([])})
    claim = {"measure": "participants", "value": "more than 60", "held": "held", "source": "Report", "source_url": ""}
    data = edition_words(
        themes=[solidarity.pk], country="US", headings=streamfield([heading]), claims=inline_formset([claim]),
        **{"action-publish": "1"},
    )  # fmt: skip
    data["headings-0-value-themes-count"] = "0"
    add(ForumIndexPageFactory(), "forumpage", data)
    edition = ForumPage.objects.get(title="The thirteenth")
    assert (edition.live, edition.country, [theme.name for theme in edition.themes.all()]) == (
        True,
        "US",
        ["Solidarity"],
    )
    assert [(claim.measure, claim.value) for claim in edition.claims.all()] == [("participants", "more than 60")]


def test_days_that_end_before_they_begin_are_refused_there(add) -> None:
    response = add(ForumIndexPageFactory(), "forumpage", edition_words(ends_on="2021-04-01"))
    assert "before the first" in error_at(response, "ends_on")


def test_terms_are_ticked_and_those_that_wait_are_not_offered(client: Client, add, edition: ForumPage) -> None:
    women = ThemeFactory(name="Women")
    waiting = ThemeFactory(name="Drones", status="pending")
    topic = ThemeFactory(name="Night lines", parent=women)
    form = soup(client.get(reverse("wagtailadmin_pages:add", args=["forums", "sessionpage", edition.pk])))
    offered = [box.find_parent("label").get_text(strip=True) for box in form.select("input[name=themes]")]
    assert offered == ["Women", "— Night lines"]
    assert error_at(add(edition, "sessionpage", session_words(themes=[waiting.pk])), "themes")
    add(edition, "sessionpage", session_words(themes=[topic.pk], **{"action-publish": "1"}))
    assert [term.name for term in SessionPage.objects.child_of(edition).get().themes.all()] == ["Night lines"]


def test_a_page_keeps_the_waiting_terms_that_an_import_gave_it(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    session.themes.set([ThemeFactory(name="Drones", status="pending")])
    session.save()
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])))
    ticked = form.select("input[name=themes][checked]")
    assert [box.find_parent("label").get_text(strip=True) for box in ticked] == ["Drones (waiting for an editor)"]


@pytest.mark.parametrize("model", ["forumpage", "sessionpage"])
def test_the_address_follows_the_title(client: Client, edition: ForumPage, model: str) -> None:
    parent = edition if model == "sessionpage" else edition.get_parent()
    form = soup(client.get(reverse("wagtailadmin_pages:add", args=["forums", model, parent.pk])))
    assert "w-sync" in form.select_one("input[name=title], textarea[name=title]")["data-controller"]


def test_a_session_is_written_with_its_languages(add, edition: ForumPage) -> None:
    add(edition, "sessionpage", session_words(languages="en, fr ,en", **{"action-publish": "1"}))
    session = SessionPage.objects.child_of(edition).get()
    assert (session.languages, session.session_kind, session.held_on) == (["en", "fr"], "opening", date(2019, 10, 13))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("held_on", "2019-11-02", "outside the edition"),
        ("languages", "en, nowherish", "“nowherish”"),
        ("text_language", "xx", "“xx”"),
    ],
)
def test_what_is_wrong_with_a_session_is_said_where_it_is(add, edition, field: str, value: str, says: str) -> None:
    assert says in error_at(add(edition, "sessionpage", session_words(**{field: value})), field)


def test_a_session_that_exists_is_held_to_the_days_too(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    url = reverse("wagtailadmin_pages:edit", args=[session.pk])
    response = client.post(url, session_words(slug=session.slug, held_on="2020-01-01"))
    assert "outside the edition" in error_at(response, "held_on")


class TestATranslation:
    """Facts are changed on the original page; its translations say so and take nothing silently."""

    @pytest.fixture
    def french(self, edition: ForumPage) -> SessionPage:
        return translated(SessionPageFactory(parent=edition), "fr")

    def test_shows_facts_and_lets_nobody_change_them_there(self, client: Client, french: SessionPage) -> None:
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[french.pk])))
        locked = {field["name"] for field in form.select("[name][disabled]")}
        assert {"is_closed", "held_on", "starts_at", "session_kind", "languages"} <= locked
        assert not {"title", "standfirst", "transcript"} & locked
        original = reverse("wagtailadmin_pages:edit", args=[french.original.pk])
        assert form.select(f'.help a[href="{original}"]')

    def test_does_not_take_a_document_that_nobody_would_see(self, client: Client, french: SessionPage) -> None:
        paper = DocumentFactory()
        rows = {"attachments-TOTAL_FORMS": "1", "attachments-0-document": paper.pk, "attachments-0-ORDER": "1"}
        response = client.post(
            reverse("wagtailadmin_pages:edit", args=[french.pk]), session_words(slug=french.slug, **rows)
        )
        assert "change them on the original page" in soup(response).get_text()
        assert french.attachments.count() == 0


def test_an_end_needs_a_beginning(add, edition: ForumPage) -> None:
    assert "when it starts" in error_at(add(edition, "sessionpage", session_words(ends_at="10:00")), "starts_at")


def test_editions_are_listed_with_number_days_and_place(client: Client, edition: ForumPage) -> None:
    ForumPageFactory(title="The first", number=1, starts_on=date(2003, 1, 2), ends_on=date(2003, 1, 3))
    response = client.get(reverse("editions:index"))
    assert listed(response) == ["The twelfth", "The first"]
    assert "12–15 October 2019" in soup(response).get_text()
    assert "Atlanta" in soup(response).get_text()
    assert listed(client.get(reverse("editions:index"), {"year": "2003"})) == ["The first"]


def test_sessions_are_listed_and_filtered(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition, title="Open panel", session_kind="panel")
    SessionPageFactory(parent=edition, title="Closed workshop", session_kind="workshop", is_closed=True)
    SessionPageFactory(parent=ForumPageFactory(), title="Elsewhere", session_kind="panel")
    url = reverse("sessions:index")
    assert set(listed(client.get(url))) == {"Open panel", "Closed workshop", "Elsewhere"}
    assert listed(client.get(url, {"session_kind": "workshop"})) == ["Closed workshop"]
    assert listed(client.get(url, {"is_closed": "true"})) == ["Closed workshop"]
    assert set(listed(client.get(url, {"edition": edition.pk}))) == {"Open panel", "Closed workshop"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sessions_costs_the_same_for_any_number(client, edition, count, django_assert_num_queries) -> None:
    for _ in range(count):
        SessionPageFactory(parent=edition)
    client.get(reverse("sessions:index"))
    # Two a row are wagtail-localize's: may it be translated, and is it? Ours are the same for any number.
    with django_assert_num_queries(28 + 2 * count):
        assert len(listed(client.get(reverse("sessions:index")))) == count


def test_the_tree_shows_the_same_columns(client: Client, edition: ForumPage) -> None:
    heads = soup(client.get(reverse("wagtailadmin_explore", args=[edition.get_parent().pk]))).select("th")
    assert {"Number", "Days", "Place"} <= {head.get_text(strip=True) for head in heads}


def test_the_ways_to_people_and_to_the_next_edition_are_on_the_forms(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])))
    assert form.select_one(f"a[href='{reverse('session_people', args=[session.pk])}']")
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])))
    assert form.select_one(f"a[href='{reverse('start_edition', args=[edition.pk])}']")
    add_session = reverse("wagtailadmin_pages:add", args=["forums", "sessionpage", edition.pk])
    assert form.select_one(f"a[href='{add_session}']")


def test_moderators_are_not_led_to_what_they_may_not_do(client: Client, edition: ForumPage) -> None:
    client.force_login(AccountFactory(groups=["Moderators"]))
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])))
    assert form.select_one("[name=title]")
    assert not form.select_one(f"a[href='{reverse('start_edition', args=[edition.pk])}']")
    buttons = soup(client.get(reverse("editions:index"))).get_text()
    assert "New edition like this" not in buttons


def test_lists_lead_to_people_and_to_the_next_edition(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    assert reverse("session_people", args=[session.pk]) in str(soup(client.get(reverse("sessions:index"))))
    assert reverse("start_edition", args=[edition.pk]) in str(soup(client.get(reverse("editions:index"))))


@pytest.mark.parametrize("factory", [ForumIndexPageFactory, ForumPageFactory, SessionPageFactory])
def test_every_page_can_be_looked_at_before_it_is_public(client: Client, factory) -> None:
    page: Page = factory()
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert page.title in soup(response).get_text()


def test_an_edition_that_moves_says_which_sessions_it_leaves(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition, title="Left behind", held_on=date(2019, 10, 12))
    url = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    response = client.post(
        url, edition_words(slug=edition.slug, starts_on="2019-10-13", ends_on="2019-10-15"), follow=True
    )
    assert "outside the days of the edition now: Left behind" in soup(response).get_text()


def test_a_recording_keeps_the_connection_private(client: Client, add, edition: ForumPage) -> None:
    said = error_at(add(edition, "sessionpage", session_words(recording_url="http://x.example/1")), "recording_url")
    assert "https://" in said
    imported = SessionPageFactory(parent=edition, recording_url="http://x.example/1")
    url = reverse("wagtailadmin_pages:edit", args=[imported.pk])
    words = session_words(slug=imported.slug, recording_url="http://x.example/1", title="Mended")
    assert client.post(url, {**words, "action-publish": "1"}).status_code == 302


class TestTranslating:
    """What wagtail-localize makes of an edition with sessions."""

    def test_a_whole_edition_becomes_drafts_in_a_tree_that_holds_together(self, edition: ForumPage) -> None:
        for title in ("One", "Two"):
            SessionPageFactory(parent=edition, title=title)
        account = AccountFactory(groups=["Editors"])
        with TestCase.captureOnCommitCallbacks(execute=True):
            TranslationCreator(user=account, target_locales=[LocaleFactory(language_code="fr")]).create_translations(
                edition, include_related_objects=True
            )
            for session in SessionPage.objects.child_of(edition):
                TranslationCreator(
                    user=account, target_locales=[LocaleFactory(language_code="fr")]
                ).create_translations(session)
        french = ForumPage.objects.get(locale__language_code="fr")
        assert (french.live, french.numchild) == (False, 2)
        assert Page.find_problems() == ([], [], [], [], [])
        assert not SessionPage.objects.filter(locale__language_code="fr", live=True).exists()

    def test_its_themes_are_the_originals(self, client: Client, edition: ForumPage) -> None:
        term = ThemeFactory(name="Women")
        french = translated(SessionPageFactory(parent=edition), "fr")
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[french.pk])))
        assert form.select_one(f"input[name=themes][value='{term.pk}']").has_attr("disabled")


class TestDeleting:
    """Rows that no page shows in the tree go with the last page of their work; the question says so."""

    @pytest.fixture
    def written(self, edition: ForumPage) -> SessionPage:
        session = SessionPageFactory(parent=edition)
        PressItemFactory.create_batch(2, edition=edition)
        KeyMessageFactory(session=session)
        ParticipationFactory(session=session)
        return session

    def asked(self, client: Client, page: BasePage) -> str:
        return soup(client.get(reverse("wagtailadmin_pages:delete", args=[page.pk]))).get_text()

    def test_an_edition_says_what_goes_with_it_and_its_sessions(self, client, edition, written) -> None:
        assert "2 press items, 1 key message, 1 person’s part" in self.asked(client, edition)

    def test_a_session_says_what_is_its_own(self, client: Client, written: SessionPage) -> None:
        words = self.asked(client, written)
        assert "1 key message" in words
        assert "press" not in words.partition("goes for good")[2].partition(".")[0]

    def test_several_at_once_say_it_too(self, client: Client, written: SessionPage) -> None:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        assert "1 key message" in soup(client.get(url, {"id": [written.pk], "next": "/cms/"})).get_text()

    def test_a_translation_keeps_them(self, client: Client, edition: ForumPage, written: SessionPage) -> None:
        translated(edition, "fr")
        assert "press item" not in self.asked(client, edition)

    def test_what_has_no_rows_goes_without_words(self, client: Client, edition: ForumPage) -> None:
        assert "goes for good" not in self.asked(client, edition)
