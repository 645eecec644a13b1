"""Who took part, as values that can be compared: is what somebody edits still what is stored?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from forums.enums import ParticipationRole


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in a session, as the desk edits it."""

    printed_name: str
    public_source: str
    role: str
    category: str
    country: str

    @property
    def role_label(self) -> str:
        """The role as people read it."""
        return str(ParticipationRole(self.role).label)


def version_of(parts: Sequence[Part]) -> str:
    """A token for exactly these parts in exactly this order (SHA-256, 32 hex digits)."""
    return hashlib.sha256(json.dumps([astuple(part) for part in parts]).encode()).hexdigest()[:32]
