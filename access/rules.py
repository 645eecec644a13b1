"""Pure decisions about ranks."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from access.enums import DESK_GROUPS, RANK_OF_GROUP, Audience


def audience_of(group_names: Iterable[str], *, is_superuser: bool = False) -> Audience:
    """The highest rank that membership in these groups gives; a superuser is a steward."""
    if is_superuser:
        return Audience.STEWARDS
    return max((RANK_OF_GROUP.get(name, Audience.EVERYONE) for name in group_names), default=Audience.EVERYONE)


def works_at_desk(group_names: Iterable[str], *, is_superuser: bool = False) -> bool:
    """Whether somebody is an editor or moderator. Being let into `/cms/` alone makes nobody one."""
    return is_superuser or not DESK_GROUPS.isdisjoint(group_names)


def groups_met_by(audience: Audience) -> frozenset[str]:
    """The rank groups whose restriction a viewer of this rank meets: his own and every lower one."""
    return frozenset(str(name) for name, rank in RANK_OF_GROUP.items() if rank <= audience)


def opaque_key(key: str, prefix: str, version: int) -> str:
    """Under what a counter of sign-in is kept: nobody who gets the table reads an address or an account in it."""
    return salted_hmac("access.counters", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
