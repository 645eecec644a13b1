"""Whatever changes what readers may see writes a change, in the transaction that does it."""

from typing import Any
from uuid import uuid4

from django.apps import AppConfig
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import CollectionViewRestriction, Locale, Page, PageViewRestriction
from wagtail.signals import page_published

from access.actions import forget_counters
from foundation.actions import grants, jobs, uploads, works
from foundation.cards import Gap
from foundation.enums import ChangeKind
from foundation.models.base import BasePage
from foundation.models.change import Change
from foundation.models.gaps import PICTURE_WITHOUT_WORDS, RECORDING_WITHOUT_WORDS, bodies_that_match
from foundation.models.media import Document
from foundation.models.rows import Voice
from foundation.signals import gaps_of_pages, minute_passed

# Saving a draft or a lock touches these columns of the live row and nothing that anybody reads.
EDITORIAL_FIELDS = frozenset(
    {
        "latest_revision",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "expire_at",
        "go_live_at",
        "numchild",
        "depth",
    }
)


@receiver(pre_save)
def page_about_to_change(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    # What stands below a page goes and comes with it.
    if isinstance(instance, Page) and instance.numchild and not raw:
        before = Page.objects.filter(pk=instance.pk).values_list("live", flat=True).first()
        instance.turns = before is not None and before != instance.live


@receiver(post_save)
def page_saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    # Moving and scheduled unpublishing save plain `Page`s.
    if raw or not isinstance(instance, Page):
        return
    touched = kwargs.get("update_fields")
    if touched is not None and EDITORIAL_FIELDS.issuperset(touched):
        return
    if isinstance(instance, BasePage):
        works.share_facts(page=instance)
    works.record_page(page=instance, is_new=bool(kwargs.get("created")))
    if getattr(instance, "turns", False):
        works.record_branch(path=instance.path, kind=ChangeKind.GONE)
    works.record_moved(page=instance)


@receiver(page_published)
def rows_published(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    works.follow_references(page=instance)


@receiver(post_delete)
def page_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, BasePage):
        Change.record([instance.translation_key], ChangeKind.GONE)


@receiver([post_save, pre_delete], sender=PageViewRestriction)
def restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    works.record_branch(path=instance.page.path, kind=ChangeKind.GONE)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def restriction_groups_changed(sender: type[Model], instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        works.record_branch(path=instance.page.path, kind=ChangeKind.GONE)


@receiver([post_save, post_delete], sender=Document)
def document_changed(sender: type[Model], instance: Document, **kwargs: Any) -> None:
    Change.record([instance.key], ChangeKind.GONE)


@receiver([post_save, post_delete], sender=Voice)
def voice_changed(sender: type[Model], instance: Voice, **kwargs: Any) -> None:
    # Quotations are in no index, but what is kept of pages and the files of exports may hold the name. The key is
    # nobody's: which works quote a voice is not known of those that were imported just now.
    if not kwargs.get("created"):
        Change.record([uuid4()], ChangeKind.GONE)


@receiver([post_save, pre_delete], sender=CollectionViewRestriction)
def collection_restricted(sender: type[Model], instance: CollectionViewRestriction, **kwargs: Any) -> None:
    works.record_documents(below=instance.collection.path)


@receiver(m2m_changed, sender=CollectionViewRestriction.groups.through)
def collection_groups_changed(sender: type[Model], instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, CollectionViewRestriction):
        works.record_documents(below=instance.collection.path)


@receiver([post_save, pre_delete], sender=Group)
def group_changed(sender: type[Model], instance: Group, **kwargs: Any) -> None:
    # A group that goes or gets another name meets no restriction any more.
    for path in PageViewRestriction.objects.filter(groups=instance).values_list("page__path", flat=True):
        works.record_branch(path=path, kind=ChangeKind.GONE)
    for path in CollectionViewRestriction.objects.filter(groups=instance).values_list("collection__path", flat=True):
        works.record_documents(below=path)


@receiver([post_save, post_delete], sender=Locale)
def languages_changed(sender: type[Model], **kwargs: Any) -> None:
    cache.delete("language_codes")


@receiver(post_migrate)
def desk_granted(sender: AppConfig, **kwargs: Any) -> None:
    # Permissions are made app by app in the same signal; when auth's turn comes, all of ours exist.
    if sender.name == "django.contrib.auth":
        grants.grant_desk(by=None)


@receiver(gaps_of_pages)
def gaps_in_bodies(sender: object, **kwargs: Any) -> tuple[Gap, ...]:
    return (
        Gap("alt", _("alt text"), bodies_that_match(PICTURE_WITHOUT_WORDS)),
        Gap("words", _("transcript of a linked recording"), bodies_that_match(RECORDING_WITHOUT_WORDS)),
    )


@receiver(minute_passed)
def errands_of_the_clock(sender: object, **kwargs: Any) -> None:
    call_command("publish_scheduled", verbosity=0)
    uploads.forget_abandoned_uploads(by=None)
    jobs.forget_old(by=None)
    forget_counters(by=None)
