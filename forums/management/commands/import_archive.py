"""`manage.py import_archive FILE`: bring an archive into the site (docs/import.md)."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from forums.actions.import_runs import ImportRun
from forums.actions.imported_editions import NoIndexError, forums_index
from forums.actions.verdicts import Wish
from forums.enums import ImportFate
from forums.formats.archive_files import UnusableError
from forums.formats.archives import Archive, open_archive
from forums.formats.import_reports import rows
from forums.formats.plain import printable
from forums.formats.rows import LONGEST_TITLE
from forums.management.progress import Progress
from foundation.rules import normal

LONGEST_SOURCE = 500
UNUSABLE, STOPPED = 2, 130


class Command(BaseCommand):
    """Reads a file, has its rows judged or written a batch at a time, and tells what happened."""

    help = (
        "Import what export_archive wrote, or the sessions of another archive: CSV or JSON lines, plain or gzipped. "
        "Rows are known again by their id: running it twice changes nothing, and after an interruption it goes on "
        "where it was. Columns and rules: docs/import.md."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", help="the archive; - reads standard input")
        parser.add_argument("--format", choices=["auto", "csv", "jsonl"], default="auto")
        parser.add_argument("--forum", default="", metavar="SLUG|TITLE", help="put every row into this edition")
        parser.add_argument(
            "--public-names",
            default="",
            metavar="SOURCE",
            help="where the speakers' names were already public; without it names are stored and never shown",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--overwrite", action="store_true", help="also pages that editors changed since")
        parser.add_argument("--restore", action="store_true", help="also what was deleted here")

    def handle(self, *args: Any, **options: Any) -> None:
        source = said("--public-names", options["public_names"], LONGEST_SOURCE)
        forum = said("--forum", options["forum"], LONGEST_TITLE)
        wish = Wish(public_names=source, overwrite=options["overwrite"], restore=options["restore"])
        is_plan, keeps_all = options["dry_run"], options["verbosity"] > 1
        self.run = ImportRun(wish=wish, forum=forum, is_plan=is_plan, keeps_all=keeps_all)
        self.quiet = options["verbosity"] < 1
        try:
            archive = open_archive(options["file"], sys.stdin.buffer, options["format"])
            forums_index()
            self.read(archive)
        except UnusableError as error:
            raise CommandError(str(error), returncode=UNUSABLE) from None
        except NoIndexError:
            message = "There is no index of forums yet. Make one in /cms/, or run: manage.py start_site"
            raise CommandError(message, returncode=UNUSABLE) from None
        self.tell()

    def read(self, archive: Archive) -> None:
        """The rows, then the editors' search, each with its own bar."""
        progress = Progress(self.stderr, "Rows", quiet=self.quiet)
        try:
            self.run.read(archive=archive, tell=progress.show, by=None)
            progress.end()
            progress = Progress(self.stderr, "Editors’ search:", quiet=self.quiet)
            self.run.index(tell=progress.show, by=None)
            progress.end()
        except (KeyboardInterrupt, OperationalError) as error:
            progress.end()
            code = STOPPED if isinstance(error, KeyboardInterrupt) else UNUSABLE
            text = stopped(error, self.run.done, is_plan=self.run.report.is_plan)
            raise CommandError(text, returncode=code) from None

    def tell(self) -> None:
        """The report; exit status 1 when rows failed."""
        if not self.quiet:
            for line in [*self.run.report.table(), *self.run.report.summary(self.run.reader.unknown)]:
                self.stdout.write(line)
            self.say_what_is_hidden()
        if failed := self.run.report.counts[ImportFate.FAULTY]:
            raise CommandError(f"{rows(failed)} could not be imported; the reasons stand above.", returncode=1)

    def say_what_is_hidden(self) -> None:
        if self.run.report.is_plan:
            self.stdout.write("Nothing was written.")
        elif self.run.withholds_names:
            self.stdout.write("Names of speakers are stored and shown to nobody: no --public-names was given.")


def said(option: str, words: str, longest: int) -> str:
    """What an option says, as one line that a field can hold."""
    line = normal(printable(words))
    if len(line) > longest:
        raise CommandError(f"{option}: at most {longest} characters.", returncode=UNUSABLE)
    return line


def stopped(error: BaseException, done: int, *, is_plan: bool) -> str:
    """What to do after an interruption."""
    cause = "" if isinstance(error, KeyboardInterrupt) else f" ({error})"
    kept = "Nothing was written." if is_plan else "What is imported stays; the same command goes on from there."
    return f"Stopped after row {done}{cause}. {kept}"
