"""A closed session is its day, its title, its themes and its approved summary: everywhere, for everybody."""

from datetime import date, time
from functools import partial
from io import StringIO
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from access.enums import Audience
from access.viewer import Viewer
from forums.enums import SessionKind
from forums.models.session import SessionPage
from foundation.models.media import Document
from search.engines.base import Engine
from search.records.reading import of
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    AttachmentFactory,
    DocumentFactory,
    ForumPageFactory,
    ParticipationFactory,
    SessionPageFactory,
)
from tests.factories.foundation import ground, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db

# What each field shows where it shows at all; none of these words stands anywhere else.
CANARIES = {
    "session_kind": "Workshop",
    "starts_at": "13:37",
    "ends_at": "14:41",
    "body": "canarybody",
    "transcript": "canarytranscript",
    "recording_title": "Canaryrecording",
    "recording_url": "canary-host.example",
    "document": "Canarypaper",
    "name": "Canary Lys",
    "role": "Rapporteur",
    "category": "Analyst or author",
    "country": "Iceland",
    "languages": "Esperanto",
}
SEARCHED = {"body", "transcript", "name"}
FACETS = {"name", "role", "country", "languages"}
EVERYBODY = [[], ["Members"], ["Peers"], ["Stewards"], ["Editors"]]


class Planted(NamedTuple):
    """A session in which everything is filled, its paper and its theme's hub."""

    session: SessionPage
    paper: Document
    hub: str


def plant(*, is_closed: bool) -> Planted:
    ThemeIndexPageFactory(parent=ground())
    theme, paper = ThemeFactory(name="Trust", slug="trust"), DocumentFactory(title=CANARIES["document"])
    session = SessionPageFactory(
        parent=ForumPageFactory(title="The forum"), title="Behind doors", standfirst="The approved summary.",
        session_kind=SessionKind.WORKSHOP, held_on=date(2019, 10, 14), starts_at=time(13, 37), ends_at=time(14, 41),
        is_closed=is_closed, languages=["eo"], transcript="canarytranscript",
        body=[("paragraph", "<p>canarybody</p>")], recording_title="Canaryrecording",
        recording_url="https://canary-host.example/1", seo_title="Canaryseo", search_description="Canaryseo",
    )  # fmt: skip
    about(session, theme)
    AttachmentFactory(page=session, document=paper)
    ParticipationFactory(
        session=session, printed_name="Canary Lys", role="rapporteur", category="analyst", country="IS",
        public_source="Canarysource",
    )  # fmt: skip
    session.save_revision().publish()
    call_command("index", verbosity=0, stdout=StringIO())
    return Planted(session, paper, "/themes/trust/")


plant_closed, plant_open = partial(plant, is_closed=True), partial(plant, is_closed=False)


@pytest.fixture(autouse=True)
def _site(engine: Engine) -> None:
    ground()


def surfaces(planted: Planted) -> list[str]:
    """Every address where a session shows itself."""
    session = planted.session
    edition = session.get_parent()
    index = edition.get_parent()
    search = ["/search/?q=doors", "/search/?kind=session", "/search/?edition=the-forum", "/search/?theme=trust"]
    calendars = [f"{session.url}calendar/", f"{edition.url}calendar/"]
    return [*calendars, session.url, edition.url, index.url, "/", planted.hub, "/themes/", "/sitemap.xml", *search]


def traces(html: str) -> set[str]:
    """The fields whose canary is in it, and those that no page ever shows."""
    found = {field for field, word in CANARIES.items() if word.lower() in html.lower()}
    return found | {word for word in ("canaryseo", "canarysource") if word in html.lower()}


def got(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


@pytest.mark.parametrize("groups", EVERYBODY)
def test_nothing_else_is_on_any_page_whoever_looks(client: Client, groups: list[str]) -> None:
    planted = plant_closed()
    if groups:
        client.force_login(AccountFactory(groups=groups))
    assert {url: found for url in surfaces(planted) if (found := traces(got(client, url)))} == {}


def test_its_day_title_themes_and_summary_are_on_its_page(client: Client) -> None:
    html = got(client, plant_closed().session.url)
    main = BeautifulSoup(html, "html.parser").main
    assert main.h1.get_text() == "Behind doors"
    assert main.select_one(".standfirst").get_text() == "The approved summary."
    assert main.select_one(".byline").get_text(strip=True) == "14 October 2019"
    assert [pill.get_text() for pill in main.select(".theme-pill")] == ["Trust"]
    assert "This was a closed session." in main.get_text()
    assert main.select("figure, details, .voices, .documents, time") == []


def test_it_stands_in_the_programme_of_its_day_and_says_that_it_is_closed(client: Client) -> None:
    planted = plant_closed()
    SessionPageFactory(parent=planted.session.get_parent(), title="Dawn", held_on=date(2019, 10, 14), starts_at=time(6))
    main = BeautifulSoup(got(client, planted.session.get_parent().url), "html.parser").main
    # First, though its time would come later.
    assert [link.get_text() for link in main.select(".programme-day li a")] == ["Behind doors", "Dawn"]
    row = main.select_one(".session-row")
    assert [span.get_text() for span in row.select("small > span")] == ["Closed session", "Trust"]
    assert row.select("time") == []
    assert "Closed session: its day, title, themes" in main.get_text()


@pytest.mark.parametrize("url", ["/", "/themes/trust/", "/search/?q=doors", "/sitemap.xml"])
def test_it_is_found_all_the_same(client: Client, url: str) -> None:
    planted = plant_closed()
    assert planted.session.url in got(client, url)


def test_when_it_is_open_each_of_these_is_shown(client: Client) -> None:
    """Or the tests above would be content with pages that show nothing."""
    planted = plant_open()
    shown = {url: traces(got(client, url)) for url in surfaces(planted)}
    assert shown[planted.session.url] == set(CANARIES)
    assert shown[planted.session.get_parent().url] >= {"session_kind", "starts_at", "name"}
    assert shown["/"] == {"session_kind", "starts_at"}
    assert shown["/search/?q=doors"] >= FACETS


@pytest.mark.parametrize("is_closed", [True, False])
def test_search_knows_no_other_word_of_it(client: Client, is_closed: bool) -> None:
    plant(is_closed=is_closed)
    asked = {field: client.get("/search/", {"q": word}).context["answer"] for field, word in CANARIES.items()}
    found = {field for field, answer in asked.items() if "Behind doors" in repr(answer.hits)}
    assert found & SEARCHED == (set() if is_closed else SEARCHED)
    assert found == set() or not is_closed


@pytest.mark.parametrize("is_closed", [True, False])
def test_facets_are_not_of_it(client: Client, is_closed: bool) -> None:
    plant(is_closed=is_closed)
    answer = client.get("/search/?kind=session").context["answer"]
    values = {group: [value.value for value in answer.facet(group).values] for group in ("speaker", "role")}
    assert values == ({"speaker": [], "role": []} if is_closed else {"speaker": ["Canary Lys"], "role": ["rapporteur"]})


@pytest.mark.parametrize("rank", Audience)
def test_no_face_card_or_record_of_any_rank_holds_it(rank: Audience) -> None:
    session = plant_closed().session
    seen = [session.face_for(Viewer(audience=rank)), session.card_for(Viewer(audience=rank))]
    for held in (*seen, of(session.translation_key, rank)):
        assert traces(repr(held)) == set()
        assert "datetime.time(" not in repr(held)
        assert "Behind doors" in repr(held)


@pytest.mark.parametrize("groups", [[], ["Stewards"]])
def test_its_papers_answer_like_what_does_not_exist(client: Client, groups: list[str]) -> None:
    paper = plant_closed().paper
    if groups:
        client.force_login(AccountFactory(groups=groups))
    assert [client.get(url).status_code for url in (paper.url, paper.file.url)] == [404, 404]


def test_its_papers_are_there_while_it_is_open(client: Client) -> None:
    paper = plant_open().paper
    for url in (paper.url, paper.file.url):
        assert b"".join(client.get(url).streaming_content) == b"Words."


def test_a_session_that_is_closed_later_is_gone_on_the_next_request(client: Client) -> None:
    """No worker has looked yet: the index still holds what it held."""
    planted = plant_open()
    planted.session.is_closed = True
    planted.session.save_revision().publish()
    assert client.get("/search/?q=canarybody").context["answer"].total == 0
    assert {url: found for url in surfaces(planted) if (found := traces(got(client, url)))} == {}
    assert client.get(planted.paper.url).status_code == 404


def test_its_translation_is_closed_with_it(client: Client) -> None:
    session = plant_open().session
    french = translated(session, "fr", title="À huis clos")
    assert "canarybody" in got(client, french.url)
    session.is_closed = True
    session.save_revision().publish()
    for url in (french.url, french.get_parent().url, "/fr/", "/fr/search/?q=clos"):
        assert traces(got(client, url)) == set(), url
    assert "À huis clos" in got(client, french.url)


def test_a_day_that_is_not_known_exactly_is_not_told_exactly(client: Client) -> None:
    session = plant_closed().session
    session.date_precision = "month"
    session.save_revision().publish()
    main = BeautifulSoup(got(client, session.url), "html.parser").main
    assert main.select_one(".byline").get_text(strip=True) == "October 2019"
