"""What a terminal and the desk show of an import: tables of rows, faults first, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forums.enums import ImportFate
from forums.formats.plain import SURROGATES, printable
from foundation.formats.job_reports import JobReport, Table
from foundation.rules import normal

FEW: Final = 20
TITLE_WIDTH: Final = 56
ID_WIDTH: Final = 36
# What somebody has to do something about comes first.
ORDER: Final = (
    ImportFate.FAULTY,
    ImportFate.EDITED,
    ImportFate.REMOVED,
    ImportFate.CREATED,
    ImportFate.UPDATED,
    ImportFate.UNCHANGED,
)
PLANNED: Final = {
    ImportFate.CREATED: gettext_lazy("would be created"),
    ImportFate.UPDATED: gettext_lazy("would be updated"),
    ImportFate.UNCHANGED: gettext_lazy("unchanged"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the report."""

    number: int
    external_id: str
    title: str
    reason: str = ""


@dataclass
class Report:
    """Counts every row and keeps the first `few` of each fate, or all of them. `is_plan`: nothing is written."""

    is_plan: bool = False
    keeps_all: bool = False
    few: int = FEW
    counts: Counter[ImportFate] = field(default_factory=Counter)
    lines: dict[ImportFate, list[Line]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, fate: ImportFate, line: Line, notes: tuple[str, ...] = ()) -> None:
        """Take a row into the report."""
        self.counts[fate] += 1
        self.notes.update(notes)
        kept = self.lines.setdefault(fate, [])
        if self.keeps_all or len(kept) < self.few:
            kept.append(line)

    def heading(self, fate: ImportFate) -> str:
        """The fate in words, as a plan or as a fact."""
        planned = str(PLANNED[fate]) if self.is_plan and fate in PLANNED else str(fate.label)
        return f"{planned[:1].upper()}{planned[1:]}: {self.counts[fate]}"

    def listed(self) -> Iterator[tuple[ImportFate, list[Line], int]]:
        """Kept rows, fate by fate, what went wrong first, and how many more there are.

        Unchanged rows are listed only when all are.
        """
        for fate in ORDER:
            lines = self.lines.get(fate, [])
            if lines and (fate != ImportFate.UNCHANGED or self.keeps_all):
                yield fate, lines, self.counts[fate] - len(lines)

    def table(self) -> Iterator[str]:
        """The listed rows as lines of a terminal."""
        for fate, lines, more in self.listed():
            yield ""
            yield self.heading(fate)
            yield from map(_formatted, lines)
            if more:
                yield "  … " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}

    def summary(self, unknown: Counter[str]) -> Iterator[str]:
        """Counts and remarks as lines of a terminal."""
        yield ""
        yield self.totals()
        yield from (f"  {remark}" for remark in self.remarks(unknown))

    def totals(self) -> str:
        """How many rows met which fate."""
        return ", ".join(self.heading(fate) for fate in ORDER if self.counts[fate]) or _("No rows.")

    def remarks(self, unknown: Counter[str]) -> Iterator[str]:
        """What was left out of rows, and columns that nothing was made of."""
        for note, count in self.notes.most_common(FEW):
            yield _("Note (%(count)s): %(note)s.") % {"count": rows(count), "note": _fit(note)}
        for column, count in sorted(unknown.items()):
            name = _fit(column)[:60] or _("(no name)")
            yield _("Column “%(name)s” is not used (%(count)s).") % {"name": name, "count": rows(count)}

    def as_job_report(self, remarks: Iterable[str]) -> JobReport:
        """For the desk: the listed rows as tables."""
        tables = tuple(_as_table(self.heading(fate), lines, more) for fate, lines, more in self.listed())
        return JobReport(self.totals(), tables, tuple(remarks))


def _as_table(heading: str, lines: Sequence[Line], more: int) -> Table:
    """Reasons stand in front of titles, as on a terminal, if there are any."""
    columns: tuple[str, ...] = (_("Row"), _("Id"), _("Reason"), _("Title"))
    told = [(str(one.number), _fit(one.external_id), _fit(one.reason), _fit(one.title)) for one in lines]
    if any(one.reason for one in lines):
        return Table(heading, columns, tuple(told), more)
    return Table(heading, (*columns[:2], columns[3]), tuple((*cells[:2], cells[3]) for cells in told), more)


def rows(count: int) -> str:
    """ "1 row", "20 rows"."""
    return ngettext("%(n)d row", "%(n)d rows", count) % {"n": count}


def _formatted(line: Line) -> str:
    cells = [f"{line.number:>8}", _tail(line.external_id, ID_WIDTH).ljust(ID_WIDTH), _cut(line.title, TITLE_WIDTH)]
    if line.reason:
        cells[2] = _fit(line.reason) + (f" — {cells[2]}" if line.title else "")
    return "  ".join(cells).rstrip()


def _fit(text: str) -> str:
    """Words of the file as a terminal can take them: columns and reasons quote what no cell may hold."""
    return normal(printable(SURROGATES.sub("\ufffd", text)))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _tail(text: str, width: int) -> str:
    """Ids differ at their ends."""
    return text if len(text) <= width else "…" + text[1 - width :]
