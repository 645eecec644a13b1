"""Verbs about editions."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from wagtail.log_actions import log

from access.models import Account
from forums.enums import DatePrecision
from forums.models.edition import ForumPage
from forums.models.session import SessionPage


@transaction.atomic
def start_edition(*, like: ForumPage, title: str, starts_on: date, by: Account | None) -> ForumPage:
    """A draft of the next edition with the structure of `like`, and drafts of its sessions.

    The original and its sessions are what is copied, whichever translation an editor starts from.

    Taken over: length, themes, headings, and of each session title, kind, themes, whether it is closed and its place
    in the days. Left behind: people, documents, recordings, texts, times, numbers, place and hosts.
    """
    like = like.original
    edition = ForumPage(
        title=title,
        locale=like.locale,
        owner=by,
        live=False,
        starts_on=starts_on,
        ends_on=moved(like.ends_on, like.starts_on, starts_on) or starts_on,
        headings=like.headings.get_prep_value(),
        builds_on=like,
    )
    edition.themes.set(list(like.themes.all()))
    like.get_parent().add_child(instance=edition)
    edition.save_revision(user=by, log_action="wagtail.create")
    for session in SessionPage.objects.child_of(like).order_by("path"):
        add_like(session=session, edition=edition, held_on=moved_day(session, like.starts_on, starts_on), by=by)
    log(instance=edition, action="forums.start", user=by, data={"like": like.pk})
    return edition


def add_like(*, session: SessionPage, edition: ForumPage, held_on: date | None, by: Account | None) -> SessionPage:
    """A draft with the skeleton of a session."""
    draft = SessionPage(
        title=session.title,
        locale=edition.locale,
        owner=by,
        live=False,
        session_kind=session.session_kind,
        is_closed=session.is_closed,
        held_on=held_on,
    )
    draft.themes.set(list(session.themes.all()))
    edition.add_child(instance=draft)
    draft.save_revision(user=by, log_action="wagtail.create")
    return draft


def moved(day: date | None, first: date | None, new_first: date) -> date | None:
    """A day as far from the new first day as it was from the old one; None when either is unknown."""
    return new_first + (day - first) if day and first else None


def moved_day(session: SessionPage, first: date | None, new_first: date) -> date | None:
    """The session's new day; only a day that was known exactly has a place among the days."""
    return moved(session.held_on, first, new_first) if session.date_precision == DatePrecision.DAY else None
