"""The instruments that themes refer to."""

import json
from pathlib import Path

import pytest

from themes.formats.instruments import INSTRUMENTS, InstrumentKind

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ref" / "instruments.json"


def test_they_come_oldest_first() -> None:
    assert [one.code for one in INSTRUMENTS.values()][:2] == ["UDHR", "ICERD"]
    assert len(INSTRUMENTS) == 18


def test_only_treaties_enter_into_force_and_never_before_their_adoption() -> None:
    for one in INSTRUMENTS.values():
        assert (one.in_force is not None) == (one.kind is InstrumentKind.TREATY)
        assert one.in_force is None or one.in_force > one.adopted


def test_symbols_and_dates_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference facts are not beside the project")
    facts = json.loads(REFERENCE.read_text())["items"]
    told = {(one["code"], one["symbol"], one["adopted"], one.get("in_force")) for one in facts}
    found = {
        (one.code, one.symbol, one.adopted.isoformat(), one.in_force.isoformat() if one.in_force else None)
        for one in INSTRUMENTS.values()
    }
    assert found == told
