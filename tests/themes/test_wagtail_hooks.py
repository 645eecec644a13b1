"""The vocabulary on the editors' desk."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from access.models import Account
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_themes_theme:list"
ADD = "wagtailsnippets_themes_theme:add"
EDIT = "wagtailsnippets_themes_theme:edit"


@pytest.fixture(autouse=True)
def editor(client: Client) -> Account:
    account = Account.objects.create_user("editor@example.org")
    account.groups.add(Group.objects.get(name="Editors"))
    client.force_login(account)
    return account


@pytest.fixture
def terms() -> dict[str, Theme]:
    faith = Theme.objects.create(name="Faith", slug="faith", order=2)
    women = Theme.objects.create(name="Women defenders", slug="women", order=1, synonyms="mujeres")
    return {
        "faith": faith,
        "women": women,
        "night": Theme.objects.create(name="Night lines", slug="night", parent=women),
        "drones": Theme.objects.create(name="Drones", slug="drones", status=ThemeStatus.PENDING, order=9),
    }


def words(**kwargs: object) -> dict[str, object]:
    labels = {"label_fr": "", "label_es": "", "label_ar": ""}
    blank = {"parent": "", "definition": "", "synonyms": "", "status": "approved", "order": "0", "slug": ""}
    return {**labels, **blank, **kwargs}


def soup(response) -> BeautifulSoup:
    text = response.json()["html"] if "json" in response["Content-Type"] else response.content
    return BeautifulSoup(text, "html.parser")


def titles(response) -> list[str]:
    return [cell.get_text(strip=True) for cell in soup(response).select("td.title .title-wrapper")]


def test_topics_stand_under_their_theme(client: Client, terms) -> None:
    assert titles(client.get(reverse(LIST))) == ["Women defenders", "— Night lines", "Faith", "Drones"]


def test_what_waits_can_be_listed_alone(client: Client, terms) -> None:
    assert titles(client.get(reverse(LIST), {"status": "pending"})) == ["Drones"]


def test_synonyms_are_searched(client: Client, terms) -> None:
    assert titles(client.get(reverse(LIST), {"q": "mujer"})) == ["Women defenders"]


def test_ticked_terms_are_taken_in_at_once(client: Client, terms, editor: Account) -> None:
    desk = soup(client.get("/cms/")).select_one("#waiting-for-you-content, #waiting-for-you")
    assert "1 term waits for your decision" in desk.get_text()
    url = (
        reverse("wagtail_bulk_action", args=["themes", "theme", "approve"])
        + f"?id={terms['drones'].pk}&id={terms['faith'].pk}"
    )
    assert "Drones" in soup(client.get(url)).get_text()
    client.post(url)
    terms["drones"].refresh_from_db()
    assert terms["drones"].is_approved
    assert [(entry.action, entry.user) for entry in ModelLogEntry.objects.all()] == [("themes.approve", editor)]
    assert "waits for your decision" not in soup(client.get("/cms/")).get_text()


def test_a_term_comes_with_its_names_goals_and_instruments(client: Client) -> None:
    data = words(name="Shelter", label_fr="Refuge", label_ar=" مأوى ", sdgs=["5", "16"], instruments=["DHRD"])
    client.post(reverse(ADD), data)
    theme = Theme.objects.get(name="Shelter")
    assert theme.slug == "shelter"
    assert {row.language: row.label for row in theme.labels.all()} == {"fr": "Refuge", "ar": "مأوى"}
    assert (theme.sdgs, theme.instruments) == ([5, 16], ["DHRD"])


def test_the_form_shows_what_is_held_and_an_emptied_name_goes(client: Client, terms) -> None:
    faith = terms["faith"]
    faith.labels.create(language="fr", label="Foi")
    Theme.objects.filter(pk=faith.pk).update(sdgs=[5])
    url = reverse(EDIT, args=[faith.pk])
    form = soup(client.get(url))
    assert form.select_one("[name=label_fr]")["value"] == "Foi"
    assert [box["value"] for box in form.select("[name=sdgs][checked]")] == ["5"]
    seen = form.select_one("[name=seen]")["value"]
    client.post(url, words(name="Faith", slug="faith", label_es="Fe", seen=seen))
    assert {row.language: row.label for row in faith.labels.all()} == {"es": "Fe"}


def test_a_topic_has_no_topics_and_the_form_says_so_there(client: Client, terms) -> None:
    assert str(terms["night"].pk) not in [
        o["value"] for o in soup(client.get(reverse(ADD))).select("[name=parent] option")
    ]
    url = reverse(EDIT, args=[terms["women"].pk])
    response = client.post(url, words(name="Women defenders", slug="women", parent=str(terms["faith"].pk)))
    assert "topics of its own" in soup(response).select_one("[id*=parent-errors]").get_text()


def test_the_chooser_offers_what_readers_see(client: Client, terms) -> None:
    url = reverse(Theme.snippet_viewset.chooser_viewset.get_url_name("choose"))
    text = soup(client.get(url)).get_text()
    assert "Night lines" in text
    assert "Drones" not in text
    found = soup(
        client.get(reverse(Theme.snippet_viewset.chooser_viewset.get_url_name("choose_results")), {"q": "mujer"})
    )
    assert "Women defenders" in found.get_text()
    assert "Faith" not in found.get_text()


def test_moderators_do_not_decide_about_terms(client: Client, terms) -> None:
    moderator = Account.objects.create_user("moderator@example.org")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(moderator)
    client.post(reverse("wagtail_bulk_action", args=["themes", "theme", "approve"]) + f"?id={terms['drones'].pk}")
    terms["drones"].refresh_from_db()
    assert not terms["drones"].is_approved
    assert "waits for your decision" not in soup(client.get("/cms/")).get_text()
