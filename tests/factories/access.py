"""Accounts of every rank, and viewers as values."""

from typing import Any

import factory
from django.contrib.auth.models import Group

from access.enums import Audience
from access.models import Account
from access.viewer import Viewer

PASSWORD = "a long and quiet river"

MEMBER = Viewer(901, Audience.MEMBERS)
PEER = Viewer(902, Audience.PEERS)
STEWARD = Viewer(903, Audience.STEWARDS)


class AccountFactory(factory.django.DjangoModelFactory):
    """`AccountFactory(groups=["Peers"])`; everybody's password is `PASSWORD`."""

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    is_active = True

    class Meta:
        model = Account
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[Account], *args: Any, **fields: Any) -> Account:
        return model_class.objects.create_user(fields.pop("email"), fields.pop("password", PASSWORD), **fields)

    @factory.post_generation
    def groups(self, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        if create and names:
            self.groups.set(Group.objects.filter(name__in=names))  # type: ignore[attr-defined]
