"""Fixtures of the whole suite: a database made by copying, files in a folder that goes when the run ends."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from foundation.models import change
from tests.databases import copies, one_at_a_time, use


def pytest_unconfigure() -> None:
    """The run's own folder goes."""
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest.FixtureRequest, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Copy the migrated template; after a test that commits, copy it again instead of flushing what migrations made."""
    name = connection.settings_dict["TEST"]["NAME"]
    supply = copies()

    def copy_again(self: TransactionTestCase) -> None:
        connections.close_all()
        supply.copy(name)
        cache.clear()

    with django_db_blocker.unblock():
        with one_at_a_time():
            supply.prepare()
            supply.copy(name)
        use(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", copy_again)
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        supply.drop(name)


@pytest.fixture(autouse=True)
def _fresh_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that one test remembered, and no language that one spoke, is known to the next.

    On a busy machine a second passes within a request, and its queries could not be counted: here it takes an hour.
    """
    monkeypatch.setattr(change, "FRESH_SECONDS", 3600)
    monkeypatch.setattr(change, "KEPT_SECONDS", 3600)
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
