"""What `manage.py demo` tells the processes it starts, when it calls the site ready, and what it says of a database."""

import io
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from config.management.commands import demo
from config.management.commands.demo import Command, answers, surroundings, what_answers
from tests.journeys.served import free_port

# Names and addresses


def test_both_processes_get_one_key_and_the_names_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALLOWED_HOSTS", "BASE_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    given = surroundings("forum.local", "http://forum.local:8000")
    assert given["SECRET_KEY"] == settings.SECRET_KEY
    assert given["BASE_URL"] == "http://forum.local:8000"
    assert given["ALLOWED_HOSTS"] == "127.0.0.1,[::1],forum.local,localhost"
    assert given["PATH"] == os.environ["PATH"]


def test_what_the_operator_says_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "forum.example.org")
    names = surroundings("localhost", "http://localhost:8000")["ALLOWED_HOSTS"].split(",")
    assert {"forum.example.org", "localhost"} <= set(names)


def test_a_demo_is_never_sent_to_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS", "1")
    assert surroundings("localhost", "http://localhost:8000")["HTTPS"] == "0"


@pytest.mark.parametrize("name", [socket.gethostname(), "nobody-knows-me.invalid"])
def test_who_listens_everywhere_answers_to_its_own_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    names = surroundings("0.0.0.0", "http://localhost:8000")["ALLOWED_HOSTS"].split(",")
    assert {name, "localhost", "0.0.0.0", demo.outward_address()} <= set(names)


def test_without_a_network_the_own_address_is_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*arguments: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    assert demo.outward_address() == "127.0.0.1"


# Whether it answers


class Answering(BaseHTTPRequestHandler):
    status = 200
    policy = "default-src 'none'"

    def do_GET(self) -> None:
        self.send_response(self.status)
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Quiet."""


@pytest.mark.parametrize(
    ("status", "policy", "expected"), [(200, "x", True), (404, "x", True), (503, "x", False), (200, "", False)]
)
def test_any_answer_of_ours_but_trouble_is_an_answer(
    status: int, policy: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answering, "status", status)
    monkeypatch.setattr(Answering, "policy", policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert answers("127.0.0.1", server.server_port) is expected
        server.shutdown()


def test_where_nobody_listens_there_is_no_answer() -> None:
    port = free_port()
    assert not answers("127.0.0.1", port)
    assert what_answers("127.0.0.1", port) == "does not answer (Connection refused)"


# The database


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_in_the_database_is_added_once() -> None:
    call_command("migrate", "sessions", "zero", verbosity=0)
    said = io.StringIO()
    Command(stdout=said).migrate()
    assert said.getvalue().startswith("Database: 1 changes to apply")
    assert Session.objects.count() == 0
    Command(stdout=said).migrate()
    assert said.getvalue().count("Database:") == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_full_is_named() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told to be full")
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CommandError, match="The disk is full"):
        call_command("demo", "--prepare", stdout=io.StringIO())
