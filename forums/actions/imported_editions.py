"""The editions that imported sessions belong to: found by where they came from, by address or title, or made."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Locale

from access.models import Account
from forums.actions.planting import plant
from forums.enums import DatePrecision
from forums.formats.rows import SessionRow
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.provenance import Provenance, origin_of
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change

Span = tuple[date | None, date | None]


class NoIndexError(Exception):
    """There is no page to put editions under."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the rows of one forum go. `is_ours`: the import made the edition, and its dates are as it wrote them."""

    edition: ForumPage | None = None
    provenance: Provenance | None = None
    is_ours: bool = True

    @property
    def was_removed(self) -> bool:
        """Whether somebody deleted the edition here."""
        return self.provenance is not None and self.edition is None


def forums_index() -> ForumIndexPage:
    """The index in the site's own language; NoIndexError when there is none."""
    index = ForumIndexPage.objects.filter(locale=Locale.get_default()).order_by("path").first()
    if index is None:
        raise NoIndexError
    return index


def shelves_for(rows: Sequence[SessionRow]) -> dict[str, Shelf]:
    """Forum key of a row → its shelf. Four queries at most."""
    titles = {row.forum_key: row.forum for row in rows}
    origins = {origin_of(ForumPage.kind, key): key for key in titles}
    known = {origins[one.origin]: one for one in Provenance.objects.filter(origin__in=origins)}
    editions = ForumPage.objects.filter(locale=Locale.get_default())
    by_work = {
        page.translation_key: page
        for page in editions.filter(translation_key__in=[one.translation_key for one in known.values()])
    }
    shelves = {key: _shelf(one, by_work.get(one.translation_key)) for key, one in known.items()}
    rest = {key: title for key, title in titles.items() if key not in shelves}
    matching = _matching(rest)
    ours = _untouched([page for page in matching.values() if page])
    return shelves | {key: Shelf(page, None, page is None or page.pk in ours) for key, page in matching.items()}


def _untouched(editions: Sequence[ForumPage]) -> set[int]:
    """Ids of those that an import made under another key, and whose dates are as it wrote them."""
    works = {page.translation_key: page for page in editions if page.latest_revision_id is None}
    origins = Provenance.objects.filter(kind=ForumPage.kind, translation_key__in=works) if works else []
    pages = [(works[one.translation_key], one.page_print) for one in origins]
    return {page.pk for page, written in pages if written == print_of(page)}


def _shelf(provenance: Provenance, edition: ForumPage | None) -> Shelf:
    if edition is None:
        return Shelf(None, provenance)
    is_ours = edition.latest_revision_id is None and provenance.page_print == print_of(edition)
    return Shelf(edition, provenance, is_ours=is_ours)


def _matching(titles: Mapping[str, str]) -> dict[str, ForumPage | None]:
    """Forum key → the edition whose address or title it is. One query, none for no titles."""
    if not titles:
        return {}
    slugs = {key: slugify(key, allow_unicode=True) for key in titles}
    asked = Q(slug__in=slugs.values())
    for title in {*titles, *titles.values()}:
        asked |= Q(title__iexact=title)
    found = list(ForumPage.objects.filter(asked, locale=Locale.get_default()).order_by("path"))
    by_slug = {page.slug: page for page in found}
    by_title = {page.title.casefold(): page for page in reversed(found)}
    return {
        key: by_slug.get(slugs[key]) or by_title.get(title.casefold()) or by_title.get(key.casefold())
        for key, title in titles.items()
    }


def make_editions(
    *, shelves: Mapping[str, Shelf], rows: Iterable[SessionRow], by: Account | None
) -> dict[str, ForumPage]:
    """The edition for each of these rows' forums; those that are missing are made, live and without dates yet."""
    wanted = {row.forum_key: row for row in reversed(list(rows))}
    made: dict[str, ForumPage] = {}
    for key, row in sorted(wanted.items(), key=lambda pair: pair[1].number):
        if shelves[key].edition is None:
            made[key] = ForumPage(title=row.forum, slug=slugify(key, allow_unicode=True), country=row.country)
            if (before := shelves[key].provenance) is not None:
                made[key].translation_key = before.translation_key
    if made:
        plant(parent=forums_index(), pages=list(made.values()), by=by)
        for edition in made.values():
            log(instance=edition, action="wagtail.create", user=by)
    _note_origins(shelves, wanted, made)
    return {key: made.get(key) or shelves[key].edition for key in wanted}  # type: ignore[misc]


def _note_origins(shelves: Mapping[str, Shelf], wanted: Iterable[str], made: Mapping[str, ForumPage]) -> None:
    """Remember which edition each key means, for whatever it may be called later."""
    Provenance.objects.filter(origin__in=[origin_of(ForumPage.kind, key) for key in made]).delete()
    new = [
        Provenance(
            kind=ForumPage.kind,
            external_id=key,
            origin=origin_of(ForumPage.kind, key),
            translation_key=edition.translation_key,
            page_print=print_of(edition) if shelves[key].is_ours else "",
        )
        for key in wanted
        if (edition := made.get(key) or (None if shelves[key].provenance else shelves[key].edition)) is not None
    ]
    Provenance.objects.bulk_create(new)


def fit_dates(*, editions: Iterable[ForumPage]) -> int:
    """Give these imported editions the range of their sessions' dates; how many changed."""
    changed = 0
    for edition in editions:
        sessions = SessionPage.objects.child_of(edition).exclude(held_on=None)
        starts_on, ends_on = span_of(sessions.order_by().values_list("held_on", "date_precision").distinct())
        if (starts_on, ends_on) == (edition.starts_on, edition.ends_on):
            continue
        edition.starts_on, edition.ends_on = starts_on, ends_on
        family = ForumPage.objects.filter(translation_key=edition.translation_key)
        family.update(starts_on=starts_on, ends_on=ends_on)
        Provenance.objects.filter(kind=ForumPage.kind, translation_key=edition.translation_key).update(
            page_print=print_of(edition)
        )
        Change.record([edition.translation_key], ChangeKind.SAVED)
        changed += 1
    return changed


def span_of(dates: Iterable[tuple[date, str]]) -> Span:
    """First and last day of dates that are known to the day; months and years reach as far as they must."""
    found = list(dates)
    days = [on for on, precision in found if precision == DatePrecision.DAY]
    first, last = (min(days), max(days)) if days else (None, None)
    for on, precision in found:
        begin, end = on, last_day(on, precision)
        # "October 2019" says nothing new of an edition that has a day in that month.
        if not any(begin <= day <= end for day in days):
            first, last = min(first or begin, begin), max(last or end, end)
    return first, last


def last_day(on: date, precision: str) -> date:
    """The last day that the date can mean."""
    if precision == DatePrecision.YEAR:
        return on.replace(month=12, day=31)
    if precision == DatePrecision.MONTH:
        return on.replace(day=monthrange(on.year, on.month)[1])
    return on


def print_of(edition: ForumPage) -> str:
    """A print of what an import writes on an edition after making it: its dates."""
    return hashlib.blake2b(f"{edition.starts_on} {edition.ends_on}".encode(), digest_size=16).hexdigest()
