"""Counters of sign-in are the same for all processes, out of reach of pages, and tell nobody's address."""

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client

from access.actions import forget_counters
from tests.factories.access import PASSWORD, AccountFactory
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM access_counter")
        return list(cursor.fetchall())


def test_a_flood_of_pages_frees_nobody_to_guess_on(client: Client) -> None:
    ground()
    AccountFactory(email="zelda@example.org")
    for _ in range(12):
        client.post("/account/login/", {"login": "zelda@example.org", "password": "wrong"})
    assert rows()
    for number in range(2500):
        cache.set(f"page.{number}", "x")
    cache.clear()
    client.post("/account/login/", {"login": "zelda@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once_in_all_processes() -> None:
    account = AccountFactory()
    totp = TOTP.activate(account, generate_totp_secret())
    assert totp._mark_code_used("123456")
    cache.clear()
    assert not totp._mark_code_used("123456")


def test_who_gets_the_table_reads_no_address(client: Client) -> None:
    ground()
    client.post("/account/login/", {"login": "zelda@example.org", "password": "wrong"}, REMOTE_ADDR="203.0.113.7")
    assert rows()
    assert all(len(key) == 64 and int(key, 16) for key, _value in rows())
    assert "203.0.113.7" not in str(rows())


def test_counters_go_when_their_time_is_over() -> None:
    counters = caches["counters"]
    counters.set("past", 1, timeout=600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_counter SET expires = '2020-01-01 00:00:00'")
    counters.set("soon", 1, timeout=600)
    forget_counters(by=None)
    assert [key for key, _value in rows()] == [counters.make_key("soon")]


def test_allauth_still_keeps_its_counters_where_we_put_ours() -> None:
    ratelimit.cache.set("a", 1)
    assert caches["counters"].get("a") == 1
    assert cache.get("a") is None
