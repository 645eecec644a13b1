"""The outbox is read without losing a change, in whatever order ids become visible."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation.enums import ChangeKind
from foundation.models.change import Change
from search.records import outbox
from search.records.outbox import PATIENCE, Cursor, at_end, forget_old, gone_since, is_ours, read

KEY = uuid.UUID(int=7)


def change(pk: int, key: uuid.UUID = KEY, kind: str = ChangeKind.SAVED) -> Change:
    return Change.objects.create(pk=pk, key=key, kind=kind)


@pytest.mark.django_db
def test_everything_after_the_cursor_is_read_once() -> None:
    change(3, uuid.UUID(int=1))
    change(4, uuid.UUID(int=2), ChangeKind.GONE)
    change(5, uuid.UUID(int=1))
    unread = read(Cursor(through=2), 100.0)
    assert unread.keys == (uuid.UUID(int=1), uuid.UUID(int=2))
    assert unread.gone == {uuid.UUID(int=2)}
    assert unread.cursor == Cursor(through=5)
    assert read(unread.cursor, 100.0).keys == ()


@pytest.mark.django_db
def test_an_id_that_comes_late_is_read_when_it_comes() -> None:
    change(5)
    first = read(Cursor(through=1), 100.0)
    assert first.cursor == Cursor(through=5, gaps=((2, 4, 100.0),))
    change(3, uuid.UUID(int=9))
    second = read(first.cursor, 200.0)
    assert second.keys == (uuid.UUID(int=9),)
    assert second.cursor.gaps == ((2, 2, 100.0), (4, 4, 100.0))
    assert second.cursor.through == 5


@pytest.mark.django_db
def test_an_id_that_never_comes_is_given_up_after_an_hour() -> None:
    change(5)
    gapped = read(Cursor(through=3), 100.0).cursor
    assert read(gapped, 99.0 + PATIENCE).cursor.gaps
    change(6)
    assert read(gapped, 101.0 + PATIENCE).cursor == Cursor(through=6)


@pytest.mark.django_db
def test_much_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    for pk in (1, 2, 3):
        change(pk, uuid.UUID(int=pk))
    first = read(Cursor(), 1.0)
    assert (len(first.keys), first.cursor.through) == (2, 2)
    assert read(first.cursor, 1.0).cursor.through == 3


@pytest.mark.django_db
def test_what_is_going_is_left_out_until_it_was_read() -> None:
    change(1, uuid.UUID(int=1), ChangeKind.GONE)
    change(3, uuid.UUID(int=3), ChangeKind.GONE)
    change(4, uuid.UUID(int=4))
    assert gone_since(Cursor()) == {str(uuid.UUID(int=1)), str(uuid.UUID(int=3))}
    assert gone_since(Cursor(through=4, gaps=((3, 3, 1.0),))) == {str(uuid.UUID(int=3))}
    assert gone_since(Cursor(through=4)) == set()


@pytest.mark.django_db
def test_a_new_index_starts_at_the_end_but_waits_for_open_transactions() -> None:
    assert at_end(1.0) == Cursor()
    change(1)
    change(4)
    assert at_end(1.0) == Cursor(through=4, gaps=((2, 3, 1.0),))


@pytest.mark.django_db
def test_a_cursor_ahead_of_the_outbox_is_of_another_database() -> None:
    assert is_ours(Cursor())
    assert not is_ours(Cursor(through=1))
    change(1)
    assert is_ours(Cursor(through=1))


@pytest.mark.django_db
def test_old_rows_are_forgotten_when_they_were_read_the_newest_never() -> None:
    for pk in (1, 2, 3):
        change(pk)
    now = timezone.now()
    Change.objects.update(at=now - timedelta(days=40))
    assert forget_old(Cursor(through=1), now.timestamp()) == 0
    assert forget_old(Cursor(through=3), now.timestamp()) == 2
    assert list(Change.objects.values_list("pk", flat=True)) == [3]
    assert is_ours(Cursor(through=3))


@given(st.permutations(range(1, 13)), st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_no_order_of_arrival_loses_an_id(order: list[int], sizes: list[int]) -> None:
    """The rule about gaps alone, with the rows played by a set."""
    cursor, arrived, seen = Cursor(), set(), []
    waiting = list(order)
    for size in [*sizes, len(order)]:
        arrived.update(waiting[:size])
        del waiting[:size]
        ranges = [range(cursor.through + 1, 100), *(range(first, last + 1) for first, last, _at in cursor.gaps)]
        ids = sorted(pk for pk in arrived if any(pk in one for one in ranges))
        seen += ids
        cursor = Cursor(max([cursor.through, *ids]), tuple(outbox._gaps(cursor, ids, 1.0)))
    assert sorted(seen) == sorted(order)
    assert cursor == Cursor(through=12)
