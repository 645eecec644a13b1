"""What a job tells when it has ended, as values that go into one column and come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows under a heading; `more` says how many there are that are not listed."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class JobReport:
    """One sentence, tables with what somebody has to look at first, and remarks."""

    summary: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For the column."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> JobReport:
        """Out of the column."""
        tables = tuple(
            Table(one["heading"], tuple(one["columns"]), tuple(tuple(row) for row in one["rows"]), one["more"])
            for one in kept["tables"]
        )
        return cls(kept["summary"], tables, tuple(kept["notes"]))
