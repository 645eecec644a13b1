"""After a migration the groups exist, each once."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from access.enums import GroupName
from access.receivers import make_groups

pytestmark = pytest.mark.django_db


def test_the_groups_exist_once_and_come_back() -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(GroupName.values)
    Group.objects.filter(name="Peers").delete()
    make_groups(sender=apps.get_app_config("access"))
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(GroupName.values)


def test_other_apps_migrations_make_none() -> None:
    Group.objects.filter(name="Peers").delete()
    make_groups(sender=apps.get_app_config("forums"))
    assert not Group.objects.filter(name="Peers").exists()
