"""What the foundation tells Wagtail: who may see a page, voices, and the desk itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import escape, format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from access.viewer import STRANGER, ViewedRequest
from foundation.querysets import language_of, pages_visible_to
from foundation.signals import answers_to, errands_for
from foundation.views.bulk import BULK_ACTIONS
from foundation.views.desk import DeskPageViewSet, hers, tell_what_goes
from foundation.views.jobs import JobsMenuItem, JobsView, JobView, StartJobView, job_result, job_verb
from foundation.views.reports import MissingView, TranslationsView
from foundation.views.translations import mark_shortened
from foundation.views.voices import VoiceChooserViewSet, VoiceViewSet

DRAFTS_SHOWN = 8


@hooks.register("before_serve_page", order=-100)
def answer_alike(page: Page, request: ViewedRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """A page that may not be seen answers like one that does not exist; Wagtail's own check would redirect."""
    if not pages_visible_to(request.viewer).filter(pk=page.pk).exists():
        raise Http404


@hooks.register("before_delete_page")
def say_what_goes(request: HttpRequest, page: Page) -> None:
    """On the page that asks whether to delete."""
    if request.method == "GET":
        tell_what_goes(request, [page])


@hooks.register("after_publish_page")
def say_who_hides_it(request: HttpRequest, page: Page) -> None:
    """A page is as public as the pages above it: "View live" would lead to nothing."""
    if above := page.get_ancestors().filter(depth__gt=1, live=False).last():
        said = _("Readers do not see it yet: “%(above)s”, above it, is not published.")
        way = messages.button(reverse("wagtailadmin_pages:edit", args=[above.pk]), _("Open the page above"))
        messages.warning(request, said % {"above": above.get_admin_display_title()}, buttons=[way])


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("foundation.shortened", _("Shortened or whole"), _("Marked as shortened or as whole"))
    actions.register_action("foundation.keep", _("Keep a first version"), _("Kept as it stood before the first change"))


@hooks.register("construct_page_chooser_queryset")
def pages_to_choose(pages: PageQuerySet[Page], request: HttpRequest) -> PageQuerySet[Page]:
    """Pages where the person works: a title may say more than she may know."""
    return pages.filter(pk__in=hers(request.user).values("pk"))


class VisiblePageLinks(PageLinkHandler):
    """Links to pages in running text; one to a page that strangers may not see is plain text, its address a secret.

    Wagtail asks for all links of a text at once and tells nothing of the reader, so members lose the link too.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        ids = [attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdecimal()]
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        seen = list(pages_visible_to(STRANGER).filter(translation_key__in=keys))
        here = {page.translation_key: page for page in seen if language_of(page.locale_id) == get_language()}
        led_to = {str(page.pk): here.get(page.translation_key, page) for page in seen}
        return [led_to.get(attrs.get("id", "")) for attrs in attrs_list]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        return [f'<a href="{escape(page.url)}">' if page and page.url else "<a>" for page in pages]


@hooks.register("register_rich_text_features", order=10)
def links_to_what_is_seen(features: FeatureRegistry) -> None:
    features.register_link_type(VisiblePageLinks)


@hooks.register("on_serve_page", order=-100)
def serve_what_may_be_seen(check_again: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In place of Wagtail's own check, which knows no ranks: it would refuse a steward what is for members."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response: HttpResponse = page.serve(request, *args, **kwargs)
        return response

    return serve


@hooks.register("register_admin_viewset", order=10)  # after Wagtail's own, which this replaces
def page_viewset() -> DeskPageViewSet:
    return DeskPageViewSet()


for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=10)


@hooks.register("register_admin_viewset")
def voice_viewsets() -> list[Any]:
    return [VoiceViewSet(), VoiceChooserViewSet()]


class WaitingPanel(Component):
    """What waits for an editor: errands that the rooms above name, and everybody's drafts."""

    order = 90
    template_name = "foundation/desk/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        drafts = mine.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at", "pk")
        return {
            "errands": answers_to(errands_for, type(self), user=user),
            "drafts": drafts.specific(defer=True)[:DRAFTS_SHOWN],
        }


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> JobsMenuItem:
    return JobsMenuItem(_("Jobs"), reverse("jobs"), name="jobs", icon_name="tasks", order=120)


@hooks.register("register_admin_urls")
def job_urls() -> list[Any]:
    return [
        path("jobs/", JobsView.as_view(), name="jobs"),
        path("jobs/start/<slug:kind>/", StartJobView.as_view(), name="start_job"),
        path("jobs/<int:pk>/", JobView.as_view(), name="job"),
        path("jobs/<int:pk>/result/", job_result, name="job_result"),
        path("jobs/<int:pk>/<slug:verb>/", job_verb, name="job_verb"),
    ]


class ReportMenuItem(MenuItem):
    """A report on pages, for whoever may mend one."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_permission(request.user, "change"))


@hooks.register("register_reports_menu_item")
def missing_item() -> MenuItem:
    return ReportMenuItem(_("What is missing"), reverse("missing"), name="missing", icon_name="warning", order=100)


@hooks.register("register_reports_menu_item")
def translations_item() -> MenuItem:
    url = reverse("translations")
    return ReportMenuItem(_("Translations"), url, name="translations", icon_name="globe", order=110)


@hooks.register("construct_reports_menu")
def one_name_a_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """wagtail-localize calls its list of what is being translated as we call ours of what is there."""
    for item in menu_items:
        if item.url == reverse("wagtail_localize:translations_report"):
            item.label = _("Translations under way")


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/missing/", MissingView.as_view(), name="missing"),
        path("reports/missing/results/", MissingView.as_view(results_only=True), name="missing_results"),
        path("reports/translations/", TranslationsView.as_view(), name="translations"),
        path("reports/translations/results/", TranslationsView.as_view(results_only=True), name="translations_results"),
        path("translations/<int:page_id>/shortened/", mark_shortened, name="mark_shortened"),
    ]


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))


@hooks.register("construct_help_menu")
def own_help_only(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Shortcuts stay; what leads to the makers of the software is no errand of an editor."""
    menu_items[:] = [item for item in menu_items if not str(item.name).startswith(("whats-new", "editor-guide"))]
