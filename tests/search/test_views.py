"""`/search/` and permalinks as readers meet them."""

import re
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from access.viewer import STRANGER
from search.engines.base import Engine
from search.questions import GROUPS, parse
from search.records.reading import expired
from search.views import answer_to
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(engine: Engine) -> None:
    ground()


def index() -> None:
    call_command("index", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115, PTH123


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def found(client: Client, query: str) -> str:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_result_shows_kind_edition_title_passage_and_date(client: Client) -> None:
    edition = ForumPageFactory(title="Twelfth forum")
    session = SessionPageFactory(parent=edition, title="Leaving together", transcript="Relocation of whole families.")
    index()
    html = found(client, "q=family")
    assert f'<a href="{session.url}">Leaving together</a>' in html
    assert "<mark>families</mark>" in html
    assert "Session Twelfth forum Leaving together" in words_of(html)
    assert "13 October 2019" in words_of(html)
    assert "1 result " in words_of(html)


def test_a_result_leads_to_its_other_languages_that_have_a_place_here(client: Client) -> None:
    session = SessionPageFactory(title="Families")
    french = translated(session, "fr", title="Familles")
    index()
    address = f"/fr/id/{session.translation_key}/"
    assert f'also in <a href="{address}" hreflang="fr">French</a>' in found(client, "q=families")
    assert client.get(address)["Location"] == french.url


def test_on_paper_the_page_says_where_it_comes_from(client: Client) -> None:
    index()
    html = found(client, "q=%D8%B9&kind=session")
    address = "http://testserver/search/?q=%D8%B9&amp;kind=session"
    assert re.search(rf'class="permalink only-print">\s+Address:\s+<a href="{re.escape(address)}"', html)


def test_that_there_is_nothing_is_said_once(client: Client) -> None:
    PlainPageFactory(parent=ground(), title="Families")
    index()
    html = found(client, "q=zzzqqq")
    assert "Nothing in the archive answers this." in html
    assert "results" not in words_of(html.partition("<main")[2])


def test_a_theme_is_one_page_in_all_its_languages(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    ThemeFactory(name="Families", labels={"fr": "Familles"})
    index()
    html = found(client, "q=families")
    assert ">Families</a>" in html
    assert "also in" not in html


def test_markup_in_words_and_questions_is_shown_as_text(client: Client) -> None:
    SessionPageFactory(title="<script>alert(1)</script> families", standfirst="<b>families</b>")
    index()
    html = found(client, "q=%3Cscript%3E+families&edition=%22%3E%3Cimg%3E")
    assert "<script>alert" not in html
    assert "<img>" not in html
    assert "&lt;b&gt;<mark>families</mark>" in found(client, "q=families")


def test_a_filter_that_is_on_can_be_taken_off(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    faith, session = ThemeFactory(name="Faith and freedom", slug="faith"), SessionPageFactory()
    about(session, faith)
    index()
    html = found(client, "q=session&theme=faith&sort=newest")
    assert re.search(r'<a href="\?q=session&amp;sort=newest"><span>Faith and freedom</span>', html)
    assert re.search(r"<input[^>]*value=\"faith\"[^>]*checked", html)
    assert '<input type="hidden" name="theme" value="faith">' in html  # new words keep the filter


def test_long_groups_fold_and_years_are_drawn(client: Client) -> None:
    edition = ForumPageFactory(starts_on=None, ends_on=None)
    for number in range(10):
        session = SessionPageFactory(parent=edition, held_on=f"20{number + 10}-01-01")
        ParticipationFactory(session=session, printed_name=f"Ana {number}")
    index()
    html = found(client, "kind=session")
    assert "2 more" in words_of(html)
    assert html.count('name="speaker"') == 10
    assert 'aria-label="2015: 1"' in html
    assert '<a href="?kind=session&amp;year=2015"' in html
    assert "As a list" in words_of(html)


def test_nothing_found_helps(client: Client) -> None:
    SessionPageFactory(title="Families")
    index()
    html = found(client, "q=zebra+crossing&kind=page")
    assert "Nothing in the archive answers this." in html
    assert '<a href="?q=zebra&#x2B;crossing">Ask the same without filters</a>' in html or "?q=zebra+crossing" in html
    assert '<a href="?q=zebra&amp;kind=page"' in html


def test_notes_are_told(client: Client) -> None:
    SessionPageFactory(title="House of safe words")
    index()
    assert "No text holds this phrase word for word" in found(client, "q=%22safe+house%22")
    assert "Only the first 1,000 results" in found(client, "q=house&page=999999")


def test_a_typed_filter_is_a_chip_and_leaves_the_box(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    faith, session = ThemeFactory(name="Faith and freedom", slug="faith"), SessionPageFactory()
    about(session, faith)
    index()
    html = found(client, "q=session+theme:%22Faith+and+freedom%22")
    assert re.search(r'<a href="\?q=session"><span>Faith and freedom</span>', html)
    assert 'value="session"' in html
    assert '<input type="hidden" name="theme" value="faith">' in html


def test_years_that_follow_each_other_are_one_chip(client: Client) -> None:
    edition = ForumPageFactory(starts_on=None, ends_on=None)
    for year in (2012, 2014, 2015, 2018):
        SessionPageFactory(parent=edition, held_on=f"{year}-01-01")
    index()
    context = client.get("/search/?q=session+year:2013..2016+year:2018&kind=session").context
    assert [(chip.label, chip.url) for chip in context["chips"]] == [
        ("Session", "?q=session&year=2014&year=2015&year=2018"),
        ("2014–2018", "?q=session&kind=session"),
    ]
    context = client.get("/search/?q=session+year:2012+year:2018&kind=session").context
    assert [chip.label for chip in context["chips"]] == ["Session", "2012", "2018"]


def test_a_filter_that_names_nothing_is_told_and_leads_on(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    about(SessionPageFactory(title="Families"), ThemeFactory(name="Faith", slug="faith"))
    index()
    html = found(client, "q=families+theme:fath")
    assert "There is no theme “\u2068fath\u2069”. Near: Faith" in words_of(html)
    assert '<a href="?q=families&amp;theme=faith" dir="auto">Faith</a>' in html
    assert "\u2068soon\u2069” is no year: write one as 2019, several as 2015..2019." in found(client, "q=year:soon")
    assert "“\u2068tehme:\u2069” is no filter here" in found(client, "q=tehme:faith")
    assert "“\u2068theme:\u2069” was looked for as a word: the value" in found(client, "q=theme:+faith")
    assert "is no filter here" in found(client, "q=thème:faith")
    assert "is no filter here" not in found(client, "q=http://example.org+12:30+article:5")


def test_a_misspelt_word_leads_on_and_a_misspelt_filter_is_told_once(client: Client) -> None:
    SessionPageFactory(title="Relocation of families")
    index()
    html = found(client, "q=families+reloaction&kind=session")
    assert '<a href="?q=families+relocation&amp;kind=session" dir="auto">relocation</a>' in html
    assert "No text holds the word" not in found(client, "q=families+tehme:x")


def test_how_to_ask_is_a_page_with_examples_that_find_something(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    session = SessionPageFactory(parent=ForumPageFactory(slug="2019-geneva"))
    about(session, ThemeFactory(name="Faith and freedom", slug="faith"))
    ParticipationFactory(session=session, printed_name="Ana Canary")
    index()
    page = BeautifulSoup(client.get("/search/help/").content, "html.parser").main
    examples = {link.text: link["href"] for link in page.select("dt a:has(kbd)")}
    assert {"theme:faith", "edition:2019-geneva", "lang:en", "year:2019"} <= set(examples)
    assert "Canary" not in page.text
    for typed, address in examples.items():
        answer = client.get(address).context["answer"]
        assert (answer.total > 0, answer.unnamed) == (True, ()), typed


def test_how_to_ask_needs_no_index(client: Client) -> None:
    page = BeautifulSoup(client.get("/search/help/").content, "html.parser").main
    assert page.select("dt a:has(kbd)") == []
    assert "theme:…" in page.text


def test_the_answer_leads_to_how_to_ask(client: Client) -> None:
    index()
    page = BeautifulSoup(found(client, "q=families"), "html.parser")
    ways = page.head.find("link", rel="help"), page.main.select_one(".search-manners a")
    assert [way["href"] for way in ways] == ["/search/help/", "/search/help/"]


def test_the_reader_gets_his_language(client: Client) -> None:
    session = SessionPageFactory(title="Families")
    french = translated(session, "fr", title="Les familles")
    index()
    response = client.get("/fr/search/?q=families")
    html = response.content.decode()
    assert f'<a href="{french.url}">Les familles</a>' in html
    assert response.context["answer"].total == 1


def test_words_in_another_language_say_so(client: Client) -> None:
    SessionPageFactory(title="حقوق", standfirst="تمويل انتقال الأسر", text_language="ar")
    index()
    html = found(client, "q=حقوق")
    assert '<h2 lang="ar" dir="rtl">' in html
    assert '<p lang="ar" dir="rtl">' in html


def test_without_an_index_the_page_says_so_and_the_site_stays_up(client: Client) -> None:
    response = client.get("/search/?q=families")
    assert response.status_code == 503
    assert response["Retry-After"] == "20"
    assert "is being built" in response.content.decode()
    assert client.get("/").status_code == 200


def test_what_is_withdrawn_is_gone_on_the_next_request_without_a_worker(client: Client) -> None:
    edition = ForumPageFactory()
    gone = SessionPageFactory(parent=edition, title="Canary one")
    ParticipationFactory(session=gone, printed_name="Ana Canary")
    kept = SessionPageFactory(parent=edition, title="Canary two")
    index()
    assert client.get("/search/?q=canary").context["answer"].total == 2
    gone.unpublish()
    answer = client.get("/search/?q=canary").context["answer"]
    assert [hit.key for hit in answer.hits] == [str(kept.translation_key)]
    assert answer.total == 1
    assert answer.facet("speaker").values == ()


def test_words_that_an_editor_took_out_are_not_found_without_a_worker(client: Client) -> None:
    session = SessionPageFactory(title="Open panel", standfirst="Ana Canary said this.")
    index()
    assert "Canary" in found(client, "q=panel")
    session.standfirst = "Somebody said this."
    session.save_revision().publish()
    assert "Canary" not in found(client, "q=panel")
    index()
    assert client.get("/search/?q=panel").context["answer"].total == 1


def test_a_term_that_waits_is_no_way_to_find_a_page(client: Client) -> None:
    about(SessionPageFactory(is_closed=True), ThemeFactory(name="Quorblexia", status="pending"))
    index()
    assert client.get("/search/?q=quorblexia").context["answer"].total == 0


def test_a_name_that_loses_its_source_is_gone_on_the_next_request(client: Client) -> None:
    part = ParticipationFactory(session=SessionPageFactory(), printed_name="Ana Canary")
    index()
    assert "Ana Canary" in found(client, "q=session")
    part.public_source = ""
    part.save()
    assert "Ana Canary" not in found(client, "q=session")
    index()
    assert "Ana Canary" not in found(client, "q=session")
    assert client.get("/search/?q=session").context["answer"].total == 1


def test_each_rank_finds_its_own(client: Client) -> None:
    edition = ForumPageFactory()
    restrict(SessionPageFactory(parent=edition, title="Canary inside"), "Peers")
    index()
    for groups, total in (([], 0), (["Members"], 0), (["Peers"], 1), (["Stewards"], 1)):
        client.force_login(AccountFactory(groups=groups))
        assert client.get("/search/?q=canary").context["answer"].total == total


def test_asking_for_a_hidden_word_is_like_asking_for_none(client: Client) -> None:
    hidden = ForumPageFactory(title="Canary forum", slug="canary-forum")
    restrict(hidden, "Stewards")
    SessionPageFactory(parent=hidden, title="Canary")
    PlainPageFactory(parent=ground(), title="Open page")
    index()
    for query in ("q={}", "edition={}", "q=open&edition={}", "q=open&speaker={}", "q=%22{}%22", "q=open+-{}"):
        seen = [found(client, query.format(word)).replace(word, "WORD") for word in ("canary", "neverplanted")]
        assert re.sub('next=[^"]*', "", seen[0]) == re.sub('next=[^"]*', "", seen[1]), query


def test_a_hit_whose_page_just_vanished_is_not_shown(engine: Engine) -> None:
    session = SessionPageFactory(title="Families")
    index()
    type(session).objects.filter(pk=session.pk).update(live=False)  # by whatever wrote no change
    answer = answer_to(parse({"q": ["families"]}), STRANGER, "en")
    assert (answer.total, answer.hits) == (0, ())


@pytest.mark.parametrize("number", [1, 3])
def test_asking_costs_two_queries_and_a_third_for_terms(number: int) -> None:
    edition = ForumPageFactory()
    for _ in range(number):
        SessionPageFactory(parent=edition, title=f"Families {uuid.uuid4()}")
    index()
    expired()  # kept until something changes
    with CaptureQueriesContext(connection) as plain:
        answer_to(parse({"q": ["families"], "kind": ["session"]}), STRANGER, "en")
    ThemeIndexPageFactory(parent=ground())
    for _ in range(number):
        ThemeFactory(name=f"Families {uuid.uuid4()}")
    index()
    expired()
    with CaptureQueriesContext(connection) as with_terms:
        answer = answer_to(parse({"q": ["families"]}), STRANGER, "en")
    assert answer.total == 2 * number
    assert (len(plain), len(with_terms)) == (2, 3)


def test_what_has_expired_is_not_even_counted_while_no_worker_runs() -> None:
    edition = ForumPageFactory(title="Gone edition")
    SessionPageFactory(parent=edition, title="Canary families")
    SessionPageFactory(title="Other families")
    index()
    answer = answer_to(parse({"q": ["families"], "kind": ["session"]}), STRANGER, "en")
    assert (answer.total, len(answer.facet("edition").values)) == (2, 2)
    edition.expire_at = timezone.now() + timedelta(minutes=1)
    edition.save()
    assert answer_to(parse({"q": ["canary"]}), STRANGER, "en").total == 1
    Page.objects.filter(pk=edition.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    cache.clear()
    answer = answer_to(parse({"q": ["families"], "kind": ["session"]}), STRANGER, "en")
    assert (answer.total, [hit.title for hit in answer.hits]) == (1, ["Other families"])
    assert "Gone edition" not in [value.label for value in answer.facet("edition").values]
    assert answer_to(parse({"q": ["canary"]}), STRANGER, "en").total == 0


def test_a_permalink_leads_to_the_work_in_the_readers_language(client: Client) -> None:
    session = SessionPageFactory()
    french = translated(session, "fr", title="Les familles")
    assert client.get(f"/id/{session.translation_key}/")["Location"] == session.url
    assert client.get(f"/fr/id/{session.translation_key}/")["Location"] == french.url
    assert client.get(f"/id/{str(session.translation_key).upper()}/")["Location"] == session.url


def test_a_permalink_to_what_may_not_be_seen_is_like_one_to_nothing(client: Client) -> None:
    session = SessionPageFactory()
    restrict(session, "Members")
    hidden, never = client.get(f"/id/{session.translation_key}/"), client.get(f"/id/{uuid.uuid4()}/")
    assert hidden.status_code == never.status_code == 404
    client.force_login(AccountFactory(groups=["Members"]))
    assert client.get(f"/id/{session.translation_key}/").status_code == 302


FILLED: list[bool] = []
text = st.text(st.characters(codec="utf-8"), max_size=80)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "sort", "page", *GROUPS]), st.lists(text, max_size=2), max_size=4))
def test_no_address_is_an_error(client: Client, sent: dict[str, list[str]]) -> None:
    if not FILLED:
        FILLED.append(True)
        SessionPageFactory(title="Families")
    index()
    response = client.get("/search/", sent)
    box = BeautifulSoup(response.content, "html.parser").select_one("main input[name=q]")
    assert (box.get("value") or "") == parse(sent).text
