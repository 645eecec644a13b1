"""What was found as a table: CSV (RFC 4180) in UTF-8 for spreadsheet programs and for data frames alike.

One head, one row a work, nothing above or below: a data frame reads it without being told anything. What was asked,
when, and how much there is stand in columns of their own, so that a row still says where it comes from when it has been
copied elsewhere. It begins with a byte order mark: without it Excel takes Arabic and French for another encoding, and
data frames pass over it. Cells that a spreadsheet program would run as a formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Final

from foundation.rules import plain_cell
from search.answers import Entry, Listing
from search.operators import written
from search.questions import GROUPS, Question

MARK: Final = "\ufeff"
BETWEEN: Final = "; "  # values of one cell
COLUMNS: Final = (
    "kind", "title", "edition", "date", "language", "languages", "themes", "speakers", "permalink", "address",
    "question", "filters", "found", "retrieved", "search",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """When the table was made, the whole address of the answer on this site, and how paths become whole addresses."""

    at: datetime
    search: str
    whole: Callable[[str], str]
    permalink: Callable[[str], str]


def table(listing: Listing, origin: Origin) -> str:
    """The whole file."""
    out = StringIO()
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    asked = (
        listing.question.text,
        filters_of(listing.question),
        str(listing.total),
        origin.at.isoformat(timespec="seconds"),
        origin.search,
    )
    for row in rows(listing, origin):
        writer.writerow([plain_cell(cell) for cell in (*row, *asked)])
    return out.getvalue()


def rows(listing: Listing, origin: Origin) -> Iterator[tuple[str, ...]]:
    """The cells of each work, without those that say what was asked."""
    for entry in listing.entries:
        yield (
            entry.kind,
            entry.title,
            entry.edition_title,
            iso(entry),
            entry.language,
            BETWEEN.join(entry.languages),
            BETWEEN.join(entry.themes),
            BETWEEN.join(entry.speakers),
            origin.whole(origin.permalink(entry.key)),
            origin.whole(entry.url),
        )


def iso(entry: Entry) -> str:
    """The date as far as it is known (ISO 8601): 2019-10-13, 2019-10, 2019, or nothing."""
    if not entry.date:
        return ""
    year, month, day = entry.date // 10_000, entry.date // 100 % 100, entry.date % 100
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def filters_of(question: Question) -> str:
    """The filters as they can be typed."""
    return " ".join(written(group, value) for group in GROUPS for value in sorted(question.chosen(group)))
