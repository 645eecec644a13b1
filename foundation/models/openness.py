"""Who may fetch a file: it is as open as the widest page that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, ForeignObjectRel, OuterRef, Q
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.query import PageQuerySet

from access.rules import groups_met_by
from access.viewer import Viewer
from foundation.models.media import Document, Picture
from foundation.models.site import SiteSettings
from foundation.querysets import visible_to_q
from foundation.signals import answers_to, pages_without_files


@dataclass(slots=True)
class Uses:
    """Where a file is used: by the site, in words and columns of pages, in rows that belong to pages' works."""

    by_site: bool = False
    on_pages: set[int] = field(default_factory=set)
    in_rows_of: set[int] = field(default_factory=set)


def may_fetch(viewer: Viewer, thing: Picture | Document) -> bool:
    """Whether a page that this viewer sees shows the file. Editors fetch all. Two queries, none for editors."""
    if viewer.is_editor:
        return True
    uses = uses_of(thing)
    return uses.by_site or shown_to(viewer, uses)


def uses_of(thing: Picture | Document) -> Uses:
    """Where one file is used. One query."""
    return uses_of_all([thing])[thing.pk]


def uses_of_all(things: Sequence[Picture | Document]) -> dict[int, Uses]:
    """Id → uses, of files of one model. Read from Wagtail's reference index, which follows what is published, not
    drafts. One query.
    """
    found = {thing.pk: Uses() for thing in things}
    columns = ("to_object_id", "base_content_type", "content_type", "object_id", "model_path")
    page, site = (ContentType.objects.get_for_model(model).pk for model in (Page, SiteSettings))
    uses = ReferenceIndex.get_references_to_in_bulk(things).order_by()
    for used, base, content_type, object_id, path in uses.values_list(*columns).distinct():
        one = found[int(used)]
        if base == site:
            one.by_site = True
        elif base == page:
            pages = one.in_rows_of if is_row(content_type, path.split(".")[0]) else one.on_pages
            pages.add(int(object_id))
    return found


def is_row(content_type: int, name: str) -> bool:
    """Whether the file hangs on a row beside the page. Rows belong to the work: every translation shows them."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    relations: Iterable[object] = model._meta.get_fields() if model else ()
    return any(isinstance(rel, ForeignObjectRel) and rel.get_accessor_name() == name for rel in relations)


def shown_to(viewer: Viewer, uses: Uses) -> bool:
    """Whether one of these pages is visible to the viewer and shows files at all. One query, or none."""
    return bool(uses.on_pages or uses.in_rows_of) and pages_showing(viewer, uses).exists()


def pages_showing(viewer: Viewer, uses: Uses) -> PageQuerySet[Page]:
    """Those of these pages that are visible to the viewer and show files at all."""
    works = Page.objects.filter(pk__in=uses.in_rows_of).values("translation_key")
    pages = Page.objects.filter(Q(pk__in=uses.on_pages) | Q(translation_key__in=works)).filter(visible_to_q(viewer))
    for closed in answers_to(pages_without_files, Page):
        pages = pages.exclude(closed)
    return pages


def shut_to(viewer: Viewer, collection_path: str) -> Exists:
    """The file lies in a collection under a restriction that this viewer does not meet; for `filter(~…)`.

    `collection_path` says how to get from the row to `Collection.path`.
    """
    met = CollectionViewRestriction.objects.filter(
        restriction_type=CollectionViewRestriction.GROUPS, groups__name__in=groups_met_by(viewer.audience)
    )
    refusing = CollectionViewRestriction.objects.exclude(pk__in=met.values("pk"))
    here = ExpressionWrapper(OuterRef(collection_path), output_field=CharField())
    return Exists(refusing.annotate(here=here).filter(here__startswith=F("collection__path")))
