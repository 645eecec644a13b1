"""A term's pages on the editors' desk: merge, undo, delete."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from access.models import Account
from tests.factories.forums import SessionPageFactory, StatementPageFactory, point
from tests.factories.themes import ThemeFactory, about
from themes.actions.merging import merge_terms
from themes.enums import ThemeStatus
from themes.models.merges import last_merge
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account = Account.objects.create_user("editor@example.org")
    account.groups.add(Group.objects.get(name="Editors"))
    client.force_login(account)
    return account


@pytest.fixture
def faith() -> Theme:
    """Two works carry it, a text names it, a topic stands under it."""
    faith = ThemeFactory(name="Faith", labels={"fr": "Foi"})
    for _ in range(2):
        about(SessionPageFactory(), faith)
    StatementPageFactory(points=[point(themes=[faith])])
    ThemeFactory(name="Night lines", parent=faith)
    return faith


@pytest.fixture
def belief() -> Theme:
    return ThemeFactory(name="Belief")


def url(name: str, term: Theme) -> str:
    return reverse(f"wagtailsnippets_themes_theme:{name}", args=[term.pk])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True).split())


def test_an_editor_chooses_sees_what_changes_and_merges(client: Client, faith, belief, editor) -> None:
    about(SessionPageFactory(), belief)
    both = SessionPageFactory()
    about(both, faith, belief)
    chosen = BeautifulSoup(client.get(url("merge", faith)).content, "html.parser").select("[name=into] option")
    assert [option.get_text() for option in chosen] == ["---------", "Belief", "— Night lines"]
    asked = words(client.get(url("merge", faith), {"into": belief.pk}))
    for said in (
        "3 works carry this term.",
        "1 of these works carries both already",
        "1 text names it",
        "1 topic stands under it",
        "become synonyms of “Belief”: Faith, Foi.",
    ):
        assert said in asked
    assert last_merge() is None
    response = client.post(url("merge", faith), {"into": belief.pk}, follow=True)
    assert response.redirect_chain == [(url("edit", belief), 302)]
    assert "“Faith” is merged into “Belief”." in words(response)
    assert set(ThemeLink.objects.values_list("tag__name", flat=True)) == {"Belief"}


def test_what_cannot_be_merged_is_said_before_and_refused_after(client: Client, faith, belief) -> None:
    night = Theme.objects.get(name="Night lines")
    asked = client.get(url("merge", faith), {"into": night.pk})
    assert "a topic can have none" in words(asked)
    assert b"Yes, merge them" not in asked.content
    refused = client.post(url("merge", faith), {"into": night.pk})
    assert (refused.status_code, last_merge()) == (409, None)
    assert "a topic can have none" in words(refused)
    assert client.post(url("merge", faith), {"into": "nothing"}).status_code == 422


def test_a_form_that_is_sent_after_somebody_else_merged_is_refused(client: Client, faith, belief) -> None:
    merge_terms(term=belief, into=faith, by=None)
    assert client.post(url("merge", faith), {"into": belief.pk}).status_code == 422
    third = ThemeFactory()
    again = client.post(url("merge", belief), {"into": third.pk})
    assert (again.status_code, "already" in words(again)) == (409, True)
    assert (last_merge().term, last_merge().into) == (belief, faith)


def test_the_last_merge_is_taken_back_from_the_list(client: Client, faith, belief) -> None:
    listing = reverse("wagtailsnippets_themes_theme:list")
    assert b"Take the last merge back" not in client.get(listing).content
    merge_terms(term=faith, into=belief, by=None)
    assert url("undo_merge", faith) in client.get(listing).content.decode()
    assert "Take “Faith” out of “Belief” again?" in words(client.get(url("undo_merge", faith)))
    response = client.post(url("undo_merge", faith), follow=True)
    assert "“Faith” stands by itself again." in words(response)
    assert Theme.objects.get(pk=faith.pk).is_approved
    assert client.post(url("undo_merge", faith)).status_code == 404


def test_an_older_merge_is_not_taken_back(client: Client, faith, belief) -> None:
    merge_terms(term=faith, into=belief, by=None)
    last = merge_terms(term=ThemeFactory(), into=belief, by=None)
    refused = client.post(url("undo_merge", faith))
    assert (refused.status_code, "not the last one" in words(refused)) == (409, True)
    assert (last_merge(), Theme.objects.get(pk=faith.pk).merged_into) == (last, belief)


def test_a_merged_term_is_listed_when_asked_for_and_leads_to_its_survivor(client: Client, faith, belief) -> None:
    merge_terms(term=faith, into=belief, by=None)
    listing = reverse("wagtailsnippets_themes_theme:list")
    assert b"snippet_%d_title" % faith.pk not in client.get(listing).content
    assert b"snippet_%d_title" % faith.pk in client.get(listing, {"status": "merged"}).content
    response = client.get(url("edit", faith), follow=True)
    assert response.redirect_chain == [(url("edit", belief), 302)]
    assert "“Faith” was merged into this term." in words(response)


def test_the_form_of_a_term_cannot_merge_it_by_its_status(client: Client, faith) -> None:
    form = BeautifulSoup(client.get(url("edit", faith)).content, "html.parser")
    assert [option["value"] for option in form.select("[name=status] option")] == ["approved", "pending"]


def test_its_history_tells_of_the_merge(client: Client, faith, belief) -> None:
    merge_terms(term=faith, into=belief, by=None)
    assert "“Faith” was merged into this term" in words(client.get(url("history", belief)))


def test_before_a_term_is_deleted_its_uses_are_shown_and_the_merge_is_offered(client: Client, faith) -> None:
    night = Theme.objects.get(name="Night lines")
    about(SessionPageFactory(), night)
    asked = client.get(url("delete", night))
    assert "1 work carries this term." in words(asked)
    assert url("merge", night) in asked.content.decode()
    client.post(url("delete", night))
    assert not Theme.objects.filter(pk=night.pk).exists()


def test_a_theme_with_topics_is_not_deleted(client: Client, faith) -> None:
    asked = client.get(url("delete", faith))
    assert "A theme with topics cannot be deleted" in words(asked)
    assert b"Yes, delete" not in asked.content
    assert client.post(url("delete", faith)).status_code == 409
    assert Theme.objects.filter(pk=faith.pk).exists()


def test_a_term_that_nothing_carries_is_deleted_without_ado(client: Client, belief) -> None:
    asked = client.get(url("delete", belief))
    assert "Nothing carries this term." in words(asked)
    assert b"instead" not in asked.content


def test_who_may_not_delete_terms_does_not_merge_them(client: Client, faith, belief) -> None:
    account = Account.objects.create_user("half@example.org")
    for codename in ("access_admin", "change_theme", "view_theme"):
        account.user_permissions.add(Permission.objects.get(codename=codename))
    merge = merge_terms(term=ThemeFactory(), into=belief, by=None)
    client.force_login(account)
    for address in (url("merge", faith), url("undo_merge", merge.term)):
        for act in (client.get, client.post):
            act(address, {"into": belief.pk})
    assert last_merge() == merge
    assert Theme.objects.filter(status=ThemeStatus.MERGED).count() == 1
    listing = client.get(reverse("wagtailsnippets_themes_theme:list")).content.decode()
    assert "Merge into another" not in listing
    assert "Take the last merge back" not in listing
