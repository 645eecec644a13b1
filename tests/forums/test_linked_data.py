"""What machines are told of editions, sessions and texts: when, where, what of; and never who."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client

from access.viewer import STRANGER
from forums.models.edition import ForumPage
from tests.factories.forums import (
    ForumPageFactory,
    ParticipationFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
)
from tests.factories.foundation import ground
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory
from tests.foundation.test_metadata import HERE, graph, head

pytestmark = pytest.mark.django_db
LISTS = ("BreadcrumbList",)


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="Twelfth forum", slug="2019", alternative_titles="Solidarity\nThe 2019 forum")


def told(client: Client, address: str) -> dict[str, Any]:
    [own] = [one for one in graph(head(client, address)) if one["@type"] not in LISTS]
    return own


def test_an_edition_is_an_event(client: Client, edition: ForumPage) -> None:
    edition.co_hosts = "The Lantern Collective"
    edition.save()
    own = told(client, edition.url)
    assert (own["@type"], own["startDate"], own["endDate"]) == ("Event", "2019-10-12", "2019-10-15")
    assert own["alternateName"] == ["Solidarity", "The 2019 forum"]
    assert own["location"]["name"] == "The Carter Center, Atlanta"
    assert own["location"]["address"]["addressCountry"] == "US"
    assert [one["name"] for one in own["organizer"]] == ["The Carter Center", "The Lantern Collective"]
    assert "publisher" not in own


def test_of_an_edition_of_which_little_is_known_little_is_told(client: Client) -> None:
    bare = ForumPageFactory(starts_on=None, ends_on=None, place="", country="", host="", standfirst="")
    assert set(told(client, bare.url)) == {"@type", "@id", "name", "url", "inLanguage"}


@pytest.mark.parametrize(
    ("facts", "starts", "ends"),
    [
        ({}, "2019-10-13T09:30", "2019-10-13T11:00"),
        ({"ends_at": None}, "2019-10-13T09:30", None),
        ({"starts_at": None, "ends_at": None}, "2019-10-13", None),
        ({"date_precision": "month", "ends_at": None}, "2019-10", None),
        ({"date_precision": "year", "ends_at": None}, "2019", None),
        ({"held_on": None}, None, None),
        ({"starts_at": time(22), "ends_at": time(1)}, "2019-10-13T22:00", "2019-10-14T01:00"),
        ({"date_precision": "month"}, "2019-10", None),
    ],
)
def test_a_session_is_an_event_as_exactly_as_it_is_known(
    client: Client, edition: ForumPage, facts: dict[str, Any], starts: str | None, ends: str | None
) -> None:
    own = told(client, SessionPageFactory(parent=edition, **facts).url)
    assert (own["@type"], own.get("startDate"), own.get("endDate")) == ("Event", starts, ends)
    assert own["superEvent"] == {"@type": "Event", "name": "Twelfth forum", "url": f"{HERE}{edition.url}"}


def test_nobody_is_named_to_machines(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    ParticipationFactory(session=session, printed_name="Ruth Example")
    assert "Ruth Example" in client.get(session.url).content.decode()
    assert "Ruth Example" not in str(head(client, session.url))


def test_a_closed_session_is_a_day_and_a_title(client: Client, edition: ForumPage) -> None:
    closed = SessionPageFactory(parent=edition, title="Workshop", is_closed=True)
    assert told(client, closed.url) == {
        "@type": "Event",
        "@id": f"{HERE}/id/{closed.translation_key}/",
        "name": "Workshop",
        "url": f"{HERE}{closed.url}",
        "description": closed.standfirst,
        "inLanguage": "en",
        "startDate": "2019-10-13",
    }


@pytest.mark.parametrize(("factory", "kind"), [(StatementPageFactory, "CreativeWork"), (ReportPageFactory, "Report")])
def test_a_text_has_its_day_its_version_and_its_edition(
    client: Client, edition: ForumPage, factory: Any, kind: str
) -> None:
    own = told(client, factory(parent=edition, issued_on=date(2019, 11, 18), version="final").url)
    assert (own["@type"], own["datePublished"], own["version"]) == (kind, "2019-11-18", "final")
    assert own["about"]["name"] == "Twelfth forum"
    assert own["publisher"]["name"] == "Common Ground"


def library(found: Tag) -> dict[str, str]:
    """What reference managers read of a head: Dublin Core, and the address that Zotero takes."""
    return {str(one["name"]): str(one["content"]) for one in found.select("meta[name^=dc], meta[name^=citation]")}


@pytest.mark.parametrize(
    ("factory", "facts", "kind", "day"),
    [
        (SessionPageFactory, {}, "Event", "2019-10-13"),
        (SessionPageFactory, {"is_closed": True}, "Event", "2019-10-13"),
        (SessionPageFactory, {"date_precision": "month"}, "Event", "2019-10"),
        (StatementPageFactory, {"issued_on": date(2019, 11, 18)}, "Text", "2019-11-18"),
        (ReportPageFactory, {"issued_on": date(2019, 11, 18)}, "Report", "2019-11-18"),
    ],
)
def test_a_reference_manager_finds_what_to_cite(
    client: Client, edition: ForumPage, factory: Any, facts: dict[str, Any], kind: str, day: str
) -> None:
    page = factory(parent=edition, title="Solidarity", **facts)
    assert library(head(client, page.url)) == {
        "dc.title": "Solidarity",
        "dc.date": day,
        "dc.publisher": "Common Ground",
        "dc.type": kind,
        "dc.language": "en",
        "dc.identifier": f"{HERE}/id/{page.translation_key}/",
        "citation_public_url": f"{HERE}/id/{page.translation_key}/",
    }


def test_of_what_is_undated_no_day_is_told_and_of_a_list_nothing(client: Client, edition: ForumPage) -> None:
    assert "dc.date" not in library(head(client, SessionPageFactory(parent=edition, held_on=None).url))
    assert library(head(client, edition.url))["dc.date"] == "2019-10-12"
    theme = ThemeFactory(name="Faith", slug="faith")
    assert library(head(client, f"{ThemeIndexPageFactory(parent=ground()).url}{theme.slug}/")) == {}


def test_the_index_is_a_collection(client: Client, edition: ForumPage) -> None:
    assert told(client, "/forums/")["@type"] == "CollectionPage"


def test_a_text_that_stands_nowhere_yet_belongs_to_nothing() -> None:
    for factory in (SessionPageFactory, StatementPageFactory):
        assert factory.build(parent=None, depth=1).metadata_for(STRANGER).part_of is None
