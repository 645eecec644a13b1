"""The canonical text and its fingerprint."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from forums.formats.canonical import canonical, fingerprint

visible = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)


def test_blanks_and_composition_do_not_count() -> None:
    written = canonical(["A  title ", "", "Line one\r\n\n line  two", "Ame\u0301lie"])
    assert written == "A title\nLine one\nline two\nAm\u00e9lie\n"
    assert canonical([" A title", "Line one", "line two", "Amélie", " "]) == written


def test_it_is_what_sha256sum_prints() -> None:
    assert fingerprint("Ä\n") == hashlib.sha256("Ä\n".encode()).hexdigest()


@given(st.lists(visible, min_size=1, max_size=4), visible, st.data())
def test_any_visible_character_changes_it(paragraphs: list[str], added: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(paragraphs) - 1))
    changed = [*paragraphs]
    changed[place] += added
    assert fingerprint(canonical(changed)) != fingerprint(canonical(paragraphs))
