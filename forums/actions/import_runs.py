"""One reading of an archive from beginning to end, for the command line and for the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby

from django.db import IntegrityError
from django.utils.translation import gettext as _

from access.models import Account
from forums.actions.imported_editions import NoIndexError, forums_index
from forums.actions.imports import Row, import_batch, judge, kind_of
from forums.actions.stock import index_imported
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.archive_files import UnusableError
from forums.formats.archives import Archive, Fault
from forums.formats.import_reports import FEW, Line, Report
from forums.formats.rows import Reader
from foundation.actions.running import JobFaultError, Work

BATCH = 200
BATCH_BYTES = 4 * 2**20  # of the file
TRIES = 3
# How many rows of a kind the desk lists; its reports are kept for months.
FEW_ON_DESK = 200
SITE_WIDE = ("themes.add_theme", "themes.change_theme", "wagtailredirects.add_redirect")

# Told after every batch: how many are done, of how many. It may raise to stop there.
Tell = Callable[[int, int], None]


class ImportRun:
    """Has the rows of an archive judged or written a batch at a time, and keeps the report.

    Every batch is in or not at all, so a run may be stopped by whatever `tell` raises, and started again.
    """

    def __init__(
        self, *, wish: Wish, forum: str = "", is_plan: bool = False, keeps_all: bool = False, few: int = FEW
    ) -> None:
        """`forum`: put every row into this edition. `is_plan`: write nothing."""
        self.wish = wish
        self.reader = Reader(forum=forum)
        self.report = Report(is_plan=is_plan, keeps_all=keeps_all, few=few)
        self.done = 0
        self.has_names = False
        self.planned: set[str] = set()

    def read(self, *, archive: Archive, tell: Tell, by: Account | None) -> None:
        """Judge or write batch after batch; `done` is the number of the last row that is through."""
        for batch in batches(self.reader.read(archive.rows()), archive.file.tell):
            for fault in (one for one in batch if isinstance(one, Fault)):
                self.report.add(ImportFate.FAULTY, Line(fault.number, fault.external_id, "", fault.reason))
            rows = [one for one in batch if not isinstance(one, Fault)]
            self.take(self.plan(rows) if self.report.is_plan else self.write(rows, by))
            self.done = batch[-1].number
            tell(self.done, archive.lines)

    def plan(self, rows: Sequence[Row]) -> list[Verdict]:
        """One batch of a rehearsal, which remembers what it would have made: later rows may point to it."""
        verdicts = judge(rows=rows, wish=self.wish, planned=self.planned)
        for one in verdicts:
            if one.fate == ImportFate.CREATED:
                self.planned |= one.row.called
        return verdicts

    def write(self, rows: Sequence[Row], by: Account | None) -> list[Verdict]:
        """One batch; once more when somebody else wrote in the same place."""
        for _attempt in range(1, TRIES):
            with suppress(IntegrityError):
                return import_batch(rows=rows, wish=self.wish, by=by)
        return import_batch(rows=rows, wish=self.wish, by=by)

    def take(self, verdicts: Sequence[Verdict]) -> None:
        """Take what happened into the report."""
        for one in verdicts:
            line = Line(one.row.number, one.row.external_id, one.row.title, one.reason)
            remark = (one.reason,) if one.reason and one.fate != ImportFate.FAULTY else ()
            self.report.add(one.fate, line, (*remark, *one.row.notes, *one.notes))
            self.has_names |= one.fate == ImportFate.CREATED and bool(getattr(one.row, "speakers", ()))

    @property
    def withholds_names(self) -> bool:
        """Whether it has made sessions of another archive without a source for their names. Records bring their own."""
        return self.has_names and not self.wish.public_names

    def index(self, *, tell: Tell, by: Account | None) -> None:
        """Bring the editors' search up to date; readers' search follows the outbox. A rehearsal changes nothing."""
        if not self.report.is_plan:
            index_imported(by=by, progress=tell)


def batches(read: Iterable[Row | Fault], place: Callable[[], int]) -> Iterator[list[Row | Fault]]:
    """Rows and faults in the file's order, some of one kind at a time, fewer where they are long.

    `place` says how far the file is read: a few long lines would fill the memory.
    """
    begun = place()
    for _kind, rows in groupby(read, kind_of):
        batch: list[Row | Fault] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH or place() - begun >= BATCH_BYTES:
                yield batch
                batch, begun = [], place()
        if batch:
            yield batch


def may_import(*, by: Account) -> bool:
    """Whether somebody may do all that an import does: add, change and publish everywhere under the index of forums,
    add terms and old addresses.
    """
    if not by.has_perms(SITE_WIDE):
        return False
    try:
        may = forums_index().permissions_for_user(by)
    except NoIndexError:
        return False
    return bool(may.can_add_subpage() and may.can_edit() and may.can_publish_subpage())


def import_upload(work: Work) -> None:
    """The desk's import: what `manage.py import_archive` does, with a file that an editor sent."""
    wish = Wish(**{name: work.options[name] for name in ("public_names", "overwrite", "restore")})
    run = ImportRun(wish=wish, forum=work.options["forum"], is_plan=work.is_plan, few=FEW_ON_DESK)
    try:
        with work.job.upload.open("rb") as upload:
            archive = Archive(upload.file)
            forums_index()
            try:
                run.read(archive=archive, tell=partial(work.tell, stage=_("Rows:")), by=work.job.asked_by)
                run.index(tell=partial(work.tell, stage=_("Editors’ search:")), by=work.job.asked_by)
            finally:
                work.report = run.report.as_job_report(remarks_of(run))
    except UnusableError as error:
        raise JobFaultError(str(error)) from None
    except NoIndexError:
        raise JobFaultError(_("There is no index of forums yet to import anything into.")) from None


def remarks_of(run: ImportRun) -> Iterator[str]:
    """What an editor has to know beside the rows."""
    if run.report.is_plan:
        yield _("Nothing was written.")
    if run.withholds_names:
        yield _("Names of speakers are stored and shown to nobody: no public source was given.")
    yield from run.report.remarks(run.reader.unknown)
