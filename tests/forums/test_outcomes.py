"""Statements and reports: numbered points in every language, their facts, their fingerprint and their permalinks."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from access.viewer import STRANGER
from forums.blocks import AddressedPoint
from forums.formats.canonical import fingerprint
from forums.models.outcomes import Recommendation, ReportedSession, StatementPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    ForumPageFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
    point,
)
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db


def main(client: Client, path: str) -> BeautifulSoup:
    found = BeautifulSoup(client.get(path).content, "html.parser").main
    assert found is not None
    return found


def words(found: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in found.select(selector)]


@pytest.fixture
def statement() -> StatementPage:
    ThemeIndexPageFactory(parent=ground())
    faith = ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi"})
    return StatementPageFactory(
        title="Final statement",
        points=[
            point("Pay for the whole household.", explanation="A threat stays.", addressees=["donors", "governments"],
                  named=["Human Rights Council"], goals="5.2, 16.10", themes=[faith]),
            point("Answer in writing."),
        ],
        challenges=[("challenge", {"text": "Nobody answers."})],
    )  # fmt: skip


def test_the_page_reads_like_a_document(client: Client, statement: StatementPage) -> None:
    found = main(client, statement.url)
    assert words(found, "h1") == ["Final statement"]
    assert words(found, ".challenge") == ["Nobody answers."]
    assert words(found, ".point-text") == ["Pay for the whole household.", "Answer in writing."]
    assert words(found, "#point-1 .byline span")[0].startswith("To donors, governments, Human Rights Council")
    assert "SDG 5.2, 16.10" in words(found, "#point-1")[0].replace(" ,", ",")
    assert [link["href"] for link in found.select("#point-1 .theme-pills a, #point-1 a[href^='/themes/']")]
    assert "18 November 2019" in found.get_text()


def test_each_point_can_be_cited_by_an_address_that_stays(client: Client, statement: StatementPage) -> None:
    second = Recommendation.objects.get(page_key=statement.translation_key, number=2)
    assert client.get(second.permalink)["Location"] == f"{statement.url}#point-2"
    restrict(statement, "Members")
    assert client.get(second.permalink).status_code == 404
    client.force_login(AccountFactory(groups=["Members"]))
    assert client.get(second.permalink)["Location"] == f"{statement.url}#point-2"


def test_points_that_come_and_go_are_numbered_once(statement: StatementPage) -> None:
    first, second = Recommendation.objects.all()
    statement.points = [point("One"), point("Two"), point("Three")]
    statement.save_revision().publish()
    assert list(Recommendation.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert list(Recommendation.objects.values_list("key", flat=True))[:2] == [first.key, second.key]
    statement.points = [point("One")]
    Change.objects.all().delete()
    statement.save_revision().publish()
    assert Recommendation.objects.get().key == first.key
    gone = set(Change.objects.filter(kind=ChangeKind.GONE).values_list("key", flat=True))
    assert {first.key, second.key, statement.translation_key} <= gone


def test_with_its_last_page_its_points_go(statement: StatementPage) -> None:
    french = translated(statement, "fr")
    statement.delete()
    assert Recommendation.objects.count() == 2
    french.delete()
    assert Recommendation.objects.count() == 0


def test_a_draft_of_a_live_statement_numbers_nothing(statement: StatementPage) -> None:
    statement.points = []
    statement.save_revision()
    assert Recommendation.objects.count() == 2


def test_a_translation_brings_words_and_takes_the_facts(client: Client, statement: StatementPage) -> None:
    french = translated(statement, "fr", title="Déclaration", points=[point("Payez.", goals="1"), point("Répondez.")])
    one, two = french.points_for(STRANGER, french.original)
    assert (one.text, one.goals, one.addressees) == ("Payez.", ("5.2", "16.10"), ("donors", "governments"))
    assert [link.title for link in one.themes] == ["Foi"]
    assert (two.text, two.language, two.number) == ("Répondez.", "fr", 2)
    assert words(main(client, french.url), ".point-text") == ["Payez.", "Répondez."]


def test_a_translation_may_be_shorter_or_longer_for_a_while(statement: StatementPage) -> None:
    shorter = translated(statement, "fr", points=[point("Payez.")])
    assert [face.text for face in shorter.points_for(STRANGER, shorter.original)] == ["Payez."]
    longer = translated(statement, "es", points=[point("Uno"), point("Dos"), point("Tres", goals="4")])
    assert [face.goals for face in longer.points_for(STRANGER, longer.original)] == [("5.2", "16.10"), (), ("4",)]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Final statement."}, {"issued_on": date(2019, 11, 19)}, {"version": "2"}, {"standfirst": "x"},
        {"body": [("paragraph", "<p>x</p>")]}, {"challenges": [("challenge", {"text": "Nobody answers!"})]},
        {"points": [point("Pay for the whole household."), point("Answer in writing.")]},
    ],
)  # fmt: skip
def test_the_fingerprint_follows_every_word(statement: StatementPage, change: dict[str, Any]) -> None:
    before = statement.face_for(STRANGER).fingerprint
    for name, value in change.items():
        setattr(statement, name, value)
    assert statement.face_for(STRANGER).fingerprint != before


def test_the_fingerprint_follows_nothing_else(statement: StatementPage) -> None:
    before = statement.face_for(STRANGER).fingerprint
    statement.slug, statement.title = "another", "Final  statement"
    statement.concluding_session = SessionPageFactory()
    assert statement.face_for(STRANGER).fingerprint == before


def test_anybody_can_check_it(client: Client, statement: StatementPage) -> None:
    found = main(client, statement.url)
    response = client.get(f"{statement.url}text/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert words(found, ".fingerprint-value") == [fingerprint(response.content.decode())]
    assert f"curl -s http://localhost{statement.url}text/ | sha256sum" in found.get_text()
    restrict(statement, "Members")
    assert client.get(f"{statement.url}text/").status_code == 404


def test_the_session_that_adopted_it_and_the_statement_lead_to_each_other(client: Client) -> None:
    session = SessionPageFactory(title="Concluding session")
    statement = StatementPageFactory(parent=session.get_parent().specific, concluding_session=session, title="It")
    assert [link["href"] for link in main(client, statement.url).select(".aside .plain-list a")] == [session.url]
    assert [link["href"] for link in main(client, session.url).select(".card h3 a")] == [statement.url]
    restrict(session, "Members")
    assert main(client, statement.url).select(".aside .plain-list a") == []


def test_a_report_and_its_workshops_lead_to_each_other(client: Client) -> None:
    edition = ForumPageFactory()
    workshops = [SessionPageFactory(parent=edition, is_closed=True, title=f"Workshop {n}") for n in (1, 2)]
    report = ReportPageFactory(parent=edition, points=[point("Write down who takes in whom.")])
    for session in workshops:
        ReportedSession.objects.create(page=report, session=session)
    found = main(client, report.url)
    assert words(found, ".plain-list a") == ["Workshop 1", "Workshop 2"]
    assert "09:30" not in found.get_text()
    assert words(found, ".point-text") == ["Write down who takes in whom."]
    assert [link["href"] for link in main(client, workshops[0].url).select(".card h3 a")] == [report.url]


def test_the_edition_says_what_was_asked(client: Client, statement: StatementPage) -> None:
    edition = statement.get_parent().specific
    found = main(client, edition.url)
    assert words(found, ".point-text") == ["Pay for the whole household.", "Answer in writing."]
    assert found.select_one(".point-number")["href"] == f"{statement.url}#point-1"
    assert statement.url in [link["href"] for link in found.select(".section-head a")]
    restrict(statement, "Members")
    assert main(client, edition.url).select(".point") == []


def test_a_french_edition_shows_the_french_statement_and_else_the_english_one(client: Client, statement) -> None:
    edition = translated(statement.get_parent().specific, "fr")
    found = main(client, edition.url)
    assert found.select(".point-text")[0]["lang"] == "en"
    translated(statement, "fr", points=[point("Payez."), point("Répondez.")])
    found = main(client, edition.url)
    assert words(found, ".point-text") == ["Payez.", "Répondez."]
    assert not found.select(".point-text")[0].has_attr("lang")


def test_goals_that_there_are_not_are_refused_where_they_stand() -> None:
    block = AddressedPoint()
    _kind, value = point("x", goals="5.2 16.10")
    assert block.clean(block.to_python(value))["goals"] == "5.2, 16.10"
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({**value, "goals": "5, 18"}))
    assert list(caught.value.block_errors) == ["goals"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_statement_costs_the_same_for_any_number_of_points(
    client: Client, count: int, django_assert_num_queries
) -> None:
    ThemeIndexPageFactory(parent=ground())
    session = SessionPageFactory()
    terms = ThemeFactory.create_batch(count)
    statement = StatementPageFactory(
        parent=session.get_parent().specific, concluding_session=session, points=[point(themes=terms)] * count
    )
    client.get(statement.url)
    # As a session's page: nine are Wagtail's route, four the doorway, frame and path; ours are three.
    with django_assert_num_queries(15):
        client.get(statement.url)


def test_a_shorter_translation_takes_no_number_away() -> None:
    statement = StatementPageFactory(points=[point(), point(), point()], version="final")
    edition = translated(statement.get_parent(), "fr")
    french = StatementPage(title="Court", locale=edition.locale, translation_key=statement.translation_key)
    french.points = [point("Un seul.")]
    edition.add_child(instance=french)
    assert french.issued_on == statement.issued_on
    assert Recommendation.objects.filter(page_key=statement.translation_key).count() == 3
