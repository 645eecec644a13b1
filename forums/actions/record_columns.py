"""The columns of a page's record: what each says of a page, and what it makes of a page.

`say` gives a value as a record holds it, or ABSENT where the receiver may not know it; `take` sets it on a page that is
not stored yet, `tie` writes what stands in rows beside a page that is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from forums.actions.record_streams import reason, stream_said, stream_taken
from forums.actions.surroundings import Around
from forums.actions.ties import Ties
from forums.enums import DatePrecision
from forums.formats.cells import BadCellError, required
from forums.formats.languages import CODE
from forums.formats.partial_dates import read_date
from forums.formats.records import key_in

ABSENT: Any = object()


@dataclass(frozen=True)
class Column(ABC):
    """A column; `is_first_only`: counts for a page that is made, and never changes one that is here."""

    name: str
    is_first_only: ClassVar[bool] = False

    def is_word_of(self, model: Any) -> bool:
        """Whether each language has its own: facts belong to the work."""
        return False

    @abstractmethod
    def say(self, page: Any, around: Around) -> Any:
        """The value for the record."""

    def whole(self, value: Any) -> Any:
        """A value as `say` would give it: what may be left out is filled in."""
        return value

    # Most columns do one of the two.
    def take(self, page: Any, value: Any, ties: Ties) -> None:  # noqa: B027
        """Set it on the page; BadCellError when it cannot be."""

    def tie(self, page: Any, value: Any, ties: Ties) -> None:  # noqa: B027
        """Write what stands beside the page."""


@dataclass(frozen=True)
class Field(Column):
    """A field of the page."""

    field: str

    def is_word_of(self, model: Any) -> bool:
        return self.field not in model.facts

    def say(self, page: Any, around: Around) -> Any:
        value = getattr(page, self.field)
        return "" if value is None else plain(value)

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        setattr(page, self.field, cleaned(page, self.name, self.field, value))


@dataclass(frozen=True)
class Languages(Field):
    """Codes of languages."""

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        for one in required(value, list):
            if not CODE.fullmatch(required(one, str)):
                raise BadCellError(_("“%(code)s” is no code of a language") % {"code": one[:20]})
        super().take(page, value, ties)


@dataclass(frozen=True)
class Number(Field):
    """A number, which a page may be without."""

    def say(self, page: Any, around: Around) -> Any:
        return getattr(page, self.field)


@dataclass(frozen=True)
class Slug(Field):
    """The last part of the address: addresses of pages that are here stay."""

    is_first_only: ClassVar[bool] = True

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        if value:
            super().take(page, value, ties)


@dataclass(frozen=True)
class Key(Column):
    """The key of the work, which its permalink is made of."""

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        return str(page.translation_key)

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        key = key_in(value)
        if value and key is None:
            raise BadCellError(_("“key” is no UUID"))
        page.translation_key = key or page.translation_key


@dataclass(frozen=True)
class Draft(Column):
    """Whether strangers do not see the page. An import neither publishes nor takes down what is here."""

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        return page.pk not in around.shown

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        page.live = not value


@dataclass(frozen=True)
class Partial(Column):
    """A date as exactly as it is known."""

    field: str

    def say(self, page: Any, around: Around) -> Any:
        cut = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(page.date_precision, 10)
        found = getattr(page, self.field)
        return found.isoformat()[:cut] if found else ""

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        found = read_date(value) if value else None
        setattr(page, self.field, found.on if found else None)
        page.date_precision = found.precision if found else DatePrecision.DAY


@dataclass(frozen=True)
class Stream(Field):
    """A stream of blocks. One that holds what a file of words cannot carry is never written over."""

    def say(self, page: Any, around: Around) -> Any:
        found, lost = stream_said(page, self.field, around.names)
        around.lost[page.pk] += lost
        return found

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        stored = stream_taken(page._meta.get_field(self.field), value, ties)
        if page.pk and stream_said(page, self.field, ties.names)[1]:
            ties.notes[page.pk].append(_("the text here holds pictures or documents: it was left as it is"))
        else:
            setattr(page, self.field, page._meta.get_field(self.field).to_python(stored))


@dataclass(frozen=True)
class Items(Stream):
    """A stream of one kind of block, as a list of their values."""

    block: str

    def say(self, page: Any, around: Around) -> Any:
        return [one["value"] for one in super().say(page, around)]

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        super().take(page, [{"type": self.block, "value": one} for one in required(value, list)], ties)


@dataclass(frozen=True)
class Themes(Column):
    """Terms of the vocabulary by their names; names that are none yet become terms that wait for an editor."""

    def say(self, page: Any, around: Around) -> Any:
        return around.themes.get(page.pk, [])

    def take(self, page: Any, value: Any, ties: Ties) -> None:
        for one in required(value, list):
            required(one, str)

    def tie(self, page: Any, value: Any, ties: Ties) -> None:
        ties.link(page, value)


@dataclass(frozen=True)
class Parent(Column):
    """The id of the record of the page above."""

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        return around.parent_ids[around.parents[page.path[: -Page.steplen]].translation_key]


@dataclass(frozen=True)
class ParentTitle(Column):
    """What the page above is called, for people who read the file."""

    is_first_only: ClassVar[bool] = True

    def say(self, page: Any, around: Around) -> Any:
        return around.parents[page.path[: -Page.steplen]].title


def plain(value: Any) -> Any:
    """A value of a field as a record holds it."""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def cleaned(page: Any, column: str, field: str, value: Any) -> Any:
    """What the field stores for a value; BadCellError when it cannot."""
    found = page._meta.get_field(field)
    if value == "" and (found.null or not found.blank):
        value = found.get_default()
    try:
        return found.clean(value, page)
    except ValidationError as error:
        raise BadCellError(_("“%(column)s”: %(reason)s") % {"column": column, "reason": reason(error)}) from None
