"""What a merge of two terms moved, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from themes.formats.terms import number_of, term_lists
from themes.models.hubs import themed_models
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme, ThemeLink
from themes.rules import synonyms_with


class ThemeMerge(models.Model):
    """That a term was merged into another. `moved` is written and read by `actions.merging` alone."""

    term = models.OneToOneField(Theme, on_delete=models.CASCADE, related_name="merge", verbose_name=_("term"))
    into = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+", verbose_name=_("merged into"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    moved = models.JSONField(_("what was moved"), default=dict)

    class Meta:
        verbose_name = _("merge of terms")
        verbose_name_plural = _("merges of terms")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.term} → {self.into}"


@dataclass(frozen=True, slots=True)
class TermUse:
    """What hangs on a term: works that carry it, texts that name it in a numbered point or heading, topics under it."""

    works: int
    texts: int
    topics: int

    def __bool__(self) -> bool:
        return bool(self.works or self.texts or self.topics)


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would change: the uses of the term, how many works carry both, and the names that are kept."""

    use: TermUse
    both: int
    names: tuple[str, ...]


def last_merge() -> ThemeMerge | None:
    """The one merge that can be taken back."""
    return ThemeMerge.objects.select_related("term", "into").order_by("pk").last()


@dataclass(frozen=True, slots=True)
class Carrier:
    """A table of links to terms: the column of the term, that of whatever carries it, and how its works are told."""

    model: type[models.Model]
    term: str
    owner: str
    work: str

    def links(self, term: Theme) -> models.QuerySet[Any]:
        """The links of one term."""
        found: models.QuerySet[Any] = self.model._default_manager.filter(**{self.term: term})
        return found

    def works_with(self, term: Theme, *others: Theme) -> int:
        """How many works carry the term, and all the others too. One query."""
        links = self.links(term)
        for other in others:
            links = links.filter(**{f"{self.owner}__in": self.links(other).values(self.owner)})
        return links.values(self.work).distinct().count()


def carriers() -> list[Carrier]:
    """Pages' links, and the tables of whatever else in the rooms above carries terms."""
    related = [rel for rel in Theme._meta.related_objects if isinstance(rel, models.ManyToManyRel)]
    tables = [(rel.through, rel.field) for rel in related if rel.through and rel.through._meta.auto_created]
    return [
        Carrier(ThemeLink, "tag", "content_object", "content_object__translation_key"),
        *(Carrier(table, f.m2m_reverse_field_name(), f.m2m_field_name(), f.m2m_field_name()) for table, f in tables),
    ]


def use_of(term: Theme) -> TermUse:
    """How much hangs on a term, drafts of pages aside. One query for each table of links, each stream, and topics."""
    works = sum(carrier.works_with(term) for carrier in carriers())
    texts = {page.translation_key for page in pages_naming(term)}
    return TermUse(works, len(texts), term.topics.count())


def plan_for(term: Theme, into: Theme) -> MergePlan:
    """What merging `term` into `into` would change."""
    both = sum(carrier.works_with(term, into) for carrier in carriers())
    _synonyms, names = synonyms_with(into.synonyms, into.names(), term.names())
    return MergePlan(use_of(term), both, tuple(names))


def pages_naming(term: Theme) -> list[ThemedPage]:
    """Pages in every language that name the term in a stream. One query for each such stream.

    Asked of the words themselves: Wagtail's index of references does not know what has just been imported.
    """
    found: dict[int, ThemedPage] = {}
    for model in themed_models():
        for name in model.term_streams:
            pages = model.objects.alias(words=Cast(name, models.TextField()))
            for page in pages.filter(words__contains=f'"value": {term.pk}').order_by("pk"):
                if term.pk in {
                    number_of(item) for items in term_lists(page.raw_stream(name)).values() for item in items
                }:
                    found[page.pk] = page
    return list(found.values())
