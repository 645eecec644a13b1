"""Records of pages and terms: what each rank's index gets, and what none may get."""

import uuid
from datetime import date, time

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from access.enums import Audience
from access.viewer import STRANGER, Viewer
from forums.models.session import SessionPage
from search.records import reading
from search.records.kinds import number_of
from search.records.reading import address_of, count, every_key, of, render, still_visible, with_dependents
from search.records.shapes import Record, Text
from search.records.works import families, works
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.enums import ThemeStatus

pytestmark = pytest.mark.django_db
EVERYONE, MEMBERS, STEWARDS = Audience.EVERYONE, Audience.MEMBERS, Audience.STEWARDS


def public(key: uuid.UUID) -> Record:
    found = of(key, EVERYONE)
    assert found is not None
    return found


def test_a_session_says_what_its_page_says() -> None:
    edition = ForumPageFactory(title="Twelfth forum", slug="2019-atlanta", country="US")
    session = SessionPageFactory(
        parent=edition, title="Families", standfirst="A summary.", languages=["en", "fr"], transcript="Word for word."
    )
    ParticipationFactory(session=session, printed_name="Ana  Łukasz", role="moderator", country="gh")
    ParticipationFactory(session=session, printed_name="Ana  Łukasz", role="speaker")
    record = public(session.translation_key)
    assert record.texts == (Text("en", "Families", "A summary.", "Word for word.", session.url),)
    assert (record.kind, record.edition, record.date) == ("session", "2019-atlanta", 20191013)
    assert record.speakers == ("Ana Łukasz",)
    assert record.roles == ("moderator", "speaker")
    assert record.countries == ("US", "GH")
    assert record.languages == ("en", "fr")


def test_a_name_without_a_public_source_is_in_no_record() -> None:
    session = SessionPageFactory()
    ParticipationFactory(
        session=session, printed_name="Hidden Canary", public_source="", country="XX", role="rapporteur"
    )
    for rank in Audience:
        assert "Canary" not in repr(of(session.translation_key, rank))
        assert of(session.translation_key, rank).roles == ()


def test_of_a_closed_session_only_day_title_themes_and_summary_exist() -> None:
    solidarity = ThemeFactory(name="Solidarity", slug="solidarity")
    session = SessionPageFactory(
        title="Behind doors", standfirst="The summary.", is_closed=True, transcript="canary", languages=["fa"],
        recording_title="canary", starts_at=time(9), ends_at=time(10), held_on=date(2019, 10, 14),
    )  # fmt: skip
    SessionPage.objects.filter(pk=session.pk).update(
        body='[{"type": "paragraph", "value": "<p>canary</p>", "id": "1"}]'
    )
    about(session, solidarity)
    ParticipationFactory(session=session, printed_name="Canary", country="IR")
    for rank in Audience:
        record = of(session.translation_key, rank)
        assert record == Record(
            key=str(session.translation_key),
            kind="session",
            texts=(Text("en", "Behind doors", "The summary.", "", session.url),),
            keywords=("Solidarity",),
            edition=session.get_parent().slug,
            themes=("solidarity",),
            date=20191014,
        )


def test_nobody_asks_who_took_part_in_a_closed_session() -> None:
    session = SessionPageFactory()
    ParticipationFactory(session=session, printed_name="Ada Open")
    assert [face.who.name for face in works([session.translation_key])[EVERYONE][session.translation_key].people] == [
        "Ada Open"
    ]
    session.is_closed = True
    session.save()
    assert works([session.translation_key])[EVERYONE][session.translation_key].people == ()


def test_a_rank_gets_what_it_may_see_and_renders_the_same_once() -> None:
    edition = ForumPageFactory()
    session, inner = SessionPageFactory(parent=edition), SessionPageFactory(parent=edition)
    restrict(inner, "Peers")
    open_one, restricted = render([session.translation_key, inner.translation_key])
    assert set(open_one.records) == set(Audience)
    assert len({id(record) for record in open_one.records.values()}) == 1
    assert set(restricted.records) == {Audience.PEERS, Audience.STEWARDS}


def test_drafts_and_what_never_existed_have_no_record() -> None:
    draft = SessionPageFactory(live=False)
    assert render([draft.translation_key, uuid.uuid4()])[0].records == {}
    assert of(uuid.uuid4(), STEWARDS) is None


def test_kinds_that_are_not_indexed_have_no_record() -> None:
    assert of(ground().translation_key, STEWARDS) is None


def test_pages_that_are_none_of_ours_have_no_record() -> None:
    root = Page.objects.get(depth=1)
    session = SessionPageFactory()
    assert [one.records for one in render([root.translation_key])] == [{}]
    assert set(families([root.translation_key, session.translation_key])) == {session.translation_key}


def test_a_work_is_one_record_with_all_its_languages_the_original_first() -> None:
    edition = ForumPageFactory(title="The forum", slug="2019")
    session = SessionPageFactory(parent=edition, title="Families")
    french = translated(session, "fr", title="Les familles")
    record = public(session.translation_key)
    assert [(text.language, text.title, text.url) for text in record.texts] == [
        ("en", "Families", session.url),
        ("fr", "Les familles", french.url),
    ]
    assert record.edition == "2019"
    session.unpublish()
    assert [text.language for text in public(session.translation_key).texts] == ["fr"]


def test_an_edition_says_its_other_titles_places_and_hosts() -> None:
    edition = ForumPageFactory(
        title="Official", slug="2019", alternative_titles="Other title\nThird title", co_hosts="One body\nAnother body",
        place="Atlanta", host="A centre", country="us",
    )  # fmt: skip
    plain = PlainPageFactory(parent=edition, title="The statement")
    record = public(edition.translation_key)
    for words in ("Other title", "Third title", "One body", "Another body", "Atlanta", "A centre"):
        assert words in record.texts[0].body
    assert (record.kind, record.value, record.edition, record.countries) == ("edition", "2019", "2019", ("US",))
    assert record.date == 20191012
    assert public(plain.translation_key).edition == "2019"


def test_a_plain_page_belongs_to_no_edition() -> None:
    page = PlainPageFactory(parent=ground(), title="About")
    assert public(page.translation_key).facets() == {
        "kind": ("page",), "edition": (), "theme": (), "addressee": (), "goal": (),
        "year": ("none",), "language": ("en",), "country": (),
        "speaker": (), "role": (),
    }  # fmt: skip


def test_themes_widen_with_their_words_and_those_that_wait_are_not_even_words() -> None:
    faith = ThemeFactory(name="Faith", slug="faith", synonyms="belief\nconvictions", labels={"fr": "Foi"})
    topic = ThemeFactory(name="Pulpit", slug="pulpit", parent=faith)
    waiting = ThemeFactory(name="python3", slug="python3", status=ThemeStatus.PENDING, synonyms="never")
    session = SessionPageFactory()
    about(session, topic, waiting)
    record = public(session.translation_key)
    assert record.themes == ("pulpit", "faith")
    assert set(record.keywords) == {"Pulpit"}
    about(session, faith)
    assert set(public(session.translation_key).keywords) == {
        "Pulpit",
        "Faith",
        "Foi",
        "belief",
        "convictions",
    }


def test_a_term_is_a_record_where_its_hub_can_be_seen() -> None:
    faith = ThemeFactory(
        name="Faith", slug="faith", definition="What people hold.", synonyms="belief", labels={"fr": "Foi"}
    )
    topic = ThemeFactory(name="Pulpit", slug="pulpit", parent=faith)
    waiting = ThemeFactory(status=ThemeStatus.PENDING)
    assert of(faith.key, EVERYONE) is None
    host = ThemeIndexPageFactory(parent=ground())
    record = public(faith.key)
    assert record.texts == (
        Text("en", "Faith", "What people hold.", "", "/themes/faith/"),
        Text("fr", "Foi", "", "", "/themes/faith/"),
    )
    assert (record.kind, record.value, record.themes, record.keywords) == ("theme", "faith", ("faith",), ("belief",))
    assert public(topic.key).themes == ("pulpit", "faith")
    assert of(waiting.key, STEWARDS) is None
    restrict(host, "Members")
    assert of(faith.key, EVERYONE) is None
    assert of(faith.key, MEMBERS) == record


def test_hubs_have_an_address_in_every_language() -> None:
    host = ThemeIndexPageFactory(parent=ground())
    translated(host, "fr", slug="themes")
    faith = ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi", "en": "Faith"})
    assert [text.url for text in public(faith.key).texts] == ["/themes/faith/", "/fr/themes/faith/"]


def test_every_key_is_everything_that_may_be_found() -> None:
    faith = ThemeFactory()
    ThemeFactory(status=ThemeStatus.PENDING)
    session = SessionPageFactory()
    translated(session, "fr")
    edition = session.get_parent().specific
    page = PlainPageFactory(parent=ground(), live=False)
    found = list(every_key())
    assert sorted(found) == sorted([faith.key, session.translation_key, edition.translation_key, page.translation_key])
    assert count() == 4
    assert len(list(reading.render_all())) == 2


def test_rendering_takes_the_same_queries_for_one_and_for_many() -> None:
    edition = ForumPageFactory()

    def queries(number: int) -> int:
        sessions = [SessionPageFactory(parent=edition) for _ in range(number)]
        for session in sessions:
            ParticipationFactory(session=session)
            about(session, ThemeFactory(parent=ThemeFactory()))
        render([session.translation_key for session in sessions])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            render([session.translation_key for session in sessions])
        return len(captured)

    assert queries(1) == queries(3) == 20


def test_a_work_that_cannot_be_read_does_not_keep_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad = SessionPageFactory(title="Good"), SessionPageFactory(title="Bad canary")
    real = SessionPage.plain_text

    def plain_text(page: SessionPage) -> str:
        if page.pk == bad.pk:
            raise ValueError("canary")
        return real(page)

    monkeypatch.setattr(SessionPage, "plain_text", plain_text)
    keys = [good.translation_key, bad.translation_key]
    found = {one.key: one.records for one in reading.render_in_batches(keys)}
    assert found[str(bad.translation_key)] == {}
    assert found[str(good.translation_key)][EVERYONE].texts[0].title == "Good"
    assert str(bad.translation_key) in caplog.text
    assert "canary" not in caplog.text


def test_trouble_with_the_database_is_not_taken_for_a_broken_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: SessionPage) -> str:
        raise DatabaseError

    monkeypatch.setattr(SessionPage, "plain_text", broken)
    session = SessionPageFactory()
    with pytest.raises(DatabaseError):
        list(reading.render_in_batches([session.translation_key]))


def test_what_depends_on_an_edition_and_on_the_hubs() -> None:
    session = SessionPageFactory()
    edition, theme = session.get_parent().specific, ThemeFactory()
    other = SessionPageFactory()
    host = ThemeIndexPageFactory(parent=ground())
    assert with_dependents({edition.translation_key}) == {edition.translation_key, session.translation_key}
    assert with_dependents({other.translation_key}) == {other.translation_key}
    assert with_dependents({host.translation_key}) == {host.translation_key, theme.key}


def test_hits_are_checked_once_more() -> None:
    session, theme = SessionPageFactory(), ThemeFactory()
    key, term = str(session.translation_key), str(theme.key)
    assert still_visible([key, term], STRANGER) == {key}
    ThemeIndexPageFactory(parent=ground())
    assert still_visible([key, term], STRANGER) == {key, term}
    restrict(session.get_parent(), "Stewards")
    assert still_visible([key], STRANGER) == set()
    assert still_visible([key], Viewer(audience=STEWARDS)) == {key}
    assert still_visible([], STRANGER) == set()


def test_an_address_comes_in_the_readers_language_else_in_the_sites_else_in_any() -> None:
    session = SessionPageFactory()
    french = translated(session, "fr", title="Les familles")
    key = session.translation_key
    assert address_of(key, STRANGER, "fr") == french.url
    assert address_of(key, STRANGER, "ar") == session.url
    session.unpublish()
    assert address_of(key, STRANGER, "en") == french.url
    restrict(session, "Members")
    assert address_of(key, STRANGER, "fr") == ""
    assert address_of(uuid.uuid4(), STRANGER, "en") == ""


def test_a_term_has_an_address_if_its_hub_has() -> None:
    theme, waiting = ThemeFactory(slug="faith"), ThemeFactory(status=ThemeStatus.PENDING)
    assert address_of(theme.key, STRANGER, "en") == ""
    ThemeIndexPageFactory(parent=ground())
    assert address_of(theme.key, STRANGER, "fr") == "/themes/faith/"
    assert address_of(waiting.key, STRANGER, "en") == ""


@pytest.mark.parametrize(
    ("on", "precision", "number"),
    [
        (date(2016, 4, 28), "day", 20160428),
        (date(2016, 4, 1), "month", 20160400),
        (date(2016, 1, 1), "year", 20160000),
        (None, "day", None),
    ],
)
def test_dates_are_as_exact_as_they_are_known(on: date | None, precision: str, number: int | None) -> None:
    assert number_of(on, precision) == number


def test_a_record_without_date_or_language_says_so() -> None:
    record = Record("a", "session", (Text("und", "x"),))
    assert record.year is None
    assert record.facets()["language"] == ("und",)
    assert record.facets()["year"] == ("none",)
    assert Record("a", "session", (Text("und", "x"),), languages=("fr",), date=20160000).facets()["language"] == ("fr",)
