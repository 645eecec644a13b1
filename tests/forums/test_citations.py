"""How records are cited, and how an error in them is reported."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page, Site

from forums.formats.citations import Source, cited
from forums.models.edition import ForumPage
from forums.models.outcomes import Recommendation
from foundation.models.site import SiteSettings
from tests.factories.forums import (
    AttachmentFactory,
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
    point,
)
from tests.factories.foundation import translated

HERE = "http://localhost"


def words(found: Tag) -> str:
    return " ".join(found.get_text(" ", strip=True).split())


def read(client: Client, page: Page) -> Tag:
    main = BeautifulSoup(client.get(page.url).content, "html.parser").main
    assert main is not None
    return main


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def citation(client: Client, page: Page) -> str:
    return words(read(client, page).select_one(".record-foot .citation-text"))


@pytest.fixture
def edition(db: None) -> ForumPage:
    return ForumPageFactory(title="Solidarity", slug="2019")


def test_what_is_known_stands_in_a_line() -> None:
    whole = Source("A text", "Site", "Strategy 2", "A forum", "Accra", "2 May 2017", "final")
    assert cited(whole) == "Strategy 2. A text. A forum, Accra, 2 May 2017, final. Site."
    assert cited(Source("A text", "Site")) == "A text. Site."
    assert cited(Source("نص", "Site", place="أكرا", when="2017"), "، ") == "نص. أكرا، 2017. Site."


@pytest.mark.parametrize(
    "title", ["Who pays?", "Enough!", "من يدفع؟", "Still…", "The end.", "“We stay.”", "« Qui paie ? »"]
)
def test_a_title_that_ends_needs_no_full_stop(title: str) -> None:
    assert cited(Source(f"{title} ", "Site")) == f"{title} Site."


def test_an_edition(client: Client, edition: ForumPage) -> None:
    where = "Twelfth edition, The Carter Center, Atlanta, 12–15 October 2019"
    address = f"{HERE}/id/{edition.translation_key}/"
    assert citation(client, edition) == f"Solidarity. {where}. Common Ground. {address}"


def test_a_session_belongs_to_its_edition_and_names_nobody(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition, title="Opening", date_precision="month")
    ParticipationFactory(session=session, printed_name="Ruth Example")
    address = f"{HERE}/id/{session.translation_key}/"
    assert citation(client, session) == f"Opening. Solidarity, October 2019. Common Ground. {address}"


def test_a_closed_session_is_a_title_and_a_day(client: Client, edition: ForumPage) -> None:
    closed = SessionPageFactory(parent=edition, title="Workshop", is_closed=True)
    address = f"{HERE}/id/{closed.translation_key}/"
    assert citation(client, closed) == f"Workshop. Solidarity, 13 October 2019. Common Ground. {address}"


@pytest.mark.parametrize("factory", [StatementPageFactory, ReportPageFactory])
def test_a_text_and_each_of_its_points(client: Client, edition: ForumPage, factory: type) -> None:
    text = factory(parent=edition, title="What we ask", version="final", points=[point("Pay."), point("Answer.")])
    rest = "What we ask. Solidarity, 18 November 2019, final. Common Ground."
    main = read(client, text)
    assert words(main.select_one(".record-foot .citation-text")) == f"{rest} {HERE}/id/{text.translation_key}/"
    label = str(text.point_kind.label)
    keys = [row.key for row in Recommendation.objects.filter(page_key=text.translation_key)]
    assert [words(one) for one in main.select(".point .citation-text")] == [
        f"{label} {number}. {rest} {HERE}/id/{key}/" for number, key in enumerate(keys, start=1)
    ]
    assert [words(one) for one in main.select(".point summary")] == [f"Cite {label} 1", f"Cite {label} 2"]
    assert main.select(".fingerprint")


def test_a_point_without_a_permanent_address_cannot_be_cited(client: Client, edition: ForumPage) -> None:
    text = StatementPageFactory(parent=edition)
    Recommendation.objects.all().delete()
    assert not read(client, text).select(".point-cite")


def test_an_article_is_cited_as_its_outlet_has_it(client: Client, edition: ForumPage) -> None:
    item = PressItemFactory(
        edition=edition, title="Who answers?", outlet="Example Post", published_on=date(2019, 12, 3)
    )
    for address in (f"{edition.url}press/", "/forums/press/"):
        [one] = soup(client, address).select(".press-item .citation-text")
        assert words(one) == f"Who answers? Example Post, 3 December 2019. Common Ground. {HERE}/id/{item.key}/"
    assert client.get(f"/id/{item.key}/").status_code == 302
    assert not read(client, edition).select(".press-item .citation-text")


def test_a_document_is_cited_with_its_permanent_address(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition)
    document = AttachmentFactory(page=session, document__title="Draft law, annotated").document
    line = f"Draft law, annotated. TXT. Common Ground. {HERE}/id/{document.key}/"
    for page in (session, edition):
        assert words(read(client, page).select_one(".document-row .citation-text")) == line


def test_what_was_said_is_cited_with_its_session_and_without_its_speaker(client: Client, edition: ForumPage) -> None:
    session = SessionPageFactory(parent=edition, title="Opening")
    part = ParticipationFactory(session=session, printed_name="Ruth Example")
    said = KeyMessageFactory(session=session, words="We stay", language="en", speaker=part, is_withheld=False)
    for address in (session.url, f"{edition.url}messages/"):
        [one] = soup(client, address).select(".key-message .citation-text")
        assert words(one) == f"“We stay”. Opening, 13 October 2019. Common Ground. {HERE}/id/{said.key}/"
    assert not read(client, edition).select(".key-message .citation-text")


def test_points_elsewhere_are_not_cited(client: Client, edition: ForumPage) -> None:
    StatementPageFactory(parent=edition)
    main = read(client, edition)
    assert main.select(".point")
    assert not main.select(".point-cite")


def test_a_citation_is_in_the_language_of_the_page(client: Client, edition: ForumPage) -> None:
    french = translated(edition, "fr", title="La solidarité")
    assert "La solidarité." in citation(client, french)
    assert "12–15 octobre 2019" in citation(client, french)
    session = SessionPageFactory(parent=edition, text_language="de", title="Eröffnung")
    assert read(client, session).select_one(".record-foot .citation-text")["lang"] == "de"


def test_an_error_is_reported_by_mail_where_somebody_reads_it(client: Client, edition: ForumPage) -> None:
    text = StatementPageFactory(parent=edition, issued_on=date(2019, 11, 18))
    assert not read(client, text).select('a[href^="mailto:"]')
    SiteSettings.objects.create(site=Site.objects.get(), contact_email="desk@forum.example")
    Page.objects.get(pk=text.pk).specific.save_revision().publish()
    one, whole = (str(link["href"]) for link in read(client, text).select('a[href^="mailto:"]'))
    key = Recommendation.objects.get().key
    assert one == f"mailto:desk@forum.example?subject=http%3A%2F%2Flocalhost%2Fid%2F{key}%2F"
    assert whole == f"mailto:desk@forum.example?subject=http%3A%2F%2Flocalhost%2Fid%2F{text.translation_key}%2F"


def test_the_foot_of_a_record_says_its_address_once(client: Client, edition: ForumPage) -> None:
    foot = read(client, edition).select_one(".record-foot")
    address = f"{HERE}/id/{edition.translation_key}/"
    assert words(foot).count(address) == 1
    assert [(words(link), link["href"]) for link in foot.select(".record-ways a")] == [
        ("Permanent address", address),
        ("In large type, for reading and for paper", "?type=large"),
        ("New sessions of this edition", f"{edition.url}feed/"),
        ("Press about this edition", f"{edition.url}feed/press/"),
    ]
    assert "Printed on" in words(foot.select_one(".permalink"))
