"""Columns of records that are rows beside a page: who took part, numbers, other works, where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from forums.actions.imported_sessions import is_untouched
from forums.actions.record_columns import ABSENT, Column, cleaned
from forums.actions.surroundings import Around, Names, found_pages, ids_of, taken_keys
from forums.actions.ties import Ties
from forums.formats.cells import BadCellError, required
from forums.formats.records import key_in
from forums.models.edition import Claim
from forums.models.outcomes import Recommendation, ReportedSession
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.rules import has_bidi_controls, may_be_named


@dataclass(frozen=True)
class Rows(Column):
    """Rows of a model, each as an object: the record's words → the model's fields."""

    model: ClassVar[Any]
    fields: ClassVar[dict[str, str]]

    def told(self, row: Any) -> dict[str, str]:
        """A row as a record holds it."""
        return {word: str(getattr(row, name)) for word, name in self.fields.items()}

    def row(self, told: Any) -> Any:
        """The row that an object of a record describes."""
        if strange := sorted(required(told, dict).keys() - self.fields.keys()):
            raise BadCellError(
                _("“%(column)s” has nothing called “%(name)s”") % {"column": self.name, "name": strange[0]}
            )
        row = self.model()
        for word, name in self.fields.items():
            if word in told:
                setattr(row, name, cleaned(row, f"{self.name}: {word}", name, required(told[word], str)))
        return row

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        for told in required(value, list):
            self.check(self.row(told))

    def whole(self, value: Any) -> Any:
        return [self.told(self.row(told)) for told in required(value, list)]

    def check(self, row: Any) -> None:
        """BadCellError for a row that cannot be, though each of its fields can."""


@dataclass(frozen=True)
class People(Rows):
    """Who took part. Those who are withheld are in no record that leaves for everybody, and no record removes them."""

    model: ClassVar[Any] = Participation
    fields: ClassVar[dict[str, str]] = {
        "name": "printed_name",
        "role": "role",
        "category": "category",
        "country": "country",
        "source": "public_source",
    }

    def say(self, page: Any, around: Around) -> Any:
        rows = around.people.get(page.translation_key, [])
        return [self.told(row) for row in rows if around.is_full or may_be_named(row.printed_name, row.public_source)]

    def check(self, row: Any) -> None:
        if not row.printed_name or has_bidi_controls(row.printed_name):
            raise BadCellError(_("“people” has somebody without a name, or with invisible direction marks in it"))

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        key = page.translation_key
        held = [] if page.pk in ties.fresh else list(Participation.objects.filter(session_key=key))
        for order, told in enumerate(value):
            row = self.row(told)
            row.session_key, row.order = key, order
            before = next((one for one in held if one.printed_name.casefold() == row.printed_name.casefold()), None)
            if before is None:
                ties.rows[Participation].append(row)
            else:
                held.remove(before)
                row.pk, row.pattern_seed = before.pk, before.pattern_seed
                row.save()
        for row in held:
            if may_be_named(row.printed_name, row.public_source):
                row.delete()


@dataclass(frozen=True)
class Claims(Rows):
    """Numbers that sources give."""

    model: ClassVar[Any] = Claim
    fields: ClassVar[dict[str, str]] = {
        "measure": "measure",
        "value": "value",
        "held": "held",
        "source": "source",
        "url": "source_url",
    }

    def say(self, page: Any, around: Around) -> Any:
        return [self.told(row) for row in page.claims.all()]

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        Claim.objects.filter(page=page.pk).delete()
        for order, told in enumerate(value):
            row = self.row(told)
            row.page_id, row.sort_order = page.pk, order
            ties.rows[Claim].append(row)


def not_here(external_id: str) -> str:
    """What to do about a record that another one points to."""
    return _("“%(id)s” is not here yet: import it, then this file once more") % {"id": external_id}


@dataclass(frozen=True)
class Work(Column):
    """Another work, by the id of its record. One that is not here yet is noted: a second run finds it."""

    field: str
    model: Any

    def say(self, page: Any, around: Around) -> Any:
        other = getattr(page, self.field)
        if other is None or not around.names.permalink(other.pk):
            return ""
        return ids_of([other.translation_key])[other.translation_key]

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        other = ties.made.get(value) or found_pages(self.model, {value: None})[value][1] if value else None
        if value and other is None:
            ties.notes[page.pk].append(not_here(value))
        type(page).objects.filter(translation_key=page.translation_key).update(**{self.field: other})
        setattr(page, self.field, other)


@dataclass(frozen=True)
class Sessions(Column):
    """The sessions that a report speaks of, by the ids of their records."""

    def say(self, page: Any, around: Around) -> Any:
        rows = page.reported_sessions.select_related("session").order_by("sort_order", "pk")
        keys = [row.session.translation_key for row in rows if around.names.permalink(row.session_id)]
        ids = ids_of(keys)
        return [ids[key] for key in keys]

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        for one in required(value, list):
            required(one, str)

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        found = found_pages(SessionPage, dict.fromkeys(value))
        public = Names()
        for row in ReportedSession.objects.filter(page=page.pk):
            if public.permalink(row.session_id):
                row.delete()
        for order, name in enumerate(value):
            if (session := found[name][1]) is None:
                ties.notes[page.pk].append(not_here(name))
            else:
                ties.rows[ReportedSession].append(ReportedSession(page_id=page.pk, session=session, sort_order=order))


@dataclass(frozen=True)
class PointKeys(Column):
    """The keys of the points, which their permalinks are made of: those of points that are here stay."""

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        rows = Recommendation.objects.filter(page_key=page.translation_key).order_by("number")
        return [str(key) for key in rows.values_list("key", flat=True)]

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        if not all(isinstance(one, str) and key_in(one) for one in required(value, list)):
            raise BadCellError(_("“point_keys” holds something else than UUIDs"))

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        keys = [key for one in value if (key := key_in(one))]
        taken = taken_keys(keys)
        # At once: other versions of the text, which are stored next, number what they do not find.
        Recommendation.objects.bulk_create(
            Recommendation(page_key=page.translation_key, number=number, key=key)
            for number, key in enumerate(keys, start=1)
            if key not in taken and number <= len(page.points)
        )


@dataclass(frozen=True)
class Origin(Column):
    """Of a work that an archive brought: the print of its row, unless it was changed here, and the source of its names.

    A print is made of all names, also of those that may not leave: where somebody is withheld it stays here.
    """

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        before = around.origins.get(page.translation_key)
        if before is None or not before.row_print:
            return ABSENT
        people = around.people.get(page.translation_key, [])
        is_told = around.is_full or not (page.is_closed or any(not row.public_source for row in people))
        is_as_read = is_told and is_untouched(page, before, people)
        return {"print": before.row_print if is_as_read else "", "source": before.source}

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        if any(not isinstance(required(value, dict).get(name, ""), str) for name in ("print", "source")):
            raise BadCellError(_("“origin” holds something else than text"))
