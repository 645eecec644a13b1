"""After every migration the groups exist; the rooms above grant them their own permissions in the same signal."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group

from access.enums import GroupName


def make_groups(sender: AppConfig, **kwargs: Any) -> None:
    """The five groups, once all tables stand. Wagtail brings a group Editors and Moderators of its own: the same."""
    if sender.name == "access":
        for name in GroupName.values:
            Group.objects.get_or_create(name=name)
