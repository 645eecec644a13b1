"""The instruments that themes refer to."""

import json
from pathlib import Path

import pytest

from themes.formats.instruments import INSTRUMENTS, InstrumentKind, instrument_choices, instruments

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ref" / "instruments.json"


def test_instruments_come_oldest_first_and_unknown_codes_are_passed_over() -> None:
    assert [one.code for one in instruments(["DHRD", "UDHR", "X", "UDHR"])] == ["UDHR", "DHRD"]


def test_choices_are_codes_with_titles() -> None:
    choices = instrument_choices()
    assert choices[0] == ("UDHR", "Universal Declaration of Human Rights")
    assert len(choices) == len(INSTRUMENTS) == 18


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
