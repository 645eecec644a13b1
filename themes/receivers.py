"""A term that changes changes every work that carries it."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.signals import post_migrate, post_save, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page

from access.enums import GroupName
from access.viewer import Viewer
from foundation.actions import grants
from foundation.cards import Gap, Section
from foundation.enums import ChangeKind
from foundation.models.change import Change
from foundation.querysets import is_original_q
from foundation.signals import gaps_of_pages, home_sections
from themes.enums import ThemeStatus
from themes.models.entries import hub_root, index_for
from themes.models.hubs import themed_models
from themes.models.vocabulary import Theme, ThemeLabel, ThemeLink

EDITORS_ROWS = tuple(f"themes.{verb}_theme" for verb in ("add", "change", "delete", "view"))


@receiver([post_save, pre_delete], sender=Theme)
def theme_changed(sender: type[Model], instance: Theme, **kwargs: Any) -> None:
    family = list(Theme.objects.under(instance))
    carriers = Page.objects.filter(theme_links__tag__in=family).values_list("translation_key", flat=True)
    Change.record([theme.key for theme in family], ChangeKind.GONE)
    Change.record(carriers, ChangeKind.SAVED)


@receiver([post_save, pre_delete], sender=ThemeLabel)
def label_changed(sender: type[Model], instance: ThemeLabel, **kwargs: Any) -> None:
    theme_changed(sender=Theme, instance=instance.theme)


@receiver(home_sections)
def index_section(sender: object, viewer: Viewer, language: str, **kwargs: Any) -> tuple[Section, ...]:
    # Where the viewer may not see the page of the vocabulary, its lines would lead nowhere.
    root = hub_root(viewer, language)
    entries = index_for(viewer, language=language) if root else ()
    return (Section(30, "themes/sections/index.html", {"entries": entries, "url": root}),) if entries else ()


@receiver(gaps_of_pages)
def pages_without_terms(sender: object, **kwargs: Any) -> tuple[Gap, ...]:
    # A term that waits for an editor leads no reader to the page.
    seen = ThemeLink.objects.filter(content_object=OuterRef("pk"), tag__status=ThemeStatus.APPROVED)
    kinds = [model._meta.model_name for model in themed_models()]
    return (Gap("theme", _("theme"), Q(content_type__model__in=kinds) & is_original_q() & ~Q(Exists(seen))),)


@receiver(post_migrate)
def vocabulary_granted(sender: AppConfig, **kwargs: Any) -> None:
    if sender.name == "django.contrib.auth":
        grants.grant_rows(group=GroupName.EDITORS, names=EDITORS_ROWS, by=None)
