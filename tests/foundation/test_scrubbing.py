"""One door for every kind of file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.formats.scrubbing import Limits, scrubbed
from foundation.formats.sniffing import DOCUMENTS, PICTURES, FileError, FileKind
from tests.factories import files

LIMITS = Limits(PICTURES | DOCUMENTS, 2**20, 10**6)


@pytest.mark.parametrize("kind", files.PICTURES)
def test_pictures_come_out_clean(kind: str) -> None:
    clean = scrubbed(files.PICTURES[kind](), f"Photo of {files.SECRET}.{kind}", LIMITS)
    assert clean.kind == kind
    assert files.traces(clean.data) == set()


def test_pdf_comes_out_clean() -> None:
    clean = scrubbed(files.pdf(), "a.PDF", LIMITS)
    assert clean.kind is FileKind.PDF
    assert files.traces(clean.data) == set()


def test_text_is_utf_8_in_the_end() -> None:
    assert scrubbed("Ł, Ø, بيان".encode(), "a.txt", LIMITS).data.decode() == "Ł, Ø, بيان"
    table = scrubbed("place\nŁódź".encode("utf-16"), "a.csv", LIMITS)
    assert table.kind is FileKind.CSV
    assert table.data.decode("utf-8-sig") == "place\nŁódź"
    assert table.data[:3] == b"\xef\xbb\xbf"


def test_bytes_are_counted_first() -> None:
    with pytest.raises(FileError) as caught:
        scrubbed(b"\0" * (2**20 + 1), "a.exe", LIMITS)
    assert caught.value.code == "bytes"


def test_two_files_in_one_come_out_as_one() -> None:
    clean = scrubbed(files.jpeg() + files.HTML + files.empty_pdf(), "a.jpg", LIMITS)
    assert b"<script>" not in clean.data
    assert b"%PDF" not in clean.data


HEADS = [maker()[:size] for maker in (*files.PICTURES.values(), files.pdf) for size in (64, 400)]


@settings(max_examples=150, deadline=None)
@given(
    head=st.sampled_from(HEADS),
    tail=st.binary(max_size=300),
    cut=st.integers(0, 400),
    ending=st.sampled_from(sorted(kind.value for kind in LIMITS.taken)),
)
def test_nothing_but_a_reason_comes_of_rubbish(head: bytes, tail: bytes, cut: int, ending: str) -> None:
    try:
        clean = scrubbed(head[:cut] + tail, f"a.{ending}", LIMITS)
    except FileError as fault:
        assert str(fault)
    else:
        assert clean.kind.value == ending
