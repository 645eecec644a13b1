"""Terms of the vocabulary as records: what others' records name has to be there before them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from access.models import Account
from forums.actions.record_columns import cleaned
from forums.actions.surroundings import taken_keys
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.cells import BadCellError, required
from forums.formats.records import KINDS, URN, Record, Values, called_term, differing
from foundation.rules import normal
from themes.actions.pending import free_slug
from themes.actions.vocabulary import label_term
from themes.enums import ThemeStatus
from themes.formats.goals import GOALS
from themes.formats.instruments import INSTRUMENTS
from themes.models.vocabulary import Theme
from themes.rules import place_fault

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


@dataclass
class Vocabulary:
    """The terms that are here, and the rows of a batch by their names: what a term and its theme are found in.

    `planned` is what the rows before would have made, `taken` the keys of whatever is here, `refused` the names of rows
    that cannot be.
    """

    planned: Collection[str] = ()
    taken: Collection[uuid.UUID] = ()
    refused: set[str] = field(default_factory=set)
    rows: dict[str, Record] = field(default_factory=dict)
    by_key: dict[uuid.UUID, Theme] = field(default_factory=dict)
    by_name: dict[str, Theme] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # A merged term last of those of a name: first come, last found.
        terms = Theme.objects.order_by(F("merged_into").asc(nulls_last=True), "-pk")
        for theme in terms.select_related("parent", "merged_into").prefetch_related("labels"):
            self.add(theme)

    def add(self, theme: Theme) -> None:
        """One more term that is here."""
        self.by_key[theme.key] = self.by_name[folded(theme.name)] = theme
        self.slugs.add(theme.slug)

    def term(self, row: Record) -> Theme | None:
        """The term that a row stands for: known by its key, else by its name."""
        known = self.by_key.get(row.key) if row.key else None
        return known or self.by_name.get(folded(row.title))

    def above(self, row: Record) -> Theme | None:
        """The theme that a row names as its own; of one that was merged the survivor."""
        found = self.by_name.get(folded(row.values.get("parent", "")))
        return found.merged_into or found if found else None

    def told(self, row: Record) -> Values:
        """What a row says, with names as they are written here."""
        told = {**row.values, **({"title": normal(row.title)} if row.title else {})}
        return told | ({"parent": above.name} if (above := self.above(row)) else {})

    def fault_of(self, row: Record, theme: Theme | None) -> str:
        """Why a term cannot have the name and the place that its row gives it; "" when it can."""
        name = folded(row.title)
        if theme is None and row.key in self.taken:
            return _("its key belongs to something else here")
        if self.rows.get(name, row) is not row:
            return _("a row before it has the same name")
        if theme is not None and self.by_name.get(name, theme) is not theme:
            return _("another term has this name")
        return self.misplaced(row, theme) if is_topic(row) else ""

    def misplaced(self, row: Record, theme: Theme | None) -> str:
        """Why it cannot belong to the theme that it names."""
        name = row.values["parent"]
        above, comes = self.above(row), None if folded(name) in self.refused else self.rows.get(folded(name))
        if above is None and comes is None and called_term(name) not in self.planned:
            return _("its theme “%(name)s” is not here") % {"name": name[:60]}
        return place_fault(
            is_itself=comes is row or (above is not None and above == theme),
            is_topic=bool((above and above.parent_id) or (comes and is_topic(comes))),
            has_topics=theme is not None and any(one.parent_id == theme.pk for one in self.by_key.values()),
        )


def folded(name: str) -> str:
    """A name as names are told apart."""
    return normal(name).casefold()


def is_topic(row: Record) -> bool:
    """Whether a row names a theme to which its term belongs."""
    return bool(row.values.get("parent"))


def judge_terms(*, rows: Sequence[Record], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each term; writes nothing."""
    taken = taken_keys([row.key for row in rows if row.key])
    here = Vocabulary(planned, taken, rows={folded(row.title): row for row in reversed(rows) if row.title})
    verdicts: dict[int, Verdict] = {}
    for row in sorted(rows, key=is_topic):  # whether a theme can be decides over its topics
        verdicts[row.number] = _verdict(row, here, wish)
        if verdicts[row.number].fate == ImportFate.FAULTY and here.rows.get(folded(row.title)) is row:
            here.refused.add(folded(row.title))
    return [verdicts[row.number] for row in rows]


def _verdict(row: Record, here: Vocabulary, wish: Wish) -> Verdict:
    theme, told = here.term(row), here.told(row)
    if theme is not None and theme.status == ThemeStatus.MERGED:
        return Verdict(row, ImportFate.REMOVED)
    held = [term_said(theme, is_full=is_full) for is_full in (False, True)] if theme else []
    changed = differing(told, held, apart=FIRST_ONLY)
    if theme is not None and not changed:
        return Verdict(row, ImportFate.UNCHANGED)
    try:
        _fill(Theme(), told if theme else {"title": "", **told})
    except BadCellError as error:
        return Verdict(row, ImportFate.FAULTY, str(error))
    if fault := here.fault_of(row, theme):
        return Verdict(row, ImportFate.FAULTY, fault)
    if theme is None:
        return Verdict(row, ImportFate.CREATED)
    # A term that nobody has looked at yet may be taken in; what editors wrote stays as they wrote it.
    fate = ImportFate.UPDATED if wish.overwrite or not theme.is_approved else ImportFate.EDITED
    return Verdict(row, fate, page=theme, changed=changed)


def _fill(theme: Theme, values: Values) -> None:
    for column, name in FIELDS.items():
        if column in values:
            setattr(theme, name, cleaned(theme, column, name, values[column]))
    _check_lists(theme, required(values.get("labels") or {}, dict))


def _check_lists(theme: Theme, labels: Mapping[str, Any]) -> None:
    """BadCellError for labels, goals and instruments that cannot be."""
    if not all(isinstance(label, str) and len(label) <= 100 and len(code) <= 12 for code, label in labels.items()):
        raise BadCellError(_("“labels” must name the term by languages, each in at most 100 characters"))
    if not all(isinstance(goal, int) and goal in GOALS for goal in required(theme.sdgs, list)):
        raise BadCellError(_("“goals” are numbers from 1 to 17"))
    if not all(isinstance(code, str) and code in INSTRUMENTS for code in required(theme.instruments, list)):
        raise BadCellError(_("“instruments” names one that is not known"))


def write_terms(*, verdicts: Sequence[Verdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts on terms say; call it inside a transaction."""
    here = Vocabulary()
    for one in sorted(verdicts, key=lambda one: is_topic(one.row)):  # themes before their topics
        values = here.told(one.row)
        theme = one.page or Theme(key=one.row.key or uuid.uuid4())
        _fill(theme, values)
        theme.slug = theme.slug or free_slug(values.get("slug") or theme.name, here.slugs)
        if "draft" in values:
            theme.status = ThemeStatus.PENDING if values["draft"] else ThemeStatus.APPROVED
        if "parent" in (one.changed or values):
            theme.parent = here.above(one.row)
        theme.save()
        here.add(theme)
        label_term(term=theme, labels=values.get("labels") or {}, by=by)
        log(instance=theme, action="wagtail.edit" if one.page else "wagtail.create", user=by)
