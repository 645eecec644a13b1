"""What an import wishes, and what it says of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from forums.enums import ImportFate
from forums.models.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Wish:
    """How to import. `public_names`: where the names of others' archives were public already; "" keeps them withheld.

    `overwrite`: also pages that editors changed since. `restore`: also what was deleted here.
    """

    public_names: str = ""
    overwrite: bool = False
    restore: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to a row, and what stands here of it.

    `row` is a `SessionRow` or a `Record`; `changed` are the columns to write, `notes` remarks that came with writing.
    """

    row: Any
    fate: ImportFate
    reason: str = ""
    provenance: Provenance | None = None
    page: Any = None
    changed: Sequence[str] = ()
    notes: list[str] = field(default_factory=list)
