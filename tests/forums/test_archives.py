"""Archives row by row: dialects, encodings, and rows that cannot be read without stopping the rest."""

import csv
import gzip
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.formats import archive_files, archives
from forums.formats.archive_files import UnusableError
from forums.formats.archives import Archive, Fault, RawRow, open_archive

CELLS = (("id", "1"), ("title", "One"))


def archive(data: bytes | str, kind: str = "auto") -> Archive:
    return Archive(io.BytesIO(data.encode() if isinstance(data, str) else data), kind)


def rows(data: bytes | str, kind: str = "auto") -> list[RawRow | Fault]:
    return list(archive(data, kind).rows())


def numbers(found: list[RawRow | Fault], kind: type) -> list[int]:
    return [row.number for row in found if isinstance(row, kind)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_in_every_dialect(mark: str) -> None:
    assert rows(f"id{mark}title\n1{mark}One\n") == [RawRow(2, CELLS)]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfid,title\r\n1,One\r\n",
        "id,title\n1,One\n".encode("utf-16"),
        "\ufeffid;title\n1;One".encode("utf-16-be"),
        b"sep=;\nid;title\n1;One",
        b"\n\nid,title\n\n1,One\n,\n",
        gzip.compress(b"id,title\n1,One\n", mtime=0),
    ],
)
def test_marks_of_byte_order_blank_lines_and_packing_do_not_matter(data: bytes) -> None:
    assert [row.cells for row in rows(data) if isinstance(row, RawRow)] == [CELLS]


def test_json_lines_are_known_by_their_first_letter() -> None:
    found = archive(' \n{"id": 1, "title": "One", "tags": ["a"]}\n')
    assert found.kind == "jsonl"
    assert list(found.rows()) == [RawRow(2, (("id", 1), ("title", "One"), ("tags", ["a"])))]


def test_a_bad_line_of_json_does_not_stop_the_rest() -> None:
    good = b'{"id": 1}\n'
    bad = [
        b"{",
        b"[1]",
        b'"text"',
        b'{"id": NaN}',
        b'{"id": "\xff"}',
        b"[" * 200_000,
        b'{"a":"' + b"x" * 6_000_000 + b'"}',
    ]
    found = rows(good + b"\n".join(bad) + b"\n" + good)
    assert numbers(found, RawRow) == [1, 9]
    assert numbers(found, Fault) == [2, 3, 4, 5, 6, 7, 8]
    assert [row.reason[:12] for row in found if isinstance(row, Fault)] == [
        "it is not JS",
        "it is no JSO",
        "it is no JSO",
        "it is not JS",
        "it is not UT",
        "it is not JS",
        "the line is ",
    ]


def test_a_bad_row_of_csv_does_not_stop_the_rest() -> None:
    found = rows(b'id,title\n1,One\n2\n3,"a ""b"" c"\n4,a,b\n5,\xff\n6,"two\nlines"\n7,Seven\n')
    assert numbers(found, RawRow) == [2, 4, 7, 8]
    assert numbers(found, Fault) == [3, 5, 6]
    assert [row.reason for row in found if isinstance(row, Fault)] == [
        "it has 1 cells for 2 columns",
        "it has 3 cells for 2 columns",
        "it is not UTF-8; save the file as “CSV UTF-8”",
    ]


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    found = rows('id,title\n1,"One\n2,Two\n3,Three\n')
    assert numbers(found, Fault) == [2]
    assert numbers(found, RawRow) == [3, 4]


def test_a_quotation_mark_that_is_never_closed_does_not_eat_a_long_file() -> None:
    found = rows('id,title\n1,"One\n' + "".join(f"{n},N\n" for n in range(2, 2000)))
    assert len(numbers(found, Fault)) == 1
    assert len(numbers(found, RawRow)) == 1998


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x7fELF" + b"\x00" * 100, "not a text file"),
        (b"x" * 257 + b"ustar" + b"\x00" * 300, "tar"),
        (b'[{"id": 1}]', "one object a line"),
        (b"name,colour\n1,red\n", "“id”"),
        (gzip.compress(b'{"id": 1}\n' * 20_000, mtime=0)[:-20], "cut off"),
        (gzip.compress(b'{"id": 1}\n' * 20_000, mtime=0)[:9], "cut off"),
        (b"\x1f\x8bnonsense", "cut off"),
        (b"\xff\xfe\x00\xd8a\x00", "UTF-16"),
    ],
)
def test_a_file_that_is_no_archive_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        archive(data)


def test_a_file_that_is_not_there_is_refused_with_a_reason(tmp_path) -> None:
    with pytest.raises(UnusableError, match="No such file"):
        open_archive(str(tmp_path / "none.csv"), io.BytesIO())


def test_standard_input_can_be_packed() -> None:
    found = open_archive("-", io.BytesIO(gzip.compress(b"id,title\n1,One\n", mtime=0)))
    assert [*found.rows()] == [RawRow(2, CELLS)]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=12)


@given(st.lists(st.tuples(st.integers(1, 99).map(str), CELL), max_size=6), st.sampled_from(",;\t|"))
def test_what_a_spreadsheet_writes_is_read_as_it_was(written: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=mark)
    writer.writerows([("id", "title"), *written])
    assert [row.cells for row in rows(file.getvalue())] == [(("id", pk), ("title", name)) for pk, name in written]


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_faults_or_refused(data: bytes) -> None:
    try:
        found = rows(b"id,title\n" + data)
    except UnusableError:
        return
    assert all(isinstance(row, RawRow | Fault) for row in found)


@given(st.lists(st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5)), min_size=1))
def test_json_comes_back_as_it_was(objects: list[dict[str, object]]) -> None:
    found = rows("\n".join(json.dumps(one) for one in objects), "jsonl")
    assert [dict(row.cells) for row in found if isinstance(row, RawRow)] == objects


LONG_LINE = "3," + "x" * 100 + "\n"


@pytest.fixture
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of more than forty bytes are too long."""
    monkeypatch.setattr(archive_files, "LONGEST_LINE", 40)


@pytest.mark.usefixtures("short_lines")
def test_a_line_that_is_too_long_costs_one_row() -> None:
    found = rows(f"id,title\n1,One\n{LONG_LINE}2,Two\n")
    assert found[1] == Fault(3, "the line is longer than 5 MB")
    assert numbers(found, RawRow) == [2, 4]


@pytest.mark.usefixtures("short_lines")
def test_a_line_that_is_too_long_inside_a_cell_is_a_fault_of_its_own() -> None:
    found = rows(f'id,title\n1,"One\n{LONG_LINE}2,Two\n')
    assert numbers(found, Fault) == [2, 3]
    assert numbers(found, RawRow) == [4]


@pytest.mark.usefixtures("short_lines")
def test_a_line_that_is_too_long_at_the_end_is_a_fault_too() -> None:
    assert numbers(rows(f"id,title\n1,One\n{LONG_LINE.strip()}"), Fault) == [3]


def test_a_file_that_is_too_large_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(b"id,title\n" + b"1,One\n" * 1000, mtime=0)
    monkeypatch.setattr(archive_files, "LARGEST", 6009)
    assert len(rows(packed)) == 1000
    monkeypatch.setattr(archive_files, "LARGEST", 6008)
    with pytest.raises(UnusableError, match="larger than 2 GB"):
        rows(packed)


def test_what_is_too_large_is_not_even_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress("id,title\n1,One\n".encode("utf-16") * 1000, mtime=0)
    copies: list[io.BytesIO] = []
    monkeypatch.setattr(archive_files.tempfile, "TemporaryFile", lambda: copies.append(io.BytesIO()) or copies[-1])
    monkeypatch.setattr(archive_files, "CHUNK", 100)
    monkeypatch.setattr(archive_files, "LARGEST", 500)
    with pytest.raises(UnusableError, match="larger than 2 GB"):
        rows(packed)
    assert copies[0].tell() <= 500


def test_a_packed_file_in_utf_16_that_is_cut_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_files, "CHUNK", 100)
    packed = gzip.compress(b"\xff\xfe" + os.urandom(20_000).hex().encode("utf-16-le"), mtime=0)
    with pytest.raises(UnusableError, match="damaged"):
        rows(packed[:-9000])


def test_a_row_of_many_lines_holds_no_more_than_one_long_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'id,title\n1,"' + "x" * 30 + "\n" + "y" * 30 + "\n" + 'z"\n2,Two\n'
    assert numbers(rows(text), RawRow) == [2, 3]
    monkeypatch.setattr(archives, "LONGEST_LINE", 40)
    assert 2 in numbers(rows(text), Fault)


def test_a_packed_file_that_is_cut_off_late_is_refused_before_its_first_row() -> None:
    many = "".join(f"{n},{hash(str(n))}\n" for n in range(100_000))
    packed = gzip.compress(f"id,title\n{many}".encode(), mtime=0)
    with pytest.raises(UnusableError, match="cut off"):
        archive(packed[:-100])


def test_a_header_that_is_badly_quoted_is_still_the_header() -> None:
    found = rows('id,title,"a"b\n1,One,x\n2,Two,y\n')
    assert numbers(found, Fault) == [1]
    assert [row.cells for row in found if isinstance(row, RawRow)] == [
        (*CELLS, ("ab", "x")),
        (("id", "2"), ("title", "Two"), ("ab", "y")),
    ]


def test_a_pipe_that_can_be_read_once_is_an_archive() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(gzip.compress(b"id,title\n1,One\n", mtime=0))
    assert [*open_archive(f"/dev/fd/{reading}", io.BytesIO()).rows()] == [RawRow(2, CELLS)]
    os.close(reading)
