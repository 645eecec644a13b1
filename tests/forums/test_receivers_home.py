"""What the forums put on the home page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from forums.models.provenance import Provenance
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict, translated

pytestmark = pytest.mark.django_db


def home(client: Client, path: str = "/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser").main


def test_before_the_first_edition_there_is_nothing_of_forums(client: Client) -> None:
    ground()
    restrict(ForumPageFactory(title="Canary"), "Members")
    assert home(client).select("h2, svg.timeline, .programme") == []


def test_the_last_edition_that_the_reader_can_see_is_there(client: Client) -> None:
    ForumPageFactory(title="Old", starts_on=date(2003, 1, 1), ends_on=None)
    SessionPageFactory(parent=ForumPageFactory(title="Last"), title="Families")
    restrict(ForumPageFactory(title="Canary", starts_on=date(2030, 1, 1), ends_on=None), "Members")
    main = home(client)
    assert [link["href"] for link in main.select("h2 a")] == ["/forums/last/"]
    assert "Families" in main.select_one(".programme").get_text()
    assert {a["href"] for a in main.select(".timeline svg a")} == {"/forums/old/", "/forums/last/"}
    assert "Canary" not in str(main)


def test_in_another_language_it_is_there_in_that_one(client: Client) -> None:
    edition = ForumPageFactory(title="The forum")
    translated(edition, "fr", title="Le forum")
    assert [link.get_text(strip=True) for link in home(client, "/fr/").select("h2 a")] == ["Le forum"]


def test_while_a_translation_is_left_a_work_is_not_forgotten() -> None:
    session = SessionPageFactory()
    french = translated(session, "fr")
    row = Provenance.objects.create(
        kind="session", external_id="talks/1", origin="x", translation_key=session.translation_key
    )
    french.delete()
    row.refresh_from_db()
    assert row.external_id == "talks/1"
    session.delete()
    assert not Provenance.objects.filter(external_id="talks/1").exists()


def test_what_an_import_brought_does_not_push_ours_from_the_front(client: Client) -> None:
    ForumPageFactory(title="Imported", number=None, starts_on=date(2024, 1, 1), ends_on=date(2024, 1, 2))
    ForumPageFactory(title="Ours", number=12)
    assert home(client).select_one("h2 a").get_text() == "Ours"
