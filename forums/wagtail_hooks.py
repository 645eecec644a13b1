"""Editions and sessions on the editors' desk: listings, people, a new edition like another."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ModelChoiceFilter, NumberFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn, ParentPageColumn
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from access.models import Account
from forums.formats.dates import date_range, date_text
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem, ThemedRow
from forums.models.session import SessionPage
from forums.rules import day_fault
from forums.views.desk import PeopleView, StartEditionView
from forums.views.press_desk import LOST, MessageViewSet, PressViewSet, rows_of, work_of
from foundation.cards import Errand
from foundation.signals import errands_for
from foundation.views.desk import CarefulEditView, DeskPageViewSet, hers

TITLE = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
]
STATUS = PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%")


def span(edition: ForumPage) -> str:
    """The edition's days, as people write them."""
    return date_range(edition.starts_on, edition.ends_on)


def day(session: SessionPage) -> str:
    """The session's day, as exactly as it is known."""
    return date_text(session.held_on, session.date_precision)


def closed(session: SessionPage) -> str:
    """A word for closed sessions, none for open ones."""
    return str(_("closed")) if session.is_closed else ""


EDITION_COLUMNS: list[BaseColumn] = [
    *TITLE,
    Column("number", label=_("Number"), sort_key="number", width="8%"),
    Column("days", label=_("Days"), accessor=span, sort_key="starts_on", width="20%"),
    Column("place", label=_("Place"), sort_key="place", width="20%"),
    Column("sessions", label=_("Pages below"), accessor="numchild", sort_key="numchild", width="8%"),
    STATUS,
]
SESSION_COLUMNS: list[BaseColumn] = [
    *TITLE,
    Column("kind", label=_("Kind"), accessor="get_session_kind_display", sort_key="session_kind", width="12%"),
    Column("day", label=_("Day"), accessor=day, sort_key="held_on", width="14%"),
    Column("closed", label=_("Closed"), accessor=closed, sort_key="is_closed", width="8%"),
    ParentPageColumn("parent", label=_("Edition")),
    STATUS,
]


# What stands beside a page: the name of its desk, the filter of its list, and two buttons.
BESIDE: dict[type[ThemedRow], tuple[str, str, Any, Any]] = {
    PressItem: ("press", "edition", _("Add press"), _("Press (%(count)d)")),
    KeyMessage: ("key_messages", "session", _("Add key message"), _("Key messages (%(count)d)")),
}


class EditionFilters(PageFilterSet):
    """Editions by year and place."""

    year = NumberFilter(field_name="starts_on", lookup_expr="year", label=_("Year"), min_value=1, max_value=9999)

    class Meta:
        model = ForumPage
        fields = ["number", "year"]


class SessionFilters(PageFilterSet):
    """Sessions by edition, kind, day and whether they are closed."""

    edition = ModelChoiceFilter(
        label=_("Edition"),
        queryset=lambda request: ForumPage.objects.filter(pk__in=hers(request.user).values("pk")).by_date(),
        method="of_edition",
    )
    year = NumberFilter(field_name="held_on", lookup_expr="year", label=_("Year"), min_value=1, max_value=9999)

    class Meta:
        model = SessionPage
        fields = ["edition", "session_kind", "is_closed", "year"]

    def of_edition(self, sessions: QuerySet[SessionPage], name: str, edition: ForumPage) -> QuerySet[SessionPage]:
        return sessions.filter(path__startswith=edition.path)


def row_buttons(model: type[ThemedRow], page: Page, user: Account) -> list[HeaderButton]:
    """The ways to a new row beside this page and to those that are there, for those who may write them."""
    kind, work, add, view = BESIDE[model]
    if not (user.has_perm(f"forums.add_{model._meta.model_name}") and page.permissions_for_user(user).can_publish()):
        return []
    buttons = [HeaderButton(add, f"{reverse(f'{kind}:add')}?page={page.pk}", icon_name="plus", priority=30)]
    if count := model._default_manager.filter(**{work_of(model): page.translation_key}).count():
        url = f"{reverse(f'{kind}:index')}?{work}={page.specific.original.pk}"
        buttons.append(HeaderButton(view % {"count": count}, url, icon_name="list-ul", priority=31))
    return buttons


class EditionEditView(CarefulEditView):
    """The edition's form, with the ways to a new session and to its successor in the line above."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if self.page.permissions_for_user(self.request.user).can_add_subpage():
            url = reverse("wagtailadmin_pages:add", args=["forums", "sessionpage", self.page.pk])
            buttons.append(HeaderButton(_("Add session"), url, icon_name="plus", priority=10))
        if self.page.get_parent().permissions_for_user(self.request.user).can_add_subpage():
            url = reverse("start_edition", args=[self.page.pk])
            buttons.append(HeaderButton(_("New edition like this"), url, icon_name="copy", priority=20))
        return [*buttons, *row_buttons(PressItem, self.page, self.request.user)]


class SessionEditView(CarefulEditView):
    """The session's form, with the way to its people in the line above."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        people = HeaderButton(_("People"), reverse("session_people", args=[self.page.pk]), icon_name="group")
        if self.page.is_closed:
            return [people]
        return [people, *row_buttons(KeyMessage, self.page, self.request.user)]


class EditionPageViewSet(DeskPageViewSet):
    """Editions where the tree is explored."""

    model = ForumPage
    columns = EDITION_COLUMNS
    filterset_class = EditionFilters
    edit_view_class = EditionEditView


class SessionPageViewSet(DeskPageViewSet):
    """Sessions where the tree is explored."""

    model = SessionPage
    edit_view_class = SessionEditView


class EditionListing(PageListingViewSet):
    """`/cms/editions/`."""

    model = ForumPage
    name = "editions"
    icon = "date"
    menu_label = _("Editions")
    columns = EDITION_COLUMNS
    filterset_class = EditionFilters
    ordering = "-starts_on"


class SessionListing(PageListingViewSet):
    """`/cms/sessions/`."""

    model = SessionPage
    name = "sessions"
    icon = "group"
    menu_label = _("Sessions")
    columns = SESSION_COLUMNS
    filterset_class = SessionFilters
    ordering = "-held_on"


class ForumsGroup(ViewSetGroup):
    """All lists under one word in the menu."""

    items = (EditionListing("editions"), SessionListing("sessions"), PressViewSet(), MessageViewSet())
    menu_label = _("Forums")
    menu_icon = "date"
    menu_order = 150


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [EditionPageViewSet(), SessionPageViewSet(), ForumsGroup()]


@hooks.register("after_edit_page")
def sessions_left_outside(request: HttpRequest, page: Page) -> None:
    """Says which sessions lie outside the days of an edition that was just saved; they stay as they are."""
    if not isinstance(page, ForumPage):
        return
    outside = [
        session.get_admin_display_title()
        for session in SessionPage.objects.child_of(page)
        if day_fault(session.held_on, session.date_precision, page.starts_on, page.ends_on)
    ]
    if outside:
        said = _("These sessions lie outside the days of the edition now: %(titles)s.")
        messages.warning(request, said % {"titles": ", ".join(outside[:10])})


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [
        path("sessions/<int:page_id>/people/", PeopleView.as_view(), name="session_people"),
        path("editions/<int:page_id>/start-another/", StartEditionView.as_view(), name="start_edition"),
    ]


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: Account, next_url: str | None = None) -> list[Button]:
    """The same two ways from every listing."""
    if not page.permissions_for_user(user).can_edit():
        return []
    if isinstance(page, SessionPage):
        return [Button(_("People"), reverse("session_people", args=[page.pk]), icon_name="group", priority=12)]
    if isinstance(page, ForumPage) and page.get_parent().permissions_for_user(user).can_add_subpage():
        url = reverse("start_edition", args=[page.pk])
        return [Button(_("New edition like this"), url, icon_name="copy", priority=32)]
    return []


@receiver(errands_for)
def lost_press(sender: object, user: Account, **kwargs: Any) -> tuple[Errand, ...]:
    count = rows_of(PressItem, user).lost().count() if user.has_perm("forums.change_pressitem") else 0
    if not count:
        return ()
    text = ngettext("%(count)d press item cannot be read any more", "%(count)d press items cannot be read", count)
    return (Errand(text % {"count": count}, f"{reverse('press:index')}?link={LOST}", "link"),)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("forums.people", _("Edit people"), _("The people who took part were edited"))
    actions.register_action("forums.start", _("Start a new edition"), _("Started like another edition"))
