"""An edition of the forum."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager

from access.viewer import ViewedRequest, Viewer
from forums.blocks import HeadingStream
from forums.enums import Held, Measure
from forums.faces import ClaimFace, DocumentFace, EditionFace, HeadingFace
from forums.formats.dates import date_range
from forums.formats.linked_data import iso_date
from forums.models.attachments import document_face, documents_of, each_once
from forums.models.outcomes import ReportPage, StatementPage, outcomes_at
from forums.models.press import messages_of, press_of
from forums.models.programme import programme_for
from forums.panels import EditionForm, edition_handler
from forums.querysets import EditionQuerySet
from forums.rules import lines_of, offset_of
from foundation.blocks import BodyStream
from foundation.cards import Card, Link, Metadata
from foundation.formats.linked_data import known, organisation, place_named
from foundation.models.base import HostPage
from foundation.querysets import in_language_q
from foundation.signals import answers_to, cards_about
from themes.models.entries import theme_links
from themes.models.pages import ThemedPage
from themes.models.vocabulary import vocabulary

# Press items and key messages that an edition's page shows of many.
FEW = 6


@cache
def zones() -> list[tuple[str, str]]:
    """IANA names of all time zones, as choices."""
    return [(name, name) for name in sorted(zoneinfo.available_timezones()) if "/" in name or name == "UTC"]


class ForumPage(ThemedPage, HostPage):
    """An edition: when and where people gathered, under which title, and what numbers which source gives.

    The number is apart from the year and may be missing (a regional forum stands outside the count). `starts_on` and
    `ends_on` are dates at the place; sessions' times are local times of `time_zone`.
    """

    kind: ClassVar[str] = "edition"
    schema_kind: ClassVar[str] = "Event"
    date_field: ClassVar[str] = "starts_on"
    term_streams: ClassVar[tuple[str, ...]] = ("headings",)
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s edition", "%(shown)s editions", "count")
    facts: ClassVar[tuple[str, ...]] = (
        "number",
        "starts_on",
        "ends_on",
        "time_zone",
        "country",
        "concept_note",
        "builds_on",
    )

    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("In the numbered series; leave empty outside it.")
    )
    alternative_titles = models.TextField(
        _("alternative titles"), blank=True, help_text=_("Other titles that sources give it, one a line.")
    )
    title_note = models.CharField(
        _("note on the title"),
        max_length=300,
        blank=True,
        help_text=_("For example that the title is supplied, because no source gives one."),
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, choices=zones)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Venue and city."))
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters."))
    host = models.CharField(_("host"), max_length=200, blank=True)
    co_hosts = models.TextField(_("co-hosts"), blank=True, help_text=_("One a line."))
    concept_note = models.ForeignKey(
        "foundation.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("concept note"),
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("introduction"))
    headings = StreamField(
        HeadingStream(),
        blank=True,
        verbose_name=_("themes of this edition"),
        help_text=_("As its programme puts them."),
    )
    builds_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        verbose_name=_("builds on"),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(EditionQuerySet)()

    template: ClassVar[str] = "forums/forum_page.html"
    urlconf: ClassVar[str] = "forums.urls"
    parent_page_types: ClassVar[list[str]] = ["forums.ForumIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "forums.SessionPage",
        "forums.StatementPage",
        "forums.ReportPage",
        "foundation.PlainPage",
    ]
    base_form_class = EditionForm
    edit_handler = edition_handler

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="edition_ends_after_it_starts",
            )
        ]

    def clean(self) -> None:
        super().clean()
        self.country = self.country.upper()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day cannot lie before the first one.")})
        if self.pk and self.builds_on_id == self.pk:
            raise ValidationError({"builds_on": _("An edition cannot build on itself.")})

    def card_for(self, viewer: Viewer) -> Card:
        return Card(
            kind=self.kind,
            kind_label=self.kind_label,
            title=self.title,
            url=self.url or "",
            summary=self.standfirst,
            language=self.words_language,
            when=date_range(self.starts_on, self.ends_on),
            year=self.starts_on.year if self.starts_on else None,
            note=self.place,
            note_language=self.words_language,
        )

    def metadata_for(self, viewer: Viewer) -> Metadata:
        """A gathering: when, where, who held it."""
        facts = known(
            startDate=iso_date(self.starts_on),
            endDate=iso_date(self.ends_on),
            alternateName=lines_of(self.alternative_titles),
            location=place_named(self.place, self.country),
            organizer=[organisation(name) for name in (self.host, *lines_of(self.co_hosts)) if name],
        )
        return replace(super().metadata_for(viewer), facts=facts)

    def face_for(self, viewer: Viewer) -> EditionFace:
        """The edition as this viewer may see it: programme, voices, papers, numbers, press, neighbours. 12 queries."""
        original = self.original
        programme = programme_for(self, original, viewer, self.language)
        attached = documents_of({original.pk: original.words_language, **programme.holders})
        before, after = self.neighbours_for(viewer)
        press, press_total = press_of(self.link, self.translation_key, viewer, FEW)
        messages, message_total = messages_of(programme.links, viewer, FEW)
        return replace(
            self.brief_face(),
            claims=tuple(claim.face(original.words_language) for claim in original.claims.all()),
            days=programme.days,
            undated=programme.undated,
            voices=programme.voices,
            documents=original.documents(attached),
            session_documents=each_once(attached, programme.holders),
            themes=theme_links(viewer, programme.themes, self.language),
            headings=self.headings_for(viewer),
            statements=outcomes_at(StatementPage, self.path, original.path, viewer, self.language),
            reports=outcomes_at(ReportPage, self.path, original.path, viewer, self.language),
            press=press,
            press_total=press_total,
            messages=messages,
            message_total=message_total,
            builds_on=before,
            continued_by=after,
        )

    def brief_face(self) -> EditionFace:
        """What the page itself says of the edition. No query."""
        return EditionFace(
            title=self.title,
            url=self.url or "",
            language=self.words_language,
            number=self.number,
            alternative_titles=lines_of(self.alternative_titles),
            title_note=self.title_note,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            place=self.place,
            country=self.country,
            host=self.host,
            co_hosts=lines_of(self.co_hosts),
            zone=self.time_zone,
            offset=offset_of(self.time_zone, self.starts_on),
        )

    def documents(self, attached: Mapping[int, tuple[DocumentFace, ...]]) -> tuple[DocumentFace, ...]:
        """The concept note first, then its own of the attached documents. One query with a concept note."""
        note = (document_face(self.concept_note, self.words_language),) if self.concept_note else ()
        return tuple(dict.fromkeys((*note, *attached.get(self.pk, ()))))

    def headings_for(self, viewer: Viewer) -> tuple[HeadingFace, ...]:
        """The edition's own themes, each with the approved terms it stands for. One query, none without headings."""

        def links(block: Any) -> tuple[Link, ...]:
            chosen = {term.pk for term in block.value["themes"] if term}
            return theme_links(viewer, [term for pk, term in vocabulary().items() if pk in chosen], self.language)

        return tuple(HeadingFace(one.value["title"], one.value["text"], links(one)) for one in self.headings)

    def neighbours_for(self, viewer: Viewer) -> tuple[Card | None, tuple[Card, ...]]:
        """The edition it builds on, and those that build on it, in this language if they exist. One query."""
        original = self.original
        before = ForumPage.objects.filter(pk=original.builds_on_id).values("translation_key")
        around = models.Q(builds_on=original.pk) | models.Q(translation_key__in=before)
        found = ForumPage.objects.visible_to(viewer).filter(around, in_language_q(self.language)).by_date()
        earlier = [page for page in found if page.builds_on_id != original.pk]
        later = [page for page in found if page.builds_on_id == original.pk]
        return next((page.card_for(viewer) for page in earlier), None), tuple(page.card_for(viewer) for page in later)

    def feeds(self) -> tuple[Link, ...]:
        """What of this edition can be followed in a feed reader."""
        return (
            Link(gettext("New sessions of this edition"), f"{self.url}feed/"),
            Link(gettext("Press about this edition"), f"{self.url}feed/press/"),
        )

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["feeds"] = self.feeds()
        context["edition"] = self.face_for(request.viewer)
        context["continued_in"] = answers_to(cards_about, type(self), thing=self, viewer=request.viewer)
        return context


class Claim(Orderable):
    """A number that one source gives. Sources may disagree; all are shown, none is summed."""

    page = ParentalKey(ForumPage, on_delete=models.CASCADE, related_name="claims")
    measure = models.CharField(_("what is counted"), max_length=12, choices=Measure.choices)
    value = models.CharField(_("number, as the source puts it"), max_length=60, help_text=_("“more than 25”, “43”."))
    held = models.CharField(_("when it was said"), max_length=8, choices=Held.choices, default=Held.HELD)
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("that a source gives", "number")
        verbose_name_plural = _("numbers")

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.value}"

    def face(self, language: str) -> ClaimFace:
        """The number as readers see it; `language` is the edition's."""
        labels = self.get_measure_display(), self.get_held_display()
        return ClaimFace(*labels, self.value, self.source, self.source_url, language)
