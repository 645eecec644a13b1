"""A fresh site for measurements of the archive: a database, an index and a page that archives are imported under."""

import gzip
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from forums.models.provenance import Provenance  # noqa: E402
from tests.databases import copies, one_at_a_time, use  # noqa: E402
from tests.factories.forums import ForumIndexPageFactory  # noqa: E402

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


def data(name: str) -> Path | None:
    """A file of real input; None, and a loud line, where it is not beside the project."""
    path = DATA / name
    if path.is_file():
        return path
    print(f"*** SKIPPED: {path} is not here. This figure needs real input. ***")
    return None


@contextmanager
def fresh_site() -> Iterator[Path]:
    """An empty site of its own with an index of forums; the folder it lives in."""
    supply = copies()
    with TemporaryDirectory(prefix="common-ground-bench-", dir=settings.VAR_DIR) as folder:
        name = str(Path(folder) / "db.sqlite3") if connection.vendor == "sqlite" else f"bench_{os.getpid()}"
        with one_at_a_time():
            supply.prepare()
            supply.copy(name)
        use(name)
        settings.SEARCH_URL = f"embedded:///{folder}/index"
        # Tests do without the editors' search; here it follows, as it does for an operator.
        settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
        ForumIndexPageFactory()
        try:
            yield Path(folder)
        finally:
            connection.close()
            supply.drop(name)


def import_file(path: Path, source: str) -> float:
    """Bring an archive in as an operator would; seconds it took."""
    started = time.perf_counter()
    call_command("import_archive", str(path), public_names=source, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    return time.perf_counter() - started


def rebuild() -> float:
    """Build the index of every rank; seconds it took."""
    started = time.perf_counter()
    call_command("index", "--rebuild", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    return time.perf_counter() - started


def write_rows(path: Path, rows: list[Mapping[str, object]]) -> Path:
    """Rows as a gzipped archive of JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def external_ids() -> dict[str, str]:
    """Work → the id that its archive gave it."""
    return {str(row.translation_key): row.external_id for row in Provenance.objects.filter(kind="session")}
