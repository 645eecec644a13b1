"""Terms of the vocabulary as records: what others' records name has to be there before them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from access.models import Account
from forums.actions.record_columns import cleaned
from forums.actions.record_streams import required
from forums.actions.surroundings import taken_keys
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.cells import BadCellError
from forums.formats.records import KINDS, URN, Record, Values, called_term, same
from themes.actions.vocabulary import label_term
from themes.enums import ThemeStatus
from themes.formats.goals import GOALS
from themes.formats.instruments import INSTRUMENTS
from themes.models.vocabulary import Theme

# Column of the record → field of the term; parent, labels and status are told in their own way.
FIELDS: Mapping[str, str] = {
    "title": "name",
    "summary": "definition",
    "synonyms": "synonyms",
    "goals": "sdgs",
    "instruments": "instruments",
    "order": "order",
}
FIRST_ONLY = frozenset({"key", "slug"})


def terms(*, is_full: bool) -> Any:
    """The terms of an export: themes before their topics."""
    found = Theme.objects.standing().order_by(F("parent").asc(nulls_first=True), "order", "name", "pk")
    return found if is_full else found.filter(status=ThemeStatus.APPROVED)


def terms_said(*, is_full: bool) -> Iterator[tuple[str, Values]]:
    """Id and record of each term."""
    for theme in terms(is_full=is_full).select_related("parent").prefetch_related("labels").iterator(chunk_size=500):
        yield f"{URN}{theme.key}", term_said(theme, is_full=is_full)


def term_said(theme: Theme, *, is_full: bool) -> Values:
    """The record of a term. The theme above it may wait for an editor: then strangers do not learn of it."""
    above = theme.parent if theme.parent and (is_full or theme.parent.is_approved) else None
    told: dict[str, Any] = {
        "key": str(theme.key),
        "slug": theme.slug,
        "parent": above.name if above else "",
        "labels": {row.language: row.label for row in sorted(theme.labels.all(), key=lambda row: row.language)},
        "draft": not theme.is_approved,
        **{column: getattr(theme, name) for column, name in FIELDS.items()},
    }
    return {name: told[name] for name in KINDS["term"]}


def judge_terms(*, rows: Sequence[Record], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each term; writes nothing. A term is known by its key, else by its name."""
    keys = [row.key for row in rows if row.key]
    held = Theme.objects.select_related("parent").prefetch_related("labels")
    by_key = {theme.key: theme for theme in held.filter(key__in=keys)}
    by_name = {theme.name.casefold(): theme for theme in held}
    taken = taken_keys(keys)
    names = {*planned, *(called_term(name) for name in (*by_name, *(row.title for row in rows)))}
    verdicts: dict[str, Verdict] = {}
    for row in rows:
        name = row.title.casefold()
        found = _verdict(row, by_key.get(row.key) or by_name.get(name), names, taken, wish)
        twice = Verdict(row, ImportFate.FAULTY, _("a row before it has the same name"))
        verdicts[row.external_id] = (
            twice if any(one.row.title.casefold() == name for one in verdicts.values()) else found
        )
    return list(verdicts.values())


def _verdict(
    row: Record, theme: Theme | None, names: Collection[str], taken: Collection[uuid.UUID], wish: Wish
) -> Verdict:
    if theme is not None and theme.status == ThemeStatus.MERGED:
        return Verdict(row, ImportFate.REMOVED)
    held = [term_said(theme, is_full=is_full) for is_full in (False, True)] if theme else []
    changed = [
        name
        for name, value in row.values.items()
        if name not in FIRST_ONLY and not any(same(value, one.get(name)) for one in held)
    ]
    if theme is not None and not changed:
        return Verdict(row, ImportFate.UNCHANGED)
    try:
        if theme is None and row.key in taken:
            raise BadCellError(_("its key belongs to something else here"))
        _fill(Theme(), row.values)
        if (parent := row.values.get("parent")) and called_term(parent) not in names:
            raise BadCellError(_("its theme “%(name)s” is not here") % {"name": parent[:60]})
    except BadCellError as error:
        return Verdict(row, ImportFate.FAULTY, str(error))
    if theme is None:
        return Verdict(row, ImportFate.CREATED)
    # A term that nobody has looked at yet may be taken in; what editors wrote stays as they wrote it.
    fate = ImportFate.UPDATED if wish.overwrite or not theme.is_approved else ImportFate.EDITED
    return Verdict(row, fate, page=theme, changed=changed)


def _fill(theme: Theme, values: Values) -> None:
    for column, name in FIELDS.items():
        if column in values:
            setattr(theme, name, cleaned(theme, column, name, values[column]))
    for language, label in required(values.get("labels") or {}, dict).items():
        if not isinstance(label, str) or len(label) > 100 or len(language) > 12:
            raise BadCellError(_("“labels” must name the term by languages, each in at most 100 characters"))
    if not all(isinstance(goal, int) and goal in GOALS for goal in required(theme.sdgs, list)):
        raise BadCellError(_("“goals” are numbers from 1 to 17"))
    if not all(isinstance(code, str) and code in INSTRUMENTS for code in required(theme.instruments, list)):
        raise BadCellError(_("“instruments” names one that is not known"))


def write_terms(*, verdicts: Sequence[Verdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts on terms say; call it inside a transaction."""
    for one in verdicts:
        values = one.row.values
        theme = one.page or Theme(key=one.row.key or uuid.uuid4())
        _fill(theme, values)
        theme.slug = theme.slug or free_slug(str(values.get("slug", "")), theme)
        if "draft" in values:
            theme.status = ThemeStatus.PENDING if values["draft"] else ThemeStatus.APPROVED
        if "parent" in (one.changed or values):
            theme.parent = Theme.objects.filter(name__iexact=values["parent"]).first()
        theme.save()
        label_term(term=theme, labels=values.get("labels") or {}, by=by)
        log(instance=theme, action="wagtail.edit" if one.page else "wagtail.create", user=by)


def free_slug(slug: str, theme: Theme) -> str:
    """The slug that the record has, or the next that no term has."""
    root = slug if re.fullmatch(r"[-\w]{1,90}", slug) else theme.slugify(theme.name)[:90]
    taken = set(Theme.objects.filter(slug__startswith=root).values_list("slug", flat=True))
    return next(word for n in count() if (word := theme.slugify(root, n or None)) not in taken)
