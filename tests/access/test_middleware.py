"""Who is looking, asked once a request, and nothing that a signed-in person sees is kept."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from access.enums import Audience
from access.middleware import ViewerMiddleware, viewer_of
from access.models import Account
from access.viewer import STRANGER, Viewer
from tests.factories.access import AccountFactory
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("groups", "audience", "is_editor"),
    [
        ([], Audience.EVERYONE, False),
        (["Members"], Audience.MEMBERS, False),
        (["Peers"], Audience.PEERS, False),
        (["Stewards"], Audience.STEWARDS, False),
        (["Editors"], Audience.EVERYONE, True),
        (["Moderators", "Peers"], Audience.PEERS, True),
    ],
)
def test_an_account_becomes_its_viewer(groups: list[str], audience: Audience, is_editor: bool) -> None:
    account = AccountFactory(groups=groups)
    assert viewer_of(account) == Viewer(account.pk, audience, is_editor)


def test_being_let_into_the_desk_makes_nobody_an_editor() -> None:
    account = AccountFactory()
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert viewer_of(Account.objects.get(pk=account.pk)) == Viewer(account.pk, Audience.EVERYONE, False)


def test_a_superuser_is_a_steward_and_an_editor() -> None:
    account = AccountFactory(is_superuser=True)
    assert viewer_of(account) == Viewer(account.pk, Audience.STEWARDS, True)


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
def test_who_may_not_sign_in_is_a_stranger(fields: dict[str, bool]) -> None:
    assert viewer_of(AccountFactory(is_active=False, groups=["Stewards"], **fields)) is STRANGER


def test_nobody_and_a_visitor_are_strangers() -> None:
    assert viewer_of(None) is STRANGER
    assert viewer_of(AnonymousUser()) is STRANGER


def test_a_viewer_costs_one_query_and_only_if_somebody_asks(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = rf.get("/")
    request.user = Account.objects.get(pk=AccountFactory(groups=["Peers"]).pk)
    seen = []

    def ask(request: HttpRequest) -> HttpResponse:
        seen.extend([request.viewer.audience, request.viewer.account_id])
        return HttpResponse()

    with django_assert_num_queries(0):
        ViewerMiddleware(lambda request: HttpResponse())(request)
    with django_assert_num_queries(1):
        ViewerMiddleware(ask)(request)
    assert seen == [Audience.PEERS, request.user.pk]


def test_a_rank_that_is_taken_away_is_gone_with_the_next_request(client: Client) -> None:
    ground()
    account = AccountFactory(groups=["Stewards"])
    client.force_login(account)
    assert client.get("/").wsgi_request.viewer.audience is Audience.STEWARDS
    account.groups.remove(Group.objects.get(name="Stewards"))
    assert client.get("/").wsgi_request.viewer.audience is Audience.EVERYONE
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/").wsgi_request.viewer == STRANGER


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/robots.txt", "/sitemap.xml", "/account/email/", "/search/"])
def test_what_a_signed_in_person_gets_is_kept_nowhere(client: Client, path: str) -> None:
    ground()
    client.force_login(AccountFactory(groups=["Members"]))
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_what_a_stranger_gets_may_be_kept_for_strangers_only(client: Client) -> None:
    ground()
    response = client.get("/")
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert "Cookie" in response["Vary"]


def test_a_header_that_invites_caches_does_not_win(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AccountFactory()
    response = ViewerMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "public, max-age=600"}))(request)
    assert response["Cache-Control"] == "private, no-store"
