"""Forms of rows that were opened before somebody else changed the row: 409, and nothing is overwritten."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from wagtail.models import Site

from foundation.models.media import Document, Picture
from foundation.models.site import SiteSettings
from tests.factories import files
from tests.factories.access import AccountFactory
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(client: Client, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    client.force_login(AccountFactory(groups=["Editors"]))


def picture() -> tuple[str, Model, str]:
    made = Picture.objects.create(title="Hall", description="A hall", file=ContentFile(files.jpeg(), name="hall.jpg"))
    return f"/cms/images/{made.pk}/", made, "title"


def document() -> tuple[str, Model, str]:
    made = Document.objects.create(title="Paper", file=ContentFile(b"Words.", name="paper.txt"))
    return f"/cms/documents/edit/{made.pk}/", made, "title"


def site_settings() -> tuple[str, Model, str]:
    site = Site.objects.get(is_default_site=True)
    return f"/cms/settings/foundation/sitesettings/{site.pk}/", SiteSettings.for_site(site), "tagline"


def term() -> tuple[str, Model, str]:
    made = ThemeFactory(name="Faith", labels={"fr": "Foi"})
    return f"/cms/snippets/themes/theme/edit/{made.pk}/", made, "definition"


def loaded(client: Client, url: str) -> dict[str, object]:
    """What the form would send as it is."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    sent: dict[str, object] = {}
    for field in page.select("main form [name]"):
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.get("type") in {"file", "submit"}:
            continue
        chosen = field.select_one("option[selected]")
        value = field.get_text().lstrip("\n") if field.name == "textarea" else field.get("value", "")
        value = chosen["value"] if chosen else value if field.name != "select" else ""
        sent.setdefault(field["name"], []).append(value)
    return sent


@pytest.mark.parametrize("thing", [picture, document, site_settings, term])
def test_a_stale_form_is_refused_once_and_then_a_decision(client: Client, thing) -> None:
    url, row, name = thing()
    sent = loaded(client, url)
    type(row).objects.filter(pk=row.pk).update(**{name: "Theirs"})
    refused = client.post(url, {**sent, name: "Mine"})
    row.refresh_from_db()
    assert (refused.status_code, getattr(row, name)) == (409, "Theirs")
    assert "Somebody changed this after you opened it" in refused.content.decode()
    assert "Mine" in refused.content.decode()
    seen = BeautifulSoup(refused.content, "html.parser").select_one("[name=seen]")["value"]
    assert client.post(url, {**sent, name: "Mine", "seen": seen}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == "Mine"


@pytest.mark.parametrize("thing", [picture, document, site_settings, term])
def test_a_form_that_nobody_overtook_is_saved(client: Client, thing) -> None:
    url, row, name = thing()
    assert client.post(url, {**loaded(client, url), name: "Mine"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == "Mine"


def test_a_label_that_changed_counts_as_a_change_of_the_term(client: Client) -> None:
    url, row, _name = term()
    sent = loaded(client, url)
    row.labels.update(label="La foi")
    assert client.post(url, sent).status_code == 409
