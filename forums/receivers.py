"""What the forums answer the rooms below, and what a changed row means for its session."""

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from access.viewer import Viewer
from forums.actions import removal
from forums.models.edition import ForumPage
from forums.models.index import marks_for
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.cards import Section
from foundation.enums import ChangeKind
from foundation.models.change import Change
from foundation.querysets import in_language_q
from foundation.signals import home_sections, pages_without_files


@receiver(post_save, sender=Participation)
@receiver(post_delete, sender=Participation)
def participation_changed(sender: type[Model], instance: Participation, **kwargs: Any) -> None:
    # A name may just have lost its source: leave the session out until the index has looked again.
    Change.record([instance.session_key], ChangeKind.GONE)


@receiver(post_delete, sender=ForumPage)
@receiver(post_delete, sender=SessionPage)
def work_deleted(sender: type[Model], instance: ForumPage | SessionPage, **kwargs: Any) -> None:
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
