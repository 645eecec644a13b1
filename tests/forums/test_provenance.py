"""Where works came from."""

import pytest

from forums.models.provenance import Provenance, origin_of
from tests.factories.archives import session_row


def test_an_origin_tells_records_and_kinds_apart_and_spells_none_of_them() -> None:
    found = {origin_of(kind, name) for kind in ("edition", "session") for name in ("talks/1", "talks/2")}
    assert len(found) == 4
    assert origin_of("session", "talks/1") in found
    assert not any("talks" in one for one in found)
    assert {len(one) for one in found} == {Provenance._meta.get_field("origin").max_length}


@pytest.mark.django_db
def test_a_provenance_is_named_by_its_number_alone() -> None:
    row = session_row()
    origin = origin_of("session", row.external_id)
    made = Provenance.objects.create(
        kind="session", external_id=row.external_id, origin=origin, translation_key="0" * 32
    )
    assert str(made) == f"provenance {made.pk}"
