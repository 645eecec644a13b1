"""What keeps an index up to date: draining the outbox, building anew, comparing with the database.

Only one process writes at a time; the engine's lock makes the others wait. Whatever is interrupted is done again.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from access.enums import Audience
from foundation.actions.running import JobFaultError, Work
from foundation.enums import ChangeKind
from foundation.formats.job_reports import JobReport, Table
from foundation.models.change import Change
from search.engines.base import Engine, IndexMissing, chosen
from search.records import outbox
from search.records.reading import count, render_all, render_in_batches, with_dependents
from themes.models.vocabulary import Theme

Report = Callable[[str], None]
Tell = Callable[[int, int], None]
CLEAN_AFTER: Final = 300.0  # seconds after a removal until the index is built anew: engines keep deleted words


def drain(engine: Engine) -> int:
    """Apply every change that waits in the outbox; how many works were looked at. IndexMissing without an index."""
    if not _unread(engine).keys:
        return 0
    with engine.writing():
        return _drain(engine)


def _unread(engine: Engine) -> outbox.Unread:
    cursor = engine.cursor()
    if not outbox.is_ours(cursor):
        raise IndexMissing("The search index was built from another database.")
    return outbox.read(cursor, time.time())


def _drain(engine: Engine) -> int:
    done = 0
    while (unread := _unread(engine)).keys:
        keys = with_dependents(set(unread.keys))
        keys |= {uuid.UUID(key) for key in engine.parts_of(map(str, unread.keys))}  # also what no longer stands there
        engine.apply(render_in_batches(sorted(keys)), _cursor_after(engine, unread))
        done += len(keys)
    return done


def _cursor_after(engine: Engine, unread: outbox.Unread) -> outbox.Cursor:
    if unread.cursor.dirty_since or not engine.has(map(str, unread.gone)):
        return unread.cursor
    return replace(unread.cursor, dirty_since=time.time())


def rebuild(engine: Engine, report: Report, *, is_needed: Callable[[], bool] = lambda: True) -> int:
    """Build the index of every rank anew, aside, and put it in place; how many works it holds.

    Meanwhile the old index, if there is one, goes on being drained. `is_needed` is asked once it is our turn: another
    process may have done it while we waited.
    """
    with engine.writing():
        if not is_needed():
            return 0
        total = count()

        def on_batch(done: int) -> None:
            report(f"  {done:,} of {total:,}")
            try:
                _drain(engine)
            except IndexMissing:
                return

        return engine.rebuild(render_all(), outbox.at_end(time.time()), on_batch=on_batch)


def is_missing(engine: Engine) -> bool:
    """Whether there is no index that can be asked and brought up to date."""
    return bool(why_missing(engine))


def why_missing(engine: Engine) -> str:
    """What is wrong with the index; "" when it can be asked and belongs to this database."""
    try:
        engine.probe()
        _unread(engine)
    except IndexMissing as error:
        return str(error)
    return ""


def is_dirty(engine: Engine) -> bool:
    """Whether words that were removed have lain in the index for long enough."""
    since = engine.cursor().dirty_since
    return bool(since) and time.time() - since >= CLEAN_AFTER


LISTED: Final = 200  # differences that the desk's report names


@dataclass(frozen=True, slots=True)
class Difference:
    """A work whose record in a rank's index is not what the database says."""

    audience: Audience
    key: uuid.UUID
    what: str

    def __str__(self) -> str:
        return f"{self.audience.name.lower()}: {self.key} {self.what}"


def compare(engine: Engine, tell: Tell = lambda done, total: None) -> Iterator[Difference]:
    """Every difference between the index and the database, rank by rank. Drain first.

    `tell` hears how many works are read, and of how many.
    """
    expected: dict[Audience, dict[str, str]] = {audience: {} for audience in Audience}
    total = count()
    for done, rendering in enumerate(render_all(), 1):
        tell(done, total)
        for audience, record in rendering.records.items():
            expected[audience][rendering.key] = record.digest()
    for audience in Audience:
        wanted, seen = expected[audience], set()
        for key, digest in engine.digests(audience):
            if key in seen:
                yield Difference(audience, uuid.UUID(key), _("is in the index twice"))
            elif key not in wanted:
                yield Difference(audience, uuid.UUID(key), _("is in the index and should not be"))
            elif digest != wanted[key]:
                yield Difference(audience, uuid.UUID(key), _("is out of date"))
            seen.add(key)
        yield from (Difference(audience, uuid.UUID(key), _("is missing")) for key in wanted if key not in seen)


def check_for_desk(work: Work) -> None:
    """The desk's check: name what differs, have it read anew if that is wished, and look whether it helped."""
    engine = chosen()
    notes: tuple[str, ...] = ()
    tell = partial(work.tell, stage=_("Works:"))
    try:
        found = _settled(engine, tell)
        if found and work.options["mend"]:
            # Until the index has looked again it leaves these out, as it does after every change.
            Change.record([one.key for one in found], ChangeKind.GONE)
            is_mended = not _settled(engine, tell)
            notes = (_("All is mended.") if is_mended else _("Not all could be mended: manage.py index --rebuild"),)
    except IndexMissing:
        message = _("There is no search index that can be read. The worker builds it by itself: try again in minutes.")
        raise JobFaultError(message) from None
    work.report = _told(found, notes)


def _settled(engine: Engine, tell: Tell) -> list[Difference]:
    """What differs; works that changed while we looked are left to the worker."""
    drain(engine)
    seen = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = list(compare(engine, tell))
    meanwhile = set(Change.objects.filter(pk__gt=seen).values_list("key", flat=True))
    return [one for one in found if one.key not in meanwhile]


def _told(found: list[Difference], notes: tuple[str, ...]) -> JobReport:
    if not found:
        return JobReport(_("The search index and the database agree."))
    keys = [one.key for one in found]
    titles = {
        **dict(Page.objects.filter(translation_key__in=keys).values_list("translation_key", "title")),
        **dict(Theme.objects.filter(key__in=keys).values_list("key", "name")),
    }
    rows = tuple((str(one.audience.label), str(titles.get(one.key, one.key)), one.what) for one in found[:LISTED])
    table = Table(_("What differs"), (_("Rank"), _("Work"), _("What")), rows, len(found) - len(rows))
    return JobReport(
        ngettext("%(n)d difference.", "%(n)d differences.", len(found)) % {"n": len(found)}, (table,), notes
    )
