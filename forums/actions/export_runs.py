"""The desk's export: what `manage.py export_archive` does, into a file that editors fetch."""

from __future__ import annotations

import gzip
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forums.actions.exports import Export, Scope, export_archive
from forums.formats.import_reports import rows
from forums.formats.records import KINDS
from forums.models.edition import ForumPage
from foundation.actions.jobs import works_everywhere
from foundation.actions.running import JobFaultError, Work
from foundation.formats.job_reports import JobReport, Table

LISTED = 200  # remarks that the desk's report names


def may_export(*, by: Any) -> bool:
    """Whether somebody may read all that an export may hold: pages anywhere, and names that are withheld."""
    return works_everywhere(by=by) and by.has_perm("foundation.view_voice")


def export_to_fetch(work: Work) -> None:
    """Write the file, packed; it is the job's when it is complete."""
    form, record, is_full = (work.options[name] for name in ("form", "record", "is_full"))
    scope = Scope(kinds=(record,) if record else tuple(KINDS), forum=forum_of(work.options["forum"]), is_full=is_full)
    name = f"{record or 'archive'}-{'all-' if is_full else ''}{timezone.localdate().isoformat()}.{form}.gz"
    tell = partial(work.tell, stage=_("Records:"))
    with work.result(name) as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as out:
        done = export_archive(out=out, scope=scope, form=form, progress=tell)  # type: ignore[arg-type]
    work.report = report_of(done)


def forum_of(slug: str) -> ForumPage | None:
    """The edition at this address; None for no address."""
    if not slug:
        return None
    found = ForumPage.objects.filter(slug=slug).order_by("pk").first()
    if found is None:
        raise JobFaultError(_("The edition is no longer there."))
    return found.original


def report_of(done: Export) -> JobReport:
    """How many records of each kind, and what a file of words could not hold."""
    counts = ", ".join(f"{kind} {count}" for kind, count in done.counts.items())
    summary = _("Exported: %(rows)s.") % {"rows": rows(done.counts.total())}
    listed = tuple((str(row), external_id, remark) for row, external_id, remark in done.remarks[:LISTED])
    more = len(done.remarks) - len(listed)
    table = Table(_("Not in the file"), (_("Row"), _("Id"), _("What")), listed, more)
    return JobReport(summary, (table,) if listed else (), (counts,) if counts else ())
