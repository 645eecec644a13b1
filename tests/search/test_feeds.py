"""Answers as tables and as feeds: what a program gets is what the page shows."""

import csv
import io
from xml.etree import ElementTree as Tree

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models.session import SessionPage
from search.engines.base import Engine
from search.formats.tables import COLUMNS
from search.records.reading import expired
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    ForumPageFactory,
    ParticipationFactory,
    SessionPageFactory,
    StatementPageFactory,
    point,
)
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db
NAMES = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}
SITE = "http://localhost"


@pytest.fixture(autouse=True)
def _site(engine: Engine) -> None:
    ground()


def index() -> None:
    call_command("index", verbosity=0, stdout=io.StringIO())


def rows(client: Client, query: str, prefix: str = "") -> list[dict[str, str]]:
    response = client.get(f"{prefix}/search/results.csv?{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def feed(client: Client, query: str = "", prefix: str = "") -> Tree.Element:
    response = client.get(f"{prefix}/search/results.atom?{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return Tree.fromstring(response.content)


def words(found: Tree.Element, path: str) -> list[str]:
    return [one.text or "" for one in found.findall(path, NAMES)]


def links(found: Tree.Element) -> dict[str, str]:
    return {one.attrib["rel"]: one.attrib["href"] for one in found.findall("a:link", NAMES)}


@pytest.fixture
def session() -> SessionPage:
    ThemeIndexPageFactory(parent=ground())
    edition = ForumPageFactory(title="Twelfth forum", slug="2019")
    page = SessionPageFactory(parent=edition, title="Leaving together", standfirst="Families.", languages=["ar"])
    ParticipationFactory(session=page, printed_name="Ana Diaz")
    ParticipationFactory(session=page, printed_name="Ben Hidden", public_source="")
    about(page, ThemeFactory(name="Faith", slug="faith"))
    about(page, ThemeFactory(name="Quorblexia", status="pending"))
    return page


def test_a_row_says_what_a_work_is_and_what_was_asked(client: Client, session: SessionPage) -> None:
    index()
    [row] = rows(client, "q=families+theme:Faith&kind=session")
    assert list(row) == list(COLUMNS)
    at = row.pop("retrieved")
    assert at.endswith("+00:00")
    assert at[:10] == f"{timezone.now():%Y-%m-%d}"
    assert row == {
        "kind": "session",
        "title": "Leaving together",
        "edition": "Twelfth forum",
        "date": "2019-10-13",
        "language": "en",
        "languages": "ar; en",
        "themes": "Faith",
        "speakers": "Ana Diaz",
        "permalink": f"{SITE}/id/{session.translation_key}/",
        "address": f"{SITE}{session.url}",
        "question": "families",
        "filters": "kind:session theme:faith",
        "found": "1",
        "search": f"{SITE}/search/?q=families&kind=session&theme=faith",
    }


def test_the_table_opens_in_spreadsheets_and_is_one_table_to_programs(client: Client) -> None:
    edition = ForumPageFactory(title='He said "no",\nand left')
    for number, title in enumerate(("=1+1", "+1", "-1", "@x", "Plain")):
        SessionPageFactory(parent=edition, title=title, slug=f"s{number}")
    index()
    response = client.get("/search/results.csv?kind=session")
    assert response.content.startswith(b"\xef\xbb\xbfkind,title,")
    assert response.content.count(b"\r\n") == 6
    assert response["Content-Disposition"] == f'attachment; filename="search-{timezone.now():%Y-%m-%d}.csv"'
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    found = rows(client, "kind=session")
    assert {row["title"] for row in found} == {"'=1+1", "'+1", "'-1", "'@x", "Plain"}
    assert {row["edition"] for row in found} == {'He said "no",\nand left'}
    assert rows(client, "q=-1")[0]["question"] == "'-1"


@pytest.mark.parametrize(("held", "precision", "date"), [("2019-10-13", "month", "2019-10"), (None, "day", "")])
def test_dates_are_as_exact_as_they_are_known(client: Client, held: str | None, precision: str, date: str) -> None:
    SessionPageFactory(title="Families", held_on=held, date_precision=precision)
    index()
    assert [row["date"] for row in rows(client, "q=families")] == [date]


def test_all_that_was_found_is_in_the_table_in_its_order(client: Client) -> None:
    edition = ForumPageFactory(starts_on=None, ends_on=None)
    for number in range(23):
        SessionPageFactory(parent=edition, title=f"Families {number:02}", held_on=f"20{number:02}-01-01")
    index()
    found = rows(client, "q=families&kind=session&sort=oldest&page=2")
    assert [row["title"] for row in found] == [f"Families {number:02}" for number in range(23)]
    assert {row["found"] for row in found} == {"23"}
    assert found[0]["search"] == f"{SITE}/search/?q=families&kind=session&sort=oldest"


def test_the_readers_language_is_that_of_the_address(client: Client, session: SessionPage) -> None:
    french = translated(session, "fr", title="Partir ensemble")
    index()
    [row] = rows(client, "q=partir", "/fr")
    assert (row["title"], row["language"], row["address"]) == ("Partir ensemble", "fr", f"{SITE}{french.url}")
    assert row["search"] == f"{SITE}/fr/search/?q=partir"


@pytest.mark.parametrize("query", ["q=nothingofthis", "theme=nothingofthis"])
def test_a_table_of_nothing_has_a_head(client: Client, query: str) -> None:
    index()
    content = client.get(f"/search/results.csv?{query}").content.decode("utf-8-sig")
    assert content == ",".join(COLUMNS) + "\r\n"


def test_what_is_withdrawn_is_in_neither_before_any_worker_knows(client: Client, session: SessionPage) -> None:
    statement = StatementPageFactory(title="Families", points=[point("Pay for families.")])
    index()
    assert len(rows(client, "q=families")) == 3
    assert len(feed(client, "q=families").findall("a:entry", NAMES)) == 3
    session.unpublish()
    restrict(statement, "Members")
    assert rows(client, "q=families") == []
    found = feed(client, "q=families")
    assert (words(found, "a:entry/a:id"), words(found, "o:totalResults")) == ([], ["0"])
    client.force_login(AccountFactory(groups=["Members"]))
    index()
    assert {row["kind"] for row in rows(client, "q=families")} == {"statement", "recommendation"}


def test_what_vanished_without_a_change_is_in_neither(client: Client, session: SessionPage) -> None:
    index()
    SessionPage.objects.filter(pk=session.pk).update(live=False)
    assert rows(client, "q=leaving") == []
    assert words(feed(client, "q=leaving"), "o:totalResults") == ["0"]


def test_a_closed_session_says_no_more_in_a_table_than_on_its_page(client: Client) -> None:
    page = SessionPageFactory(title="Closed", is_closed=True, languages=["ar"], transcript="Secret words.")
    ParticipationFactory(session=page, printed_name="Ana Diaz")
    index()
    [row] = rows(client, "q=closed&kind=session")
    assert (row["speakers"], row["languages"]) == ("", "en")
    everything = client.get("/search/results.csv").content + client.get("/search/results.atom").content
    assert b"Secret" not in everything
    assert b"Ana Diaz" not in everything


def test_a_feed_is_the_answer_with_the_newest_first(client: Client, session: SessionPage) -> None:
    statement = StatementPageFactory(title="Families", parent=session.get_parent(), issued_on="2019-11-18")
    session.save_revision().publish()
    index()
    found = feed(client, "q=families+leaving&sort=best")
    assert words(found, "a:entry/a:title") == ["Families", "Leaving together"]
    assert words(found, "a:entry/a:id") == [f"urn:uuid:{one.translation_key}" for one in (statement, session)]
    entry = found.findall("a:entry", NAMES)[1]
    assert links(entry) == {"alternate": f"{SITE}{session.url}"}
    assert words(entry, "a:summary") == ["Session · Twelfth forum · 13 October 2019 · Families."]
    assert [one.attrib["term"] for one in entry.findall("a:category", NAMES)] == ["Faith"]
    session.refresh_from_db()
    assert words(entry, "a:updated") == [session.last_published_at.isoformat()]
    assert words(found, "a:title") == ["Common Ground: search for families leaving"]
    counted = [words(found, f"o:{name}") for name in ("totalResults", "startIndex", "itemsPerPage")]
    assert counted == [["2"], ["1"], ["20"]]


def test_a_feed_is_turned_like_pages_and_stays_one_feed(client: Client) -> None:
    for number in range(45):
        PlainPageFactory(parent=ground(), title=f"Families {number}")
    index()
    pages = [feed(client, f"q=families&page={number}") for number in (1, 2, 3)]
    at = f"{SITE}/search/results.atom?q=families"
    assert links(pages[0]) == {
        "self": at, "alternate": f"{SITE}/search/?q=families&sort=newest", "first": at, "next": f"{at}&page=2",
        "last": f"{at}&page=3",
    }  # fmt: skip
    assert links(pages[1]).keys() >= {"previous", "next"}
    assert "next" not in links(pages[2])
    assert len({words(page, "a:id")[0] for page in pages}) == 1
    keys = [key for page in pages for key in words(page, "a:entry/a:id")]
    assert len(keys) == len(set(keys)) == 45
    assert words(feed(client, "q=families&kind=page"), "a:id") != words(pages[0], "a:id")


def test_an_open_span_of_years_is_followed_into_years_to_come(client: Client) -> None:
    edition = ForumPageFactory(starts_on=None, ends_on=None)
    SessionPageFactory(parent=edition, title="First", held_on="2019-10-13")
    index()
    before = feed(client, "q=year:2015..")
    SessionPageFactory(parent=edition, title="Later", held_on="2027-10-13")
    index()
    after = feed(client, "q=year:2015..")
    assert links(before)["self"] == links(after)["self"] == f"{SITE}/search/results.atom?year=2015.."
    assert words(before, "a:id") == words(after, "a:id")
    assert words(after, "a:entry/a:title") == ["Later", "First"]
    assert {row["search"] for row in rows(client, "q=year:2015..")} == {f"{SITE}/search/?year=2015.."}
    html = client.get("/search/?q=year:2015..").content.decode()
    assert html.count('href="/search/results.atom?year=2015.."') == 2
    assert '<input type="hidden" name="year" value="2015..">' in html


def test_a_reader_who_has_the_feed_is_told_so(client: Client, session: SessionPage) -> None:
    index()
    first = client.get("/search/results.atom")
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get("/search/results.atom", headers={"if-none-match": first["ETag"]}).status_code == 304
    session.unpublish()
    assert client.get("/search/results.atom", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["results.csv", "results.atom"])
def test_without_an_index_they_wait(client: Client, name: str) -> None:
    response = client.get(f"/search/{name}")
    assert (response.status_code, response["Retry-After"], response.content) == (503, "20", b"")


@pytest.mark.parametrize("number", [1, 3])
def test_a_table_costs_as_much_as_a_page_and_a_feed_one_query_more(client: Client, number: int) -> None:
    edition = ForumPageFactory()
    for _ in range(number):
        SessionPageFactory(parent=edition)
    index()
    expired()
    client.get("/search/?kind=session")  # the site and its settings are kept from here on
    costs = []
    for name in ("results.csv", "results.atom"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/search/{name}?kind=session")
        costs.append(len(queries))
    assert costs == [3, 5]


def test_the_page_leads_to_both_and_browsers_learn_to_ask(client: Client, session: SessionPage) -> None:
    index()
    html = client.get("/search/?q=leaving&page=1").content.decode()
    assert 'href="/search/results.csv?q=leaving"' in html
    assert html.count('href="/search/results.atom?q=leaving"') == 2
    box = Tree.fromstring(client.get("/search/opensearch.xml").content)
    addresses = {one.attrib["type"]: one.attrib["template"] for one in box.findall("o:Url", NAMES)}
    assert addresses == {
        "text/html": f"{SITE}/search/?q={{searchTerms}}",
        "application/atom+xml": f"{SITE}/search/results.atom?q={{searchTerms}}&page={{startPage?}}",
        "text/csv": f"{SITE}/search/results.csv?q={{searchTerms}}",
    }
    assert words(box, "o:ShortName") == ["Common Ground"]
