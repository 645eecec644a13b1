"""One stylesheet out of many: `css/ground.css` is joined from one small file a component."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage, storages

JOINED = "css/ground.css"
# The layers settle who wins between folders; inside a folder the order is that of the alphabet.
ORDER = ("tokens.css", "base/*.css", "components/*.css", "pages/*.css", "print.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s*")


def sheets(folder: Path) -> Iterator[Path]:
    """The files of a `css` folder in the order in which they are joined."""
    for pattern in ORDER:
        yield from sorted(folder.glob(pattern))


def joined(paths: Iterable[Path]) -> str:
    """The sheets as one, without comments and indentation."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return INDENT.sub("\n", COMMENT.sub("", text)).strip() + "\n"


class JoinedSheetFinder(BaseFinder):
    """Serves the joined sheet to `collectstatic`, which hashes it, and fresh to development and tests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.source = Path(settings.BASE_DIR) / "static" / "css"
        self.storage = FileSystemStorage(location=str(Path(settings.VAR_DIR) / "joined"))
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def write(self) -> str:
        """Write the sheet if a component changed; its path."""
        target = Path(self.storage.path(JOINED))
        text = joined(sheets(self.source))
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Aside first: a process that reads meanwhile never sees half a sheet.
            aside = target.with_suffix(".new")
            aside.write_text(text, encoding="utf-8")
            aside.replace(target)
        return str(target)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the joined sheet; nothing for any other name."""
        found = [self.write()] if path == JOINED else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """What `collectstatic` takes from here."""
        self.write()
        yield JOINED, self.storage


def private_files() -> Storage:
    """Where files lie that have no address: archives to be imported, results to be fetched."""
    return storages["private"]
