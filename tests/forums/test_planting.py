"""Many pages at once leave the tree as adding them one by one would."""

import uuid

import pytest
from wagtail.models import Page

from forums.actions.planting import Slugs, plant
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, SessionPageFactory

pytestmark = pytest.mark.django_db
SAME = (
    "depth",
    "numchild",
    "url_path",
    "live",
    "has_unpublished_changes",
    "locale_id",
    "content_type_id",
    "draft_title",
)


def test_planted_pages_are_like_added_ones() -> None:
    one, other = ForumPageFactory(slug="one"), ForumPageFactory(slug="other")
    added = SessionPage(title="A talk", slug="a-talk")
    one.add_child(instance=added)
    planted = SessionPage(title="A talk")
    plant(parent=other, pages=[planted], by=None)
    fresh = SessionPage.objects.get(pk=planted.pk)
    assert {name: getattr(fresh, name) for name in SAME if name != "url_path"} == {
        name: getattr(added, name) for name in SAME if name != "url_path"
    }
    assert fresh.url_path == f"{other.url_path}a-talk/"
    assert fresh.first_published_at
    assert fresh.get_url() == "/forums/other/a-talk/"
    assert Page.objects.get(pk=other.pk).numchild == 1


def test_the_tree_stays_sound_after_planting_beside_others_and_after_gaps() -> None:
    edition = ForumPageFactory()
    first, last = SessionPageFactory(parent=edition), SessionPageFactory(parent=edition)
    first.delete()
    edition.refresh_from_db()
    plant(parent=edition, pages=[SessionPage(title="New") for _ in range(40)], by=AccountFactory())
    edition.refresh_from_db()
    edition.add_child(instance=SessionPage(title="Later"))
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.get(pk=edition.pk).numchild == 42
    children = list(SessionPage.objects.child_of(edition).order_by("path"))
    assert [page.slug for page in children[:4]] == [last.slug, "new", "new-2", "new-3"]
    assert len({page.translation_key for page in children}) == 42


def test_live_pages_are_in_the_outbox_and_drafts_are_not() -> None:
    edition, key = ForumPageFactory(), uuid.uuid4()
    Change.objects.all().delete()
    plant(
        parent=edition, pages=[SessionPage(title="A", translation_key=key), SessionPage(title="B", live=False)], by=None
    )
    assert list(Change.objects.values_list("key", "kind")) == [(key, ChangeKind.SAVED)]
    draft = SessionPage.objects.get(title="B")
    assert draft.has_unpublished_changes
    assert draft.first_published_at is None


def test_a_planted_page_opens_in_the_editor(client) -> None:
    edition = ForumPageFactory()
    plant(parent=edition, pages=[SessionPage(title="A talk")], by=None)
    client.force_login(AccountFactory(is_superuser=True))
    page = SessionPage.objects.get(title="A talk")
    assert b"A talk" in client.get(f"/cms/pages/{page.pk}/edit/").content


def test_planting_nothing_changes_nothing() -> None:
    edition = ForumPageFactory()
    plant(parent=edition, pages=[], by=None)
    assert not edition.get_children().exists()


def test_slugs_are_of_any_script_and_never_empty() -> None:
    slugs = Slugs(["page"])
    assert [slugs.take(words) for words in ("Überblick", "نقاش", "!!!", "x" * 300)] == [
        "überblick",
        "نقاش",
        "page-2",
        "x" * 80,
    ]


def test_a_planted_page_takes_no_address_that_the_page_above_answers() -> None:
    page = SessionPage(title="Calendar")
    plant(parent=ForumPageFactory(), pages=[page], by=None)
    assert page.slug == "calendar-2"
