"""Many pages at once: rows of the page table in bulk, with everything that `add_child` would have set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from access.models import Account
from foundation.enums import ChangeKind
from foundation.models.base import BasePage
from foundation.models.change import Change

SLUG_LENGTH = 80


@transaction.atomic
def plant(*, parent: Page, pages: Sequence[BasePage], by: Account | None, keeps_slugs: bool = False) -> None:
    """Store new pages as the last children of `parent`, in order; their changes go into the outbox.

    A page brings its own fields, `live`, and a `translation_key` if it must have a certain one; with `keeps_slugs` its
    slug stays as it is where no sibling has it. No signal is sent and no stock index written: whoever calls this brings
    those up to date. Not for pages in another language than the site's own. IntegrityError when somebody else adds to
    the same place at the same moment.
    """
    if not pages:
        return
    place = Page.objects.select_for_update().get(pk=parent.pk)
    _prepare(place, pages, by, keeps_slugs=keeps_slugs)
    rows = [Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows, batch_size=200), strict=True):
        page.pk = page.page_ptr_id = page.id = row.pk
        page._state.adding = False
        page.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=place.pk).update(numchild=F("numchild") + len(pages))
    Change.record([page.translation_key for page in pages if page.live], ChangeKind.SAVED)


def _prepare(place: Page, pages: Sequence[BasePage], by: Account | None, *, keeps_slugs: bool) -> None:
    now = timezone.now()
    # Not by numchild: one that is wrong must not lead to a place that is taken.
    last = Page.objects.child_of(place).order_by("path").values_list("path", flat=True).last()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    slugs = Slugs({*Page.objects.child_of(place).values_list("slug", flat=True), *BasePage.taken_by(place)})
    types = ContentType.objects.get_for_models(*{type(page) for page in pages}, for_concrete_models=False)
    for number, page in enumerate(pages, step + 1):
        page.path = Page._get_path(place.path, place.depth + 1, number)
        page.depth, page.numchild = place.depth + 1, 0
        page.slug = (keeps_slugs and slugs.keep(page.slug)) or slugs.take(page.slug or page.title)
        page.url_path = f"{place.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type, page.locale_id, page.owner = types[type(page)], place.locale_id, by
        page.has_unpublished_changes = not page.live
        page.first_published_at = page.last_published_at = now if page.live else None


class Slugs:
    """The slugs under one parent, and how the next ones are made."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.numbers: dict[str, int] = {}

    def keep(self, slug: str) -> str:
        """This slug as it is; "" when it is none, or a sibling has it."""
        if slug in self.taken:
            return ""
        self.taken |= {slug}
        return slug

    def take(self, words: str) -> str:
        """A slug of these words that no sibling has."""
        root = slugify(words, allow_unicode=True)[:SLUG_LENGTH].strip("-") or "page"
        slug = root
        while slug in self.taken:
            self.numbers[root] = self.numbers.get(root, 1) + 1
            slug = f"{root}-{self.numbers[root]}"
        self.taken.add(slug)
        return slug
