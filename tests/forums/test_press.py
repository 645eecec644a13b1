"""Press and key messages: who may see which, and where they stand."""

import uuid
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from access.viewer import STRANGER, Viewer
from forums.actions.people import part_of, record_people
from forums.enums import DatePrecision, LinkState
from forums.faces import MessageFace, PressFace
from forums.formats.parts import version_of
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem, keys_about, term_ids_of
from forums.models.session import SessionPage
from foundation.cards import Link
from foundation.faces import NameFace
from tests.factories.access import MEMBER, PEER, STEWARD, AccountFactory
from tests.factories.forums import (
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    ReportPageFactory,
    SessionPageFactory,
)
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db
VIEWERS = [STRANGER, MEMBER, PEER, STEWARD]
HERE = Link("Here", "/here/")


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="Twelfth", slug="2019")


@pytest.fixture
def session(edition: ForumPage) -> SessionPage:
    return SessionPageFactory(parent=edition, title="Opening")


def soup(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def seen(model: Any, viewer: Viewer = STRANGER) -> list[Any]:
    return list(model.objects.visible_to(viewer).newest_first())


class TestWhoSeesThem:
    @pytest.mark.parametrize("viewer", VIEWERS)
    @pytest.mark.parametrize("hide", ["edition", "session"])
    def test_they_go_with_their_page(self, session: SessionPage, viewer: Viewer, hide: str) -> None:
        edition = ForumPage.objects.get()
        item, message = PressItemFactory(edition=edition), KeyMessageFactory(session=session)
        assert (seen(PressItem, viewer), seen(KeyMessage, viewer)) == ([item], [message])
        page = edition if hide == "edition" else session
        Page.objects.filter(pk=page.pk).update(live=False)
        assert seen(KeyMessage, viewer) == []
        assert seen(PressItem, viewer) == ([] if hide == "edition" else [item])

    def test_they_go_when_the_edition_expires(self, session: SessionPage, edition: ForumPage) -> None:
        PressItemFactory(edition=edition)
        KeyMessageFactory(session=session)
        Page.objects.filter(pk=edition.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        assert (seen(PressItem), seen(KeyMessage)) == ([], [])

    @pytest.mark.parametrize(("viewer", "count"), [(STRANGER, 0), (MEMBER, 0), (PEER, 1), (STEWARD, 1)])
    def test_a_restriction_holds_for_them(self, session: SessionPage, viewer: Viewer, count: int) -> None:
        PressItemFactory(edition=ForumPage.objects.get())
        KeyMessageFactory(session=session)
        restrict(ForumPage.objects.get(), "Peers")
        assert (len(seen(PressItem, viewer)), len(seen(KeyMessage, viewer))) == (count, count)

    @pytest.mark.parametrize("viewer", VIEWERS)
    @pytest.mark.parametrize("closes", ["original", "translation"])
    def test_a_closed_session_has_no_messages(self, session: SessionPage, viewer: Viewer, closes: str) -> None:
        KeyMessageFactory(session=session)
        KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session))
        french = translated(session, "fr")
        assert len(seen(KeyMessage, viewer)) == 2
        closing = session if closes == "original" else french
        SessionPage.objects.filter(pk=closing.pk).update(is_closed=True)
        assert seen(KeyMessage, viewer) == []

    @pytest.mark.parametrize("viewer", VIEWERS)
    @pytest.mark.parametrize(("name", "source"), [("Canary", ""), ("Canary", " \t"), (" ", "Programme")])
    def test_while_the_name_does_not_show_neither_do_the_words(
        self, session: SessionPage, viewer: Viewer, name: str, source: str
    ) -> None:
        part = ParticipationFactory(session=session, printed_name=name, public_source=source)
        message = KeyMessageFactory(session=session, speaker=part)
        assert seen(KeyMessage, viewer) == []
        assert message.face_for(viewer, HERE) is None

    def test_the_words_go_with_the_part(self, session: SessionPage) -> None:
        part = ParticipationFactory(session=session)
        KeyMessageFactory(session=session, speaker=part)
        nameless = KeyMessageFactory(session=session)
        part.delete()
        assert list(KeyMessage.objects.all()) == [nameless]

    def test_a_part_that_gets_another_name_keeps_no_words(self, client: Client, session: SessionPage) -> None:
        part = ParticipationFactory(session=session, printed_name="Ana Lys")
        message = KeyMessageFactory(session=session, speaker=part)
        rows = [(part.pk, replace(part_of(part), printed_name="Bea Moss"))]
        record_people(session=session, parts=rows, seen=version_of([part_of(part)]), by=None)
        message.refresh_from_db()
        assert (message.speaker, message.is_withheld) == (None, True)
        shown = soup(client, session.url).select_one(".key-message").get_text()
        assert "Name withheld" in shown
        assert "Bea Moss" not in shown

    def test_another_country_leaves_the_words_alone(self, session: SessionPage) -> None:
        part = ParticipationFactory(session=session)
        message = KeyMessageFactory(session=session, speaker=part)
        rows = [(part.pk, replace(part_of(part), country="GH"))]
        record_people(session=session, parts=rows, seen=version_of([part_of(part)]), by=None)
        message.refresh_from_db()
        assert message.speaker == part

    def test_they_are_forgotten_with_the_work(self, session: SessionPage, edition: ForumPage) -> None:
        PressItemFactory(edition=edition)
        KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session))
        KeyMessageFactory(session=session)
        edition.delete()
        assert not PressItem.objects.exists()
        assert not KeyMessage.objects.exists()


class TestFaces:
    @pytest.mark.parametrize("viewer", VIEWERS)
    def test_a_named_speaker_shows_as_a_face(self, session: SessionPage, viewer: Viewer) -> None:
        part = ParticipationFactory(session=session, printed_name="Ana Lys", role="rapporteur")
        face = KeyMessageFactory(session=session, speaker=part, words="Write it down.").face_for(viewer, HERE)
        assert (face.speaker, face.role) == (NameFace("Ana Lys", "Rapporteur", part.pattern_seed), "rapporteur")
        assert (face.words, face.source, face.session) == ("Write it down.", "Notes of the rapporteur", HERE)
        assert face.place == f"/here/#message-{face.key}"

    @pytest.mark.parametrize("viewer", VIEWERS)
    def test_all_that_is_withheld_look_alike(self, session: SessionPage, viewer: Viewer) -> None:
        face = KeyMessageFactory(session=session).face_for(viewer, HERE)
        assert (face.speaker, face.role) == (NameFace(""), "")

    def test_a_face_says_no_more_than_readers_need(self) -> None:
        assert {field.name for field in fields(MessageFace)} == {
            "key", "words", "language", "speaker", "role", "source", "source_url", "session", "dated", "year", "themes",
            "permalink",
        }  # fmt: skip
        assert "archive_state" not in {field.name for field in fields(PressFace)}

    def test_press_says_what_is_known_of_its_date(self, edition: ForumPage) -> None:
        item = PressItemFactory(edition=edition, date_precision=DatePrecision.MONTH)
        face = item.face_for(STRANGER, HERE)
        assert (face.dated, face.year, face.place) == ("October 2019", 2019, f"/here/press/{item.key}/")
        undated = PressItemFactory(edition=edition, published_on=None).face_for(STRANGER, HERE)
        assert (undated.dated, undated.year, undated.checked) == ("", None, None)

    @pytest.mark.parametrize(
        ("link", "archive", "best", "copy"),
        [
            (LinkState.UNCHECKED, LinkState.UNCHECKED, "https://a.example/", "https://copy.example/"),
            (LinkState.UNSURE, LinkState.ALIVE, "https://a.example/", "https://copy.example/"),
            (LinkState.DEAD, LinkState.ALIVE, "https://copy.example/", "https://copy.example/"),
            (LinkState.DEAD, LinkState.DEAD, "", ""),
            (LinkState.ALIVE, LinkState.DEAD, "https://a.example/", ""),
        ],
    )
    def test_a_dead_address_gives_way_to_its_copy(self, edition, link, archive, best, copy) -> None:
        item = PressItemFactory(
            edition=edition, url="https://a.example/", archived_url="https://copy.example/", link_state=link,
            archive_state=archive, checked_at=timezone.now(),
        )  # fmt: skip
        face = item.face_for(STRANGER, HERE)
        assert (face.best_url, face.copy_url, face.checked) == (best, copy, item.checked_at.date())


class TestRows:
    def test_speaker_and_withheld_exclude_each_other(self, session: SessionPage) -> None:
        part = ParticipationFactory(session=session)
        for fault in ({"speaker": part, "is_withheld": True}, {"speaker": None, "is_withheld": False}):
            with pytest.raises(IntegrityError, match="message_has_speaker_or_is_withheld"), transaction.atomic():
                KeyMessageFactory(session=session, **fault)

    def test_the_speaker_is_of_this_session(self, session: SessionPage) -> None:
        elsewhere = ParticipationFactory(session=SessionPageFactory())
        message = KeyMessageFactory(session=session)
        message.speaker, message.is_withheld = elsewhere, False
        with pytest.raises(ValidationError, match="took no part in this session"):
            message.full_clean()

    def test_an_address_is_recorded_once_an_edition(self, edition: ForumPage) -> None:
        first = PressItemFactory(edition=edition)
        again = PressItemFactory.build(edition=edition, url=first.url)
        with pytest.raises(ValidationError, match="recorded for this edition already"):
            again.full_clean()

    @pytest.mark.parametrize("url", ["ftp://herald.example/", "javascript:alert(1)", "herald"])
    def test_only_the_web_can_be_linked(self, edition: ForumPage, url: str) -> None:
        with pytest.raises(ValidationError):
            PressItemFactory.build(edition=edition, url=url).full_clean()

    def test_labels_tell_nothing(self, edition: ForumPage, session: SessionPage) -> None:
        item, message = PressItemFactory(edition=edition), KeyMessageFactory(session=session)
        assert (str(item), str(message)) == (f"press item {item.pk}", f"key message {message.pk}")
        assert item.permalink == f"/id/{item.key}/"

    def test_terms_are_read_at_once(self, edition: ForumPage, session: SessionPage, django_assert_num_queries) -> None:
        faith, law = ThemeFactory(), ThemeFactory()
        item, message = (
            PressItemFactory(edition=edition, themes=[faith]),
            KeyMessageFactory(session=session, themes=[law]),
        )
        with django_assert_num_queries(2):
            assert term_ids_of([item]) == {item.pk: {faith.pk}}
            assert term_ids_of([]) == {}
            assert term_ids_of([message]) == {message.pk: {law.pk}}
        assert set(keys_about([faith.pk, law.pk])) == {item.key, message.key}

    def test_lost_is_what_can_be_read_nowhere(self, edition: ForumPage) -> None:
        def made(**states: Any) -> Model:
            return PressItemFactory(edition=edition, **states)

        dead, copy = LinkState.DEAD, "https://copy.example/"
        bare, both = made(link_state=dead), made(link_state=dead, archived_url=copy, archive_state=dead)
        made(link_state=dead, archived_url=copy)
        made(link_state=LinkState.UNSURE)
        made()
        assert set(PressItem.objects.lost()) == {bare, both}


class TestOnThePages:
    def test_an_edition_shows_few_and_leads_to_all(
        self, client: Client, edition: ForumPage, session: SessionPage
    ) -> None:
        PressItemFactory.create_batch(8, edition=edition)
        KeyMessageFactory.create_batch(8, session=session)
        page = soup(client, edition.url)
        assert len(page.select(".press-item")) == len(page.select(".key-message")) == 6
        for path, name in (("press/", "Press"), ("messages/", "Key messages")):
            link = page.select_one(f"a[href='{edition.url}{path}']")
            assert link.get_text() == f"All 8, {name}"
            assert len(soup(client, link["href"]).select(".press-item, .key-message")) == 8

    def test_what_others_wrote_stands_beside_what_it_asked_for(self, client: Client, edition: ForumPage) -> None:
        PressItemFactory(edition=edition)
        assert soup(client, edition.url).select_one("section > .section-head > #press")
        report = ReportPageFactory(parent=edition)
        beside = soup(client, edition.url).select_one(".edition-asked.spread")
        assert [one.name for one in beside.find_all(recursive=False)] == ["div", "aside"]
        assert beside.select_one("aside > section > #press + .press-items .press-item")
        PressItem.objects.all().delete()
        assert soup(client, edition.url).select_one(".edition-asked")["class"] == ["edition-asked"]
        report.delete()
        assert soup(client, edition.url).select_one(".edition-asked") is None

    def test_an_edition_without_any_says_nothing(self, client: Client, edition: ForumPage) -> None:
        headings = [head.get_text() for head in soup(client, edition.url).select("h2")]
        assert not {"Press", "Key messages"} & set(headings)

    def test_a_session_shows_its_own(self, client: Client, session: SessionPage) -> None:
        part = ParticipationFactory(session=session, printed_name="Ana Lys")
        message = KeyMessageFactory(session=session, speaker=part, words="Solidaridad es llegar antes.", language="es")
        KeyMessageFactory(session=SessionPageFactory(), words="Elsewhere.")
        page = soup(client, session.url)
        (shown,) = page.select(".key-message")
        assert shown["id"] == f"message-{message.key}"
        words = shown.select_one("blockquote p")
        assert (words["lang"], words["dir"], words.get_text()) == ("es", "ltr", "«Solidaridad es llegar antes.»")
        assert "Ana Lys" in shown.get_text()

    @pytest.mark.parametrize("path", ["", "messages/"])
    def test_a_closed_session_shows_none(self, client: Client, session: SessionPage, path: str) -> None:
        KeyMessageFactory(session=session, words="Kanarienvogel.")
        session.is_closed = True
        session.save_revision().publish()
        for page in (session.get_parent(), ForumPage.objects.get().get_parent()):
            assert "Kanarienvogel" not in client.get(f"{page.url}{path}").content.decode()
        assert "Kanarienvogel" not in client.get(session.url).content.decode()

    def test_a_translation_shows_them_too(self, client: Client, edition: ForumPage, session: SessionPage) -> None:
        PressItemFactory(edition=edition, title="In English")
        KeyMessageFactory(session=session, words="Said in English.")
        french = translated(edition, "fr", title="Douzième")
        page = soup(client, french.url)
        title, words = page.select_one(".press-item-title"), page.select_one(".key-message blockquote p")
        assert (title["lang"], words["lang"]) == ("en", "en")

    def test_words_of_the_other_direction_turn_all_that_stands_with_them(
        self, client: Client, edition: ForumPage, session: SessionPage
    ) -> None:
        ThemeIndexPageFactory(parent=ground())
        theme = ThemeFactory()
        PressItemFactory(edition=edition, language="ar", title="بيان", link_state=LinkState.DEAD, themes=[theme])
        PressItemFactory(edition=edition, language="fr", title="La nuit")
        KeyMessageFactory(session=session, language="ar", words="من يطرق بابنا", themes=[theme])
        page, lists = soup(client, edition.url), [soup(client, f"{edition.url}{way}/") for way in ("press", "messages")]
        for found in (page, *lists):
            turned = {(one["dir"], one.select_one("[lang]")["lang"]) for one in found.select("li[dir]")}
            assert turned == {("rtl", "ar")}
        assert len(page.select("li[dir]")) == 2
        for words in (".byline", ".press-item-note", ".theme-pills", "figcaption"):
            assert {one["dir"] for found in lists for one in found.select(f"li[dir] {words}")} == {"ltr"}, words
        assert page.select(".press-item:not([dir]) .byline[dir]") == []

    def test_a_withheld_name_is_nowhere(self, client: Client, session: SessionPage) -> None:
        ParticipationFactory(session=session, printed_name="Kanarienvogel", public_source="")
        KeyMessageFactory(session=session, words="Heard by all.")
        for url in (session.url, f"{session.get_parent().url}messages/"):
            text = client.get(url).content.decode()
            assert "Heard by all." in text
            assert "Name withheld" in text
            assert "Kanarienvogel" not in text

    def test_permalinks_lead_to_the_line(self, client: Client, edition: ForumPage, session: SessionPage) -> None:
        item, message = PressItemFactory(edition=edition), KeyMessageFactory(session=session)
        assert client.get(item.permalink).url == f"{edition.url}press/{item.key}/"
        assert client.get(f"{edition.url}press/{item.key}/").url == f"{edition.url}press/#press-{item.key}"
        assert client.get(message.permalink).url == f"{session.url}#message-{message.key}"
        restrict(edition, "Members")
        for url in (item.permalink, message.permalink, f"/id/{uuid.uuid4()}/"):
            assert client.get(url).status_code == 404
        client.force_login(AccountFactory(groups=["Members"]))
        assert client.get(item.permalink).status_code == client.get(message.permalink).status_code == 302
