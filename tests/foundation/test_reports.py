"""Editors' reports: what is missing, and which languages a work is in."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Locale

from access.models import Account
from forums.models.session import SessionPage
from foundation.models.media import Picture
from foundation.views.reports import gaps
from tests.factories import files
from tests.factories.access import AccountFactory
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import LocaleFactory, PlainPageFactory, ground, translated
from tests.factories.themes import ThemeFactory, about

pytestmark = pytest.mark.django_db
MISSING, TRANSLATIONS = "/cms/reports/missing/", "/cms/reports/translations/"
MEDIA = {"kind": "video", "title": "Talk", "url": "https://example.org/", "note": "", "transcript": ""}


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account: Account = AccountFactory(groups=["Editors"])
    client.force_login(account)
    return account


@pytest.fixture
def edition():
    edition = ForumPageFactory(title="The forum")
    about(edition, ThemeFactory())
    return edition


def themed(edition, **kwargs):
    session = SessionPageFactory(parent=edition, **kwargs)
    about(session, ThemeFactory())
    return session


def rows(client: Client, url: str = MISSING, **asked: object) -> list[list[str]]:
    page = BeautifulSoup(client.get(url, asked).content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("table.listing tbody tr")
    ]


def lacking(client: Client, **asked: object) -> dict[str, str]:
    return {row[0]: row[1] for row in rows(client, **asked)}


class TestWhatIsMissing:
    def test_a_page_of_the_archive_without_a_theme(self, client: Client, edition) -> None:
        SessionPageFactory(parent=edition, title="No theme")
        waiting = SessionPageFactory(parent=edition, title="Waiting theme")
        about(waiting, ThemeFactory(status="pending"))
        themed(edition, title="Complete")
        PlainPageFactory(parent=ground(), title="Carries none by its kind")
        assert lacking(client) == {"No theme": "theme", "Waiting theme": "theme"}

    def test_a_recording_without_a_transcript_but_not_of_a_closed_session(self, client: Client, edition) -> None:
        film = "https://example.org/film"
        themed(edition, title="Silent", recording_url=film)
        themed(edition, title="Written", recording_url=film, transcript="Words.")
        themed(edition, title="Closed", recording_url=film, is_closed=True)
        elsewhere = themed(edition, title="Written in French", recording_url=film)
        translated(elsewhere, "fr", transcript="Paroles.")
        assert lacking(client) == {"Silent": "transcript"}

    @pytest.mark.parametrize("transcript", ["", '<p data-block-key="abc"></p>'])
    def test_a_linked_recording_without_words_on_any_page(self, client: Client, transcript: str) -> None:
        PlainPageFactory(parent=ground(), title="Silent", body=[("media", {**MEDIA, "transcript": transcript})])
        said = {**MEDIA, "title": 'Says "transcript": ""', "transcript": "<p>Words</p>"}
        PlainPageFactory(parent=ground(), title="Written", body=[("media", said)])
        assert lacking(client) == {"Silent": "transcript of a linked recording"}

    def test_a_picture_without_alt_text_that_does_not_only_decorate(self, client: Client) -> None:
        picture = Picture.objects.create(
            title="Hall", file=SimpleUploadedFile("hall.jpg", files.jpeg(), "image/jpeg"), description="A hall"
        )
        for title, told in {"Mute": {}, "Adorned": {"decorative": True}, "Told": {"alt_text": "A hall"}}.items():
            value = {"picture": {"image": picture.pk, "decorative": False, "alt_text": "", **told}, "caption": ""}
            PlainPageFactory(parent=ground(), title=title, body=json.dumps([{"type": "picture", "value": value}]))
        assert lacking(client) == {"Mute": "alt text"}

    def test_all_gaps_of_a_page_stand_in_one_row_that_leads_to_its_form(self, client: Client, edition) -> None:
        session = SessionPageFactory(parent=edition, title="Both", recording_url="https://example.org/film")
        assert rows(client) == [["Both", "theme, transcript", "Session", "English", "live"]]
        link = BeautifulSoup(client.get(MISSING).content, "html.parser").select_one("table.listing td a")
        assert link["href"] == f"/cms/pages/{session.pk}/edit/"

    def test_filters(self, client: Client, edition) -> None:
        film = "https://example.org/film"
        SessionPageFactory(parent=edition, title="No theme", live=False)
        themed(edition, title="Silent", recording_url=film)
        assert set(lacking(client, lacks="theme")) == {"No theme"}
        assert set(lacking(client, lacks="transcript")) == {"Silent"}
        assert set(lacking(client, lacks=["theme", "transcript"])) == {"No theme", "Silent"}
        assert set(lacking(client, live="false")) == {"No theme"}
        LocaleFactory(language_code="fr")
        assert lacking(client, language="fr") == {}

    def test_a_translation_takes_its_theme_from_the_original(self, client: Client, edition) -> None:
        translated(themed(edition), "fr", title="Traduite")
        assert lacking(client) == {}

    def test_nothing_missing_is_said(self, client: Client) -> None:
        assert "Nothing is missing here." in client.get(MISSING).content.decode()


class TestTranslations:
    def test_a_row_a_work_and_a_column_a_language(self, client: Client, edition) -> None:
        translated(edition, "fr", title="Le forum")
        translated(edition, "ar", title="المنتدى", live=False)
        LocaleFactory(language_code="es")
        [row] = [row for row in rows(client, TRANSLATIONS) if row[0] == "The forum"]
        assert row == ["The forum", "Edition", "published", "published", "begin", "draft"]

    def test_what_lacks_a_language_alone(self, client: Client, edition) -> None:
        translated(edition, "fr")
        other = ForumPageFactory(title="Another")
        assert {row[0] for row in rows(client, TRANSLATIONS, lacks="fr")} >= {"Another"}
        assert "The forum" not in {row[0] for row in rows(client, TRANSLATIONS, lacks="fr")}
        assert f"/localize/submit/page/{other.pk}/?select_locale=fr" in client.get(TRANSLATIONS).content.decode()

    def test_a_mirror_is_no_translation(self, client: Client, edition) -> None:
        edition.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True, alias=True)
        assert "The forum" in {row[0] for row in rows(client, TRANSLATIONS, lacks="fr")}

    def test_a_work_that_is_not_in_the_sites_language_has_one_row(self, client: Client, edition) -> None:
        translated(edition, "fr", title="Le forum")
        translated(edition, "es", title="El foro")
        edition.delete()
        titles = [row[0] for row in rows(client, TRANSLATIONS)]
        assert [title for title in titles if title in {"Le forum", "El foro"}] == ["Le forum"]


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("url", "name"), [(MISSING, "missing"), (TRANSLATIONS, "translations")])
def test_tables_to_take_home_run_nothing(client: Client, edition, url: str, name: str) -> None:
    SessionPageFactory(parent=edition, title="=HYPERLINK(0)")
    response = client.get(url, {"export": "csv"})
    assert f'filename="{name}.csv"' in response["Content-Disposition"]
    table = list(csv.reader(StringIO(body_of(response).decode())))
    assert "'=HYPERLINK(0)" in [row[0] for row in table]
    sheet = load_workbook(BytesIO(body_of(client.get(url, {"export": "xlsx"})))).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * sheet.max_row
    assert [[cell or "" for cell in row] for row in sheet.values] == table


@pytest.mark.parametrize("url", [MISSING, TRANSLATIONS])
class TestWhoReads:
    def test_only_pages_that_she_may_edit(self, client: Client, edition, editor, url: str) -> None:
        SessionPageFactory(parent=edition, title="Hers")
        SessionPageFactory(parent=ForumPageFactory(title="Not hers either"), title="Not hers")
        GroupPagePermission.objects.filter(group__user=editor).update(page=edition)
        shown = client.get(url).content.decode()
        assert "Hers" in shown
        assert "Not hers" not in shown
        assert "Not hers" not in body_of(client.get(url, {"export": "csv"})).decode()

    def test_nobody_else(self, client: Client, edition, url: str) -> None:
        client.force_login(AccountFactory(groups=["Members"]))
        assert client.get(url).status_code != 200
        client.logout()
        assert client.get(url).status_code == 302

    def test_the_menu_of_reports_has_it(self, client: Client, url: str) -> None:
        assert url in client.get("/cms/").content.decode()


@pytest.mark.parametrize(("url", "queries"), [(MISSING, 16), (TRANSLATIONS, 18)])
@pytest.mark.parametrize("count", [1, 3])
def test_queries(client: Client, edition, count: int, url: str, queries: int, django_assert_num_queries) -> None:
    for _ in range(count):
        translated(SessionPageFactory(parent=edition), "fr")
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize("url", [MISSING, TRANSLATIONS])
def test_a_thousand_pages(client: Client, edition, url: str) -> None:
    forest(edition, 1000, model=SessionPage)
    assert len(rows(client, url)) == 50
    assert len(body_of(client.get(url, {"export": "csv"})).decode().splitlines()) > 1000


def test_every_gap_has_a_word_of_its_own() -> None:
    found = gaps()
    assert len({one.key for one in found}) == len({one.label for one in found}) == len(found) == 4
