"""Very many pages at once, for tests of what may not depend on how many there are."""

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Page

from foundation.models.base import BasePage
from foundation.models.pages import PlainPage


def forest(parent: BasePage, count: int, *, model: type[BasePage] = PlainPage, **fields: object) -> None:
    """`forest(edition, 10_000, model=SessionPage, held_on=day)`: so many live pages below the parent, in two seconds.

    Rows as treebeard and Django write them, one insert a batch; no signal is sent, so no change is recorded and no
    index hears of them. `fields` are the same for all.
    """
    last = parent.get_last_child()
    first = 1 + (Page._str2int(last.path[-Page.steplen :]) if last else 0)
    shared = {
        "depth": parent.depth + 1,
        "content_type": ContentType.objects.get_for_model(model),
        "locale": parent.locale,
        **fields,
    }
    trees = [tree(parent, number, model, shared) for number in range(first, first + count)]
    Page.objects.bulk_create([as_page(one) for one in trees])
    ids = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for one in trees:
        one.pk = one.page_ptr_id = ids[one.path]
    insert_own_rows(model, trees)
    Page.objects.filter(pk=parent.pk).update(numchild=len(ids))
    parent.refresh_from_db()
    cache.clear()


def tree(parent: BasePage, number: int, model: type[BasePage], shared: dict[str, object]) -> BasePage:
    """One page that has no row yet."""
    title, slug = f"Tree {number}", f"tree-{number}"
    place = {"path": Page._get_path(parent.path, parent.depth + 1, number), "url_path": f"{parent.url_path}{slug}/"}
    return model(**{"title": title, "draft_title": title, "slug": slug, **place, **shared})


def as_page(one: BasePage) -> Page:
    """What of it stands in Wagtail's own table."""
    return Page(**{field.attname: getattr(one, field.attname) for field in Page._meta.concrete_fields})


def insert_own_rows(model: type[BasePage], trees: list[BasePage]) -> None:
    """Not by `bulk_create`: it refuses a table that continues another one."""
    own = model._meta.local_concrete_fields
    size = connection.ops.bulk_batch_size(own, trees)
    for begin in range(0, len(trees), size):
        model._base_manager.all()._insert(trees[begin : begin + size], fields=own, using=connection.alias)
