"""What the groups may do in `/cms/`. Each room grants its own, once all permissions exist."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from access.enums import GroupName
from access.models import Account

EDITORS_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
MODERATORS_PAGES = ("change",)
EDITORS_FILES = ("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.delete_image",
                 "wagtailimages.choose_image", "wagtaildocs.add_document", "wagtaildocs.change_document",
                 "wagtaildocs.delete_document", "wagtaildocs.choose_document")  # fmt: skip
MODERATORS_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
EDITORS_ROWS = (
    "wagtailadmin.access_admin",
    *(f"foundation.{verb}_voice" for verb in ("add", "change", "delete", "view")),
    "foundation.change_sitesettings",
    *(f"wagtailcore.{verb}_collection" for verb in ("add", "change", "delete")),
    *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
    "wagtail_localize.submit_translation",
    *(f"wagtailcore.{verb}_locale" for verb in ("add", "change", "view")),
)


def permissions_named(names: Iterable[str]) -> list[Permission]:
    """The permissions of these names ("app.codename"); names of apps that are not installed are passed over."""
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


@transaction.atomic
def grant_rows(*, group: str, names: Iterable[str], by: Account | None) -> None:
    """Add permissions to a group; `by` is None when a migration does it. Nothing is taken away."""
    Group.objects.get_or_create(name=group)[0].permissions.add(*permissions_named(names))


@transaction.atomic
def grant_desk(*, by: Account | None) -> bool:
    """The first time, give Editors and Moderators what they need; later, leave alone what people changed since.

    Wagtail's own migration makes Moderators the publishers and Editors their helpers; here editors answer for what is
    public, and moderators may mend a page. Returns whether anything was done.
    """
    editors = Group.objects.get_or_create(name=GroupName.EDITORS)[0]
    moderators = Group.objects.get_or_create(name=GroupName.MODERATORS)[0]
    grant_rows(group=GroupName.EDITORS, names=EDITORS_ROWS, by=by)
    root = Page.objects.filter(depth=1).order_by("path").first()
    store = Collection.objects.filter(depth=1).first()
    if root is None or store is None or publishes(editors):
        return False
    for group, pages, files in (
        (editors, EDITORS_PAGES, EDITORS_FILES),
        (moderators, MODERATORS_PAGES, MODERATORS_FILES),
    ):
        set_places(group=group, root=root, pages=pages, store=store, files=files)
    grant_rows(group=GroupName.MODERATORS, names=["wagtailadmin.access_admin"], by=by)
    return True


def publishes(group: Group) -> bool:
    """Whether the group may publish anywhere."""
    return bool(GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").exists())


def set_places(*, group: Group, root: Page, pages: Iterable[str], store: Collection, files: Iterable[str]) -> None:
    """Exactly these permissions, on the whole tree and on the whole store."""
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    for permission in permissions_named(f"wagtailcore.{verb}_page" for verb in pages):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    for permission in permissions_named(files):
        GroupCollectionPermission.objects.create(group=group, collection=store, permission=permission)
