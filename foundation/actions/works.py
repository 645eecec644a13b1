"""Verbs about a work as a whole: all its languages at once, and the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from access.models import Account
from foundation.enums import ChangeKind
from foundation.models.base import BasePage
from foundation.models.change import Change
from foundation.models.media import Document


@transaction.atomic
def share_facts(*, page: BasePage) -> int:
    """Give the facts of an original page to its translations; returns how many rows took them."""
    if not page.facts or page.original.pk != page.pk:
        return 0
    others = type(page).objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return int(others.update(**{name: getattr(page, name) for name in page.facts}))


@transaction.atomic
def record_page(*, page: Page, is_new: bool = False) -> None:
    """Write the change of one page. Of one that was there before, any word may have gone with this save."""
    Change.record([page.translation_key], ChangeKind.SAVED if is_new else ChangeKind.GONE)


@transaction.atomic
def record_moved(*, page: Page) -> None:
    """If pages below still have the address of before, this one was moved or renamed: write a change for all of them.

    A move can carry a branch under a restriction, so they are left out until the index has looked again. Wagtail tells
    of moves and new slugs only after the transaction, when a crash could swallow them.
    """
    below = Page.objects.filter(path__range=(f"{page.path}{'0' * Page.steplen}", f"{page.path}{'Z' * Page.steplen}"))
    if below.exclude(url_path__startswith=page.url_path).exists():
        record_branch(path=page.path, kind=ChangeKind.GONE)


@transaction.atomic
def record_branch(*, path: str, kind: ChangeKind) -> None:
    """Write a change for every work that stands at or under this place in the tree or a translation of it.

    What mirrors any of them is included, and what stands below a mirror: whatever `foundation.querysets.Shut` looks at.
    """
    branch = Page.objects.filter(path__startswith=path)
    places = Page.objects.filter(
        Q(translation_key__in=branch.values("translation_key")) | Q(alias_of__in=branch.values("pk"))
    )
    for top in top_of(places.values_list("path", flat=True)):
        below = Page.objects.filter(path__startswith=top)
        Change.record(below.values_list("translation_key", flat=True), kind)


def top_of(paths: Iterable[str]) -> list[str]:
    """The paths that stand below no other one of them."""
    top: list[str] = []
    for path in sorted(paths):
        if not top or not path.startswith(top[-1]):
            top.append(path)
    return top


@transaction.atomic
def revise(*, page: Page, by: Account | None) -> None:
    """Make a revision of a row that was written without one. Editors see the newest revision, not the row: they would
    publish the old words again. A page that never had one is shown to them from its row.
    """
    if page.latest_revision_id is None:
        return
    fresh = type(page)._default_manager.get(pk=page.pk)
    revision = fresh.save_revision(user=by, log_action="wagtail.edit")
    if fresh.live:
        revision.publish(user=by, log_action="wagtail.publish")
    page.latest_revision_id = revision.pk


@transaction.atomic
def follow_references(*, page: Page) -> None:
    """Bring Wagtail's reference index to what was published: it reads a page before its rows are written, so that a
    file that was taken from a page would stay as open as the page.
    """
    before = _referred_to(page)
    ReferenceIndex.create_or_update_for_object(page)
    if before != _referred_to(page):
        record_page(page=page)


def _referred_to(page: Page) -> set[tuple[int, str]]:
    """What the page refers to, as the reference index has it: type and id."""
    kind = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.objects.filter(base_content_type=kind, object_id=str(page.pk)).order_by()
    return set(found.values_list("to_content_type", "to_object_id"))


def record_documents(*, below: str) -> None:
    """Write a change for every document in this collection and those below it: who may fetch them may be others."""
    documents = Document.objects.filter(collection__path__startswith=below)
    Change.record(documents.values_list("key", flat=True), ChangeKind.GONE)


@transaction.atomic
def keep_as_it_stands(*, page: Page, by: Account | None) -> None:
    """Give a page that an import made its first version: what stands, so that a change can be compared and undone.

    `by` is None when nobody asked for it. A page that has versions is left alone.
    """
    stored = Page.objects.get(pk=page.pk).specific
    if stored.latest_revision_id or stored.alias_of_id:
        return
    kept = stored.save_revision(user=by, changed=False, clean=False, log_action="foundation.keep")
    if stored.live:
        Page.objects.filter(pk=page.pk).update(live_revision=kept)


@transaction.atomic
def mark_shortened(*, page: BasePage, is_shortened: bool, by: Account) -> None:
    """Say it of the page that readers see and of its newest version, so that neither takes it back from the other."""
    draft = page.get_latest_revision_as_object()
    draft.is_shortened = page.is_shortened = is_shortened
    draft.save_revision(user=by, changed=page.has_unpublished_changes, clean=False, log_action="foundation.shortened")
    page.save(update_fields=["is_shortened"], clean=False)
