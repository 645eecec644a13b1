"""The words for who may see what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """The ranks, each wider than the next: whoever is of a rank sees everything of the ranks below it."""

    EVERYONE = 0, _("Everyone")
    MEMBERS = 1, _("Members")
    PEERS = 2, _("Peers")
    STEWARDS = 3, _("Stewards")


class GroupName(models.TextChoices):
    """Django groups that the product knows; three of them are the ranks of `Audience`."""

    EDITORS = "Editors", _("Editors")
    MODERATORS = "Moderators", _("Moderators")
    MEMBERS = "Members", _("Members")
    PEERS = "Peers", _("Peers")
    STEWARDS = "Stewards", _("Stewards")


RANK_OF_GROUP: dict[str, Audience] = {
    GroupName.MEMBERS: Audience.MEMBERS,
    GroupName.PEERS: Audience.PEERS,
    GroupName.STEWARDS: Audience.STEWARDS,
}

DESK_GROUPS: frozenset[str] = frozenset({GroupName.EDITORS, GroupName.MODERATORS})
