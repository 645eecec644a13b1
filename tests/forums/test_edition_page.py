"""The page of an edition, as a stranger gets it."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from forums.models.edition import ForumPage
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    AttachmentFactory,
    ClaimFactory,
    DocumentFactory,
    ForumIndexPageFactory,
    ForumPageFactory,
    ParticipationFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
)
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    ThemeIndexPageFactory(parent=ground())


def read(client: Client, page: Page) -> Tag:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def words(found: Tag | None) -> str:
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def texts(found: Tag, selector: str) -> list[str]:
    return [words(one) for one in found.select(selector)]


def section(found: Tag, title: str) -> Tag | None:
    """The part under this heading."""
    heading = next((one for one in found.select("h2") if words(one) == title), None)
    return heading.find_parent("section") if heading else None


def heading(title: str, *themes: Any, text: str = "") -> tuple[str, dict[str, Any]]:
    return "heading", {"title": title, "text": text, "themes": list(themes)}


def test_titles_are_the_official_one_the_others_and_a_note(client: Client) -> None:
    edition = ForumPageFactory(
        title="Building Solidarity", alternative_titles="The 2019 forum\n\n  Weeks of Voices ", title_note="As printed."
    )
    main = read(client, edition)
    assert texts(main, "h1") == ["Building Solidarity"]
    assert texts(main, ".edition-also cite") == ["The 2019 forum", "Weeks of Voices"]
    assert texts(main, "header .meta") == ["As printed."]


def test_without_other_titles_and_notes_nothing_stands_there(client: Client) -> None:
    assert read(client, ForumPageFactory()).select(".edition-also, header .meta") == []


def test_the_name_of_the_tab_has_the_year(client: Client) -> None:
    response = client.get(ForumPageFactory(title="Building Solidarity").url)
    assert "<title>Building Solidarity, 2019 ·" in response.content.decode()


@pytest.mark.parametrize(("number", "year", "path"), [(12, 2019, "Twelfth edition"), (7, 2015, "Seventh edition")])
def test_the_number_is_apart_from_the_year(client: Client, number: int, year: int, path: str) -> None:
    edition = ForumPageFactory(number=number, starts_on=date(year, 1, 1), ends_on=None)
    main = read(client, edition)
    assert texts(main, ".kicker-path li") == ["Forums", path]
    assert str(year) in words(main.select_one(".edition-when"))


def test_an_edition_outside_the_series_has_no_number(client: Client) -> None:
    edition = ForumPageFactory(title="Forum in Accra", number=None)
    assert texts(read(client, edition), ".kicker-path li") == ["Forums"]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, "Atlanta, 12–15 October 2019"),
        ({"ends_on": date(2019, 10, 12)}, "Atlanta, 12 October 2019"),
        ({"ends_on": date(2019, 11, 2)}, "Atlanta, 12 October – 2 November 2019"),
        ({"ends_on": None}, "Atlanta, 12 October 2019"),
        ({"place": ""}, "12–15 October 2019"),
        ({"starts_on": None, "ends_on": None}, "Atlanta"),
    ],
)
def test_days_and_place_are_as_known(client: Client, facts: dict[str, Any], shown: str) -> None:
    edition = ForumPageFactory(**{"place": "Atlanta", **facts})
    assert words(read(client, edition).select_one(".edition-when")) == shown


@pytest.mark.parametrize(
    ("zone", "said"),
    [("America/New_York", "Times are local (UTC−4)"), ("Asia/Kolkata", "Times are local (UTC+5:30)"), ("", "")],
)
def test_the_offset_is_that_of_its_days(client: Client, zone: str, said: str) -> None:
    edition = ForumPageFactory(time_zone=zone)
    SessionPageFactory(parent=edition)
    assert words(read(client, edition).select_one("header .byline")) == said


def test_where_no_time_is_shown_nobody_is_told_whose_it_is(client: Client) -> None:
    edition = ForumPageFactory(time_zone="America/New_York")
    SessionPageFactory(parent=edition, is_closed=True)
    SessionPageFactory(parent=edition, starts_at=None, ends_at=None)
    assert "Times are local" not in words(read(client, edition))


def test_hosts_stand_apart_from_the_place(client: Client) -> None:
    edition = ForumPageFactory(host="The Carter Center", co_hosts="Human Rights First\nFederal ministry")
    assert texts(read(client, edition), ".facts dd") == ["The Carter Center", "Human Rights First", "Federal ministry"]


def test_claims_that_disagree_are_all_shown_with_their_sources(client: Client) -> None:
    edition = ForumPageFactory()
    for value, held, source, url in (
        ("more than 25", "planned", "Concept note", ""),
        ("43", "held", "Report", "https://reports.example/43"),
        ("about 60", "held", "Press release", ""),
    ):
        ClaimFactory(page=edition, value=value, held=held, source=source, source_url=url)
    ClaimFactory(page=edition, measure="countries", value="28", source="Report")
    claims = read(client, edition).select_one(".claims")
    assert texts(claims, "dt") == ["Participants, as planned", "Participants, as reported", "Countries, as reported"]
    assert texts(claims, "dd") == ["more than 25 Concept note", "43 Report", "about 60 Press release", "28 Report"]
    assert [link["href"] for link in claims.select("a")] == ["https://reports.example/43"]


def test_it_builds_on_one_and_is_continued_by_others_newest_first(client: Client) -> None:
    before = ForumPageFactory(title="Before", starts_on=date(2017, 5, 1), ends_on=None)
    edition = ForumPageFactory(title="This", builds_on=before)
    for title, year in (("After", 2021), ("Long after", 2023)):
        ForumPageFactory(title=title, starts_on=date(year, 1, 1), ends_on=None, builds_on=edition)
    byline = read(client, edition).select_one("header .byline")
    assert [(link.get_text(), link["href"]) for link in byline.select("a")] == [
        ("Before, 2017", "/forums/before/"),
        ("Long after, 2023", "/forums/long-after/"),
        ("After, 2021", "/forums/after/"),
    ]
    assert "Builds on" in words(byline)
    assert "Continued by This, 2019" in read(client, before).select_one("header .byline").get_text()


def test_an_edition_that_may_not_be_seen_is_no_neighbour(client: Client) -> None:
    hidden, draft = ForumPageFactory(title="Canary one"), ForumPageFactory(title="Canary two", live=False)
    restrict(hidden, "Members")
    edition = ForumPageFactory(builds_on=hidden)
    draft.builds_on = edition
    draft.save()
    restrict(ForumPageFactory(title="Canary three", builds_on=edition), "Peers")
    main = read(client, edition)
    assert "Canary" not in str(main)
    assert "Builds on" not in words(main)
    client.force_login(AccountFactory(groups=["Members"]))
    assert "Builds on Canary one" in words(read(client, edition))
    assert "Canary three" not in words(read(client, edition))


def test_its_own_headings_lead_to_the_vocabulary(client: Client) -> None:
    women, waiting = ThemeFactory(name="Women’s leadership"), ThemeFactory(name="Canary", status="pending")
    topic = ThemeFactory(name="Night lines", parent=women)
    edition = ForumPageFactory(
        headings=[heading("Reinforcing the <Frontlines>", topic, women, waiting, text="What holds?"), heading("Faith")]
    )
    drawn = section(read(client, edition), "Themes of this edition").select(".edition-heading")
    assert [texts(one, "h3, p:not(.theme-pills)") for one in drawn] == [
        ["Reinforcing the <Frontlines>", "What holds?"],
        ["Faith"],
    ]
    assert [[(words(a), a["href"]) for a in one.select("a")] for one in drawn] == [
        [("Night lines", f"/themes/{topic.slug}/"), ("Women’s leadership", f"/themes/{women.slug}/")],
        [],
    ]


def test_a_term_that_was_deleted_is_missing_from_its_heading_only(client: Client) -> None:
    kept, gone = ThemeFactory(name="Faith"), ThemeFactory(name="Gone")
    edition = ForumPageFactory(headings=[heading("Belief", kept, gone)])
    gone.delete()
    assert texts(read(client, edition), ".edition-heading a") == ["Faith"]


def test_its_themes_are_links_to_their_hubs(client: Client) -> None:
    edition, theme = ForumPageFactory(), ThemeFactory(name="Solidarity")
    about(edition, theme, ThemeFactory(name="Canary", status="pending"))
    pills = read(client, edition).select(".aside .theme-pill")
    assert [(words(pill), pill["href"]) for pill in pills] == [("Solidarity", f"/themes/{theme.slug}/")]
    assert client.get(pills[0]["href"]).status_code == 200


def test_documents_of_open_sessions_stand_below_those_of_the_edition(client: Client) -> None:
    edition, shared, own = ForumPageFactory(), DocumentFactory(title="Slides"), DocumentFactory(title="Notes")
    early, late = (SessionPageFactory(parent=edition, starts_at=time(hour), ends_at=None) for hour in (9, 10))
    closed = SessionPageFactory(parent=edition, is_closed=True)
    hidden = SessionPageFactory(parent=edition)
    restrict(hidden, "Members")
    for page, paper in [(late, own), (late, shared), (early, shared), (closed, DocumentFactory(title="Minutes"))]:
        AttachmentFactory(page=page, document=paper)
    AttachmentFactory(page=hidden, document=DocumentFactory(title="Hidden"))
    documents = section(read(client, edition), "Documents")
    assert texts(documents, "h3") == ["Of its sessions"]
    assert texts(documents, "a") == ["Slides", "Notes"]
    french = translated(edition, "fr", title="Le forum")
    assert texts(read(client, french), ".documents a") == ["Slides", "Notes"]


def test_a_long_page_has_a_table_of_its_parts(client: Client) -> None:
    edition = ForumPageFactory(
        headings=[("heading", {"title": "Equality", "text": "", "themes": []})],
        body=[("paragraph", "<p>About it.</p>")],
        concept_note=DocumentFactory(),
    )
    ParticipationFactory(session=SessionPageFactory(parent=edition))
    SessionPageFactory(parent=edition, held_on=None)
    StatementPageFactory(parent=edition)
    StatementPageFactory(parent=edition)
    ReportPageFactory(parent=edition)
    main = read(client, edition)
    links = {words(link): str(link["href"]).removeprefix("#") for link in main.select(".contents a")}
    assert list(links) == [
        "Programme",
        "Without a known day",
        "Themes of this edition",
        "Voices",
        "Documents",
        "What the forum asked for",
        "Where the workshops want to go",
        "About this edition",
    ]
    assert [words(main.find(id=place)) for place in links.values()] == list(links)
    ids = [str(one["id"]) for one in main.select("[id]")]
    assert len(set(ids)) == len(ids)


def test_a_short_page_has_none(client: Client) -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, held_on=None)
    main = read(client, edition)
    assert words(main.find(id="sessions")) == "Sessions"
    assert not main.select(".contents")


def test_documents_begin_with_the_concept_note(client: Client) -> None:
    edition = ForumPageFactory(concept_note=DocumentFactory(title="Concept note"))
    for order, title in ((2, "Final statement"), (1, "Agenda")):
        AttachmentFactory(page=edition, sort_order=order, document=DocumentFactory(title=title))
    documents = section(read(client, edition), "Documents")
    assert texts(documents, "a") == ["Concept note", "Agenda", "Final statement"]
    assert texts(documents, "small")[0] == "TXT, 6 bytes"
    edition.save_revision().publish()
    assert b"".join(client.get(documents.a["href"]).streaming_content) == b"Words."


def test_only_those_with_a_public_source_are_voices(client: Client) -> None:
    edition = ForumPageFactory()
    session = SessionPageFactory(parent=edition)
    ParticipationFactory(session=session, printed_name="Ana Lys", role="moderator", category="ngo", country="GH")
    ParticipationFactory(session=session, printed_name="Canary", public_source=" ", role="rapporteur", country="IR")
    main = read(client, edition)
    assert texts(section(main, "Voices"), ".voice-name") == ["Ana Lys"]
    assert texts(section(main, "Voices"), ".voice-part") == ["Moderator, International NGO, Ghana"]
    for trace in ("Canary", "withheld", "Rapporteur", "Iran"):
        assert trace not in str(main)


def test_many_voices_fold_after_the_twelfth(client: Client) -> None:
    session = SessionPageFactory()
    for number in range(14):
        ParticipationFactory(session=session, printed_name=f"Voice {number:02}", order=number)
    voices = section(read(client, session.get_parent()), "Voices")
    assert len(voices.select(".voice-name")) == 12
    assert words(voices.summary) == "All 14 voices"
    assert texts(voices, "details bdi") == ["Voice 12", "Voice 13"]


def test_the_programme_stands_by_day_and_time(client: Client) -> None:
    edition = ForumPageFactory()
    for title, day, hour in (("Closing", 14, 16), ("Panel", 13, 11), ("Opening", 13, 9), ("Walk", 14, 8)):
        SessionPageFactory(parent=edition, title=title, held_on=date(2019, 10, day), starts_at=time(hour), ends_at=None)
    days = section(read(client, edition), "Programme").select(".programme-day")
    assert (texts(days[0], "h3"), texts(days[0], "li a")) == (["Sunday 13 October"], ["Opening", "Panel"])
    assert texts(days[0], "time") == ["09:00", "11:00"]
    assert (texts(days[1], "h3"), texts(days[1], "li a")) == (["Monday 14 October"], ["Walk", "Closing"])


def test_a_row_says_what_a_session_is_and_what_there_is_of_it(client: Client) -> None:
    session = SessionPageFactory(
        title="Families", session_kind="workshop", recording_url="https://video.example/1", transcript="Words."
    )
    about(session, ThemeFactory(name="Night lines"))
    row = read(client, session.get_parent()).select_one(".session-row")
    assert texts(row, "small > span") == ["Workshop", "Night lines", "recording", "transcript"]


def test_sessions_without_a_day_stand_apart_with_what_is_known(client: Client) -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Dated")
    SessionPageFactory(parent=edition, title="Some time", held_on=None)
    SessionPageFactory(parent=edition, title="In October", held_on=date(2019, 10, 1), date_precision="month")
    SessionPageFactory(parent=edition, title="In the year", held_on=date(2019, 1, 1), date_precision="year")
    main = read(client, edition)
    assert texts(section(main, "Programme"), "li a") == ["Dated"]
    apart = section(main, "Without a known day")
    assert {texts(row, "a")[0]: texts(row, "small span")[1:] for row in apart.select(".session-row")} == {
        "In the year": ["2019"],
        "In October": ["October 2019"],
        "Some time": [],
    }


def test_a_programme_without_any_day_is_called_sessions(client: Client) -> None:
    session = SessionPageFactory(title="Some time", held_on=None)
    main = read(client, session.get_parent())
    assert section(main, "Programme") is None
    assert texts(section(main, "Sessions"), "li a") == ["Some time"]


def test_more_than_forty_undated_sessions_have_an_alphabet(client: Client) -> None:
    edition = ForumPageFactory()
    for number in range(41):
        SessionPageFactory(parent=edition, title=f"{'AB'[number % 2]} {number}", held_on=None)
    main = read(client, edition)
    assert texts(main, ".alphabet a") == ["A", "B"]
    assert {link["href"][1:] for link in main.select(".alphabet a")} == {h["id"] for h in main.select("h3[id]")}


def test_a_translation_shares_the_facts_and_has_its_own_words(client: Client) -> None:
    edition = ForumPageFactory(title="The forum", concept_note=DocumentFactory(title="Concept note"))
    ClaimFactory(page=edition)
    french = translated(edition, "fr", title="Le forum", place="Atlanta, États-Unis")
    edition.number, edition.starts_on, edition.ends_on = 13, date(2020, 3, 1), date(2020, 3, 2)
    edition.save_revision().publish()
    main = read(client, french)
    assert texts(main, "h1") == ["Le forum"]
    assert words(main.select_one(".edition-when")) == "Atlanta, États-Unis, 1er–2 mars 2020"
    assert len(texts(main, ".claims dd")) == len(texts(main, ".documents a")) == 1
    assert ForumPage.objects.get(pk=french.pk).number == 13


def test_in_a_translation_an_untranslated_session_says_its_language(client: Client) -> None:
    edition = ForumPageFactory()
    SessionPageFactory(parent=edition, title="Only English", starts_at=time(8))
    persian = SessionPageFactory(parent=edition, title="خانواده", text_language="fa", starts_at=time(9))
    both = SessionPageFactory(parent=edition, title="Families", starts_at=time(10))
    unknown = SessionPageFactory(parent=edition, title="Tongues", text_language="und", starts_at=time(11), ends_at=None)
    arabic = translated(edition, "ar", title="المنتدى")
    translated(both, "ar", title="عائلات")
    rows = read(client, arabic).select(".session-row a")
    assert [(words(a), a.get("lang"), a.get("dir")) for a in rows] == [
        ("Only English", "en", "ltr"),
        (persian.title, "fa", "rtl"),
        ("عائلات", None, None),
        (unknown.title, "und", "auto"),
    ]
    assert rows[0]["href"].startswith("/forums/")
    assert rows[2]["href"].startswith("/ar/forums/")


def test_on_a_mirror_the_main_part_says_the_language_of_its_words(client: Client) -> None:
    """A page that is not translated stands in the other language as it is; its translated sessions say theirs."""
    before = ForumPageFactory(title="Before")
    edition = ForumPageFactory(title="The forum", title_note="As printed.", builds_on=before)
    edition.headings = [heading("Solidarity")]
    edition.save()
    session = SessionPageFactory(parent=edition)
    mirror = translated(session, "ar", title="عائلات").get_parent()
    assert mirror.alias_of_id == edition.pk
    main = read(client, mirror)
    assert (main["lang"], main["dir"]) == ("en", "ltr")
    assert [(words(tag), tag["lang"], tag["dir"]) for tag in main.select("[lang]:not(.translation-note)")] == [
        ("عائلات", "ar", "rtl")
    ]
    assert "12–15 October 2019" in words(main.select_one(".edition-when"))
    assert not read(client, edition).has_attr("lang")


def test_terms_are_named_in_the_readers_language(client: Client) -> None:
    theme = ThemeFactory(name="Faith", labels={"fr": "Foi"})
    edition = ForumPageFactory(headings=[heading("Belief", theme)])
    about(edition, theme)
    french = translated(edition, "fr")
    assert texts(read(client, french), ".theme-pill") == ["Foi", "Foi"]


@pytest.mark.parametrize("field", ["number", "starts_on", "ends_on", "place", "country", "host", "time_zone"])
def test_every_fact_may_be_unknown(client: Client, field: str) -> None:
    empty = None if field in {"number", "starts_on", "ends_on"} else ""
    edition = ForumPageFactory(title="Sparse", **{field: empty})
    edition.full_clean()
    assert texts(read(client, edition), "h1") == ["Sparse"]


def test_a_page_with_a_title_alone_can_be_read(client: Client) -> None:
    edition = ForumPageFactory(
        title="Sparse", number=None, starts_on=None, ends_on=None, time_zone="", place="", country="", host="",
        standfirst="",
    )  # fmt: skip
    main = read(client, edition)
    assert texts(main, "h1") == ["Sparse"]
    assert main.select("h2, dl, aside, .byline") == []


def test_the_database_too_refuses_days_that_end_before_they_begin() -> None:
    edition = ForumPageFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumPage.objects.filter(pk=edition.pk).update(ends_on=date(2019, 10, 1))


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Atlantis/Capital"), ("number", -1), ("country", "USA"), ("title", "")]
)
def test_what_cannot_be_is_refused_where_it_stands(field: str, value: object) -> None:
    edition = ForumPageFactory()
    setattr(edition, field, value)
    with pytest.raises(ValidationError) as caught:
        edition.full_clean()
    assert list(caught.value.message_dict) == [field]


def test_editions_stand_in_the_index_and_hold_sessions_and_pages() -> None:
    assert [model.__name__ for model in ForumPage.allowed_parent_page_models()] == ["ForumIndexPage"]
    assert [model.__name__ for model in ForumPage.allowed_subpage_models()] == [
        "SessionPage",
        "StatementPage",
        "ReportPage",
        "PlainPage",
    ]


@pytest.mark.parametrize("groups", [[], ["Members"], ["Peers"], ["Stewards"]])
def test_whoever_may_not_see_it_is_told_that_there_is_no_such_page(client: Client, groups: list[str]) -> None:
    edition, draft = ForumPageFactory(title="Canary"), ForumPageFactory(live=False)
    restrict(edition, "Stewards")
    session = SessionPageFactory(parent=edition)
    client.force_login(AccountFactory(groups=groups))
    expected = 200 if groups == ["Stewards"] else 404
    assert [client.get(page.url).status_code for page in (edition, session, draft)] == [expected, expected, 404]


def test_the_permanent_address_is_on_the_page(client: Client) -> None:
    edition = ForumPageFactory()
    address = read(client, edition).select_one(".permalink a")["href"]
    assert address == f"http://localhost/id/{edition.translation_key}/"
    assert client.get(address)["Location"] == edition.url


def test_the_way_up_has_the_name_of_the_index(client: Client) -> None:
    index = ForumIndexPageFactory(title="Gatherings")
    assert texts(read(client, ForumPageFactory(parent=index)), ".kicker-path a") == ["Gatherings"]
