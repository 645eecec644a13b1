"""`manage.py export_archive [FILE]`: write the archive in the form that the import reads (docs/import.md)."""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from forums.actions.exports import FORMATS, Export, Scope, export_archive
from forums.formats.import_reports import rows
from forums.formats.records import KINDS
from forums.management.progress import Progress
from forums.models.edition import ForumPage

UNUSABLE, STOPPED, READER_GONE = 2, 130, 141
MOST_REMARKS = 20


class Command(BaseCommand):
    """Writes a file, or standard output, and tells what a file of words could not hold."""

    help = (
        "Export the archive: what everybody may see, as JSON lines or CSV, in the form that import_archive reads. "
        "Importing the file here again changes nothing; importing it into an empty site makes the same archive. "
        "Pictures and documents stay behind, and are listed by row."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", help="where to write, packed if it ends in .gz; - is standard output"
        )
        parser.add_argument(
            "--format", choices=["auto", *FORMATS], default="auto", help="by the name of the file unless told"
        )
        parser.add_argument("--forum", default="", metavar="SLUG", help="one edition and what is below it")
        parser.add_argument(
            "--record",
            choices=list(KINDS),
            action="append",
            help="only records of this kind (needed for CSV); several times",
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help="also what nobody outside may see: drafts, hidden pages, withheld names, what was noted of closed "
            "sessions. Keep such a file as you keep the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target, quiet = options["file"], options["verbosity"] < 1
        form = form_of(target) if options["format"] == "auto" else options["format"]
        scope = Scope(kinds=kinds_of(options["record"], form), forum=forum_of(options["forum"]), is_full=options["all"])
        progress = Progress(self.stderr, "Records", quiet=quiet)
        try:
            with opened(target) as out:
                done = export_archive(out=out, scope=scope, form=form, progress=progress.show)
        except BrokenPipeError:
            # As in `… | less`: she has seen enough, and what is still held back has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(READER_GONE) from None
        except (KeyboardInterrupt, OperationalError, OSError) as error:
            code = STOPPED if isinstance(error, KeyboardInterrupt) else UNUSABLE
            kept = "What was written is not whole" if target == "-" else "Nothing was written"
            raise CommandError(f"{kept}: {error or 'stopped'}.", returncode=code) from None
        finally:
            progress.end()
        if not quiet:
            self.tell(done, keeps_all=options["verbosity"] > 1)

    def tell(self, done: Export, *, keeps_all: bool) -> None:
        """What was written and what was not, on standard error: standard output may be the file."""
        kept = done.remarks if keeps_all else done.remarks[:MOST_REMARKS]
        if kept:
            self.stderr.write("Not in the file:", str)
        for row, external_id, remark in kept:
            self.stderr.write(f"{row:>8}  {external_id}  {remark}", str)
        if more := len(done.remarks) - len(kept):
            self.stderr.write(f"  … and {more} more (--verbosity 2 lists all)", str)
        counts = ", ".join(f"{kind} {count}" for kind, count in done.counts.items())
        self.stderr.write(f"Exported {rows(done.counts.total())}" + (f": {counts}." if counts else "."), str)


def form_of(target: str) -> str:
    """ "csv" for a file that is called so, else "jsonl"."""
    return "csv" if target.removesuffix(".gz").endswith(".csv") else "jsonl"


def kinds_of(wanted: list[str] | None, form: str) -> tuple[str, ...]:
    """The kinds of records, in the order in which they are written; comma-separated values hold one."""
    kinds = tuple(kind for kind in KINDS if not wanted or kind in wanted)
    if form == "csv" and len(kinds) > 1:
        raise CommandError(
            "CSV holds one kind of record a file: say which, for example --record session.", returncode=UNUSABLE
        )
    return kinds


def forum_of(slug: str) -> ForumPage | None:
    """The edition at this address; None for no address."""
    if not slug:
        return None
    found = ForumPage.objects.filter(slug=slug).order_by("pk").first()
    if found is None:
        raise CommandError(f"There is no edition at “{slug}”.", returncode=UNUSABLE)
    return found.original


@contextmanager
def opened(target: str) -> Iterator[IO[bytes]]:
    """A place to write to. A file appears under its name when it is complete, and not at all when it is not."""
    if target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as raw, packed(raw) if path.suffix == ".gz" else raw as out:
            yield out
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def packed(raw: IO[bytes]) -> IO[bytes]:
    """The same file, gzipped without the time and the name of a moment: the same archive gives the same bytes."""
    return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
