"""The facts of the editions as a table: one row a number, with the source of each."""

from __future__ import annotations

import csv
import io
from typing import Any

from config.demo.marks import CONTENT
from config.streams import LINK, Entry, read
from foundation.rules import plain_cell

HOST = "The Carter Center"
ZONE = "America/New_York"
COLUMNS = (
    "number", "first day", "last day", "title", "other titles", "note on the title", "place", "country", "host",
    "partners", "outcomes", "what is counted", "value", "planned or reported", "source of the value",
    "address of the source", "all sources",
)  # fmt: skip


def editions() -> list[dict[str, Any]]:
    """The demo's editions, earliest first."""
    found = [read(path) for path in (CONTENT / "editions").glob("*.toml")]
    return sorted(found, key=lambda edition: edition["starts_on"])


def facts() -> str:
    """The table as CSV (RFC 4180) in UTF-8; an edition without numbers has one row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for edition in editions():
        for claim in edition.get("claims", [{}]):
            writer.writerow([plain_cell(cell) for cell in _row(edition, claim)])
    return out.getvalue()


def _row(edition: Entry, claim: Entry) -> list[str]:
    return [
        str(edition.get("number", "")),
        edition["starts_on"].isoformat(),
        edition["ends_on"].isoformat(),
        edition["title"],
        _joined(edition.get("alternative_titles", [])),
        edition.get("title_note", ""),
        edition["place"],
        edition["country"],
        HOST,
        _joined(edition.get("co_hosts", [])),
        _joined(edition["outputs"]),
        claim.get("measure", ""),
        claim.get("value", ""),
        {"planned": "planned"}.get(claim.get("held", ""), "reported") if claim else "",
        claim.get("source", ""),
        claim.get("url", ""),
        _joined(edition["sources"]),
    ]


def _joined(texts: list[str]) -> str:
    plain = (LINK.sub(r"\1 <\2>", text).replace("*", "") for text in texts)
    return " | ".join(plain)
