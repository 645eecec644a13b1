"""What is read of an index before it answers."""

from pathlib import Path

import pytest

from search.engines import catalog
from search.engines.schema import NUMBER_BITS, number_of
from tests.factories.search import asked, counts, filled, record


def test_a_number_stands_for_a_value_in_every_index() -> None:
    assert number_of("Ana") == number_of("Ana") < 2**NUMBER_BITS
    assert len({number_of(f"Speaker {n}") for n in range(10_000)}) == 10_000


@pytest.mark.parametrize("most", [3, 4])
def test_more_values_than_can_be_listed_are_counted_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(catalog, "EVERY_VALUE", most)
    engine = filled(
        tmp_path,
        record("a", "Women", speakers=("Ana", "Ben")),
        record("b", "Women", speakers=("Ana", "Carla")),
    )
    answer = asked(engine, "women")
    assert counts(answer, "speaker") == {"Ana": 2, "Ben": 1, "Carla": 1}
