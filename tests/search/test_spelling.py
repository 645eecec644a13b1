"""What may have been meant by a word that stands nowhere."""

from pathlib import Path

import pytest

from search.engines.embedded import Embedded
from search.engines.spelling import FARTHEST
from tests.factories.search import asked, filled, record


@pytest.fixture
def engine(tmp_path: Path) -> Embedded:
    far = f"{'x ' * FARTHEST}Hinterland"
    return filled(
        tmp_path,
        record("a", "Relocation of families", "Nobody is left. " + far, summary="Where defenders go"),
        record("b", "Défenseures", languages=("fr",), speakers=("José Núñez",)),
        record("c", "機械学習"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Reloaction", ("relocation",)),
        ("rellocatoin", ("relocation",)),
        ("famlies", ("families",)),
        ("defendrs", ("defenders",)),
        ("defenseurrs", ("défenseures",)),
        ("nunes", ("núñez",)),
        ("nobdy", ("nobody",)),
        ("hintrland", ()),  # too far down
        ("lfet", ("left",)),
        ("lef", ()),
        ("gx", ()),
        ("quorblexia", ()),
        ("reloc-ation", ()),
        ("社会問題", ()),
    ],
)
def test_words_that_are_spelt_alike_are_near(engine: Embedded, typed: str, near: tuple[str, ...]) -> None:
    answer = asked(engine, typed)
    assert (answer.unknown, answer.alike) == ((typed,), {typed: near})


def test_what_stands_in_a_text_needs_none(engine: Embedded) -> None:
    assert asked(engine, "relocation families").alike == {}


def test_what_may_not_be_shown_now_helps_nobody(engine: Embedded) -> None:
    assert asked(engine, "reloaction", leave_out={"a"}).alike == {"reloaction": ()}
