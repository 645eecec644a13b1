"""Editors' reports: what pages lack, and which languages each work is in. Every row leads to where it is mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from foundation.cards import Gap
from foundation.models.gaps import one_a_work_q
from foundation.querysets import language_codes
from foundation.signals import answers_to, gaps_of_pages
from foundation.views.desk import hers

GAP = "lacks_"


def edit_url(page: Page) -> str:
    """Where a page is mended."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def languages() -> list[tuple[str, str]]:
    """Code and name of the languages that pages can be in, in the site's order."""
    held = set(language_codes().values())
    return [(code, str(name)) for code, name in settings.LANGUAGES if code in held]


def gaps() -> list[Gap]:
    """Everything that a page may lack, as the rooms know it, by its word."""
    return sorted(answers_to(gaps_of_pages, Page), key=attrgetter("label"))


class PagesToMend(ReportView):
    """A report on pages that somebody may edit."""

    model = Page
    any_permission_required = ("change",)
    paginate_by = 50
    context_object_name = "pages"
    verbose_name_plural = _("pages")

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[Page]:
        pages = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        found: PageQuerySet[Page] = pages.filter(depth__gt=1, alias_of=None).order_by("path")
        shown: QuerySet[Page] = found.annotate_approved_schedule().prefetch_workflow_states()
        return shown.select_related("locale", "content_type")

    def get_filtered_queryset(self) -> QuerySet[Page]:
        # Wagtail's listing has filtered already.
        return self.get_queryset()


class PageKindFilter(WagtailFilterSet):
    """By kind of page."""

    content_type = ContentTypeFilter(
        label=_("Kind"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields = ["content_type"]


class MissingFilters(PageKindFilter):
    """By what is missing, kind, language, and whether readers see the page."""

    lacks = MultipleChoiceFilter(label=_("Missing"), choices=lambda: [(one.key, one.label) for one in gaps()])
    language = ChoiceFilter(label=_("Language"), field_name="locale__language_code", choices=languages)

    class Meta(PageKindFilter.Meta):
        fields = ["lacks", "content_type", "language", "live"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lacks"].method = "with_gaps"

    def with_gaps(self, pages: QuerySet[Page], name: str, chosen: Iterable[str]) -> QuerySet[Page]:
        return pages.filter(reduce(or_, (Q(**{GAP + key: True}) for key in chosen), Q()))


class MissingView(PagesToMend):
    """`/cms/reports/missing/`: a row for each page that lacks something, and what it lacks."""

    page_title = _("What is missing")
    header_icon = "warning"
    filterset_class = MissingFilters
    index_url_name = "missing"
    index_results_url_name = "missing_results"
    list_export = ("title", "missing", "page_type_display_name", "locale", "status_string")
    export_headings = {
        "title": _("Title"),
        "missing": _("Missing"),
        "page_type_display_name": _("Kind"),
        "locale": _("Language"),
        "status_string": _("Status"),
    }
    export_filename = "missing"
    no_results_message = _("Nothing is missing here.")

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps()

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Title"), accessor="get_admin_display_title", get_url=edit_url),
            Column("missing", label=_("Missing"), accessor=self.missing, width="25%"),
            Column("kind", label=_("Kind"), accessor="page_type_display_name", width="15%"),
            Column("language", label=_("Language"), accessor="locale", width="10%"),
            Column("status", label=_("Status"), accessor="status_string", width="10%"),
        ]

    def get_base_queryset(self) -> QuerySet[Page]:
        lacking = {
            GAP + one.key: ExpressionWrapper(Q(pk__in=Page.objects.filter(one.where).values("pk")), BooleanField())
            for one in self.gaps
        }
        any_of_them = reduce(or_, (Q(**{name: True}) for name in lacking), Q(pk__in=[]))
        return super().get_base_queryset().annotate(**lacking).filter(any_of_them)

    def missing(self, page: Page) -> str:
        """ "theme, transcript"."""
        return ", ".join(one.label for one in self.gaps if getattr(page, GAP + one.key))

    def decorate_paginated_queryset(self, pages: Iterable[Page]) -> Iterable[Page]:
        for page in pages:
            page.missing = self.missing(page)
        return pages


class TranslationFilters(PageKindFilter):
    """By kind, and by a language that is lacking."""

    lacks = ChoiceFilter(label=_("Lacks"), choices=languages, method="without_language")

    class Meta(PageKindFilter.Meta):
        fields = ["lacks", "content_type"]

    def without_language(self, pages: QuerySet[Page], name: str, code: str) -> QuerySet[Page]:
        there = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=code)
        return pages.filter(~Exists(there.filter(alias_of=None)))


class LanguageColumn(Column):
    """How far a work is in one language: published, a draft, or a link to begin with."""

    cell_template_name = "foundation/desk/translation_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["may_translate"] = parent_context["request"].user.has_perm("wagtail_localize.submit_translation")
        return {**context, "page": instance, "code": self.name}


class TranslationsView(PagesToMend):
    """`/cms/reports/translations/`: a row for each work, a column for each language."""

    page_title = _("Translations")
    header_icon = "globe"
    filterset_class = TranslationFilters
    index_url_name = "translations"
    index_results_url_name = "translations_results"
    export_filename = "translations"
    verbose_name_plural = _("works")

    @cached_property
    def list_export(self) -> list[str]:
        return ["title", "page_type_display_name", *(code for code, _name in languages())]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        return {"title": _("Title"), "page_type_display_name": _("Kind"), **dict(languages())}

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Work"), accessor="get_admin_display_title", get_url=edit_url),
            Column("kind", label=_("Kind"), accessor="page_type_display_name", width="12%"),
            *(LanguageColumn(code, label=name, accessor=lambda page, code=code: page.states[code], width="12%")
              for code, name in languages()),
        ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Page]:
        return super().get_base_queryset().filter(one_a_work_q())

    def decorate_paginated_queryset(self, works: Iterable[Page]) -> Iterable[Page]:
        versions = self.versions_of([work.translation_key for work in works])
        for work in works:
            work.states = {code: versions[work.translation_key].get(code) for code, _name in languages()}
            for code, version in work.states.items():
                setattr(work, code, state_of(version))
        return works

    def versions_of(self, keys: list[Any]) -> dict[Any, dict[str, Page]]:
        """Work → language → its page, of those that she could find herself."""
        found: dict[Any, dict[str, Page]] = defaultdict(dict)
        pages = hers(self.request.user).filter(translation_key__in=keys, alias_of=None).select_related("locale")
        for page in pages:
            found[page.translation_key][page.locale.language_code] = page
        return found


def state_of(page: Page | None) -> str:
    """A version's state in a word."""
    if page is None:
        return str(_("lacking"))
    return str(_("published")) if page.live else str(_("draft"))
