"""What the groups may do in `/cms/`."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from access.models import Account
from foundation.actions.grants import grant_desk

pytestmark = pytest.mark.django_db


def member_of(name: str) -> Account:
    account = Account.objects.create_user(f"{name.lower()}@example.org")
    account.groups.add(Group.objects.get(name=name))
    return account


def test_editors_answer_for_what_is_public() -> None:
    editor = member_of("Editors")
    may = Page.objects.get(depth=2).permissions_for_user(editor)
    assert (may.can_edit(), may.can_publish(), may.can_add_subpage(), may.can_set_view_restrictions()) == (True,) * 4
    for name in ["wagtailadmin.access_admin", "foundation.change_voice", "foundation.change_sitesettings"]:
        assert editor.has_perm(name), name


def test_editors_handle_files_and_leave_accounts_alone() -> None:
    editors = Group.objects.get(name="Editors")
    store = Collection.objects.get(depth=1)
    held = set(editors.collection_permissions.filter(collection=store).values_list("permission__codename", flat=True))
    assert {"add_image", "change_image", "add_document", "change_document"} <= held
    assert not member_of("Editors").has_perm("access.change_account")
    assert not member_of("Moderators").has_perm("access.view_account")


def test_moderators_mend_pages_and_nothing_else() -> None:
    moderator = member_of("Moderators")
    may = Page.objects.get(depth=2).permissions_for_user(moderator)
    assert may.can_edit()
    assert (may.can_publish(), may.can_add_subpage(), may.can_delete(), may.can_set_view_restrictions()) == (False,) * 4
    assert not moderator.has_perm("foundation.change_voice")


@pytest.mark.parametrize("name", ["Members", "Peers", "Stewards"])
def test_ranks_are_not_editors(name: str) -> None:
    assert not member_of(name).has_perm("wagtailadmin.access_admin")


def test_what_people_changed_later_stays() -> None:
    moderators = Group.objects.get(name="Moderators")
    publish = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=moderators, page=Page.objects.get(depth=1), permission=publish)
    assert grant_desk(by=None) is False
    call_command("migrate", verbosity=0)
    assert moderators.page_permissions.filter(permission=publish).exists()


def test_a_new_house_gives_everybody_their_places() -> None:
    GroupPagePermission.objects.all().delete()
    GroupCollectionPermission.objects.all().delete()
    assert grant_desk(by=None) is True
    test_editors_answer_for_what_is_public()
    assert GroupCollectionPermission.objects.filter(group__name="Moderators").count() == 2


def test_before_there_is_a_tree_nothing_is_granted() -> None:
    GroupPagePermission.objects.all().delete()
    Page.objects.filter(depth=1).update(depth=9)
    assert grant_desk(by=None) is False
