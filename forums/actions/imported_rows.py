"""Sessions as rows of others' archives say them: first a verdict on every row, then the pages."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from access.models import Account
from forums.actions.imported_editions import Shelf, fit_dates, make_editions, shelves_for
from forums.actions.imported_sessions import (
    NewSession,
    create_sessions,
    draft_note,
    fields_of,
    is_untouched,
    link_terms,
    names_withheld,
    page_print,
    people_print,
    update_people,
    withheld_in,
)
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.names import Sought
from forums.formats.rows import SessionRow
from forums.models.participation import Participation
from forums.models.provenance import Provenance, origin_of
from forums.models.session import SessionPage
from forums.rules import day_fault
from foundation.actions import works
from themes.actions.pending import find_or_add_terms


@dataclass(frozen=True, slots=True)
class RowVerdict(Verdict):
    """What happens to a row of somebody else's archive."""

    people: tuple[Participation, ...] = ()
    people_edited: bool = False
    is_draft: bool = False
    withheld: Sought | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands here of a batch: shelves by forum key, the rest by work."""

    shelves: dict[str, Shelf]
    origins: dict[str, Provenance]
    pages: dict[uuid.UUID, SessionPage]
    people: dict[uuid.UUID, list[Participation]]
    withheld: dict[str, Sought]


def judge_rows(*, rows: Sequence[SessionRow], wish: Wish, planned: Collection[str] = ()) -> list[RowVerdict]:
    """The verdict on each row; writes nothing. Eight queries for any number of rows."""
    standing = _standing(rows, wish)
    return [_verdict(row, standing, wish) for row in rows]


def _standing(rows: Sequence[SessionRow], wish: Wish) -> Standing:
    ids = {origin_of(SessionPage.kind, row.external_id): row.external_id for row in rows}
    origins = {ids[one.origin]: one for one in Provenance.objects.filter(origin__in=ids)}
    keys = [one.translation_key for one in origins.values()]
    pages = SessionPage.objects.filter(translation_key__in=keys, locale=Locale.get_default())
    people: dict[uuid.UUID, list[Participation]] = defaultdict(list)
    for one in Participation.objects.filter(session_key__in=keys):
        people[one.session_key].append(one)
    shelves = shelves_for(rows)
    editions = {key: shelf.edition for key, shelf in shelves.items() if shelf.edition}
    withheld = withheld_in(editions, rows, wish.public_names)
    return Standing(shelves, origins, {page.translation_key: page for page in pages}, people, withheld)


def _verdict(row: SessionRow, standing: Standing, wish: Wish) -> RowVerdict:
    before = standing.origins.get(row.external_id)
    page = standing.pages.get(before.translation_key) if before else None
    if before is None or page is None:
        return _verdict_on_new(row, before, standing, wish)
    return _verdict_on_old(row, before, page, standing, wish)


def _verdict_on_new(row: SessionRow, before: Provenance | None, standing: Standing, wish: Wish) -> RowVerdict:
    shelf = standing.shelves[row.forum_key]
    if (before is not None or shelf.was_removed) and not wish.restore:
        return RowVerdict(row, ImportFate.REMOVED)
    if reason := _misfit(row, shelf, None):
        return RowVerdict(row, ImportFate.FAULTY, reason)
    others = standing.withheld.get(row.forum_key)
    hidden = names_withheld(row, {who.name: wish.public_names for who in row.speakers}, others)
    notes = [] if shelf.edition else [new_edition_note(row.forum)]
    return RowVerdict(row, ImportFate.CREATED, draft_note() if hidden else "", before, is_draft=hidden, notes=notes)


def new_edition_note(title: str) -> str:
    """What an editor reads in a rehearsal before a slip of the pen becomes a page."""
    return _("the edition “%(title)s” is not here yet and is made, published at once") % {"title": title}


def _verdict_on_old(
    row: SessionRow, before: Provenance, page: SessionPage, standing: Standing, wish: Wish
) -> RowVerdict:
    more_names = bool(row.speakers and wish.public_names and wish.public_names != before.source)
    is_news = more_names or before.row_print != row.fingerprint
    if not is_news and not wish.overwrite:
        return RowVerdict(row, ImportFate.UNCHANGED)
    if reason := _misfit(row, standing.shelves[row.forum_key], page):
        return RowVerdict(row, ImportFate.FAULTY, reason)
    people = tuple(standing.people.get(before.translation_key, []))
    # Without the print of a row it was a record that made the page: of one that was changed where it came from.
    is_edited = not before.row_print or not is_untouched(page, before, people)
    if is_edited and not wish.overwrite:
        return RowVerdict(row, ImportFate.EDITED)
    if not is_edited and not is_news:
        return RowVerdict(row, ImportFate.UNCHANGED)
    edited_people = people_print(people) != before.people_print
    withheld = standing.withheld.get(row.forum_key)
    return RowVerdict(
        row, ImportFate.UPDATED, "", before, page, people=people, people_edited=edited_people, withheld=withheld
    )


def _misfit(row: SessionRow, shelf: Shelf, page: SessionPage | None) -> str:
    """Why the session cannot stand in its edition; "" when it can."""
    edition = shelf.edition
    if page is not None and (edition is None or not page.path.startswith(edition.path)):
        return _("its id belongs to a session of another edition here; ids must differ from archive to archive")
    if edition is None or shelf.is_ours:
        return ""
    return day_fault(row.held_on, row.precision, edition.starts_on, edition.ends_on)


def write_rows(*, verdicts: Sequence[RowVerdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts say; call it inside a transaction."""
    rows = [one.row for one in verdicts]
    shelves = shelves_for(rows)
    editions = make_editions(shelves=shelves, rows=rows, by=by)
    terms = find_or_add_terms(words={tag for row in rows for tag in row.tags}, by=by)
    new: dict[str, list[NewSession]] = defaultdict(list)
    for one in verdicts:
        if one.fate == ImportFate.CREATED:
            new[one.row.forum_key].append(NewSession(one.row, one.provenance, is_live=not one.is_draft))
        else:
            update_session(verdict=one, source=wish.public_names, by=by)
    old = [one for one in verdicts if one.page]
    link_terms(links=[(one.page.pk, one.row.tags) for one in old], terms=terms)
    for key, sessions in new.items():
        create_sessions(edition=editions[key], new=sessions, terms=terms, source=wish.public_names, by=by)
    fit_dates(editions=[edition for key, edition in editions.items() if shelves[key].is_ours])


@transaction.atomic
def update_session(*, verdict: RowVerdict, source: str, by: Account | None) -> None:
    """Write the row over the page. People whom editors changed stay as editors left them, whatever the wish.

    A page that an editor took down stays down; one that the import kept as a draft goes up when nothing withholds it.
    """
    page, before, row = verdict.page, verdict.provenance, verdict.row
    if page is None or before is None:
        return
    people = list(verdict.people)
    if not verdict.people_edited:
        people = update_people(row=row, key=page.translation_key, held=people, source=source)
    taken_down = not page.live and before.page_print != page_print(page)
    values = fields_of(row)
    sources = {one.printed_name: one.public_source for one in people}
    values["live"] = not taken_down and not names_withheld(row, sources, verdict.withheld)
    _store(page, values)
    works.revise(page=page, by=by)
    before.revision = page.latest_revision_id
    # Written past the signals (`_store`), so what they would do is done here.
    works.share_facts(page=page)
    works.record_page(page=page)
    before.row_print, before.page_print = row.fingerprint, page_print(page)
    before.people_print = before.people_print if verdict.people_edited else people_print(people)
    before.source, before.external_id, before.awaits_index = source or before.source, row.external_id, True
    before.save()


def _store(page: SessionPage, values: dict[str, object]) -> None:
    """Set the values on the page and in its row, without the signals that would write the stock indexes one by one."""
    now = timezone.now()
    page.body = values["body"]
    stored = {**values, "body": page.body, "draft_title": values["title"]}
    stored["has_unpublished_changes"] = not values["live"]
    if values["live"]:
        stored |= {"last_published_at": now, "first_published_at": page.first_published_at or now}
    for name, value in stored.items():
        setattr(page, name, value)
    SessionPage.objects.filter(pk=page.pk).update(**stored)
