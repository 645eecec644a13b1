"""Fixtures of the whole suite: a database made by copying, files in a folder that goes when the run ends."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from foundation import querysets
from foundation.models import change
from search.engines.base import Engine, chosen
from tests.databases import copies, one_at_a_time, use


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


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
    monkeypatch.setattr(querysets, "LANGUAGES_KEPT", 3600)
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def desk_search(settings: Any) -> None:
    """Wagtail's own search follows every save, as it does outside tests."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]}}


@pytest.fixture
def engine(settings: Any, tmp_path: Path) -> Engine:
    """The engine of `SEARCH_URL`, in an empty folder."""
    settings.SEARCH_URL = f"embedded:///{tmp_path / 'index'}"
    return chosen()
