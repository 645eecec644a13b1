"""The kinds of pages that records stand for, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.actions.record_columns import (
    ABSENT,
    Column,
    Draft,
    Field,
    Items,
    Key,
    Languages,
    Number,
    Parent,
    ParentTitle,
    Partial,
    Slug,
    Stream,
    Themes,
)
from forums.actions.record_rows import Claims, Origin, People, PointKeys, Sessions, Work
from forums.actions.record_translations import Translations
from forums.actions.surroundings import Around
from forums.formats.records import KINDS, NOT_OF_CLOSED, Values, differing
from forums.models.edition import ForumPage
from forums.models.outcomes import ReportPage, StatementPage
from forums.models.session import SessionPage
from forums.rules import is_evening_or_day

PAGE: tuple[Column, ...] = (
    Key("key"),
    Field("title", "title"),
    Slug("slug", "slug"),
    Field("summary", "standfirst"),
    Themes("themes"),
    Stream("blocks", "body"),
    Draft("draft"),
)
# What only a translation has.
SHORTENED = Field("shortened", "is_shortened")


@dataclass(frozen=True)
class PageKind:
    """A kind of record that is a page."""

    name: str
    model: Any
    own: tuple[Column, ...]

    @property
    def columns(self) -> Mapping[str, Column]:
        """Its columns by name, in the order of its records."""
        known = {column.name: column for column in (*PAGE, *self.own, self.translations)}
        return {name: known[name] for name in KINDS[self.name] if name in known}

    @cached_property
    def translations(self) -> Translations:
        """The words of the work in other languages."""
        words = (*PAGE, *self.own, SHORTENED)
        return Translations("translations", tuple(one for one in words if one.is_word_of(self.model)))

    def values(self, page: Any, around: Around) -> Values:
        """The record of a page."""
        hidden = NOT_OF_CLOSED if getattr(page, "is_closed", False) and not around.is_full else frozenset()
        told = ((name, column.say(page, around)) for name, column in self.columns.items() if name not in hidden)
        return {name: value for name, value in told if value is not ABSENT}

    def remarks(self, page: Any, around: Around) -> Iterator[str]:
        """What of the page its record does not hold, once the record is made."""
        files = around.files.get(page.pk, 0) + bool(getattr(page, "concept_note_id", None))
        if lost := around.lost.get(page.pk, 0):
            yield ngettext("%(n)d picture or document in its text", "%(n)d pictures or documents in its text", lost) % {
                "n": lost
            }
        if files and not getattr(page, "is_closed", False):
            yield ngettext("%(n)d document beside it", "%(n)d documents beside it", files) % {"n": files}


def fault_of(page: Any) -> str:
    """Why a page cannot be as its record says, though each of its fields can; "" when it can."""
    if isinstance(page, ForumPage) and page.starts_on and page.ends_on and page.ends_on < page.starts_on:
        return _("its last day lies before its first")
    if isinstance(page, SessionPage) and page.ends_at and not page.starts_at:
        return _("it ends and does not start")
    if isinstance(page, SessionPage) and not is_evening_or_day(page.starts_at, page.ends_at):
        return _("it would last over twelve hours")
    return ""


def changed_by(values: Values, standing: Sequence[Values], columns: Mapping[str, Column]) -> list[str]:
    """The columns of a record that differ from every way in which the page here can be told."""
    compared = [name for name in values if name in columns and not columns[name].is_first_only]
    return differing({name: columns[name].whole(values[name]) for name in compared}, standing)


EDITION = PageKind(
    "edition",
    ForumPage,
    (
        Number("number", "number"),
        Field("starts_on", "starts_on"),
        Field("ends_on", "ends_on"),
        Field("time_zone", "time_zone"),
        Field("place", "place"),
        Field("country", "country"),
        Field("host", "host"),
        Field("co_hosts", "co_hosts"),
        Field("alternative_titles", "alternative_titles"),
        Field("title_note", "title_note"),
        Work("builds_on", "builds_on", ForumPage),
        Items("headings", "headings", "heading"),
        Claims("claims"),
    ),
)
SESSION = PageKind(
    "session",
    SessionPage,
    (
        Parent("forum_id"),
        ParentTitle("forum"),
        Field("kind", "session_kind"),
        Partial("date", "held_on"),
        Field("starts_at", "starts_at"),
        Field("ends_at", "ends_at"),
        Field("closed", "is_closed"),
        Languages("languages", "languages"),
        Field("text_language", "text_language"),
        Field("recording", "recording_url"),
        Field("recording_title", "recording_title"),
        Field("transcript", "transcript"),
        People("people"),
        Origin("origin"),
    ),
)
OUTCOME: tuple[Column, ...] = (
    Parent("forum_id"),
    ParentTitle("forum"),
    Field("date", "issued_on"),
    Field("version", "version"),
    Items("points", "points", "point"),
    PointKeys("point_keys"),
)
STATEMENT = PageKind(
    "statement",
    StatementPage,
    (*OUTCOME, Work("session", "concluding_session", SessionPage), Items("challenges", "challenges", "challenge")),
)
REPORT = PageKind("report", ReportPage, (*OUTCOME, Sessions("sessions")))
PAGE_KINDS: Mapping[str, PageKind] = {kind.name: kind for kind in (EDITION, SESSION, STATEMENT, REPORT)}
