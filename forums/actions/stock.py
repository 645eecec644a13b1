"""Wagtail's own indexes, which imports leave for the end: the editors' search, and what refers to what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from access.models import Account
from forums.models.edition import ForumPage
from forums.models.outcomes import ReportPage, StatementPage
from forums.models.provenance import Provenance
from forums.models.session import SessionPage

AT_ONCE = 1000
MODELS = (ForumPage, SessionPage, StatementPage, ReportPage)


def index_imported(*, by: Account | None, progress: Callable[[int, int], None] | None = None) -> int:
    """Bring every imported page that waits into both indexes, a thousand at a time; how many works.

    What was done stays done when it is stopped. `progress` is called with the number done and the total.
    """
    total, done = Provenance.objects.filter(awaits_index=True).count(), 0
    while waiting := list(Provenance.objects.filter(awaits_index=True).order_by("pk")[:AT_ONCE]):
        _index(waiting)
        done += len(waiting)
        if progress:
            progress(done, max(done, total))
    return done


@transaction.atomic
def _index(waiting: Sequence[Provenance]) -> None:
    keys = [one.translation_key for one in waiting]
    for model in MODELS:
        pages = list(model.objects.filter(translation_key__in=keys))
        if pages:
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, pages)
            _refer(pages)
    Provenance.objects.filter(pk__in=[one.pk for one in waiting]).update(awaits_index=False)


def _refer(pages: Sequence[Page]) -> None:
    """Sessions of others' archives refer to nothing: of sessions only those can be wrong that are in the index already.

    Every other page may name terms, sessions and editions.
    """
    for page in pages:
        if not isinstance(page, SessionPage):
            ReferenceIndex.create_or_update_for_object(page)
    ids = {str(page.pk): page for page in pages if isinstance(page, SessionPage)}
    base = ContentType.objects.get_for_model(Page)
    known = ReferenceIndex.objects.filter(base_content_type=base, object_id__in=ids).order_by()
    for pk in known.values_list("object_id", flat=True).distinct():
        ReferenceIndex.create_or_update_for_object(ids[pk])
