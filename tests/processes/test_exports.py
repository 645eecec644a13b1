"""Two thousand real talks leave and come back, byte by byte."""

import gzip
import itertools
from pathlib import Path

import pytest

from config.skeleton import seed_site
from forums.enums import ImportFate
from tests.factories.archives import assert_goes_round, imported

TALKS = Path(__file__).parents[3] / "shared" / "data" / "archive-pyvideo.jsonl.gz"


def two_thousand() -> bytes:
    with gzip.open(TALKS) as file:
        return b"".join(itertools.islice(file, 2000))


def bring_in() -> None:
    seed_site()
    assert imported(two_thousand(), public_names="PyVideo").counts == {ImportFate.CREATED: 2000}


@pytest.mark.django_db
@pytest.mark.skipif(not TALKS.exists(), reason="the archive of talks lies beside the project")
def test_two_thousand_real_talks_go_round() -> None:
    assert_goes_round(bring_in, is_full=True)
    # The archive that they came from is still known.
    assert imported(two_thousand(), public_names="PyVideo").counts == {ImportFate.UNCHANGED: 2000}
