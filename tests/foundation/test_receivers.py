"""The outbox: whatever changes what readers may see is written, once it is certain and not before."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction

from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.base import BasePage
from foundation.models.change import Change
from foundation.models.pages import PlainPage
from foundation.querysets import language_codes
from foundation.signals import minute_passed
from tests.factories.forums import DocumentFactory, ForumPageFactory, SessionPageFactory
from tests.factories.foundation import LocaleFactory, PlainPageFactory, VoiceFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db

SAVED, GONE = ChangeKind.SAVED, ChangeKind.GONE


@pytest.fixture
def page() -> PlainPage:
    return PlainPageFactory(parent=ground())


def changes(do: Callable[[], Any]) -> dict[uuid.UUID, set[str]]:
    """Work → kinds of change that `do` wrote."""
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    do()
    written: dict[uuid.UUID, set[str]] = {}
    for key, kind in Change.objects.filter(pk__gt=newest).values_list("key", "kind"):
        written.setdefault(key, set()).add(kind)
    return written


def test_a_new_page_is_written(page: PlainPage) -> None:
    assert Change.objects.filter(key=page.translation_key, kind=SAVED).exists()


def test_a_draft_of_a_live_page_is_nothing_to_tell(page: PlainPage) -> None:
    page.title = "Not yet"
    assert changes(page.save_revision) == {}


def test_publishing_anew_may_take_words_away(page: PlainPage) -> None:
    page.title = "Now"
    revision = page.save_revision()
    assert changes(revision.publish) == {page.translation_key: {GONE}}


def test_unpublishing_takes_a_page_away(page: PlainPage) -> None:
    assert changes(page.unpublish) == {page.translation_key: {GONE}}


def test_what_stands_below_goes_and_comes_with_a_page(page: PlainPage) -> None:
    below = PlainPageFactory(parent=PlainPageFactory(parent=page))
    page.refresh_from_db()
    assert changes(page.unpublish)[below.translation_key] == {GONE}
    page.refresh_from_db()
    assert changes(page.save_revision().publish)[below.translation_key] == {GONE}
    page.refresh_from_db()
    assert below.translation_key not in changes(page.save_revision().publish)


def test_unpublishing_without_its_class_takes_a_page_away(page: PlainPage) -> None:
    """The clock and the lists of `/cms/` hold plain pages."""
    assert changes(Page.objects.get(pk=page.pk).unpublish) == {page.translation_key: {GONE}}


def test_deleting_takes_a_page_and_all_below_away(page: PlainPage) -> None:
    below = PlainPageFactory(parent=page)
    deeper = PlainPageFactory(parent=below)
    gone = changes(Page.objects.get(pk=page.pk).delete)
    assert gone == {p.translation_key: {GONE} for p in (page, below, deeper)}


def test_deleting_many_at_once_takes_them_away(page: PlainPage) -> None:
    other = PlainPageFactory(parent=ground())
    gone = changes(Page.objects.filter(pk__in=[page.pk, other.pk]).delete)
    assert gone == {p.translation_key: {GONE} for p in (page, other)}


def test_a_move_takes_a_page_and_all_below_away_until_it_was_looked_at(page: PlainPage) -> None:
    below, place = PlainPageFactory(parent=page), PlainPageFactory(parent=ground())
    written = changes(lambda: page.move(place, pos="last-child"))
    assert {written[page.translation_key].pop(), written[below.translation_key].pop()} == {GONE}


def test_a_move_is_written_before_it_is_certain(page: PlainPage) -> None:
    """Wagtail's own signal comes after the transaction, where a crash could swallow it."""
    place = PlainPageFactory(parent=ground())
    moved = [Change.objects.count()]

    def crash() -> None:
        with transaction.atomic():
            page.move(place, pos="last-child")
            moved.append(Change.objects.count())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert moved[1] > moved[0]
    assert Change.objects.count() == moved[0]


def test_a_new_slug_is_written_for_everything_below(page: PlainPage) -> None:
    below, mirror = PlainPageFactory(parent=page), page.create_alias(update_slug="mirror")
    page.slug = "another"
    written = changes(page.save)
    assert {page.translation_key, below.translation_key, mirror.translation_key} <= set(written)


def test_a_new_title_is_written_for_the_page_alone(page: PlainPage) -> None:
    PlainPageFactory(parent=page)
    page.title = "Another"
    assert changes(page.save) == {page.translation_key: {GONE}}


def hidden_with(page: PlainPage) -> list[BasePage]:
    """What is hidden when the page is."""
    french = translated(page, "fr")
    below = PlainPageFactory(parent=page)
    only_french = PlainPageFactory(parent=french, locale=french.locale)
    mirror = below.create_alias(parent=ground(), update_slug="mirror")
    return [page, below, only_french, mirror, PlainPageFactory(parent=mirror.specific)]


@pytest.mark.parametrize("step", ["add", "widen", "clear", "alter", "remove"])
def test_a_restriction_is_written_for_all_it_hides(page: PlainPage, step: str) -> None:
    keys = {hidden.translation_key for hidden in hidden_with(page)}
    if step == "add":
        written = changes(lambda: restrict(page, "Members"))
    else:
        restriction = restrict(page, "Members")
        restriction.restriction_type = PageViewRestriction.LOGIN
        steps = {
            "widen": lambda: restriction.groups.add(Group.objects.get(name="Peers")),
            "clear": restriction.groups.clear,
            "alter": restriction.save,
            "remove": restriction.delete,
        }
        written = changes(steps[step])
    assert written == {key: {GONE} for key in keys}


@pytest.mark.parametrize("step", ["rename", "delete"])
def test_a_group_that_goes_shuts_what_it_opened(page: PlainPage, step: str) -> None:
    below = PlainPageFactory(parent=page)
    restrict(page, "Members")
    group = Group.objects.get(name="Members")
    group.name = "Crew"
    written = changes(group.save if step == "rename" else group.delete)
    assert written == {page.translation_key: {GONE}, below.translation_key: {GONE}}


def test_a_rolled_back_change_leaves_nothing(page: PlainPage) -> None:
    def fail() -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            page.unpublish()
            restrict(page, "Members")
            raise RuntimeError

    assert changes(fail) == {}


def test_closing_a_session_takes_it_away_until_it_was_looked_at() -> None:
    session = SessionPageFactory()
    session.is_closed = True
    assert changes(session.save_revision().publish) == {session.translation_key: {GONE}}


def test_loading_a_fixture_writes_nothing(page: PlainPage) -> None:
    assert changes(lambda: page.save_base(raw=True)) == {}


@pytest.mark.parametrize("fields", [["locked"], ["has_unpublished_changes", "draft_title"]])
def test_editors_marks_are_nothing_to_tell(page: PlainPage, fields: list[str]) -> None:
    assert changes(lambda: page.save(update_fields=fields)) == {}
    assert changes(lambda: page.save(update_fields=[*fields, "title"])) == {page.translation_key: {GONE}}


def test_other_models_write_nothing() -> None:
    assert changes(lambda: Group.objects.create(name="Others")) == {}


def test_closing_the_original_closes_its_translations_in_the_same_transaction() -> None:
    session = SessionPageFactory(parent=ForumPageFactory())
    french = translated(session, "fr")

    def is_closed() -> bool:
        return SessionPage.objects.get(pk=french.pk).is_closed

    session.is_closed = True
    with pytest.raises(RuntimeError), transaction.atomic():
        session.save()
        closed_inside = is_closed()
        raise RuntimeError
    assert (closed_inside, is_closed()) == (True, False)


def test_languages_that_come_and_go_are_known_at_once() -> None:
    assert set(language_codes().values()) == {"en"}
    LocaleFactory(language_code="fr")
    assert set(language_codes().values()) == {"en", "fr"}
    Locale.objects.get(language_code="fr").delete()
    assert set(language_codes().values()) == {"en"}


def test_the_clock_publishes_and_takes_down(page: PlainPage) -> None:
    draft = PlainPageFactory(parent=ground(), live=False)
    draft.go_live_at = timezone.now() - timedelta(minutes=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    written = changes(lambda: minute_passed.send(sender=object))
    assert (PlainPage.objects.get(pk=draft.pk).live, PlainPage.objects.get(pk=page.pk).live) == (True, False)
    assert set(written) == {draft.translation_key, page.translation_key}


def test_a_document_that_changes_is_left_out_until_it_was_looked_at() -> None:
    document = DocumentFactory()
    assert changes(document.save) == {document.key: {GONE}}
    key = document.key
    assert changes(document.delete) == {key: {GONE}}


@pytest.mark.parametrize("step", ["put", "lift", "open to a group", "rename the group"])
def test_a_restriction_of_a_collection_is_written_for_all_documents_in_it(step: str) -> None:
    inner = Collection.get_first_root_node().add_child(name="Inner").add_child(name="Innermost")
    document, group = DocumentFactory(collection=inner), Group.objects.create(name="Friends")
    DocumentFactory(title="Elsewhere")

    stands = CollectionViewRestriction(collection=inner.get_parent(), restriction_type="groups")
    if step != "put":
        stands.save()
    if step == "rename the group":
        stands.groups.add(group)
    steps = {
        "put": stands.save,
        "lift": stands.delete,
        "open to a group": lambda: stands.groups.add(group),
        "rename the group": group.save,
    }
    assert changes(steps[step]) == {document.key: {GONE}}


def test_a_voice_that_is_changed_or_goes_says_that_something_had_to_go() -> None:
    voice = VoiceFactory()
    assert not Change.objects.exists()
    voice.public_source = ""
    voice.save()
    voice.delete()
    assert list(Change.objects.values_list("kind", flat=True)) == [GONE, GONE]
