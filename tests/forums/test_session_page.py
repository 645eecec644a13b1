"""The page of an open session, as a stranger gets it."""

import re
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from forums.models.session import SessionPage
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    AttachmentFactory,
    DocumentFactory,
    ForumPageFactory,
    ParticipationFactory,
    SessionPageFactory,
)
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


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


def test_title_summary_day_and_the_way_up(client: Client) -> None:
    session = SessionPageFactory(
        parent=ForumPageFactory(title="The forum"), title="Families", standfirst="A summary.", session_kind="workshop"
    )
    main = read(client, session)
    assert (texts(main, "h1"), texts(main, ".standfirst")) == (["Families"], ["A summary."])
    assert texts(main, ".kicker-path li") == ["Forums", "The forum", "Workshop"]
    assert [a["href"] for a in main.select(".kicker-path a")] == ["/forums/", "/forums/the-forum/"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "13 October 2019, 09:30–11:00"),
        ({"ends_at": None}, "13 October 2019, 09:30"),
        ({"starts_at": None, "ends_at": None}, "13 October 2019"),
        ({"date_precision": "month", "starts_at": None, "ends_at": None}, "October 2019"),
        ({"date_precision": "year", "starts_at": None, "ends_at": None}, "2019"),
        ({"held_on": None, "starts_at": None, "ends_at": None}, ""),
    ],
)
def test_day_and_times_are_as_exact_as_they_are_known(client: Client, known: dict[str, Any], said: str) -> None:
    session = SessionPageFactory(languages=[], **known)
    line = read(client, session).select_one("header .byline")
    # Whose day is known has a calendar.
    calendar = line.select_one(f"a[href='{session.url}calendar/']")
    assert (calendar is not None) is (session.held_on is not None and session.date_precision == "day")
    if calendar is not None:
        calendar.extract()
    assert words(line) == said


def test_the_languages_that_were_spoken_are_named(client: Client) -> None:
    session = SessionPageFactory(languages=["en", "fr", "qaa"])
    assert texts(read(client, session), ".byline span")[1] == "Held in English, French, qaa"


def test_only_people_with_a_public_source_are_there(client: Client) -> None:
    session = SessionPageFactory()
    for order, (name, role, source) in enumerate(
        [("Ana Lys", "moderator", "Programme"), ("Canary", "interpreter", ""), ("Bo Li", "speaker", "Programme")]
    ):
        ParticipationFactory(session=session, printed_name=name, role=role, public_source=source, order=order)
    main = read(client, session)
    people = section(main, "Who spoke")
    assert texts(people, ".voice") == ["Ana Lys Moderator", "Bo Li Speaker"]
    for trace in ("Canary", "Interpreter", "withheld"):
        assert trace not in str(main)


def test_with_nobody_named_there_is_no_word_of_people(client: Client) -> None:
    session = SessionPageFactory()
    ParticipationFactory(session=session, public_source="")
    assert section(read(client, session), "Who spoke") is None


@pytest.mark.parametrize("groups", [["Members"], ["Stewards"], ["Editors"]])
def test_a_withheld_name_is_withheld_from_everybody(client: Client, groups: list[str]) -> None:
    session = SessionPageFactory()
    ParticipationFactory(session=session, printed_name="Canary", public_source="")
    client.force_login(AccountFactory(groups=groups))
    assert "Canary" not in str(read(client, session))


def test_a_recording_is_a_link_that_loads_nothing(client: Client) -> None:
    session = SessionPageFactory(
        recording_url="https://www.youtube.com/watch?v=abc", recording_title="The panel on film"
    )
    response = client.get(session.url)
    main = BeautifulSoup(response.content, "html.parser").main
    facade = main.select_one(".recording")
    assert "The panel on film" in words(facade)
    assert (facade.a["href"], words(facade.a)) == ("https://www.youtube.com/watch?v=abc", "Watch at YouTube")
    assert {"external", "noreferrer"} <= set(facade.a["rel"])
    assert main.select("iframe, video, audio, embed, object, script, img, source") == []
    whole = response.content.decode()
    loads = r"script|link(?! rel=\"(?:canonical|alternate)\")|img|iframe|source|video|audio"
    loading = re.findall(rf"<(?:{loads})\b[^>]*(?:src|href)=\"(https?:)?//", whole)
    assert loading == []
    assert "youtube" not in response["Content-Security-Policy"]


def test_a_recording_without_a_title_has_that_of_its_session(client: Client) -> None:
    session = SessionPageFactory(title="Families", recording_url="https://video.example/1")
    assert texts(read(client, session), ".recording-title") == ["Families"]


def test_a_transcript_folds_and_keeps_its_paragraphs_and_its_signs(client: Client) -> None:
    session = SessionPageFactory(transcript="First <b>words</b>.\n\nSecond words.")
    transcript = read(client, session).select_one("details.transcript")
    assert not transcript.has_attr("open")
    assert texts(transcript, "p") == ["First <b>words</b>.", "Second words."]


def test_the_words_of_its_body_are_there(client: Client) -> None:
    session = SessionPageFactory(body=[("paragraph", "<p>What was <b>said</b>.</p>")])
    assert read(client, session).select_one(".text p").decode_contents() == "What was <b>said</b>."


def test_documents_are_there_in_their_order_and_open(client: Client) -> None:
    session = SessionPageFactory()
    for order, title in ((2, "Slides"), (1, "Notes")):
        AttachmentFactory(page=session, sort_order=order, document=DocumentFactory(title=title))
    session.save_revision().publish()
    links = section(read(client, session), "Documents").select("a")
    assert [words(link) for link in links] == ["Notes", "Slides"]
    assert b"".join(client.get(links[0]["href"]).streaming_content) == b"Words."


def test_its_themes_lead_to_their_hubs(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    session, faith = SessionPageFactory(), ThemeFactory(name="Faith", slug="faith")
    about(session, faith, ThemeFactory(name="Canary", status="pending"))
    pills = read(client, session).select(".theme-pill")
    assert [(words(pill), pill["href"]) for pill in pills] == [("Faith", "/themes/faith/")]


def test_without_a_vocabulary_page_no_theme_leads_nowhere(client: Client) -> None:
    session = SessionPageFactory()
    about(session, ThemeFactory(name="Faith"))
    assert read(client, session).select(".theme-pill") == []


def test_words_in_another_language_than_the_page_say_so(client: Client) -> None:
    session = SessionPageFactory(title="خانواده", text_language="fa", transcript="متن")
    main = read(client, session)
    for selector in ("h1", ".standfirst", ".text"):
        found = main.select_one(selector)
        assert (found["lang"], found["dir"]) == ("fa", "rtl"), selector


def test_words_in_no_known_language_say_that(client: Client) -> None:
    main = read(client, SessionPageFactory(title="Lacho drom", text_language="und"))
    assert (main.h1["lang"], main.h1["dir"]) == ("und", "auto")
    assert "Language not recorded" in words(main)


def test_words_in_the_language_of_the_page_need_no_sign(client: Client) -> None:
    main = read(client, SessionPageFactory())
    assert main.select("h1[lang], .standfirst[lang], .text[lang]") == []
    assert "Language not recorded" not in words(main)


def test_a_translation_has_the_facts_people_and_papers_of_its_work(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    session = SessionPageFactory(title="Families", languages=["fr"], recording_url="https://video.example/1")
    ParticipationFactory(session=session, printed_name="Ana Lys")
    AttachmentFactory(page=session, document=DocumentFactory(title="Notes"))
    about(session, ThemeFactory(name="Faith", labels={"fr": "Foi"}))
    french = translated(session, "fr", title="Les familles")
    session.starts_at, session.held_on = time(10, 5), date(2019, 10, 14)
    session.save_revision().publish()
    main = read(client, french)
    assert texts(main, "h1") == ["Les familles"]
    assert words(main.select_one(".byline")).startswith("14 octobre 2019, 10:05–11:00")
    assert texts(main, ".voice-name, .documents a, .theme-pill") == ["Ana Lys", "Notes", "Foi"]
    assert main.select_one(".recording-link")["href"] == "https://video.example/1"


def test_a_session_with_a_title_alone_can_be_read(client: Client) -> None:
    session = SessionPageFactory(
        title="Sparse", standfirst="", held_on=None, starts_at=None, ends_at=None, languages=[]
    )
    session.full_clean()
    main = read(client, session)
    assert texts(main, "h1") == ["Sparse"]
    assert main.select("aside, figure, details, .text, .standfirst") == []


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("held_on", {"held_on": date(2019, 10, 11)}),
        ("held_on", {"held_on": date(2019, 10, 16)}),
        ("held_on", {"held_on": date(2019, 11, 1), "date_precision": "month"}),
        ("held_on", {"held_on": date(2018, 10, 13), "date_precision": "year"}),
        ("starts_at", {"starts_at": None}),
        ("recording_url", {"recording_url": "javascript:alert(1)"}),
        ("session_kind", {"session_kind": "party"}),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(field: str, facts: dict[str, Any]) -> None:
    session = SessionPageFactory()
    for name, value in facts.items():
        setattr(session, name, value)
    with pytest.raises(ValidationError) as caught:
        session.full_clean()
    assert list(caught.value.message_dict) == [field]


@pytest.mark.parametrize(
    "facts",
    [
        {"held_on": None},
        {"held_on": date(2019, 10, 1), "date_precision": "month"},
        {"held_on": date(2019, 1, 1), "date_precision": "year"},
        {"starts_at": None, "ends_at": None},
        # Past midnight.
        {"starts_at": time(22), "ends_at": time(1)},
    ],
)
def test_what_is_known_in_part_is_enough(facts: dict[str, Any]) -> None:
    session = SessionPageFactory()
    for name, value in facts.items():
        setattr(session, name, value)
    session.full_clean()
    assert SessionPage.objects.filter(pk=session.pk).update(**facts) == 1


def test_an_edition_without_days_takes_any() -> None:
    edition = ForumPageFactory(starts_on=None, ends_on=None)
    session = SessionPageFactory(parent=edition, held_on=date(1999, 1, 1))
    session.full_clean()
    assert session.held_on == date(1999, 1, 1)


def test_the_database_too_refuses_an_end_without_a_beginning() -> None:
    session = SessionPageFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionPage.objects.filter(pk=session.pk).update(starts_at=None)


def test_it_stands_under_an_edition_and_holds_no_pages() -> None:
    assert [model.__name__ for model in SessionPage.allowed_parent_page_models()] == ["ForumPage"]
    assert SessionPage.allowed_subpage_models() == []


def test_whoever_may_not_see_it_is_told_that_there_is_no_such_page(client: Client) -> None:
    session, draft = SessionPageFactory(), SessionPageFactory(live=False)
    restrict(session, "Peers")
    for groups, status in (([], 404), (["Members"], 404), (["Peers"], 200)):
        client.force_login(AccountFactory(groups=groups))
        assert [client.get(page.url).status_code for page in (session, draft)] == [status, 404]
    client.logout()
    response, never = client.get(session.url), client.get("/forums/never/was/")
    assert response.status_code == never.status_code == 404
    assert words(BeautifulSoup(response.content, "html.parser").main) == words(
        BeautifulSoup(never.content, "html.parser").main
    )
