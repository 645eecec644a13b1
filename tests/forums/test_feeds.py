"""Feeds of the archive: what a feed reader gets of them."""

from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from forums.formats.feeds import NEVER, Entry, Feed, atom
from forums.models.edition import ForumPage
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    ForumIndexPageFactory,
    ForumPageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
STAMP = datetime(2019, 11, 1, 12, tzinfo=UTC)
KEY = "f11fa420-05b0-4282-aa45-d0c716bc6727"
FEED = Feed(KEY, "New", "https://x.example/feed/", "https://x.example/", "en", "Common Ground")


def words(found: Tree.Element, path: str) -> list[str]:
    return [one.text or "" for one in found.findall(path, ATOM)]


def targets(found: Tree.Element) -> dict[str, str]:
    return {one.attrib["rel"]: one.attrib["href"] for one in found.findall("a:link", ATOM)}


def read(client: Client, address: str, **more: Any) -> Tree.Element:
    response = client.get(address, **more)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return Tree.fromstring(response.content)


def entry(found: Tree.Element, title: str) -> Tree.Element:
    [one] = [one for one in found.findall("a:entry", ATOM) if words(one, "a:title") == [title]]
    return one


@pytest.fixture
def edition(db: None) -> ForumPage:
    return ForumPageFactory(title="Twelfth forum", slug="2019")


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_kept() -> None:
    odd = "\x00A\x1b <b> & \ufffe“Z”\ud800"
    one = Entry(KEY, odd, "https://x.example/ä/", "fr", STAMP, odd, (odd,))
    found = Tree.fromstring(atom(Feed(KEY, odd, FEED.url, FEED.about, "en", odd, (one,))))
    kept = "A <b> & “Z”"
    assert words(found, "a:title") == words(found, "a:entry/a:title") == words(found, "a:entry/a:summary") == [kept]
    assert words(found, "a:author/a:name") == [kept]
    assert [term.attrib["term"] for term in found.findall("a:entry/a:category", ATOM)] == [kept]
    assert targets(found.find("a:entry", ATOM)) == {"alternate": "https://x.example/%C3%A4/"}


def test_a_feed_says_who_where_and_when() -> None:
    one = Entry(KEY, "A", "https://x.example/a/", "fr", STAMP)
    found = Tree.fromstring(atom(Feed(KEY, "New", FEED.url, FEED.about, "en", "Common Ground", (one,))))
    assert found.attrib[LANGUAGE] == "en"
    assert found.find("a:entry", ATOM).attrib[LANGUAGE] == "fr"
    assert words(found, "a:id") == words(found, "a:entry/a:id") == [f"urn:uuid:{KEY}"]
    assert targets(found) == {"self": FEED.url, "alternate": FEED.about}
    assert words(found, "a:updated") == words(found, "a:entry/a:updated") == ["2019-11-01T12:00:00+00:00"]
    assert words(found, "a:entry/a:summary") == []


def test_an_empty_feed_does_not_change_with_the_hour() -> None:
    assert words(Tree.fromstring(atom(FEED)), "a:updated") == [NEVER.isoformat()]


def test_the_archive_tells_its_editions_and_its_sessions(client: Client, edition: ForumPage) -> None:
    theme = ThemeFactory(name="Faith")
    ThemeIndexPageFactory(parent=ground())
    session = SessionPageFactory(parent=edition, title="Opening")
    about(session, theme)
    editions, sessions = read(client, "/forums/feed/editions/"), read(client, "/forums/feed/sessions/")
    assert words(editions, "a:title") == ["Forums: new editions"]
    assert words(editions, "a:entry/a:title") == ["Twelfth forum"]
    one = entry(sessions, "Opening")
    assert words(one, "a:id") == [session.translation_key.urn]
    assert words(one, "a:summary") == [f"Panel · 13 October 2019 · {session.standfirst}"]
    assert [term.attrib["term"] for term in one.findall("a:category", ATOM)] == ["Faith"]
    assert words(editions, "a:id") != words(sessions, "a:id")


def test_what_came_last_stands_first(client: Client, edition: ForumPage) -> None:
    for day, title in [(2, "Second"), (3, "Third"), (1, "First")]:
        SessionPageFactory(parent=edition, title=title, first_published_at=STAMP.replace(day=day))
    assert words(read(client, f"{edition.url}feed/"), "a:entry/a:title") == ["Third", "Second", "First"]


def test_an_edition_tells_its_own_sessions(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(title="Elsewhere")
    SessionPageFactory(parent=edition, title="Here")
    found = read(client, f"{edition.url}feed/")
    assert words(found, "a:title") == ["Twelfth forum: new sessions"]
    assert words(found, "a:entry/a:title") == ["Here"]


def test_of_a_closed_session_there_are_day_title_themes_and_summary(client: Client, edition: ForumPage) -> None:
    closed = SessionPageFactory(parent=edition, title="Workshop", is_closed=True, session_kind="workshop")
    ParticipationFactory(session=closed, printed_name="Somebody")
    one = entry(read(client, "/forums/feed/sessions/"), "Workshop")
    assert words(one, "a:summary") == [f"Closed session · 13 October 2019 · {closed.standfirst}"]
    assert {element.tag.partition("}")[2] for element in one} == {"title", "link", "id", "updated", "summary"}


def test_what_may_not_be_seen_is_in_none(client: Client, edition: ForumPage) -> None:
    hidden = SessionPageFactory(parent=edition, title="Hidden")
    restrict(hidden, "Members")
    for address in ("/forums/feed/sessions/", f"{edition.url}feed/"):
        assert words(read(client, address), "a:entry/a:title") == []
    client.force_login(AccountFactory(groups=["Members"]))
    assert words(read(client, "/forums/feed/sessions/"), "a:entry/a:title") == ["Hidden"]
    assert client.get("/forums/feed/sessions/")["Cache-Control"] == "private, no-store"


def test_a_language_has_its_own_words_and_says_which_are_not(client: Client, edition: ForumPage) -> None:
    opening = SessionPageFactory(parent=edition, title="Opening")
    SessionPageFactory(parent=edition, title="Not translated")
    french = translated(edition, "fr", title="Le forum")
    translated(opening, "fr", title="Ouverture")
    found = read(client, f"{french.url}feed/")
    assert found.attrib[LANGUAGE] == "fr"
    assert entry(found, "Ouverture").attrib[LANGUAGE] == "fr"
    assert entry(found, "Not translated").attrib[LANGUAGE] == "en"
    assert words(found, "a:id") != words(read(client, f"{edition.url}feed/"), "a:id")


def test_addresses_are_of_the_site_and_not_of_the_request(client: Client, edition: ForumPage) -> None:
    response = client.get("/forums/feed/editions/", HTTP_HOST="127.0.0.1")
    found = Tree.fromstring(response.content)
    assert targets(found)["self"] == "http://localhost/forums/feed/editions/"
    assert targets(entry(found, "Twelfth forum"))["alternate"] == f"http://localhost{edition.url}"


def test_press_of_an_edition_and_of_the_archive(client: Client, edition: ForumPage) -> None:
    ThemeIndexPageFactory(parent=ground())
    faith = ThemeFactory(name="Faith")
    early = PressItemFactory(edition=edition, title="Ouverture", language="fr", themes=[faith])
    PressItemFactory(edition=edition, title="Undated", published_on=None)
    PressItemFactory(edition=ForumPageFactory(title="Another"), title="Elsewhere", published_on=date(2019, 11, 1))
    archive, own = read(client, "/forums/feed/press/"), read(client, f"{edition.url}feed/press/")
    assert words(archive, "a:title") == ["Forums: press"]
    assert words(archive, "a:entry/a:title") == ["Elsewhere", "Ouverture", "Undated"]
    assert words(own, "a:entry/a:title") == ["Ouverture", "Undated"]
    one = entry(own, "Ouverture")
    assert one.attrib[LANGUAGE] == "fr"
    assert words(one, "a:id") == [early.key.urn]
    assert words(one, "a:updated") == ["2019-10-20T00:00:00+00:00"]
    assert words(one, "a:summary") == ["The Example Herald · 20 October 2019 · Twelfth forum"]
    assert targets(one) == {"alternate": f"http://localhost{edition.url}press/{early.key}/"}
    assert [term.attrib["term"] for term in one.findall("a:category", ATOM)] == ["Faith"]
    assert words(entry(own, "Undated"), "a:updated") == [NEVER.isoformat()]


def test_press_of_what_may_not_be_seen_is_in_no_feed(client: Client, edition: ForumPage) -> None:
    PressItemFactory(edition=edition)
    restrict(edition, "Members")
    assert words(read(client, "/forums/feed/press/"), "a:entry/a:title") == []
    assert client.get(f"{edition.url}feed/press/").status_code == 404
    assert client.get(f"{PlainPageFactory(parent=ground()).url}feed/press/").status_code == 404


def test_who_has_it_gets_it_not_again(client: Client, edition: ForumPage) -> None:
    first = client.get("/forums/feed/editions/")
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get("/forums/feed/editions/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    edition.title = "Twelfth forum, renamed"
    edition.save_revision().publish()
    assert client.get("/forums/feed/editions/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_reader_that_knows_times_only_learns_of_a_withdrawal(client: Client, edition: ForumPage) -> None:
    SessionPageFactory(parent=edition, title="Stays")
    session = SessionPageFactory(parent=edition, title="Goes")
    first = read(client, f"{edition.url}feed/")
    assert "Goes" in words(first, "a:entry/a:title")
    session.unpublish()
    since = {"if-modified-since": http_date(timezone.now().timestamp())}
    assert words(read(client, f"{edition.url}feed/", headers=since), "a:entry/a:title") == ["Stays"]


def test_press_that_comes_in_late_is_no_feed_that_has_not_changed(client: Client, edition: ForumPage) -> None:
    PressItemFactory(edition=edition, title="Known", published_on="2019-12-01")
    first = client.get("/forums/feed/press/")
    PressItemFactory(edition=edition, title="Found later", published_on="2012-05-01")
    since = first.get("Last-Modified", "Sun, 01 Dec 2019 00:00:00 GMT")
    late = client.get("/forums/feed/press/", headers={"if-modified-since": since})
    assert b"Found later" in late.content


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_the_same_for_any_number(
    client: Client, edition: ForumPage, count: int, django_assert_num_queries
) -> None:
    for session in SessionPageFactory.create_batch(count, parent=edition):
        about(session, ThemeFactory())
    client.get("/forums/feed/sessions/")
    with django_assert_num_queries(10):
        assert len(read(client, "/forums/feed/sessions/").findall("a:entry", ATOM)) == count


def test_other_pages_have_none(client: Client, edition: ForumPage) -> None:
    plain = PlainPageFactory(parent=ground())
    for page in (plain, ground(), edition, SessionPageFactory(parent=edition)):
        for name in ("editions", "sessions"):
            assert client.get(f"{page.url}feed/{name}/").status_code == 404
    assert client.get("/forums/feed/").status_code == 404


@pytest.mark.parametrize("address", ["/forums/", "/forums/2019/"])
def test_a_page_says_what_can_be_followed(client: Client, edition: ForumPage, address: str) -> None:
    page = client.get(address)
    assert page.context["feeds"]
    for feed in page.context["feeds"]:
        assert (
            f'rel="alternate" type="application/atom+xml" title="{feed.title}" href="{feed.url}"'
            in page.content.decode()
        )
        read(client, feed.url)


def test_an_index_without_editions_has_an_empty_feed(client: Client, db: None) -> None:
    ForumIndexPageFactory(translation_key=KEY)
    found = read(client, "/forums/feed/editions/")
    assert words(found, "a:entry") == []
    # Readers know a feed by its id: it must be this one for ever.
    assert words(found, "a:id") == ["urn:uuid:f3c8a528-a637-5adb-bf52-8fa057bbf6ff"]
