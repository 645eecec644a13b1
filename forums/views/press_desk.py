"""Press and key messages in `/cms/`: lists, filters and forms, each within the pages that an editor may publish."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from forums.enums import LinkState
from forums.formats.dates import date_text
from forums.forms import MessageForm, PressForm, publishable_by
from forums.models.edition import ForumPage
from forums.models.press import KeyMessage, PressItem, ThemedRow
from forums.models.session import SessionPage
from foundation.querysets import is_original_q
from foundation.views.desk import MOST_DIGITS, CarefulRowView, hers

LOST = "lost"
LONGEST = 90  # characters of a message in the list


def work_of(model: type[ThemedRow]) -> str:
    """The column with the key of the page that a row belongs to."""
    return "session_key" if model is KeyMessage else "edition_key"


def rows_of(model: type[ThemedRow], user: Any) -> Any:
    """The rows beside pages that somebody may publish, each with the title of its page as `about`."""
    work = work_of(model)
    titles = Page.objects.filter(is_original_q(), translation_key=OuterRef(work)).order_by("pk").values("draft_title")
    keys = publishable_by(user).order_by().values("translation_key")
    return model._default_manager.filter(**{f"{work}__in": keys}).annotate(about=Subquery(titles[:1]))


class HerRows:
    """A view that shows an editor her own rows; the others are not there."""

    def get_queryset(self) -> QuerySet[Any]:
        return rows_of(self.model, self.request.user)  # type: ignore[attr-defined]


class RowListing(IndexView):
    """A list of her rows."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return rows_of(self.model, self.request.user)


class AddRow(CreateView):
    """A new row; `?page=7` chooses the page it belongs to."""

    def get_initial_form_instance(self) -> ThemedRow:
        wanted = self.request.GET.get("page", "")
        pk = int(wanted) if wanted.isdecimal() and len(wanted) < MOST_DIGITS else 0
        pages = publishable_by(self.request.user).filter(pk=pk)
        row: ThemedRow = self.model()
        setattr(row, work_of(self.model), pages.values_list("translation_key", flat=True).first())
        return row


class EditRow(HerRows, CarefulRowView):
    """The form of a row."""


class DeleteRow(HerRows, DeleteView):
    """Asks before a row goes."""


class RowHistory(HistoryView):
    """Who changed a row, and when."""

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return rows_of(self.model, self.request.user)


class RowUsage(UsageView):
    """What points to a row: nothing, so far."""

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return rows_of(self.model, self.request.user)


def editions_of(request: Any) -> QuerySet[ForumPage]:
    """The editions to choose from, the latest first."""
    return ForumPage.objects.filter(is_original_q(), pk__in=hers(request.user).values("pk")).by_date()


class PressFilters(WagtailFilterSet):
    """Press by edition and by what was found at its address."""

    edition = ModelChoiceFilter(label=_("Edition"), queryset=editions_of, method="of_edition")
    link = ChoiceFilter(
        label=_("Address"),
        choices=[*LinkState.choices, (LOST, _("dead, and no copy"))],
        method="by_link",
        empty_label=_("Any"),
    )

    class Meta:
        model = PressItem
        fields = ["edition", "link", "language"]

    def of_edition(self, rows: QuerySet[PressItem], name: str, edition: ForumPage) -> QuerySet[PressItem]:
        return rows.filter(edition_key=edition.translation_key)

    def by_link(self, rows: Any, name: str, value: str) -> QuerySet[PressItem]:
        found: QuerySet[PressItem] = rows.lost() if value == LOST else rows.filter(link_state=value)
        return found


def sessions_with_messages(request: Any) -> QuerySet[SessionPage]:
    """The sessions to choose from: those that have a message, the latest first."""
    keys = rows_of(KeyMessage, request.user).order_by().values("session_key")
    return SessionPage.objects.filter(is_original_q(), translation_key__in=keys).order_by("-held_on", "pk")


class MessageFilters(WagtailFilterSet):
    """Messages by edition, session, and by whether the speaker is withheld."""

    edition = ModelChoiceFilter(label=_("Edition"), queryset=editions_of, method="of_edition")
    session = ModelChoiceFilter(label=_("Session"), queryset=sessions_with_messages, method="of_session")

    class Meta:
        model = KeyMessage
        fields = ["edition", "session", "is_withheld", "language"]

    def of_session(self, rows: QuerySet[KeyMessage], name: str, session: SessionPage) -> QuerySet[KeyMessage]:
        return rows.filter(session_key=session.translation_key)

    def of_edition(self, rows: QuerySet[KeyMessage], name: str, edition: ForumPage) -> QuerySet[KeyMessage]:
        sessions = Page.objects.child_of(edition).order_by()
        return rows.filter(session_key__in=sessions.values("translation_key"))


class RowViewSet(ModelViewSet):
    """What both lists share. Histories and messages say "press item 3"."""

    index_view_class = RowListing
    add_view_class = AddRow
    edit_view_class = EditRow
    delete_view_class = DeleteRow
    history_view_class = RowHistory
    usage_view_class = RowUsage
    search_backend_name = None
    copy_view_enabled = False
    list_per_page = 50


def dated(item: PressItem) -> str:
    """The date as people write it."""
    return date_text(item.published_on, item.date_precision)


def beginning(message: KeyMessage) -> str:
    """The first words of a message."""
    return message.words if len(message.words) <= LONGEST else f"{message.words[:LONGEST]}…"


class PressViewSet(RowViewSet):
    """`/cms/press/`."""

    model = PressItem
    name = "press"
    icon = "doc-full-inverse"
    menu_label = _("Press")
    filterset_class = PressFilters
    search_fields = ["title", "outlet", "url", "archived_url"]
    ordering = ["-published_on", "-pk"]
    list_display: ClassVar[list[Any]] = [
        "title",
        "outlet",
        Column("about", label=_("Edition"), sort_key="about"),
        Column("dated", label=_("Date"), accessor=dated, sort_key="published_on"),
        Column("link_state", label=_("Address"), accessor="get_link_state_display", sort_key="link_state"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("edition_key"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("language")], heading=_("Title")),
            FieldPanel("outlet"),
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("date_precision")], heading=_("Date")),
            MultiFieldPanel([FieldPanel("url"), FieldPanel("archived_url")], heading=_("Where to read it")),
            FieldPanel("themes"),
        ],
        base_form_class=PressForm,
    )


class MessageListing(RowListing):
    """Messages by their first words, which lead to the form."""

    def _get_title_column(self, *args: Any, **kwargs: Any) -> TitleColumn:
        column: TitleColumn = super()._get_title_column(*args, **kwargs)
        column.accessor = beginning
        return column


class MessageViewSet(RowViewSet):
    """`/cms/key-messages/`."""

    model = KeyMessage
    index_view_class = MessageListing
    name = "key_messages"
    url_prefix = "key-messages"
    icon = "openquote"
    menu_label = _("Key messages")
    filterset_class = MessageFilters
    search_fields = ["words", "source"]
    ordering = ["-pk"]
    list_display: ClassVar[list[Any]] = [
        "words",
        Column("about", label=_("Session"), sort_key="about"),
        BooleanColumn("is_withheld", label=_("Speaker withheld"), sort_key="is_withheld"),
        "language",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("session_key"),
            FieldRowPanel([FieldPanel("words"), FieldPanel("language")], heading=_("What was said")),
            MultiFieldPanel([FieldPanel("speaker_name"), FieldPanel("is_withheld")], heading=_("Who said it")),
            MultiFieldPanel([FieldPanel("source"), FieldPanel("source_url")], heading=_("Where it stands")),
            FieldPanel("themes"),
        ],
        base_form_class=MessageForm,
    )
