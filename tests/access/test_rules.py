"""Ranks: which groups give which, and who meets what."""

import pytest

from access.enums import RANK_OF_GROUP, Audience, GroupName
from access.rules import audience_of, groups_met_by
from access.viewer import STRANGER, Viewer


@pytest.mark.parametrize(
    ("groups", "audience"),
    [
        ([], Audience.EVERYONE),
        (["Members"], Audience.MEMBERS),
        (["Peers"], Audience.PEERS),
        (["Stewards"], Audience.STEWARDS),
        (["Members", "Peers"], Audience.PEERS),
        (["Stewards", "Members"], Audience.STEWARDS),
        (["Editors"], Audience.EVERYONE),
        (["Moderators", "Editors"], Audience.EVERYONE),
        (["Editors", "Members"], Audience.MEMBERS),
        (["stewards", "STEWARDS", "Stewards of the garden"], Audience.EVERYONE),
    ],
)
def test_groups_give_the_highest_of_their_ranks(groups: list[str], audience: Audience) -> None:
    assert audience_of(groups) is audience


def test_a_superuser_is_a_steward_whatever_the_groups() -> None:
    assert audience_of([], is_superuser=True) is Audience.STEWARDS
    assert audience_of(["Members"], is_superuser=True) is Audience.STEWARDS


@pytest.mark.parametrize(
    ("audience", "met"),
    [
        (Audience.EVERYONE, set()),
        (Audience.MEMBERS, {"Members"}),
        (Audience.PEERS, {"Members", "Peers"}),
        (Audience.STEWARDS, {"Members", "Peers", "Stewards"}),
    ],
)
def test_a_rank_meets_the_restrictions_of_the_ranks_below(audience: Audience, met: set[str]) -> None:
    assert groups_met_by(audience) == met
    assert all(type(name) is str for name in groups_met_by(audience))


def test_every_rank_but_the_widest_has_its_group() -> None:
    assert set(RANK_OF_GROUP.values()) == set(Audience) - {Audience.EVERYONE}
    assert set(RANK_OF_GROUP) < set(GroupName)


def test_a_stranger_is_nobody() -> None:
    assert STRANGER.is_stranger
    assert (STRANGER.account_id, STRANGER.audience, STRANGER.is_editor) == (None, Audience.EVERYONE, False)
    assert not Viewer(7).is_stranger
