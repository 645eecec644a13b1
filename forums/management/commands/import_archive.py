"""`manage.py import_archive FILE`: bring the sessions of an archive into the site (docs/import.md)."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError

from forums.actions.imported_editions import NoIndexError, forums_index
from forums.actions.imports import Verdict, Wish, import_batch, judge
from forums.actions.stock import index_imported
from forums.enums import ImportFate
from forums.formats.archive_files import UnusableError
from forums.formats.archives import Archive, Fault, open_archive
from forums.formats.import_reports import Line, Report, rows
from forums.formats.plain import printable
from forums.formats.rows import LONGEST_TITLE, Reader, SessionRow
from foundation.rules import normal

BATCH = 200
TRIES = 3
LINE_EVERY = 2000
LONGEST_SOURCE = 500
UNUSABLE, STOPPED = 2, 130


class Progress:
    """How far it is, on stderr: one line that grows for a person, a line now and then for a log."""

    def __init__(self, out: Any, words: str, *, quiet: bool) -> None:
        """`words` say what is being done."""
        self.out, self.words, self.quiet = out, words, quiet
        self.watched = bool(getattr(out, "isatty", lambda: False)())
        self.began, self.said = time.monotonic(), 0

    def show(self, done: int, total: int) -> None:
        """`done` of `total`; the bar ends when they are equal."""
        if self.quiet or not (self.watched or done - self.said >= LINE_EVERY):
            return
        self.said = done
        rate = done / max(time.monotonic() - self.began, 0.001)
        share = min(1.0, done / max(total, 1))
        text = f"{self.words} {done} of {total} ({share:.0%}, {rate:.0f}/s)"
        if self.watched:
            bar = "█" * round(share * 24)
            self.out.write(f"\r\033[K{bar:░<24} {text}", str, "")
            self.out.flush()
        else:
            self.out.write(text, str)

    def end(self) -> None:
        """Leave the line."""
        if self.watched and not self.quiet:
            self.out.write("\r\033[K", str, "")
            self.out.flush()


class Command(BaseCommand):
    """Reads a file, has its rows judged or written a batch at a time, and tells what happened."""

    help = (
        "Import the sessions of an archive: CSV or JSON lines, plain or gzipped. Rows are known again by their id: "
        "running it twice changes nothing, and after an interruption it goes on where it was."
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
        self.wish = Wish(public_names=source, overwrite=options["overwrite"], restore=options["restore"])
        self.report = Report(is_plan=options["dry_run"], keeps_all=options["verbosity"] > 1)
        self.reader = Reader(forum=forum)
        self.quiet = options["verbosity"] < 1
        try:
            archive = open_archive(options["file"], sys.stdin.buffer, options["format"])
            forums_index()
            self.run(archive)
        except UnusableError as error:
            raise CommandError(str(error), returncode=UNUSABLE) from None
        except NoIndexError:
            message = "There is no index of forums yet. Make one in /cms/, or run: manage.py start_site"
            raise CommandError(message, returncode=UNUSABLE) from None
        self.tell()

    def run(self, archive: Archive) -> None:
        """Read, judge and write batch after batch; then the stock indexes."""
        act: Callable[..., list[Verdict]] = judge if self.report.is_plan else self.write
        progress = Progress(self.stderr, "Rows", quiet=self.quiet)
        done = 0
        try:
            for batch in batches(self.reader.read(archive.rows())):
                for fault in (one for one in batch if isinstance(one, Fault)):
                    self.report.add(ImportFate.FAULTY, Line(fault.number, fault.external_id, "", fault.reason))
                self.take(act(rows=[one for one in batch if isinstance(one, SessionRow)], wish=self.wish))
                done = batch[-1].number
                progress.show(done, archive.lines)
            progress.end()
            if not self.report.is_plan:
                self.index()
        except (KeyboardInterrupt, OperationalError) as error:
            progress.end()
            code = STOPPED if isinstance(error, KeyboardInterrupt) else UNUSABLE
            raise CommandError(stopped(error, done, is_plan=self.report.is_plan), returncode=code) from None

    def write(self, *, rows: Sequence[SessionRow], wish: Wish) -> list[Verdict]:
        """One batch; once more when somebody else wrote in the same place."""
        for attempt in range(1, TRIES + 1):
            try:
                return import_batch(rows=rows, wish=wish, by=None)
            except IntegrityError:
                if attempt == TRIES:
                    raise
        return []

    def take(self, verdicts: Sequence[Verdict]) -> None:
        for one in verdicts:
            line = Line(one.row.number, one.row.external_id, one.row.title, one.reason)
            remark = (one.reason,) if one.reason and one.fate != ImportFate.FAULTY else ()
            self.report.add(one.fate, line, (*remark, *one.row.notes))

    def index(self) -> None:
        """Bring the editors' search up to date; readers' search follows the outbox."""
        progress = Progress(self.stderr, "Editors’ search:", quiet=self.quiet)
        index_imported(by=None, progress=progress.show)
        progress.end()

    def tell(self) -> None:
        """The report; exit status 1 when rows failed."""
        if not self.quiet:
            for line in [*self.report.table(), *self.report.summary(self.reader.unknown)]:
                self.stdout.write(line)
            self.say_what_is_hidden()
        if failed := self.report.counts[ImportFate.FAULTY]:
            raise CommandError(f"{rows(failed)} could not be imported; the reasons stand above.", returncode=1)

    def say_what_is_hidden(self) -> None:
        if self.report.is_plan:
            self.stdout.write("Nothing was written.")
        elif not self.wish.public_names and self.report.counts[ImportFate.CREATED]:
            self.stdout.write("Names of speakers are stored and shown to nobody: no --public-names was given.")


def said(option: str, words: str, longest: int) -> str:
    """What an option says, as one line that a field can hold."""
    line = normal(printable(words))
    if len(line) > longest:
        raise CommandError(f"{option}: at most {longest} characters.", returncode=UNUSABLE)
    return line


def batches(read: Iterator[SessionRow | Fault]) -> Iterator[list[SessionRow | Fault]]:
    """Rows and faults in the file's order, some at a time."""
    while batch := list(islice(read, BATCH)):
        yield batch


def stopped(error: BaseException, done: int, *, is_plan: bool) -> str:
    """What to do after an interruption."""
    cause = "" if isinstance(error, KeyboardInterrupt) else f" ({error})"
    kept = "Nothing was written." if is_plan else "What is imported stays; the same command goes on from there."
    return f"Stopped after row {done}{cause}. {kept}"
