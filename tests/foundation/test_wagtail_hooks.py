"""The desk at `/cms/`: who may see a page, voices, and what waits."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.menu import reports_menu
from wagtail.models import GroupPagePermission, ModelLogEntry, Page, PageViewRestriction, Site

from access.enums import Audience
from access.models import Account
from access.viewer import STRANGER, Viewer
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import Voice
from foundation.models.site import SiteSettings
from foundation.querysets import pages_visible_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Account:
    account = Account.objects.create_user("editor@example.org")
    account.groups.add(Group.objects.get(name="Editors"))
    client.force_login(account)
    return account


@pytest.fixture
def page() -> PlainPage:
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Ground", slug="ground"))
    plain: PlainPage = home.add_child(instance=PlainPage(title="How we work", slug="how"))
    return plain


def soup(response) -> BeautifulSoup:
    """The words of a page, or of the dialog that Wagtail wraps in JSON."""
    text = response.json()["html"] if "json" in response["Content-Type"] else response.content
    return BeautifulSoup(text, "html.parser")


@pytest.fixture
def privacy(client: Client, editor: Account, page: PlainPage) -> Callable[..., object]:
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    return lambda **data: client.post(url, data) if data else client.get(url)


def group(name: str) -> str:
    return str(Group.objects.get(name=name).pk)


def test_the_dialog_offers_everyone_and_the_ranks(privacy) -> None:
    dialog = soup(privacy())
    assert [field["value"] for field in dialog.select("[name=restriction_type]")] == ["none", "groups"]
    assert [field["value"] for field in dialog.select("[name=groups]")] == [
        group(n) for n in ["Members", "Peers", "Stewards"]
    ]
    assert dialog.select("[name=password]") == []
    assert "as if it did not exist" in dialog.get_text()


def test_a_rank_closes_the_page_to_lower_ones(privacy, page: PlainPage) -> None:
    privacy(restriction_type="groups", groups=group("Peers"))
    assert not pages_visible_to(STRANGER).filter(pk=page.pk).exists()
    assert not pages_visible_to(Viewer(1, Audience.MEMBERS)).filter(pk=page.pk).exists()
    assert pages_visible_to(Viewer(1, Audience.STEWARDS)).filter(pk=page.pk).exists()


def test_the_chosen_rank_is_shown_again_and_can_be_lifted(privacy, page: PlainPage) -> None:
    privacy(restriction_type="groups", groups=group("Peers"))
    assert soup(privacy()).select_one("[name=groups][checked]")["value"] == group("Peers")
    privacy(restriction_type="none")
    assert pages_visible_to(STRANGER).filter(pk=page.pk).exists()


@pytest.mark.parametrize("wanted", [{"restriction_type": "login"}, {"restriction_type": "password", "password": "x"}])
def test_other_doors_cannot_be_opened(privacy, wanted: dict[str, str]) -> None:
    assert "error" in str(soup(privacy(**wanted)))
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("name", ["Editors", "Moderators", ""])
def test_groups_that_are_no_ranks_are_refused(privacy, name: str) -> None:
    privacy(restriction_type="groups", groups=group(name) if name else "")
    assert not PageViewRestriction.objects.exists()


def test_a_voice_is_added_and_its_name_stays_out_of_the_log(client: Client, editor: Account) -> None:
    client.post(
        reverse("voices:add"),
        {"printed_name": "Zelda  Quillfeather", "public_source": "Programme", "description": "chair"},
    )
    voice = Voice.objects.get()
    assert voice.printed_name == "Zelda Quillfeather"
    assert [entry.label for entry in ModelLogEntry.objects.all()] == [f"voice {voice.pk}"]
    assert "Zelda Quillfeather" in soup(client.get(reverse("voices:index"))).get_text()


def test_direction_marks_in_a_name_are_refused_on_that_field(client: Client, editor: Account) -> None:
    response = client.post(
        reverse("voices:add"), {"printed_name": "Zelda\u202eQ", "public_source": "", "description": ""}
    )
    errors = soup(response).select_one("#panel-child-name-printed_name-errors, [id*=printed_name-errors]")
    assert "direction marks" in errors.get_text()
    assert not Voice.objects.exists()


def test_voices_are_listed_by_whether_the_name_shows(client: Client, editor: Account) -> None:
    Voice.objects.create(printed_name="Named One", public_source="Programme")
    Voice.objects.create(printed_name="Hidden Two")
    text = soup(client.get(reverse("voices:index"), {"shows": "no"})).get_text()
    assert "Hidden Two" in text
    assert "Named One" not in text
    assert "Hidden Two" not in soup(client.get(reverse("voices:index"), {"q": "Named"})).get_text()


def test_the_chooser_of_voices_finds_and_chooses(client: Client, editor: Account) -> None:
    voice = Voice.objects.create(printed_name="Named One", public_source="Programme", description="chair")
    dialog = soup(client.get(reverse("voice_chooser:choose"))).get_text()
    assert "Named One" in dialog
    assert "chair" in dialog
    chosen = client.get(reverse("voice_chooser:chosen", args=[voice.pk])).json()["result"]
    assert (chosen["id"], chosen["title"]) == (str(voice.pk), "Named One · chair")


def test_every_report_has_a_name_of_its_own(client: Client, editor: Account, rf: RequestFactory) -> None:
    request = rf.get("/cms/")
    request.user = editor
    labels = [str(item.label) for item in reports_menu.menu_items_for_request(request)]
    assert {"Translations", "Translations under way", "What is missing", "Jobs"} <= set(labels)
    assert len(labels) == len(set(labels))


def test_a_voice_can_be_added_while_choosing(client: Client, editor: Account) -> None:
    words = {"printed_name": "Hidden Two", "public_source": "", "description": "volunteer"}
    prefixed = {f"create-form-{name}": value for name, value in words.items()}
    added = client.post(reverse("voice_chooser:create"), {**words, **prefixed}).json()["result"]
    assert added["title"] == f"voice {added['id']} (name withheld: no public source)"


def test_the_languages_offered_are_ticked(client: Client, editor: Account) -> None:
    site = Site.objects.get(is_default_site=True)
    url = reverse("wagtailsettings:edit", args=["foundation", "sitesettings", site.pk])
    words = {
        "name": "Ground",
        "tagline": "",
        "footer": "",
        "contact_email": "",
        "leave_to": "https://www.wikipedia.org/",
    }
    seen = soup(client.get(url)).select_one("[name=seen]")["value"]
    client.post(url, {**words, "languages": ["en", "ar"], "seen": seen})
    assert SiteSettings.objects.get(site=site).languages == ["en", "ar"]
    assert [box["value"] for box in soup(client.get(url)).select("[name=languages][checked]")] == ["en", "ar"]


def test_the_desk_names_what_waits(client: Client, editor: Account, page: PlainPage) -> None:
    assert (
        "Nothing waits" in soup(client.get("/cms/")).select_one("#waiting-for-you-content, #waiting-for-you").get_text()
    )
    page.title = "How we work now"
    page.save_revision(user=editor)
    desk = soup(client.get("/cms/"))
    waiting = desk.select_one("#waiting-for-you-content, #waiting-for-you")
    assert "How we work now" in waiting.get_text()
    assert waiting.select_one("a[href$='/edit/']")["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_desk_bears_our_sign_and_asks_nobody_else(client: Client, editor: Account) -> None:
    desk = soup(client.get("/cms/"))
    assert desk.select_one("link[href$='css/desk.css']")
    assert "desk-sign" in str(desk)
    loaded = [
        tag.get("src") or tag.get("href") for tag in desk.select("script[src], link[href], img[src], iframe[src]")
    ]
    assert [url for url in loaded if url.startswith(("http:", "https:", "//"))] == []
    assert "gravatar" not in str(desk)


def test_members_have_no_desk(client: Client) -> None:
    member = Account.objects.create_user("member@example.org")
    member.groups.add(Group.objects.get(name="Members"))
    client.force_login(member)
    assert client.get("/cms/").status_code == 302


class TestWhoOnlyQuotes:
    """A moderator may quote voices that show; withheld names are for those who keep the voices."""

    @pytest.fixture(autouse=True)
    def moderator(self, client: Client) -> None:
        account = Account.objects.create_user("moderator@example.org")
        account.groups.add(Group.objects.get(name="Moderators"))
        client.force_login(account)

    def test_finds_no_withheld_name(self, client: Client) -> None:
        Voice.objects.create(printed_name="Ada Open", public_source="Programme")
        hidden = Voice.objects.create(printed_name="Zaynab Withheld")
        for name in ("voice_chooser:choose", "voice_chooser:choose_results"):
            words = soup(client.get(reverse(name))).get_text()
            assert ("Ada Open" in words, "Zaynab" in words) == (True, False)
        assert client.get(reverse("voice_chooser:chosen", args=[hidden.pk])).status_code == 404

    def test_reads_no_withheld_name_in_the_form_of_a_page(self, client: Client, page: PlainPage) -> None:
        hidden = Voice.objects.create(printed_name="Zaynab Withheld", description="hidden witness")
        page.body = [("quotation", {"words": "x", "speaker": hidden, "is_withheld": False, "source": "y"})]
        page.save_revision()
        form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert f"voice {hidden.pk} (name withheld" in form
        assert "Zaynab" not in form
        assert "hidden witness" not in form

    def test_a_number_that_is_none_is_no_voice(self, client: Client) -> None:
        assert client.get("/cms/voice_chooser/chosen/abc/").status_code == 404

    @pytest.mark.usefixtures("desk_search")
    def test_chooses_pages_only_where_she_works(self, client: Client, page: PlainPage) -> None:
        url = reverse("wagtailadmin_choose_page_search") + "?q=work"
        assert "How we work" in soup(client.get(url)).get_text()
        GroupPagePermission.objects.all().delete()
        assert "How we work" not in soup(client.get(url)).get_text()

    @pytest.mark.parametrize("way", ["choose-page/{}/", "choose-page/chosen-multiple/?id={}"])
    def test_learns_no_title_of_a_page_elsewhere_by_its_number(self, client: Client, page: PlainPage, way: str) -> None:
        address = "/cms/" + way.format(page.pk)
        assert "How we work" in client.get(address).content.decode()
        GroupPagePermission.objects.all().delete()
        assert "How we work" not in client.get(address).content.decode()


class TestChangingAVoice:
    """Rows have no drafts and no versions: a form that is older than the row must not undo it."""

    @pytest.fixture
    def voice(self, editor: Account) -> Voice:
        return Voice.objects.create(printed_name="Ada Open", public_source="Programme", description="chair")

    def send(self, client: Client, voice: Voice, seen: str, **words: str):
        fields = ("printed_name", "public_source", "description")
        form = {name: getattr(voice, name) for name in fields} | {"seen": seen} | words
        return client.post(reverse("voices:edit", args=[voice.pk]), form)

    def seen(self, client: Client, voice: Voice) -> str:
        found = soup(client.get(reverse("voices:edit", args=[voice.pk]))).select_one("[name=seen]")
        assert found["type"] == "hidden"
        return str(found["value"])

    def test_a_form_that_is_up_to_date_is_taken(self, client: Client, voice: Voice) -> None:
        assert self.send(client, voice, self.seen(client, voice), description="chair, 2019").status_code == 302
        voice.refresh_from_db()
        assert voice.description == "chair, 2019"

    def test_a_stale_form_brings_no_withdrawn_name_back(self, client: Client, voice: Voice) -> None:
        seen = self.seen(client, voice)
        Voice.objects.filter(pk=voice.pk).update(public_source="")
        answer = self.send(client, voice, seen, description="other words")
        voice.refresh_from_db()
        assert (voice.public_source, voice.description) == ("", "chair")
        page = soup(answer)
        assert "Somebody changed this voice" in page.get_text()
        # What was written is still there, and sending it again is a decision.
        assert page.select_one("input[name=description]")["value"] == "other words"
        assert (
            self.send(client, voice, page.select_one("[name=seen]")["value"], description="other words").status_code
            == 302
        )

    def test_a_form_without_the_sign_is_stale(self, client: Client, voice: Voice) -> None:
        self.send(client, voice, "", description="other words")
        voice.refresh_from_db()
        assert voice.description == "chair"
