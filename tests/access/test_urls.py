"""Signing in and out, as a stranger with a browser would."""

import re

import pytest
from django.core import mail
from django.test import Client, override_settings

from access.models import Account
from tests.factories.access import PASSWORD, AccountFactory
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site() -> None:
    ground()


def sign_in(client: Client, email: str, password: str = PASSWORD, path: str = "/account/login/") -> object:
    return client.post(path, {"login": email, "password": password})


@pytest.mark.parametrize("typed", ["zelda@example.org", "Zelda@Example.org"])
@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
def test_an_address_and_a_password_let_in(client: Client, typed: str, prefix: str) -> None:
    account = AccountFactory(email="zelda@example.org")
    response = sign_in(client, typed, path=f"{prefix}/account/login/")
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize(("email", "password"), [("zelda@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_read_alike(client: Client, email: str, password: str) -> None:
    AccountFactory(email="zelda@example.org")
    response = sign_in(client, email, password)
    assert "_auth_user_id" not in client.session
    assert "The email address and/or password you specified are not correct." in response.content.decode()


def test_who_may_not_sign_in_does_not(client: Client) -> None:
    AccountFactory(email="zelda@example.org", is_active=False)
    sign_in(client, "zelda@example.org")
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down(client: Client) -> None:
    AccountFactory(email="zelda@example.org")
    for _ in range(12):
        last = sign_in(client, "zelda@example.org", "wrong")
    assert last.status_code == 429 or "Too many failed login attempts" in last.content.decode()
    sign_in(client, "zelda@example.org")
    assert "_auth_user_id" not in client.session


def test_after_signing_in_nobody_is_sent_to_another_host(client: Client) -> None:
    AccountFactory(email="zelda@example.org")
    response = client.post(
        "/account/login/?next=https://evil.example/", {"login": "zelda@example.org", "password": PASSWORD}
    )
    assert response["Location"] == "/"


def test_signing_out_needs_a_form(client: Client) -> None:
    client.force_login(AccountFactory())
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_the_desk_asks_for_our_sign_in(client: Client) -> None:
    response = client.get("/cms/login/?next=/cms/pages/")
    assert response["Location"] == "/account/login/?next=/cms/pages/"
    assert client.get("/cms/")["Location"].startswith("/account/login/")
    assert client.get("/cms/password_reset/")["Location"] == "/account/password/reset/"


@pytest.mark.parametrize("path", ["/_util/login/", "/fr/_util/login/", "/_util/authenticate_with_password/1/1/"])
def test_wagtails_own_doors_are_not_there(client: Client, path: str) -> None:
    """They know neither rate limits nor a second factor, and tell which restrictions and pages exist."""
    for response in (client.get(path), client.post(path, {"username": "a@b.org", "password": "x"})):
        assert response.status_code == 404


@pytest.mark.parametrize("email", ["zelda@example.org", "nobody@example.org"])
def test_a_password_reset_answers_alike_for_all(client: Client, email: str) -> None:
    AccountFactory(email="zelda@example.org")
    response = client.post("/account/password/reset/", {"email": email})
    assert (response.status_code, response["Location"]) == (302, "/account/password/reset/done/")
    assert [message.to for message in mail.outbox] == [[email]]
    done = client.get("/account/password/reset/done/").content
    assert email.encode() not in done
    assert masked(done) == masked(Client().get("/account/password/reset/done/").content)


def masked(content: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", content)


def test_a_reset_link_sets_a_new_password(client: Client) -> None:
    account = AccountFactory(email="zelda@example.org")
    client.post("/account/password/reset/", {"email": "zelda@example.org"})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[0].body)
    form = client.get(link[1])["Location"]
    client.post(form, {"password1": "another quiet river", "password2": "another quiet river"})
    assert Account.objects.get(pk=account.pk).check_password("another quiet river")
    assert "zelda@example.org" not in mail.outbox[0].subject


@pytest.mark.parametrize("path", ["/account/login/", "/fr/account/login/", "/account/password/reset/"])
def test_a_real_browser_can_send_the_form(path: str) -> None:
    """A page without referrer makes browsers say `Origin: null`, which Django refuses: these pages say same-origin."""
    client = Client(enforce_csrf_checks=True)
    shown = client.get(path)
    assert shown["Referrer-Policy"] == "same-origin"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.content.decode())[1]
    form = {"login": "a@example.org", "email": "a@example.org", "password": "x", "csrfmiddlewaretoken": token}
    assert client.post(path, form, headers={"Origin": "null"}).status_code == 403
    assert client.post(path, form, headers={"Origin": "http://testserver"}).status_code in (200, 302)


@override_settings(DEBUG=False)
def test_a_form_without_its_token_is_refused_in_our_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert b"CSRF" not in response.content
