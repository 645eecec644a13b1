"""Every engine there is, empty, for the same contract."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.embedded import Embedded

ENGINES: dict[str, Callable[[Path], Engine]] = {"embedded": Embedded}


@pytest.fixture(params=sorted(ENGINES))
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An engine that nothing was ever put into."""
    return ENGINES[request.param](tmp_path / "index")
