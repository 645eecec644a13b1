"""The one vocabulary that links everything: themes, and topics under them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from access.viewer import STRANGER
from foundation.models.change import remembered
from foundation.rules import normal
from themes.enums import ThemeStatus
from themes.querysets import ThemeQuerySet
from themes.rules import place_fault


class Theme(TagBase):
    """A term of the vocabulary. Two levels: a theme has no parent, a topic has a theme.

    `synonyms`, one a line, widen search. `sdgs` are goal numbers 1–17 (A/RES/70/1), `instruments` codes of
    `themes.formats.instruments`. A merged term stays as a row, so that what names it by number, name or address finds
    the term that took its place.
    """

    free_tagging: ClassVar[bool] = False
    name: models.CharField[str, str]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="topics",
        verbose_name=_("theme it belongs to"),
        help_text=_("Leave empty for a theme; choose a theme to make this one of its topics."),
    )
    definition = models.TextField(_("definition"), blank=True, max_length=1000)
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("One a line, in any language. Whoever searches for one finds this.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ThemeStatus.choices, default=ThemeStatus.APPROVED, db_index=True
    )
    sdgs = models.JSONField(_("Sustainable Development Goals"), default=list, blank=True)
    instruments = models.JSONField(_("human rights instruments"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects: ClassVar[Any] = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")), name="theme_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(status=ThemeStatus.MERGED, merged_into__isnull=False, parent=None)
                | (models.Q(merged_into=None) & ~models.Q(status=ThemeStatus.MERGED)),
                name="theme_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.name = normal(self.name)
        if self.parent is not None and (
            fault := place_fault(
                is_itself=self.parent_id == self.pk,
                is_topic=self.parent.parent_id is not None,
                has_topics=bool(self.pk) and self.topics.exists(),
            )
        ):
            raise ValidationError({"parent": fault})

    def slugify(self, tag: str, i: int | None = None) -> str:
        """taggit's rule, keeping letters of every script."""
        slug = slugify(tag, allow_unicode=True) or "theme"
        return slug if i is None else f"{slug}-{i}"

    def label_for(self, language: str = "") -> str:
        """The term in this language (BCP 47; the active one by default), else its own name."""
        return self._label_in(language) or self.name

    def label_language(self, language: str = "") -> str:
        """In which language `label_for` answers; names are in the site's own."""
        return (language or get_language() or "") if self._label_in(language) else settings.LANGUAGE_CODE

    def _label_in(self, language: str) -> str:
        wanted = language or get_language() or ""
        return next((row.label for row in self.labels.all() if row.language == wanted), "")

    @property
    def labels_by_language(self) -> dict[str, str]:
        """Language code → name there."""
        return {row.language: row.label for row in self.labels.all()}

    def names(self) -> list[str]:
        """Every word for it, in every language: name, labels and synonyms."""
        lines = [self.name, *(row.label for row in self.labels.all()), *self.synonyms.splitlines()]
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    @property
    def is_approved(self) -> bool:
        return self.status == ThemeStatus.APPROVED


class ThemeLabel(models.Model):
    """A theme's name in one language."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="labels", verbose_name=_("theme"))
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=100)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints = [models.UniqueConstraint(fields=["theme", "language"], name="one_label_a_language")]

    def __str__(self) -> str:
        return self.label


class ThemeLink(ItemBase):
    """That a page is about a theme."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="links")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="theme_links")

    class Meta:
        verbose_name = _("theme link")
        verbose_name_plural = _("theme links")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_link_a_theme_and_page")]


def survivors() -> dict[int, int]:
    """Id of every merged term → id of the term that took its place. One query."""
    return dict(Theme.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))


def vocabulary() -> dict[int, Theme]:
    """Id → every approved term with its labels, in the vocabulary's order; kept until a term changes. Two queries."""
    return remembered("vocabulary", STRANGER, "", _vocabulary)


def _vocabulary() -> dict[int, Theme]:
    return {theme.pk: theme for theme in Theme.objects.approved().prefetch_related("labels")}


def themes_of(page_ids: Iterable[int]) -> dict[int, list[Theme]]:
    """Page id → its approved terms in the vocabulary's order. One query for any number of pages."""
    carried: dict[int, set[int]] = {pk: set() for pk in page_ids}
    for pk, term in ThemeLink.objects.filter(content_object__in=carried).values_list("content_object", "tag"):
        carried[pk].add(term)
    terms = vocabulary()
    return {pk: [theme for theme in terms.values() if theme.pk in ids] for pk, ids in carried.items()}
