"""Lists, reports and settings of the desk tell nothing of people and run nothing."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from access.models import Account
from foundation.models.pages import PlainPage
from tests.factories import files
from tests.factories.access import AccountFactory
from tests.factories.foundation import PlainPageFactory, ground

pytestmark = pytest.mark.django_db

FORMULA = "=HYPERLINK(0)"


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account: Account = AccountFactory(groups=["Editors"], email="jane@example.org")
    client.force_login(account)
    return account


@pytest.fixture
def page(editor: Account) -> PlainPage:
    """A page whose title begins like a formula, published by the editor."""
    made: PlainPage = PlainPageFactory(parent=ground(), title=FORMULA)
    made.save_revision(user=editor, log_action=True).publish(user=editor)
    return made


def body(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_the_settings_offer_no_picture(client: Client) -> None:
    page = client.get("/cms/account/").content.decode()
    assert "locale-preferred_language" in page
    assert "avatar-avatar" not in page


def test_a_picture_that_is_sent_all_the_same_is_not_kept(client: Client, editor: Account) -> None:
    photo = SimpleUploadedFile("Jane Doe.jpg", files.jpeg(), "image/jpeg")
    sent = {
        "avatar-avatar": photo,
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Europe/Zurich",
    }
    assert client.post("/cms/account/", sent).status_code == 302
    profile = UserProfile.get_for_user(editor)
    assert profile.current_time_zone == "Europe/Zurich"
    assert not profile.avatar
    assert not list(Path(settings.MEDIA_ROOT).glob("avatar_images/*"))


def test_the_settings_are_behind_sign_in() -> None:
    for path in ("account/", "reports/aging-pages/", "reports/aging-pages/results/", "choose-page/chosen-multiple/"):
        response = Client().get(f"/cms/{path}")
        assert response.status_code == 302
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("report", ["aging-pages", "site-history"])
def test_no_download_as_csv_runs_a_title(client: Client, page: PlainPage, report: str) -> None:
    rows = list(csv.reader(StringIO(body(client.get(f"/cms/reports/{report}/?export=csv")).decode())))
    cells = [cell for row in rows[1:] for cell in row]
    assert f"'{FORMULA}" in cells
    assert FORMULA not in cells


@pytest.mark.parametrize("report", ["aging-pages", "site-history"])
def test_no_download_as_a_workbook_runs_a_title(client: Client, page: PlainPage, report: str) -> None:
    sheet = load_workbook(BytesIO(body(client.get(f"/cms/reports/{report}/?export=xlsx")))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert f"'{FORMULA}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert any(cell.data_type == "d" for cell in cells)


@pytest.mark.parametrize("query", ["", "results/", "?export=csv"])
def test_who_published_is_a_number(client: Client, page: PlainPage, editor: Account, query: str) -> None:
    client.force_login(AccountFactory(groups=["Editors"]))
    response = client.get(f"/cms/reports/aging-pages/{query}")
    found = (body(response) if response.streaming else response.content).decode()
    assert f"account {editor.pk}" in found
    assert "jane@example.org" not in found


def test_who_published_and_is_gone_is_a_number_too(client: Client, page: PlainPage, editor: Account) -> None:
    other = AccountFactory(groups=["Editors"])
    page.get_latest_revision().publish(user=other)
    gone = other.pk
    other.delete()
    assert f"user {gone} (deleted)" in client.get("/cms/reports/aging-pages/").content.decode()


@pytest.mark.parametrize("wrong", ["abc", "", "9" * 25, "9" * 19, "²"])
def test_chosen_pages_without_a_number_are_none(client: Client, page: PlainPage, wrong: str) -> None:
    response = client.get("/cms/choose-page/chosen-multiple/", {"id": [wrong, page.pk]})
    assert [one["id"] for one in response.json()["result"]] == [page.pk]


def test_pages_where_somebody_does_not_work_are_not_told(client: Client, page: PlainPage) -> None:
    theirs = PlainPageFactory(parent=ground())
    few = Group.objects.create(name="Few")
    few.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=few, page=theirs, permission=Permission.objects.get(codename="change_page")
    )
    account = AccountFactory()
    account.groups.add(few)
    client.force_login(account)
    response = client.get("/cms/choose-page/chosen-multiple/", {"id": [page.pk, theirs.pk]})
    assert [one["id"] for one in response.json()["result"]] == [theirs.pk]


def test_the_settings_ask_for_no_name_that_accounts_do_not_keep(client: Client) -> None:
    page = client.get("/cms/account/").content.decode()
    assert "theme-theme" in page
    assert "name_email" not in page


def test_the_report_of_kinds_tells_no_title_to_whom_the_page_is_shut(client: Client, editor: Account) -> None:
    hers, other = (PlainPageFactory(parent=ground(), title=title) for title in ("Hers", "Not hers"))
    other.save_revision()
    assert "Not hers" in client.get("/cms/reports/page-types-usage/").content.decode()
    GroupPagePermission.objects.filter(group__user=editor).update(page=hers)
    for url in ("/cms/reports/page-types-usage/", "/cms/reports/page-types-usage/results/"):
        assert "Not hers" not in client.get(url).content.decode()
