"""Logs say what broke and never which address was asked for."""

import logging
from collections.abc import Iterator

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config import urls
from config.logs import with_route_only
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest, key: str) -> HttpResponse:
    raise RuntimeError


def suspicious(request: HttpRequest, key: str) -> HttpResponse:
    raise SuspiciousOperation


class Broken:
    """The site's addresses and two that break."""

    urlpatterns = [path("reset/<str:key>/", broken), path("odd/<str:key>/", suspicious), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.fixture
def visitor() -> Iterator[Client]:
    ground()
    with override_settings(ROOT_URLCONF=Broken):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


def test_what_broke_is_told_by_its_pattern(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert visitor.get("/reset/kanarienvogel/?q=kanarienvogel").status_code == 500
    assert "Internal Server Error: /reset/<str:key>/" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "kanarienvogel" not in caplog.text
    assert "kanarienvogel" not in repr([vars(record) for record in caplog.records])


def test_what_is_suspicious_is_not_told_at_all(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert visitor.get("/odd/kanarienvogel/").status_code == 400
    assert visitor.get("/odd/kanarienvogel/", headers={"host": "kanarienvogel.example"}).status_code == 400
    assert visitor.post("/account/password/reset/key/kanarienvogel/").status_code == 403
    assert visitor.get("/kanarienvogel/").status_code == 404
    assert caplog.text == ""


def test_an_address_that_leads_nowhere_is_not_told_either() -> None:
    request = HttpRequest()
    request.path = "/kanarienvogel/"
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Odd", request.path), None)
    record.request = request
    assert with_route_only(record)
    assert record.getMessage() == "Odd: an address that leads nowhere"


def test_other_records_stay() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", ("words",), None)
    assert with_route_only(record)
    assert record.getMessage() == "words"
