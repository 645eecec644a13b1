"""An index of its own for every test that wants one."""

from pathlib import Path

import pytest

from search.engines.base import Engine, chosen


@pytest.fixture
def engine(settings: object, tmp_path: Path) -> Engine:
    """The engine of `SEARCH_URL`, in an empty folder."""
    settings.SEARCH_URL = f"embedded:///{tmp_path / 'index'}"  # type: ignore[attr-defined]
    return chosen()
