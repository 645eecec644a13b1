"""Test databases by copying: migrate once per set of migrations, then copy the file or the PostgreSQL template.

A copy costs milliseconds where migrating from zero costs half a minute, and where Django would flush the tables after
a test that commits, and with them the rows that migrations made (locales, the root page, groups), we copy again.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def fingerprint() -> str:
    """What a template depends on: the migrations, the code that runs after them, and the two frameworks."""
    digest = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}".encode())
    for room in settings.ROOMS:
        folder = Path(apps.get_app_config(room).path)
        for path in sorted([*folder.glob("migrations/*.py"), *folder.glob("receivers*"), *folder.glob("apps.py")]):
            digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:12]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Several test processes may want the same template at the same moment: one makes it, the others wait."""
    settings.TEMPLATES_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.TEMPLATES_DIR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def use(name: str) -> None:
    """Point Django's connection at another database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


class SqliteCopies:
    """Templates are files in `var/test-databases/`."""

    def __init__(self) -> None:
        """The template of this very set of migrations."""
        self.template = settings.TEMPLATES_DIR / f"{fingerprint()}.sqlite3"

    def prepare(self) -> None:
        """Make the template unless it stands; older ones go."""
        if self.template.exists():
            return
        draft = self.template.with_suffix(f".{os.getpid()}")
        use(str(draft))
        call_command("migrate", verbosity=0)
        connection.close()
        for old in settings.TEMPLATES_DIR.glob("*.sqlite3"):
            old.unlink(missing_ok=True)
        draft.rename(self.template)

    def copy(self, name: str) -> None:
        """A fresh database under this path."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        shutil.copyfile(self.template, name)

    def drop(self, name: str) -> None:
        """The folder goes as a whole when the run ends."""


class PostgresCopies:
    """Templates are databases called `template_<fingerprint>`."""

    def __init__(self) -> None:
        """The template of this very set of migrations."""
        self.template = f"template_{fingerprint()}"

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    def prepare(self) -> None:
        """Make the template unless it stands."""
        if self._ask("SELECT 1 FROM pg_database WHERE datname = %s", self.template):
            return
        draft = f"{self.template}_draft"
        self._ask(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        self._ask(f'CREATE DATABASE "{draft}"')
        use(draft)
        call_command("migrate", verbosity=0)
        connection.close()
        self._ask(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def copy(self, name: str) -> None:
        """A fresh database of this name; whoever still holds the old one is cut off."""
        self.drop(name)
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')

    def drop(self, name: str) -> None:
        """Remove a copy."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copies() -> SqliteCopies | PostgresCopies:
    """The way to copy on the database that is configured."""
    return SqliteCopies() if connection.vendor == "sqlite" else PostgresCopies()
