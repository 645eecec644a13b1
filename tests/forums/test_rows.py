"""Rows as sessions: what is taken, what is left out with a note, and what makes a row a fault."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.enums import DatePrecision, ParticipationRole, SessionKind
from forums.formats.archives import Fault, RawRow
from forums.formats.cells import Speaker
from forums.formats.rows import Reader, SessionRow

MODERATOR = ParticipationRole.MODERATOR


def read(forum: str = "", **cells: object) -> SessionRow | Fault:
    told = {"id": "1", "title": "One", "event": "Forum 2019", **cells}
    return Reader(forum=forum).read_one(
        RawRow(7, tuple((name.replace("__", " "), value) for name, value in told.items()))
    )


def good(**cells: object) -> SessionRow:
    row = read(**cells)
    assert isinstance(row, SessionRow), row
    return row


def reason(**cells: object) -> str:
    row = read(**cells)
    assert isinstance(row, Fault), row
    return row.reason


def test_a_row_of_everything() -> None:
    row = good(
        event_slug="f19",
        format="Vortrag",
        abstract="Short &amp; true.",
        speakers=["Ada  Lovelace", "Bo Li (moderator)", "ada lovelace"],
        tags=["Law", "law", "python, web", "#one#two", "x" * 61, "2019"],
        language="deu",
        date="2019-10-12",
        country="Germany",
        url="http://youtu.be/x",
    )
    assert row == SessionRow(
        number=7,
        external_id="1",
        forum_key="f19",
        forum="Forum 2019",
        title="One",
        kind=SessionKind.TALK,
        text="Short &amp; true.",
        speakers=(Speaker("Ada Lovelace"), Speaker("Bo Li", MODERATOR)),
        tags=("Law", "python", "web", "one", "two"),
        languages=("de",),
        held_on=date(2019, 10, 12),
        country="DE",
        recording_url="https://youtu.be/x",
        notes=("a tag longer than 60 characters was left out",),
    )
    assert row.words_language == "de"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"id": ""}, "no id"),
        ({"id": None}, "no id"),
        ({"id": "x" * 201}, "longer than 200"),
        ({"title": " "}, "no title"),
        ({"title": "x" * 256}, "longer than 255"),
        ({"title": ["One"]}, "something else than text"),
        ({"title": True}, "something else than text"),
        ({"title": "a\x00b"}, "NUL"),
        ({"abstract": "a\ud800b"}, "surrogate"),
        ({"abstract": "x" * 300_001}, "longer than 300,000"),
        ({"abstract": {"en": "x"}}, "something else than text"),
        ({"event": ""}, "names no forum"),
        ({"date": "2019-02-30"}, "no 2019-02-30"),
        ({"date": "soon"}, "no date"),
        ({"speakers": [f"Name {n}" for n in range(101)]}, "more than 100"),
        ({"speakers": ["x" * 201]}, "longer than 200"),
        ({"speakers": [3.5]}, "something else than text"),
        ({"closed": "perhaps"}, "yes or no"),
        ({"year": 2019.5}, "something else than text"),
    ],
)
def test_a_fault_says_its_reason(cells: dict[str, object], words: str) -> None:
    assert words in reason(**cells)


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"url": "/session/1"}, "no full address"),
        ({"url": "https://user:secret@x.org/"}, "no full address"),
        ({"url": "https://[x.org/"}, "no full address"),
        ({"url": "ftp://x.org/"}, "no full address"),
        ({"url": "https://localhost/"}, "no full address"),
        ({"url": "https://x.org/" + "a" * 490}, "no full address"),
        ({"language": "xq"}, "“xq” is not known"),
        ({"country": "Atlantis"}, "“Atlantis” is not known"),
        ({"format": "Flash mob"}, "“Flash mob” is not known"),
        ({"speakers": "Ada\u202e Lovelace"}, "direction marks"),
        ({"tags": [f"tag {chr(97 + n % 26)}{n}" for n in range(31)]}, "first 30 tags"),
    ],
)
def test_what_is_left_out_is_noted(cells: dict[str, object], note: str) -> None:
    assert note in " ".join(good(**cells).notes)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Lovelace; Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("Ada Lovelace, Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("Lovelace, Ada", ["Lovelace, Ada"]),
        ("Ada Lovelace\nBo Li", ["Ada Lovelace", "Bo Li"]),
        ([{"name": "Ada Lovelace"}, None, ""], ["Ada Lovelace"]),
        ("Ada Lovelace (Berlin)", ["Ada Lovelace (Berlin)"]),
        ("José Ñ", ["José Ñ"]),
    ],
)
def test_names_are_taken_apart_with_care(cell: object, names: list[str]) -> None:
    assert [who.name for who in good(speakers=cell).speakers] == names


def test_moderators_have_a_column_of_their_own() -> None:
    row = good(speaker__1="Ada Lovelace", speaker__2="Bo Li", moderator="Bo Li")
    assert row.speakers == (Speaker("Ada Lovelace"), Speaker("Bo Li", MODERATOR))


@pytest.mark.parametrize(
    ("cell", "closed"), [("Yes", True), (" x ", True), (1, True), (True, True), ("no", False), (0, False), ("", False)]
)
def test_a_session_is_closed_only_where_that_is_said(cell: object, closed: bool) -> None:
    assert good(closed=cell).is_closed is closed


def test_an_abstract_is_the_summary_only_beside_a_text() -> None:
    assert (good(abstract="A.").summary, good(abstract="A.").text) == ("", "A.")
    both = good(abstract="A.", description="B.")
    assert (both.summary, both.text) == ("A.", "B.")
    assert good(summary="A.", abstract="B.", body="C.").text == "B.\n\nC."
    assert good(summary="Same.", body="Same.").text == ""
    overlong = good(summary="word " * 200, body="B.")
    assert (overlong.summary, overlong.text[-4:]) == ("", "\n\nB.")


@pytest.mark.parametrize("cell", ["law, peace", "law;peace", "law|peace", "law\npeace", "#law#peace", ["law", "peace"]])
def test_tags_of_one_cell_are_taken_apart(cell: object) -> None:
    assert good(tags=cell).tags == ("law", "peace")


def test_a_date_may_be_a_month_or_a_year() -> None:
    assert good(date="2019-10").precision == DatePrecision.MONTH
    assert good(year=2019).held_on == good(year=2019.0).held_on == date(2019, 1, 1)
    assert good(date="2019-10-12", year=2018).held_on == date(2019, 10, 12)
    assert good().held_on is None


def test_several_languages_leave_the_words_language_open() -> None:
    row = good(language="en, fr")
    assert (row.languages, row.words_language) == (("en", "fr"), "und")
    assert good(language="fr;").languages == ("fr",)
    assert good(language="n/a").words_language == good().words_language == "und"


def test_addresses_are_the_recording_or_links() -> None:
    row = good(url=["https://x.org/a", "https://vimeo.com/1"], video="https://cdn.x.org/v.mp4")
    assert (row.recording_url, row.links) == ("https://cdn.x.org/v.mp4", ("https://x.org/a", "https://vimeo.com/1"))


def test_a_forum_may_be_given_for_all_rows() -> None:
    row = good(forum="Twelfth Forum", event_slug="other")
    assert (row.forum_key, row.forum) == ("twelfth-forum", "Twelfth Forum")
    assert good(event="", event_slug="rp14").forum == "rp14"


def test_an_id_can_stand_once_only_and_unknown_columns_are_counted() -> None:
    reader = Reader()
    cells = (("id", 1), ("title", "One"), ("event", "F"), ("room", "5"))
    found = list(reader.read([RawRow(1, cells), RawRow(2, cells), Fault(3, "broken")]))
    assert [type(row) for row in found] == [SessionRow, Fault, Fault]
    assert found[1] == Fault(2, "the same id stands in row 1", "1")
    assert dict(reader.unknown) == {"room": 2}


def test_the_fingerprint_is_of_the_content_alone() -> None:
    row = good(speakers="Ada Lovelace")
    assert replace(row, number=99, notes=("x",)).fingerprint == row.fingerprint
    for change in ({"title": "Two"}, {"tags": ("x",)}, {"held_on": date(2019, 1, 1)}, {"speakers": ()}):
        assert replace(row, **change).fingerprint != row.fingerprint


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url"]), inner),
    max_leaves=4,
)
NAMES = ["id", "title", "event", "event_slug", "kind", "summary", "abstract", "body", "speakers", "moderator", "tags",
         "language", "date", "year", "country", "video", "url", "closed", "room"]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUE), max_size=12))
def test_any_cells_are_a_session_or_a_reason(cells: list[tuple[str, object]]) -> None:
    row = Reader().read_one(RawRow(1, tuple(cells)))
    assert row.reason if isinstance(row, Fault) else row.title and row.forum_key and row.fingerprint
