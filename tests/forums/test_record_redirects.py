"""Old addresses as records."""

from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, ModelLogEntry, Site

from config.skeleton import seed_site
from forums.enums import ImportFate
from forums.models.edition import ForumPage
from tests.factories.archives import imported, records
from tests.factories.forums import ForumPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition() -> ForumPage:
    seed_site()
    return ForumPageFactory(slug="2019")


def row(old: str = "/old/page", to: str = "/forums/2019/", **values: Any) -> dict[str, Any]:
    return {"record": "redirect", "id": old, "to": to, **values}


def fault(*rows: dict[str, Any]) -> str:
    (line,) = imported(list(rows)).lines[ImportFate.FAULTY]
    return line.reason


def targets() -> dict[str, tuple[Any, str]]:
    return {one.old_path: (one.redirect_page_id, one.redirect_link) for one in Redirect.objects.all()}


def test_old_addresses_lead_to_pages_by_address_or_key_and_away(edition: ForumPage) -> None:
    rows = [row(), row("/b", f"urn:uuid:{edition.translation_key}"), row("/c/?x=1", "https://example.org/c")]
    assert imported(rows, is_plan=True).counts == {ImportFate.CREATED: 3}
    assert targets() == {}
    assert imported(rows).counts == {ImportFate.CREATED: 3}
    assert targets() == {
        "/old/page": (edition.pk, ""),
        "/b": (edition.pk, ""),
        "/c?x=1": (None, "https://example.org/c"),
    }
    assert imported(rows).counts == {ImportFate.UNCHANGED: 3}
    assert ModelLogEntry.objects.filter(action="wagtail.create").count() == 3


def test_what_leaves_comes_back(edition: ForumPage) -> None:
    imported([row(permanent=False), row("/c", "https://example.org/c")])
    found = [one for one in records() if one["record"] == "redirect"]
    assert found == [
        row("/c", "https://example.org/c", permanent=True),
        row(to=f"urn:uuid:{edition.translation_key}", permanent=False),
    ]
    Redirect.objects.all().delete()
    assert imported(found).counts == {ImportFate.CREATED: 2}
    assert [one for one in records() if one["record"] == "redirect"] == found


def test_an_address_of_a_translation_is_found(edition: ForumPage) -> None:
    told = next(one for one in records() if one["record"] == "edition")
    imported([{**told, "translations": {"fr": {"title": "Édition"}}}], overwrite=True)
    french = edition.get_translation(Locale.objects.get(language_code="fr"))
    assert imported([row(to=french.get_url())]).counts == {ImportFate.CREATED: 1}
    assert targets() == {"/old/page": (french.pk, "")}


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (row(to="/forums/1999/"), "there is no page at “/forums/1999/”"),
        (row(to=""), "does not say"),
        (row(to="urn:uuid:11111111-1111-4111-8111-111111111111"), "there is no page"),
        (row(to="/old/page/"), "leads to itself"),
        (row("/forums/2019"), "there is a page at this address"),
        (row("/" + "x" * 300), "id"),
        (row(to="/first"), "is an old address too"),
    ],
)
def test_an_old_address_that_leads_nowhere_is_told(one: dict[str, Any], words: str) -> None:
    imported([row("/first")])
    assert words in fault(one)


def test_an_address_of_this_site_is_a_page_and_no_loop_hides_in_it(edition: ForumPage) -> None:
    host = Site.objects.get(is_default_site=True).hostname
    Site.objects.update(hostname="forum.example.org")
    assert host
    assert imported([row(to="https://forum.example.org/forums/2019/")]).counts == {ImportFate.CREATED: 1}
    assert targets()["/old/page"] == (edition.pk, "")
    assert "leads to itself" in fault(row("/x", "https://forum.example.org/x/"))


def test_what_stands_here_is_its_editors_until_it_is_overwritten() -> None:
    imported([row()])
    away = row(to="https://example.org/")
    assert imported([away]).counts == {ImportFate.EDITED: 1}
    assert imported([away], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert targets() == {"/old/page": (None, "https://example.org/")}


def test_addresses_of_what_is_hidden_stay(edition: ForumPage) -> None:
    imported([row()])
    edition.unpublish()
    assert [one for one in records() if one["record"] == "redirect"] == []
    assert [one["id"] for one in records(is_full=True) if one["record"] == "redirect"] == ["/old/page"]


def test_a_site_without_a_root_has_no_pages() -> None:
    Site.objects.all().delete()
    assert "there is no page" in fault(row())


def test_an_address_of_a_hidden_page_does_not_leave(edition: ForumPage) -> None:
    hidden = ForumPageFactory(slug="2020", live=False)
    for old, to in {
        "/a": hidden.url,
        "/b": f"http://localhost{hidden.url}",
        "/c": edition.url,
        "/d": "http://[x",
    }.items():
        Redirect.add_redirect(old, to)
    assert [one["id"] for one in records() if one["record"] == "redirect"] == ["/c", "/d"]
    assert len([one for one in records(is_full=True) if one["record"] == "redirect"]) == 4
