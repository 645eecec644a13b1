"""What a forum leaves in writing: statements and reports, whose points are numbered and can be cited one by one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from access.viewer import ViewedRequest, Viewer
from forums.blocks import ChallengeStream, PointStream
from forums.enums import Addressee, DatePrecision, PointKind
from forums.faces import OutcomeFace, PointFace
from forums.formats.canonical import canonical, fingerprint
from forums.formats.dates import date_text
from forums.formats.linked_data import iso_date
from forums.models.session import SessionPage
from forums.panels import report_handler, statement_handler
from forums.querysets import below_q
from foundation.blocks import BodyStream
from foundation.cards import Card, Metadata
from foundation.formats.linked_data import known
from foundation.models.base import HostPage
from foundation.querysets import in_language_q
from foundation.rules import permalink_of
from themes.models.entries import theme_links
from themes.models.pages import ThemedPage
from themes.models.vocabulary import vocabulary
from themes.panels import ThemedPageForm


class Recommendation(models.Model):
    """That a work has a point of this number: what its permalink stands for. `page_key` is a `translation_key`.

    The words stand on the pages, in each language; whom it addresses, its goals and terms on the original page.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_key = models.UUIDField(_("statement or report"), db_index=True)
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["page_key", "number"]
        constraints = [models.UniqueConstraint(fields=["page_key", "number"], name="one_recommendation_a_number")]

    def __str__(self) -> str:
        return f"{self.page_key}, {self.number}"

    @property
    def permalink(self) -> str:
        """The address that never changes, without host."""
        return permalink_of(self.key)


class OutcomePage(ThemedPage, HostPage):
    """A text with numbered points. A fingerprint fixes its words; `text/` below it lets anybody check."""

    point_kind: ClassVar[PointKind]
    date_field: ClassVar[str] = "issued_on"
    facts: ClassVar[tuple[str, ...]] = ("issued_on",)
    term_streams: ClassVar[tuple[str, ...]] = ("points",)
    urlconf: ClassVar[str] = "forums.urls"

    issued_on = models.DateField(_("date"), null=True, blank=True)
    version = models.CharField(
        _("version"), max_length=60, blank=True, help_text=_("As the text itself says: “final”, “as corrected on …”.")
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("preamble"))
    points = StreamField(PointStream(), blank=True, verbose_name=_("numbered points"))

    parent_page_types: ClassVar[list[str]] = ["forums.ForumPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ThemedPageForm

    class Meta:
        abstract = True

    def points_for(self, viewer: Viewer, original: OutcomePage) -> tuple[PointFace, ...]:
        """The points in this page's words, with the facts of the original."""
        facts = [one.value for one in original.points]
        words = [one.value for one in self.points]
        return tuple(
            self._point(number, said, facts[number - 1] if number <= len(facts) else said, viewer, original)
            for number, said in enumerate(words, start=1)
        )

    def _point(self, number: int, said: Any, facts: Any, viewer: Viewer, original: OutcomePage) -> PointFace:
        chosen = {term.pk for term in facts["themes"] if term}
        terms = [term for pk, term in vocabulary().items() if pk in chosen]
        # A name in other words stands for the same name of the original.
        is_named_here = len(said["named"]) == len(facts["named"])
        return PointFace(
            kind=self.point_kind,
            kind_label=str(self.point_kind.label),
            number=number,
            url=f"{self.url or ''}#{anchor_of(number)}",
            language=self.words_language,
            text=said["text"],
            explanation=said["explanation"],
            addressees=tuple(facts["addressees"]),
            addressee_labels=tuple(str(Addressee(one).label) for one in facts["addressees"] if one in Addressee.values),
            named=tuple((said if is_named_here else facts)["named"]),
            named_language=(self if is_named_here else original).words_language,
            goals=tuple(facts["goals"].replace(",", " ").split()),
            themes=theme_links(viewer, terms, self.language),
            term_ids=tuple(term.pk for term in terms),
        )

    @property
    def dated(self) -> str:
        """The day it bears, as people write it."""
        return date_text(self.issued_on, DatePrecision.DAY)

    def challenge_texts(self) -> tuple[str, ...]:
        """The numbered challenges, where this kind of text has them."""
        return ()

    def canonical_text(self, points: Sequence[PointFace]) -> str:
        """Every visible word of the text in order: title, date, version, preamble, challenges, points."""
        paragraphs = [self.title, self.dated, self.version, self.standfirst, super().plain_text()]
        paragraphs += [f"{number}. {text}" for number, text in enumerate(self.challenge_texts(), start=1)]
        for point in points:
            asked = "; ".join((*point.addressee_labels, *point.named, *point.goals))
            paragraphs += [f"{point.number}. {point.text}", point.explanation, asked]
        return canonical(paragraphs)

    def brief_face_for(self, viewer: Viewer, original: OutcomePage) -> OutcomeFace:
        """The text with its points and its fingerprint. No query but the vocabulary's, which is kept."""
        points = self.points_for(viewer, original)
        return OutcomeFace(
            kind=self.kind,
            title=self.title,
            url=self.url or "",
            language=self.words_language,
            dated=self.dated,
            version=self.version,
            challenges=self.challenge_texts(),
            points=points,
            fingerprint=fingerprint(self.canonical_text(points)),
        )

    def face_for(self, viewer: Viewer) -> OutcomeFace:
        """The whole face: permalinks, the sessions it comes from, its themes. Three queries, five in a translation."""
        brief = self.brief_face_for(viewer, self.original)
        rows = Recommendation.objects.filter(page_key=self.translation_key)
        permalinks = {row.number: row.permalink for row in rows}
        return replace(
            brief,
            points=tuple(replace(point, permalink=permalinks.get(point.number, "")) for point in brief.points),
            sessions=tuple(page.card_for(viewer) for page in self.sessions_for(viewer)),
            themes=theme_links(viewer, self.shown_themes, self.language),
        )

    def sessions_for(self, viewer: Viewer) -> Sequence[SessionPage]:
        """The sessions that it comes from, in this language if they exist, as far as the viewer may see them."""
        keys = SessionPage.objects.filter(pk__in=self.original.session_ids()).values("translation_key")
        found = SessionPage.objects.visible_to(viewer).filter(in_language_q(self.language), translation_key__in=keys)
        return list(found.in_programme_order())

    def session_ids(self) -> list[int]:
        """Ids of the sessions that this page, as the original, names."""
        raise NotImplementedError

    def plain_text(self) -> str:
        """Preamble, challenges and points, for search."""
        points = (text for one in self.points for text in (one.value["text"], one.value["explanation"]))
        return "\n".join(filter(None, [super().plain_text(), *self.challenge_texts(), *points]))

    def card_for(self, viewer: Viewer) -> Card:
        return Card(
            kind=self.kind,
            kind_label=self.kind_label,
            title=self.title,
            url=self.url or "",
            summary=self.standfirst,
            language=self.words_language,
            when=self.dated,
            year=self.issued_on.year if self.issued_on else None,
        )

    def metadata_for(self, viewer: Viewer) -> Metadata:
        """A text of its edition."""
        facts = known(datePublished=iso_date(self.issued_on), version=self.version)
        return replace(super().metadata_for(viewer), facts=facts, part_of=self.above[-1] if self.above else None)

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["outcome"] = self.face_for(request.viewer)
        return context


def outcomes_at(
    model: type[OutcomePage], path: str, original_path: str, viewer: Viewer, language: str
) -> tuple[OutcomeFace, ...]:
    """Texts of a kind below an edition, each in this language if it exists, the latest first. One query."""
    family: dict[uuid.UUID, list[OutcomePage]] = defaultdict(list)
    for page in model.objects.visible_to(viewer).filter(below_q(path, original_path)).order_by("-issued_on", "pk"):
        family[page.translation_key].append(page)
    faces = []
    for pages in family.values():
        own = [page for page in pages if page.language == settings.LANGUAGE_CODE]
        wanted = [page for page in pages if page.language == language]
        shown = (wanted or own or pages)[0]
        faces.append(shown.brief_face_for(viewer, own[0] if own else shown.original))
    return tuple(faces)


class StatementPage(OutcomePage):
    """What a forum concluded: challenges, and what it asks of whom."""

    kind: ClassVar[str] = "statement"
    schema_kind: ClassVar[str] = "CreativeWork"
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s statement", "%(shown)s statements", "count")
    point_kind: ClassVar[PointKind] = PointKind.RECOMMENDATION
    facts: ClassVar[tuple[str, ...]] = (*OutcomePage.facts, "concluding_session")

    challenges = StreamField(ChallengeStream(), blank=True, verbose_name=_("challenges"))
    concluding_session = models.ForeignKey(
        "forums.SessionPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="statements",
        verbose_name=_("session that adopted it"),
    )

    template: ClassVar[str] = "forums/statement_page.html"
    edit_handler = statement_handler

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def challenge_texts(self) -> tuple[str, ...]:
        return tuple(one.value["text"] for one in self.challenges)

    def session_ids(self) -> list[int]:
        return [self.concluding_session_id] if self.concluding_session_id else []


class ReportPage(OutcomePage):
    """What the closed workshops let be said of them, and where they want to go from there."""

    kind: ClassVar[str] = "report"
    schema_kind: ClassVar[str] = "Report"
    counted: ClassVar[Any] = ngettext_lazy("%(shown)s overview report", "%(shown)s overview reports", "count")
    point_kind: ClassVar[PointKind] = PointKind.STRATEGY

    template: ClassVar[str] = "forums/report_page.html"
    edit_handler = report_handler

    class Meta:
        verbose_name = _("overview report")
        verbose_name_plural = _("overview reports")

    def session_ids(self) -> list[int]:
        return list(self.reported_sessions.values_list("session", flat=True))


class ReportedSession(Orderable):
    """That a report speaks of a session."""

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="reported_sessions")
    session = models.ForeignKey(
        "forums.SessionPage", on_delete=models.CASCADE, related_name="reports", verbose_name=_("session")
    )

    panels = [PageChooserPanel("session", "forums.SessionPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"reported session {self.pk}"


def anchor_of(number: int) -> str:
    """Where a point stands on its page: "point-3"."""
    return f"point-{number}"
