"""Rows of archives, as values and as files."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction

from config.skeleton import seed_site
from forums.actions.exports import Scope, export_archive
from forums.actions.import_runs import ImportRun
from forums.actions.verdicts import Wish
from forums.enums import ImportFate
from forums.formats.archives import Archive
from forums.formats.cells import Speaker
from forums.formats.import_reports import Report
from forums.formats.rows import SessionRow
from foundation.models.change import Change

LONG = "Two people answer each night, and they are never related to each other. " * 6


def session_row(number: int = 1, **values: Any) -> SessionRow:
    """A talk of an event in May 2014 by Ada Lovelace."""
    told: dict[str, Any] = {
        "number": number,
        "external_id": f"talks/{number}",
        "forum_key": "spring-2014",
        "forum": "Spring Forum 2014",
        "title": f"Talk {number}",
        "text": LONG,
        "speakers": (Speaker("Ada Lovelace"),),
        "tags": ("law",),
        "languages": ("en",),
        "held_on": date(2014, 5, 6),
    }
    return SessionRow(**{**told, **values})


def pyvideo_row(number: int, **values: Any) -> dict[str, Any]:
    """A record as the real archive of talks has it."""
    return {
        "id": f"pyvideo/conf-{number % 3}/talk-{number}",
        "title": f"Talk {number} &amp; more",
        "event": f"Conf {number % 3}",
        "event_slug": f"conf-{number % 3}",
        "abstract": f"Talk number {number}.\n\n* one\n* two\n\nSee `docs <https://example.org/{number}>`_.",
        "date": f"2018-05-{number % 28 + 1:02}",
        "year": 2018,
        "duration_s": None if number % 2 else 1800,
        "language": [None, "eng", "spa"][number % 3],
        "source": "pyvideo/data",
        "speakers": [f"Speaker {number}", "Ada Lovelace"] if number % 4 else [],
        "tags": ["python", "Python", f"tag {number % 5}a"],
        "url": f"http://youtu.be/{number}",
        **values,
    }


def rp14_row(number: int, **values: Any) -> dict[str, Any]:
    """A record as the real archive of a conference in Germany has it."""
    return {
        "id": f"rp14/{number}",
        "title": "Netz &amp;amp; Recht",
        "event": "re:publica 14",
        "event_slug": "rp14",
        "format": ["Vortrag", "Diskussion", "Workshop", "Aktion"][number % 4],
        "abstract": f"Vortrag {number} &amp;uuml;ber das Netz.",
        "date": f"2014-05-0{number % 3 + 6}",
        "language": ["deu", "eng"][number % 2],
        "level": "Beginner",
        "speaker_ids": ["1"],
        "speakers": ["Jana Muster"],
        "tags": ["Politics & Society"],
        "url": "/session/netz",
        **values,
    }


def write_jsonl(path: Path, rows: list[Any]) -> Path:
    """Rows as JSON lines, gzipped if the name says so; texts are written as they are."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    return path


def write_csv(path: Path, rows: list[list[Any]], mark: str = ",") -> Path:
    """Rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=mark).writerows(rows)
    return path


def exported(form: str = "jsonl", **scope: Any) -> bytes:
    """What an export of this scope writes."""
    out = io.BytesIO()
    export_archive(out=out, scope=Scope(**scope), form=form)
    return out.getvalue()


def records(**scope: Any) -> list[dict[str, Any]]:
    """The records of an export."""
    return [json.loads(line) for line in exported(**scope).splitlines()]


def imported(content: bytes | list[dict[str, Any]], *, is_plan: bool = False, **wish: Any) -> Report:
    """The report on an archive, or on records."""
    if isinstance(content, list):
        content = b"".join(json.dumps(one).encode() + b"\n" for one in content)
    run = ImportRun(wish=Wish(**wish), is_plan=is_plan, keeps_all=True)
    run.read(archive=Archive(io.BytesIO(content)), tell=lambda done, total: None, by=None)
    return run.report


def reasons(report: Report) -> list[str]:
    """Everything that a report says beside counts."""
    return [*report.notes, *(line.reason for lines in report.lines.values() for line in lines if line.reason)]


class EndOfWorldError(Exception):
    """What was written in a world is undone."""


def in_a_world(make: Callable[[], Any]) -> Any:
    """What `make` gives in a site of its own, which then is gone."""
    given: list[Any] = []
    try:
        with transaction.atomic():
            given.append(make())
            raise EndOfWorldError
    except EndOfWorldError:
        cache.clear()
        return given[0]


def assert_goes_round(make: Callable[[], Any], **scope: Any) -> bytes:
    """In a site that `make` fills, export → import changes nothing; in an empty one it makes the same export."""

    def there() -> bytes:
        make()
        first, before = exported(**scope), Change.objects.count()
        report = imported(first)
        assert (report.counts, reasons(report)) == ({ImportFate.UNCHANGED: first.count(b"\n")}, [])
        assert Change.objects.count() == before
        assert exported(**scope) == first
        return first

    first: bytes = in_a_world(there)
    assert first.count(b"\n") > 1
    seed_site()
    rehearsal, report = imported(first, is_plan=True), imported(first)
    assert (report.counts, reasons(report)) == ({ImportFate.CREATED: first.count(b"\n")}, [])
    assert rehearsal.counts == report.counts
    assert exported(**scope) == first
    assert imported(first).counts == {ImportFate.UNCHANGED: first.count(b"\n")}
    return first
