"""Very many pages at once, for tests of what may not depend on how many there are."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.models import AutoField
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
    one = tree(parent, first, model, shared)
    rows = [place(parent, number) for number in range(first, first + count)]
    insert(Page, as_page(one), rows)
    ids = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    one.page_ptr_id = 0
    insert(model, one, [{"page_ptr_id": ids[row["path"]]} for row in rows])
    Page.objects.filter(pk=parent.pk).update(numchild=len(ids))
    parent.refresh_from_db()
    if connection.vendor == "postgresql":
        # Autovacuum has seen a table that tests emptied again and again; planned for that, a page takes a minute.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    cache.clear()


def place(parent: BasePage, number: int) -> dict[str, object]:
    """What differs from page to page."""
    title, slug = f"Tree {number}", f"tree-{number}"
    return {
        "title": title,
        "draft_title": title,
        "slug": slug,
        "path": Page._get_path(parent.path, parent.depth + 1, number),
        "url_path": f"{parent.url_path}{slug}/",
        "translation_key": uuid.uuid4(),
    }


def tree(parent: BasePage, number: int, model: type[BasePage], shared: dict[str, object]) -> BasePage:
    """One page that has no row yet."""
    return model(**{**place(parent, number), **shared})


def as_page(one: BasePage) -> Page:
    """What of it stands in Wagtail's own table."""
    return Page(**{field.attname: getattr(one, field.attname) for field in Page._meta.concrete_fields})


def insert(model: type[Page], one: Page, rows: list[dict[str, object]]) -> None:
    """A row like this one for each of the given values, in the model's own table.

    One statement for all: to make an object of each takes ten times as long.
    """
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]
    same = {field.attname: field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields}
    varied = [field for field in fields if field.attname in rows[0]]
    own = [{field.attname: field.get_db_prep_save(row[field.attname], connection) for field in varied} for row in rows]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [list((same | row).values()) for row in own])
