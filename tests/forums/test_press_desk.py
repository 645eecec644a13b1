"""Press and key messages on the editors' desk, through the real admin."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry

from access.models import Account
from forums.enums import LinkState
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from tests.factories.access import AccountFactory
from tests.factories.forums import (
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.themes import ThemeFactory
from themes.enums import ThemeStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def edition() -> ForumPage:
    return ForumPageFactory(title="Twelfth")


@pytest.fixture
def session(edition: ForumPage) -> SessionPage:
    return SessionPageFactory(parent=edition, title="Opening")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def error_at(response, field: str) -> str:
    found = soup(response).select_one(f"[id*={field}-errors]")
    assert found is not None, soup(response).select(".error-message")
    return found.get_text()


def press_words(edition: ForumPage, **words: Any) -> dict[str, Any]:
    return {
        "edition_key": edition.pk, "outlet": "The Example Herald", "title": "Lanterns", "language": "en",
        "published_on": "2019-10-20", "date_precision": "day", "url": "https://herald.example/1", "archived_url": "",
        "themes": [], **words,
    }  # fmt: skip


def message_words(session: SessionPage, **words: Any) -> dict[str, Any]:
    return {
        "session_key": session.pk, "words": "Write it down.", "language": "en", "speaker_name": "", "source": "Notes",
        "source_url": "", "themes": [], **words,
    }  # fmt: skip


def seen(client: Client, url: str) -> str:
    return str(soup(client.get(url)).select_one("[name=seen]")["value"])


class TestPress:
    def test_an_item_is_written(self, client: Client, edition: ForumPage) -> None:
        faith = ThemeFactory()
        words = press_words(edition, language="French", themes=[faith.pk])
        assert client.post(reverse("press:add"), words).status_code == 302
        item = PressItem.objects.get()
        assert (item.edition_key, item.language, list(item.themes.all())) == (edition.translation_key, "fr", [faith])
        (entry,) = ModelLogEntry.objects.filter(content_type__model="pressitem")
        assert entry.label == f"press item {item.pk}"

    @pytest.mark.parametrize(
        ("field", "wrong", "said"),
        [
            ("edition_key", "", "required"),
            ("edition_key", "99999", "Select a valid choice"),
            ("language", "Nonsense", "no language that we know"),
            ("url", "ftp://herald.example/", "valid URL"),
            ("archived_url", "somewhere", "valid URL"),
            ("published_on", "yesterday", "valid date"),
        ],
    )
    def test_faults_are_told_at_their_field(self, client: Client, edition: ForumPage, field, wrong, said) -> None:
        response = client.post(reverse("press:add"), press_words(edition, **{field: wrong}))
        assert said in error_at(response, field)
        assert not PressItem.objects.exists()

    def test_the_same_address_again_is_refused(self, client: Client, edition: ForumPage) -> None:
        PressItemFactory(edition=edition, url="https://herald.example/1")
        response = client.post(reverse("press:add"), press_words(edition))
        assert "recorded for this edition already" in soup(response).get_text()

    def test_a_new_address_has_not_been_checked(self, client: Client, edition: ForumPage) -> None:
        item = PressItemFactory(edition=edition, link_state=LinkState.DEAD, archive_state=LinkState.ALIVE)
        url = reverse("press:edit", args=[item.pk])
        form = soup(client.get(url))
        assert form.select_one("[name=edition_key]")["value"] == str(edition.pk)
        words = press_words(edition, url="https://herald.example/new", seen=seen(client, url))
        assert client.post(url, words).status_code == 302
        item.refresh_from_db()
        assert (item.link_state, item.archive_state, item.checked_at) == (LinkState.UNCHECKED, LinkState.ALIVE, None)

    def test_a_stale_form_answers_409_and_overwrites_nothing(self, client: Client, edition: ForumPage) -> None:
        item = PressItemFactory(edition=edition)
        url = reverse("press:edit", args=[item.pk])
        old = seen(client, url)
        item.themes.add(ThemeFactory())
        response = client.post(url, press_words(edition, seen=old))
        item.refresh_from_db()
        assert (response.status_code, item.title) == (409, item.title)
        assert "Somebody changed this after you opened it" in soup(response).get_text()
        again = soup(response).select_one("[name=seen]")["value"]
        assert client.post(url, press_words(edition, seen=again)).status_code == 302

    def test_the_list_is_filtered_and_searched(self, client: Client, edition: ForumPage) -> None:
        PressItemFactory(edition=edition, title="Dead one", link_state=LinkState.DEAD)
        PressItemFactory(
            edition=edition, title="With a copy", link_state=LinkState.DEAD, archived_url="https://c.example/"
        )
        PressItemFactory(edition=ForumPageFactory(), title="Of another", outlet="Radio Example")

        def listed(**query: Any) -> set[str]:
            found = soup(client.get(reverse("press:index"), query))
            return {cell.get_text(strip=True) for cell in found.select("td.title .title-wrapper a:first-child")}

        assert listed() == {"Dead one", "With a copy", "Of another"}
        assert listed(edition=edition.pk) == {"Dead one", "With a copy"}
        assert listed(link="dead") == {"Dead one", "With a copy"}
        assert listed(link="lost") == {"Dead one"}
        assert listed(q="Radio") == {"Of another"}
        errand = soup(client.get(reverse("wagtailadmin_home"))).select_one("a[href='/cms/press/?link=lost']")
        assert "1 press item cannot be read any more" in errand.get_text()

    def test_without_lost_items_there_is_no_errand(self, client: Client, edition: ForumPage) -> None:
        PressItemFactory(edition=edition)
        assert "cannot be read" not in client.get(reverse("wagtailadmin_home")).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_any_number(self, client, edition, count, django_assert_num_queries) -> None:
        PressItemFactory.create_batch(count, edition=edition)
        client.get(reverse("press:index"))
        with django_assert_num_queries(15):
            client.get(reverse("press:index"))

    def test_only_terms_that_readers_see_are_offered(self, client: Client, edition: ForumPage) -> None:
        faith = ThemeFactory(name="Faith")
        topic = ThemeFactory(name="Elders", parent=faith)
        waiting = ThemeFactory(name="Kites", status=ThemeStatus.PENDING)
        ThemeFactory(name="Belief", status=ThemeStatus.MERGED, merged_into=faith)
        form = soup(client.get(reverse("press:add")))
        boxes = {box["value"] for box in form.select("[name=themes]")}
        assert boxes == {str(faith.pk), str(topic.pk)}
        assert "— Elders" in form.get_text()
        refused = client.post(reverse("press:add"), press_words(edition, themes=[waiting.pk]))
        assert "not one of the available choices" in error_at(refused, "themes")

    def test_a_term_that_an_import_brought_stays_ticked(self, client: Client, edition: ForumPage) -> None:
        item = PressItemFactory(edition=edition)
        item.themes.add(ThemeFactory(name="Kites", status=ThemeStatus.PENDING))
        form = soup(client.get(reverse("press:edit", args=[item.pk])))
        assert form.select_one("[name=themes][checked]") is not None
        assert "Kites (waiting for an editor)" in form.get_text()


class TestMessages:
    def test_the_list_leads_to_every_form(self, client: Client, session: SessionPage) -> None:
        message = KeyMessageFactory(session=session, words="Write it down. " * 20)
        form = reverse("key_messages:edit", args=[message.pk])
        link = soup(client.get(reverse("key_messages:index"))).select_one(f"td a[href='{form}']")
        assert link.get_text(strip=True) == f"{message.words[:90]}…"

    def test_a_speaker_is_found_among_the_people(self, client: Client, session: SessionPage) -> None:
        part = ParticipationFactory(session=session, printed_name="Ana Lys")
        assert (
            client.post(reverse("key_messages:add"), message_words(session, speaker_name="ana  lys")).status_code == 302
        )
        message = KeyMessage.objects.get()
        assert (message.speaker, message.is_withheld, message.session_key) == (part, False, session.translation_key)
        form = soup(client.get(reverse("key_messages:edit", args=[message.pk])))
        assert form.select_one("[name=speaker_name]")["value"] == "Ana Lys"

    def test_a_withheld_one_has_no_name(self, client: Client, session: SessionPage) -> None:
        client.post(reverse("key_messages:add"), message_words(session, is_withheld="on"))
        message = KeyMessage.objects.get()
        assert (message.speaker, message.is_withheld) == (None, True)

    @pytest.mark.parametrize("words", [{}, {"speaker_name": "Ana Lys", "is_withheld": "on"}])
    def test_it_is_one_of_the_two(self, client: Client, session: SessionPage, words: dict[str, str]) -> None:
        ParticipationFactory(session=session, printed_name="Ana Lys")
        response = client.post(reverse("key_messages:add"), message_words(session, **words))
        assert "one of the two" in error_at(response, "speaker_name")
        assert not KeyMessage.objects.exists()

    def test_nobody_else_can_be_quoted(self, client: Client, session: SessionPage) -> None:
        ParticipationFactory(session=SessionPageFactory(), printed_name="Ana Lys")
        response = client.post(reverse("key_messages:add"), message_words(session, speaker_name="Ana Lys"))
        assert "Nobody of this name" in error_at(response, "speaker_name")

    def test_a_closed_session_says_why_not(self, client: Client, edition: ForumPage) -> None:
        closed = SessionPageFactory(parent=edition, is_closed=True)
        response = client.post(reverse("key_messages:add"), message_words(closed, is_withheld="on"))
        assert "This is a closed session" in error_at(response, "session_key")
        assert not KeyMessage.objects.exists()

    def test_withholding_somebody_takes_the_name_away(self, client: Client, session: SessionPage) -> None:
        message = KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session))
        url = reverse("key_messages:edit", args=[message.pk])
        assert client.post(url, message_words(session, is_withheld="on", seen=seen(client, url))).status_code == 302
        message.refresh_from_db()
        assert (message.speaker, message.is_withheld) == (None, True)

    def test_the_list_is_filtered(self, client: Client, edition: ForumPage, session: SessionPage) -> None:
        KeyMessageFactory(session=session, words="Long words. " * 20)
        KeyMessageFactory(session=SessionPageFactory(), speaker=None, words="Elsewhere.")

        def text(**query: Any) -> str:
            return soup(client.get(reverse("key_messages:index"), query)).select_one("table").get_text()

        assert "Long words. Long" in text()
        assert "Elsewhere." in text()
        assert "Elsewhere." not in text(edition=edition.pk)
        assert "Long words" not in text(q="Elsewhere")

    def test_logs_and_messages_name_nobody(self, client: Client, session: SessionPage) -> None:
        message = KeyMessageFactory(
            session=session, speaker=ParticipationFactory(session=session, printed_name="Ana Lys")
        )
        url = reverse("key_messages:edit", args=[message.pk])
        words = message_words(session, speaker_name="Ana Lys", seen=seen(client, url))
        answer = client.post(url, words, follow=True)
        assert f"key message {message.pk}" in soup(answer).get_text().lower()
        history = client.get(reverse("key_messages:history", args=[message.pk]))
        assert "Ana Lys" not in history.content.decode()
        assert "Ana Lys" not in repr(list(ModelLogEntry.objects.values_list("label", "data")))


class TestOnTheWay:
    """The page's own form leads to a new row beside it."""

    def test_an_edition_leads_to_its_press(self, client: Client, edition: ForumPage) -> None:
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])))
        link = form.find("a", string=lambda text: text and "Add press" in text) or form.select_one(
            "a[href*='press/new']"
        )
        chosen = soup(client.get(link["href"])).select_one("[name=edition_key]")
        assert chosen["value"] == str(edition.pk)

    def test_an_open_session_leads_to_its_messages(self, client: Client, session: SessionPage) -> None:
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])))
        link = form.select_one("a[href*='key-messages/new']")
        assert soup(client.get(link["href"])).select_one("[name=session_key]")["value"] == str(session.pk)

    def test_a_closed_one_does_not(self, client: Client, edition: ForumPage) -> None:
        closed = SessionPageFactory(parent=edition, is_closed=True)
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[closed.pk])))
        assert form.select("a[href*='key-messages/new']") == []

    def test_who_may_not_write_rows_is_not_led_there(self, client: Client, edition: ForumPage) -> None:
        client.force_login(AccountFactory(groups=["Moderators"]))
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])))
        assert form.select_one("[name=title]")
        assert form.select("a[href*='press/new']") == []

    @pytest.mark.parametrize("page", ["", "x", "99999", "9" * 30, "²"])
    def test_what_is_no_page_chooses_none(self, client: Client, edition: ForumPage, page: str) -> None:
        form = soup(client.get(reverse("press:add"), {"page": page}))
        assert not form.select_one("[name=edition_key]").get("value")


class TestWhoMay:
    """Editors may write beside pages that they may publish; nobody else may at all."""

    @pytest.fixture
    def narrow(self, client: Client, session: SessionPage) -> Account:
        """Somebody who publishes another edition only."""
        group = Group.objects.create(name="Helpers")
        group.permissions.set(
            Permission.objects.filter(codename__in=["access_admin"])
            | Permission.objects.filter(content_type__model__in=["pressitem", "keymessage"])
        )
        own = ForumPageFactory(title="Her own")
        for permission in Permission.objects.filter(codename__in=["publish_page", "change_page"]):
            GroupPagePermission.objects.create(group=group, page=own, permission=permission)
        account = AccountFactory(groups=["Helpers"])
        client.force_login(account)
        return account

    @pytest.mark.parametrize("name", ["press", "key_messages"])
    def test_rows_of_others_are_not_there(self, client: Client, narrow: Account, session, edition, name: str) -> None:
        row = PressItemFactory(edition=edition) if name == "press" else KeyMessageFactory(session=session)
        listing = soup(client.get(reverse(f"{name}:index"))).select_one("main").get_text()
        assert str(getattr(row, "title", "") or getattr(row, "words", "")) not in listing
        for view in ("edit", "delete", "history", "usage"):
            assert client.get(reverse(f"{name}:{view}", args=[row.pk])).status_code == 404, view

    def test_rows_cannot_be_put_beside_others_pages(self, client: Client, narrow: Account, session, edition) -> None:
        assert "valid choice" in error_at(client.post(reverse("press:add"), press_words(edition)), "edition_key")
        words = message_words(session, is_withheld="on")
        assert "valid choice" in error_at(client.post(reverse("key_messages:add"), words), "session_key")

    @pytest.mark.parametrize("name", ["press", "key_messages"])
    def test_moderators_have_no_such_list(self, client: Client, name: str) -> None:
        client.force_login(AccountFactory(groups=["Moderators"]))
        assert client.get(reverse(f"{name}:index")).status_code == 302
        assert client.get(reverse(f"{name}:add")).status_code == 302


class TestWaysFromThePage:
    """The forms of an edition and a session lead to what stands beside them."""

    def way(self, client: Client, page: ForumPage | SessionPage, kind: str) -> str:
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
        return str(form.select_one(f"a[href^='{reverse(f'{kind}:index')}?']")["href"])

    def test_an_edition_leads_to_its_press(self, client: Client, edition: ForumPage) -> None:
        PressItemFactory(edition=edition, title="Lanterns")
        PressItemFactory(edition=ForumPageFactory(), title="Of another edition")
        words = soup(client.get(self.way(client, edition, "press"))).get_text()
        assert "Lanterns" in words
        assert "Of another edition" not in words.split("Filter")[0]

    def test_a_session_leads_to_its_messages(self, client: Client, session: SessionPage) -> None:
        KeyMessageFactory(session=session, words="Write it down.")
        KeyMessageFactory(session=SessionPageFactory(), words="Elsewhere.")
        words = soup(client.get(self.way(client, session, "key_messages"))).get_text()
        assert "Write it down." in words
        assert "Elsewhere." not in words

    def test_where_nothing_stands_no_way_leads(self, client: Client, edition: ForumPage) -> None:
        form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])))
        assert not form.select(f"a[href^='{reverse('press:index')}?']")
