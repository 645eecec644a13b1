"""Verbs about a work as a whole: all its languages at once, and the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from foundation.enums import ChangeKind
from foundation.models.base import BasePage
from foundation.models.change import Change


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
