"""What a rank sees is remembered until anything changes."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction

from access.enums import Audience
from access.viewer import STRANGER, Viewer
from foundation.models.change import EPOCH, epoch, remembered
from tests.factories.foundation import PlainPageFactory, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask() -> Callable[..., int]:
    """Asks for the same thing again; the answer is how often it has been made."""
    made: list[int] = []

    def make() -> int:
        made.append(len(made) + 1)
        return made[-1]

    return lambda viewer=STRANGER, language="en", name="thing": remembered(name, viewer, language, make)


def test_it_is_made_once_for_a_rank_and_a_language(ask: Callable[..., int]) -> None:
    member, another = Viewer(1, Audience.MEMBERS), Viewer(2, Audience.MEMBERS)
    assert [ask(), ask(), ask(member), ask(another), ask(member, "fr"), ask(name="else")] == [1, 1, 2, 2, 3, 4]


def test_any_change_makes_it_anew(ask: Callable[..., int]) -> None:
    home = ground()
    assert [ask(), ask()] == [1, 1]
    PlainPageFactory(parent=home)
    assert [ask(), ask()] == [2, 2]


def test_the_epoch_is_another_after_a_change_and_costs_nothing_when_known(django_assert_num_queries) -> None:
    home, before = ground(), epoch()
    with django_assert_num_queries(0):
        assert epoch() == before
    PlainPageFactory(parent=home)
    assert epoch() != before


def test_what_was_remembered_in_a_transaction_that_failed_is_forgotten(ask: Callable[..., int]) -> None:
    """Another row gets the id that was rolled back; what was made from the lost one must not come back with it."""
    home = ground()
    assert ask() == 1

    def fail() -> None:
        with transaction.atomic():
            PlainPageFactory(parent=home, slug="lost")
            assert ask() == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    cache.delete(EPOCH)  # a second later
    PlainPageFactory(parent=home, slug="kept")
    assert ask() == 3
