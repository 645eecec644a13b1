"""Day or night, and digits, by choice."""

import pytest
from django.test import Client

from foundation.views.appearance import has_own_digits, scheme_of


def test_a_choice_is_kept_until_the_browser_closes_and_leads_back(client: Client) -> None:
    answer = client.get("/appearance/", {"scheme": "dark", "next": "/forums/?q=a"})
    cookie = answer.cookies["appearance"]
    assert (answer.status_code, answer["Location"], cookie.value) == (303, "/forums/?q=a", "dark")
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Strict")
    assert "no-store" in answer["Cache-Control"]


def test_as_the_device_forgets_the_choice(client: Client) -> None:
    answer = client.get("/appearance/", {"scheme": "", "next": "/"})
    assert answer.cookies["appearance"]["max-age"] == 0


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", ""]
)
def test_it_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.get("/appearance/", {"scheme": "light", "next": elsewhere})["Location"] == "/"


def test_an_unknown_scheme_is_no_scheme() -> None:
    assert scheme_of({"appearance": 'dark" onload="'}) == ""
    assert scheme_of({"appearance": "light"}) == "light"


def test_digits_are_chosen_apart_from_day_and_night(client: Client) -> None:
    client.get("/appearance/", {"scheme": "dark", "next": "/ar/"})
    answer = client.get("/appearance/", {"digits": "own", "next": "/ar/"})
    assert (answer["Location"], answer.cookies["digits"].value) == ("/ar/", "own")
    assert client.cookies["appearance"].value == "dark"
    assert has_own_digits({"digits": "own"})
    assert client.get("/appearance/", {"digits": ""}).cookies["digits"]["max-age"] == 0
    assert not has_own_digits({"digits": "other"})
