"""What the forums answer the rooms below, and what a changed row means for its session."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from access.enums import GroupName
from access.viewer import Viewer
from forums.actions import outcomes, removal
from forums.actions.export_runs import export_to_fetch, may_export
from forums.actions.import_runs import import_upload, may_import
from forums.forms import ExportForm, ImportForm
from forums.models.edition import ForumPage
from forums.models.index import marks_for
from forums.models.outcomes import OutcomePage, ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem, ThemedRow, keys_about
from forums.models.press_lists import cards_under
from forums.models.session import SessionPage
from foundation.actions import grants
from foundation.cards import Card, Gap, JobKind, Section
from foundation.enums import ChangeKind
from foundation.models.change import Change
from foundation.querysets import in_language_q, is_original_q
from foundation.signals import cards_about, gaps_of_pages, home_sections, job_kinds, lost_with, pages_without_files
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme

EDITORS_ROWS = tuple(
    f"forums.{verb}_{name}" for verb in ("add", "change", "delete", "view") for name in ("pressitem", "keymessage")
)


@receiver(post_save, sender=Participation)
@receiver(post_delete, sender=Participation)
def participation_changed(sender: type[Model], instance: Participation, **kwargs: Any) -> None:
    # A name may just have lost its source: leave the session out until the index has looked again.
    said = KeyMessage.objects.filter(speaker=instance.pk).values_list("key", flat=True)
    Change.record([instance.session_key, *said], ChangeKind.GONE)


@receiver([post_save, post_delete], sender=PressItem)
@receiver([post_save, post_delete], sender=KeyMessage)
@receiver(m2m_changed, sender=PressItem.themes.through)
@receiver(m2m_changed, sender=KeyMessage.themes.through)
def row_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, ThemedRow):
        Change.record([instance.key], ChangeKind.GONE)


@receiver([post_save, pre_delete], sender=Theme)
def theme_of_rows_changed(sender: type[Model], instance: Theme, **kwargs: Any) -> None:
    Change.record(keys_about(term.pk for term in Theme.objects.under(instance)), ChangeKind.SAVED)


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


@receiver(lost_with)
def rows_of_deleted_works(sender: object, pages: list[Page], **kwargs: Any) -> tuple[str, ...]:
    loss = removal.loss_with(pages)
    words = (
        (loss.press, ngettext("%(count)d press item", "%(count)d press items", loss.press)),
        (loss.messages, ngettext("%(count)d key message", "%(count)d key messages", loss.messages)),
        (loss.parts, ngettext("%(count)d person’s part", "the parts of %(count)d people", loss.parts)),
    )
    return tuple(text % {"count": count} for count, text in words if count)


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
    return (Gap("transcript", gettext("transcript"), silent & is_original_q() & ~Q(Exists(written))),)


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


@receiver(cards_about)
def said_and_reported(sender: object, thing: object, viewer: Viewer, **kwargs: Any) -> tuple[Card, ...]:
    return cards_under(thing, viewer, get_language() or "") if isinstance(thing, Theme) else ()


@receiver(post_migrate)
def rows_granted(sender: AppConfig, **kwargs: Any) -> None:
    if sender.name == "django.contrib.auth":
        grants.grant_rows(group=GroupName.EDITORS, names=EDITORS_ROWS, by=None)


IMPORT = JobKind(
    name="import",
    label=_("Import an archive"),
    description=_(
        "Brings in what was exported here, or the sessions of another archive: CSV or JSON lines. The same file twice "
        "changes nothing."
    ),
    icon="upload",
    form=ImportForm,
    may=lambda account: may_import(by=account),
    run=import_upload,
)

EXPORT = JobKind(
    name="export",
    label=_("Export the archive"),
    description=_("Writes a file that the import reads. Pictures and documents are listed and stay behind."),
    icon="download",
    form=ExportForm,
    may=lambda account: may_export(by=account),
    run=export_to_fetch,
)


@receiver(job_kinds)
def jobs_of_the_archive(sender: object, **kwargs: Any) -> tuple[JobKind, ...]:
    return (IMPORT, EXPORT)
