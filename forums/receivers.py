"""What the forums answer the rooms below, and what a changed row means for its session."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from access.viewer import Viewer
from forums.actions import outcomes, removal
from forums.models.edition import ForumPage
from forums.models.index import marks_for
from forums.models.outcomes import OutcomePage, ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.cards import Card, Gap, Section
from foundation.enums import ChangeKind
from foundation.models.change import Change
from foundation.querysets import in_language_q, is_original_q
from foundation.signals import cards_about, gaps_of_pages, home_sections, pages_without_files
from themes.models.pages import ThemedPage


@receiver(post_save, sender=Participation)
@receiver(post_delete, sender=Participation)
def participation_changed(sender: type[Model], instance: Participation, **kwargs: Any) -> None:
    # A name may just have lost its source: leave the session out until the index has looked again.
    Change.record([instance.session_key], ChangeKind.GONE)


@receiver(post_save, sender=StatementPage)
@receiver(post_save, sender=ReportPage)
def outcome_saved(sender: type[Model], instance: OutcomePage, raw: bool = False, **kwargs: Any) -> None:
    # A draft is saved into a revision, and touches the live row in columns that are no words.
    touched = kwargs.get("update_fields")
    if not raw and (touched is None or "points" in touched or "live" in touched):
        outcomes.number_points(page=instance, by=None)


@receiver(post_delete, sender=ForumPage)
@receiver(post_delete, sender=SessionPage)
@receiver(post_delete, sender=StatementPage)
@receiver(post_delete, sender=ReportPage)
def work_deleted(sender: type[Model], instance: ThemedPage, **kwargs: Any) -> None:
    if not type(instance).objects.filter(translation_key=instance.translation_key).exists():
        removal.forget_work(key=instance.translation_key, by=None)


@receiver(home_sections)
def forum_sections(sender: object, viewer: Viewer, language: str, **kwargs: Any) -> tuple[Section, ...]:
    editions = ForumPage.objects.visible_to(viewer).filter(in_language_q(language)).by_date()
    # What an import brings has no number: it does not push our own forums from the front page.
    last = editions.exclude(number=None).first() or editions.first()
    if last is None:
        return ()
    return (
        Section(10, "forums/sections/last_forum.html", {"edition": last.face_for(viewer)}),
        Section(20, "forums/sections/timeline.html", {"marks": marks_for(viewer, language=language)}),
    )


@receiver(pages_without_files)
def closed_sessions(sender: object, **kwargs: Any) -> tuple[Q, ...]:
    return (Q(sessionpage__is_closed=True),)


@receiver(gaps_of_pages)
def recordings_without_transcript(sender: object, **kwargs: Any) -> tuple[Gap, ...]:
    # A closed session shows neither. One transcript serves all languages of a session.
    written = SessionPage.objects.filter(translation_key=OuterRef("translation_key")).exclude(transcript="")
    silent = Q(sessionpage__is_closed=False, sessionpage__transcript="") & ~Q(sessionpage__recording_url="")
    return (Gap("transcript", _("transcript"), silent & is_original_q() & ~Q(Exists(written))),)


@receiver(cards_about)
def what_came_of_a_session(sender: object, thing: object, viewer: Viewer, **kwargs: Any) -> tuple[Card, ...]:
    if not isinstance(thing, SessionPage):
        return ()
    original = thing.original.pk
    where = {StatementPage: Q(concluding_session=original), ReportPage: Q(reported_sessions__session=original)}
    keys = [model.objects.filter(named).values("translation_key") for model, named in where.items()]
    found = [
        page
        for model, key in zip(where, keys, strict=True)
        for page in model.objects.visible_to(viewer).filter(in_language_q(thing.language), translation_key__in=key)
    ]
    return tuple(page.card_for(viewer) for page in found)
