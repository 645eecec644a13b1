"""What leaves comes back: export → import changes nothing here, and makes the same archive elsewhere."""

import gzip
import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from config.skeleton import seed_site
from forums.actions.exports import Scope, export_archive
from forums.actions.import_runs import ImportRun
from forums.actions.verdicts import Wish
from forums.enums import ImportFate
from forums.formats.archives import Archive
from forums.formats.import_reports import Report
from foundation.models.change import Change

pytestmark = pytest.mark.django_db

TALKS = Path(__file__).parents[3] / "shared" / "data" / "archive-pyvideo.jsonl.gz"
UNCHANGED, CREATED = ImportFate.UNCHANGED, ImportFate.CREATED


class EndOfWorldError(Exception):
    """What was written in a world is undone."""


def exported(form: str = "jsonl", **scope: object) -> bytes:
    out = io.BytesIO()
    export_archive(out=out, scope=Scope(**scope), form=form)
    return out.getvalue()


def imported(content: bytes, *, is_plan: bool = False, **wish: object) -> Report:
    run = ImportRun(wish=Wish(**wish), is_plan=is_plan)
    run.read(archive=Archive(io.BytesIO(content)), tell=lambda done, total: None, by=None)
    return run.report


def reasons(report: Report) -> list[str]:
    return [line.reason for lines in report.lines.values() for line in lines if line.reason] + list(report.notes)


@pytest.fixture
def in_a_world() -> Callable[[Callable[[], bytes]], bytes]:
    """`in_a_world(make)`: what `make` gives in a site of its own, which then is gone."""

    def run(make: Callable[[], bytes]) -> bytes:
        given: list[bytes] = []
        try:
            with transaction.atomic():
                given.append(make())
                raise EndOfWorldError
        except EndOfWorldError:
            return given[0]

    return run


def assert_goes_round(make: Callable[[], object], in_a_world: Callable[..., bytes], **scope: object) -> None:
    """In a site that `make` fills, export → import changes nothing; in an empty one it makes the same export."""

    def there() -> bytes:
        make()
        first, before = exported(**scope), Change.objects.count()
        report = imported(first)
        assert report.counts == {UNCHANGED: first.count(b"\n")}
        assert Change.objects.count() == before
        assert exported(**scope) == first
        return first

    first = in_a_world(there)
    assert first.count(b"\n") > 1
    seed_site()
    report = imported(first)
    assert report.counts == {CREATED: first.count(b"\n")}
    assert reasons(report) == []
    assert exported(**scope) == first
    assert imported(first).counts == {UNCHANGED: first.count(b"\n")}


def test_the_demo_goes_round(in_a_world) -> None:
    assert_goes_round(lambda: call_command("load_demo", stdout=io.StringIO()), in_a_world)


def two_thousand_talks() -> None:
    with gzip.open(TALKS) as file:
        lines = b"".join(itertools.islice(file, 2000))
    seed_site()
    assert imported(lines, public_names="PyVideo").counts == {CREATED: 2000}


@pytest.mark.skipif(not TALKS.exists(), reason="the archive of talks lies beside the project")
@pytest.mark.parametrize("is_full", [False, True])
def test_two_thousand_real_talks_go_round(in_a_world, is_full: bool) -> None:
    assert_goes_round(two_thousand_talks, in_a_world, is_full=is_full)
    # The archive that they came from is still known.
    with gzip.open(TALKS) as file:
        report = imported(b"".join(itertools.islice(file, 2000)), public_names="PyVideo")
    assert report.counts == {UNCHANGED: 2000}
