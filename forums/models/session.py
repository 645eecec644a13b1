"""A session of an edition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.fields import StreamField
from wagtail.models import PageManager

from access.viewer import ViewedRequest, Viewer
from forums.enums import DatePrecision, SessionKind
from forums.faces import SessionFace
from forums.formats.dates import date_text
from forums.formats.linked_data import iso_date, session_times
from forums.models.attachments import documents_of
from forums.models.participation import people_of
from forums.models.press import messages_of
from forums.panels import SessionForm, session_handler
from forums.querysets import SessionQuerySet
from forums.rules import day_fault, is_evening_or_day
from foundation.blocks import BodyStream
from foundation.cards import Card, Link, Metadata
from foundation.formats.linked_data import known
from foundation.models.base import HostPage
from foundation.querysets import in_language_q
from foundation.signals import answers_to, cards_about
from themes.models.entries import theme_links
from themes.models.pages import ThemedPage


class SessionPage(ThemedPage, HostPage):
    """What people did together: a workshop, a panel, a talk.

    Templates, cards, feeds and the index take its face, never its fields: of a closed
    session only day, title, themes and summary exist for anybody. `held_on` counts as exactly as `date_precision`
    says; times are local times of the edition's zone.
    """

    kind: ClassVar[str] = "session"
    schema_kind: ClassVar[str] = "Event"
    date_field: ClassVar[str] = "held_on"
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s session", "%(shown)s sessions", "count")
    facts: ClassVar[tuple[str, ...]] = (
        "session_kind",
        "held_on",
        "date_precision",
        "starts_at",
        "ends_at",
        "is_closed",
        "languages",
        "recording_url",
    )

    session_kind = models.CharField(_("kind"), max_length=12, choices=SessionKind.choices, default=SessionKind.PANEL)
    is_closed = models.BooleanField(
        _("closed session"),
        default=False,
        help_text=_("Shows day, title, themes and summary, and nothing else anywhere: no times, names, text or files."),
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    date_precision = models.CharField(
        _("what is known of the date"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    text_language = models.CharField(
        _("language of this page’s words"),
        max_length=12,
        blank=True,
        help_text=_("Only if it differs from the language of the site around it: a code such as “de”."),
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("body"))
    recording_url = models.URLField(_("address of the recording"), blank=True, max_length=500)
    recording_title = models.CharField(_("title of the recording"), max_length=200, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)

    objects: ClassVar[Any] = PageManager.from_queryset(SessionQuerySet)()

    template: ClassVar[str] = "forums/session_page.html"
    urlconf: ClassVar[str] = "forums.urls"
    parent_page_types: ClassVar[list[str]] = ["forums.ForumPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = SessionForm
    edit_handler = session_handler

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(starts_at__isnull=False),
                name="session_ends_only_if_it_starts",
            )
        ]

    @property
    def words_language(self) -> str:
        return self.text_language or super().words_language

    def clean(self) -> None:
        super().clean()
        if self.ends_at and not self.starts_at:
            raise ValidationError({"starts_at": _("Say when it starts, or leave both times empty.")})
        if not is_evening_or_day(self.starts_at, self.ends_at):
            raise ValidationError({"ends_at": _("It would last over twelve hours. Does it end before it starts?")})
        # A new one has no place yet: its form knows the edition.
        edition = self.get_parent().specific if self.path and self.is_day_new() else None
        if edition and (fault := day_fault(self.held_on, self.date_precision, edition.starts_on, edition.ends_on)):
            raise ValidationError({"held_on": fault})

    def is_day_new(self) -> bool:
        """Whether this save would set another day. An edition that moved its days must not keep anybody from closing
        a session or mending a word.
        """
        stored = SessionPage.objects.filter(pk=self.pk).values_list("held_on", "date_precision").first()
        return stored != (self.held_on, self.date_precision)

    @property
    def kind_label(self) -> str:
        """The reader's word for what it was; of a closed session not even that is told."""
        return str(_("Closed session")) if self.is_closed else str(self.get_session_kind_display())

    def plain_text(self) -> str:
        """Body and transcript; nothing of a closed session."""
        return "" if self.is_closed else "\n".join(filter(None, [super().plain_text(), self.transcript]))

    @property
    def spoken(self) -> tuple[str, ...]:
        """Codes of the languages that were spoken; none of a closed session."""
        return () if self.is_closed else tuple(dict.fromkeys(self.languages))

    def brief_face(self, themes: tuple[Link, ...]) -> SessionFace:
        """What a programme shows: all that a closed session has, and times, languages and recording of an open one."""
        is_open = not self.is_closed
        recording = Link(self.recording_title or self.title, self.recording_url) if self.recording_url else None
        return SessionFace(
            key=str(self.translation_key),
            title=self.title,
            url=self.url or "",
            kind=self.session_kind if is_open else "",
            kind_label=self.kind_label,
            language=self.words_language,
            is_closed=self.is_closed,
            held_on=self.held_on,
            precision=self.date_precision,
            summary=self.standfirst,
            themes=themes,
            starts_at=self.starts_at if is_open else None,
            ends_at=self.ends_at if is_open else None,
            spoken=self.spoken,
            has_transcript=is_open and bool(self.transcript),
            recording=recording if is_open else None,
        )

    def face_for(self, viewer: Viewer) -> SessionFace:
        """The whole face. Five queries; the themes' two for a closed session."""
        brief = self.brief_face(theme_links(viewer, self.shown_themes, self.language))
        if self.is_closed:
            return brief
        here, dated = self.link, date_text(self.held_on, self.date_precision)
        return replace(
            brief,
            messages=messages_of({self.translation_key: here}, viewer, dated=dated)[0],
            people=people_of([self.translation_key], viewer).get(self.translation_key, ()),
            documents=documents_of({self.original.pk: self.original.words_language}).get(self.original.pk, ()),
            has_body=bool(self.body),
        )

    def card_for(self, viewer: Viewer) -> Card:
        return Card(
            kind=self.kind,
            kind_label=self.kind_label,
            title=self.title,
            url=self.url or "",
            summary=self.standfirst,
            language=self.words_language,
            when=date_text(self.held_on, self.date_precision),
            year=self.held_on.year if self.held_on else None,
            is_closed=self.is_closed,
        )

    def metadata_for(self, viewer: Viewer) -> Metadata:
        """A gathering of its edition; a closed one is a day and a title, and leads to no place."""
        told = super().metadata_for(viewer)
        if self.is_closed:
            return replace(told, facts=known(startDate=iso_date(self.held_on, self.date_precision)))
        facts = session_times(self.held_on, self.date_precision, self.starts_at, self.ends_at)
        return replace(told, facts=facts, part_of=self.above[-1] if self.above else None)

    def neighbours_for(self, viewer: Viewer) -> tuple[Card | None, Card | None]:
        """The sessions before and after this one in the programme, as the viewer may see it. Two queries."""
        beside = SessionPage.objects.visible_to(viewer).filter(in_language_q(self.language)).sibling_of(self)
        ids = [0, *beside.in_programme_order().values_list("pk", flat=True), 0]
        if self.pk not in ids:
            return None, None
        at = ids.index(self.pk)
        before, after = ids[at - 1], ids[at + 1]
        found = {page.pk: page.card_for(viewer) for page in SessionPage.objects.filter(pk__in=[before, after])}
        return found.get(before), found.get(after)

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["session"] = self.face_for(request.viewer)
        context["before"], context["after"] = self.neighbours_for(request.viewer)
        context["continued_in"] = answers_to(cards_about, type(self), thing=self, viewer=request.viewer)
        return context
