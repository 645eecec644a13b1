"""The report of an import: what stands in it, in which order, and how much of it."""

from collections import Counter

import pytest

from forums.enums import ImportFate
from forums.formats.import_reports import FEW, ID_WIDTH, TITLE_WIDTH, Line, Report, rows

CREATED, UPDATED, UNCHANGED, EDITED, REMOVED, FAULTY = (
    ImportFate.CREATED,
    ImportFate.UPDATED,
    ImportFate.UNCHANGED,
    ImportFate.EDITED,
    ImportFate.REMOVED,
    ImportFate.FAULTY,
)


def line(number: int = 1, title: str = "A talk", reason: str = "") -> Line:
    return Line(number, f"t/{number}", title, reason)


def report(*fates: ImportFate, **options: bool) -> Report:
    made = Report(**options)
    for number, fate in enumerate(fates, 1):
        made.add(fate, line(number))
    return made


def summary(made: Report, **unknown: int) -> list[str]:
    return list(made.summary(Counter(unknown)))


def table_of(one: Line) -> str:
    """The only row of a table."""
    made = Report()
    made.add(FAULTY, one)
    return list(made.table())[2]


def test_what_somebody_has_to_do_something_about_comes_first() -> None:
    made = report(UNCHANGED, UPDATED, CREATED, REMOVED, EDITED, FAULTY, keeps_all=True)
    headings = [text for text in made.table() if text and not text.startswith(" ")]
    assert headings == [
        "Not imported: 1",
        "Changed here since: left alone: 1",
        "Deleted here: left alone: 1",
        "Created: 1",
        "Updated: 1",
        "Unchanged: 1",
    ]
    assert summary(made) == ["", ", ".join(headings)]


def test_a_plan_speaks_of_what_would_be() -> None:
    made = report(CREATED, UPDATED, UNCHANGED, EDITED, FAULTY, is_plan=True)
    assert [made.heading(fate) for fate in (CREATED, UPDATED, UNCHANGED, EDITED, FAULTY)] == [
        "Would be created: 1",
        "Would be updated: 1",
        "Unchanged: 1",
        "Changed here since: left alone: 1",
        "Not imported: 1",
    ]


def test_a_row_stands_with_its_number_its_id_and_its_title() -> None:
    assert list(report(CREATED).table()) == ["", "Created: 1", f"       1  {'t/1':<36}  A talk"]


def test_the_reason_stands_before_the_title() -> None:
    assert table_of(line(reason="it has no id")).endswith("  it has no id — A talk")
    assert table_of(line(title="", reason="it has no id")).endswith("  it has no id")


def test_long_titles_lose_their_end_and_long_ids_their_beginning() -> None:
    cut = table_of(Line(1, "a" * ID_WIDTH + "42", "b" * (TITLE_WIDTH + 1)))
    assert cut == "       1  …" + "a" * (ID_WIDTH - 3) + "42  " + "b" * (TITLE_WIDTH - 1) + "…"
    whole = table_of(Line(1, "a" * ID_WIDTH, "b" * TITLE_WIDTH))
    assert whole == "       1  " + "a" * ID_WIDTH + "  " + "b" * TITLE_WIDTH


def test_rows_beyond_the_first_twenty_are_counted() -> None:
    assert list(report(*[CREATED] * FEW).table())[-1].endswith("A talk")
    told = list(report(*[CREATED] * (FEW + 3)).table())
    assert told[-1] == "  … and 3 more"
    assert len(told) == FEW + 3


def test_unchanged_rows_are_listed_only_when_all_are() -> None:
    assert list(report(UNCHANGED).table()) == []
    told = list(report(*[UNCHANGED] * 30, keeps_all=True).table())
    assert told[1] == "Unchanged: 30"
    assert len(told) == 32


def test_remarks_are_counted_the_commonest_first() -> None:
    made = Report()
    made.add(CREATED, line(1), ("a link was left out",))
    made.add(CREATED, line(2), ("a tag was left out", "a link was left out"))
    assert summary(made)[2:] == ["  Note (2 rows): a link was left out.", "  Note (1 row): a tag was left out."]


def test_columns_that_are_not_used_are_named_in_order() -> None:
    assert summary(report(CREATED), room=1, level=20)[2:] == [
        "  Column “level” is not used (20 rows).",
        "  Column “room” is not used (1 row).",
    ]


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("", "(no name)"),
        (" \t", "(no name)"),
        ("x" * 61, "x" * 60),
        ("L\udce4nge", "L\ufffdnge"),
        ("\x1b[2Jroom\u202e", "[2Jroom"),
    ],
)
def test_any_name_of_a_column_can_be_shown(column: str, name: str) -> None:
    (told,) = list(report(CREATED).summary(Counter({column: 1})))[2:]
    assert told == f"  Column “{name}” is not used (1 row)."
    assert told.encode()


def test_a_reason_or_remark_cannot_steer_the_terminal() -> None:
    made = Report()
    made.add(FAULTY, line(reason="“\x1b[2J” is no date"), ("the language “\x1b[2J” is not known",))
    assert not any("\x1b" in text for text in [*made.table(), *summary(made)])


def test_nothing_is_told_of_nothing() -> None:
    assert list(Report().table()) == []
    assert summary(Report()) == ["", "No rows."]


def test_one_row_and_many() -> None:
    assert [rows(1), rows(2), rows(0)] == ["1 row", "2 rows", "0 rows"]
