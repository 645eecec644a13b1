"""What every page of ours is."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import BaseTranslatableField

from access.viewer import ViewedRequest, Viewer
from foundation.cards import Card, Link, Metadata, TranslationNote
from foundation.panels import SLUG_TAKEN, FactsForm, TranslationPanel
from foundation.querysets import VisiblePageQuerySet, language_of
from foundation.rules import permalink_of

UNKNOWN = "und"


@cache
def first_segments(urlconf: str) -> frozenset[str]:
    """ "calendar" of `calendar/<day:day>/`, for every address of a room that begins with a word."""
    routes = (str(pattern.pattern) for pattern in get_resolver(urlconf).url_patterns)
    return frozenset(route.split("/")[0] for route in routes if not route.startswith("<"))


class BasePage(Page, models.Model):  # a model by name, for Wagtail has no types
    """A page with a standfirst, a card and one doorway for readers.

    `kind` is the machine's word for what it is, `schema_kind` schema.org's; `facts` are the fields that belong to the
    work and not to its words: a translation takes them from the original page whenever it is saved
    (`actions.share_facts` does the other way).
    """

    kind: ClassVar[str] = "page"
    schema_kind: ClassVar[str] = "WebPage"
    facts: ClassVar[tuple[str, ...]] = ()

    standfirst = models.TextField(
        _("standfirst"), blank=True, max_length=600, help_text=_("One or two sentences under the title and on cards.")
    )

    is_shortened = models.BooleanField(
        _("shortened translation"),
        default=False,
        help_text=_("Readers are told so, and find the way to the whole text."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(VisiblePageQuerySet)()

    base_form_class = FactsForm
    content_panels = [*Page.content_panels, FieldPanel("standfirst"), TranslationPanel("is_shortened")]
    # Neither translated nor copied from the original: it is said of this one translation.
    override_translatable_fields: ClassVar[list[Any]] = [BaseTranslatableField("is_shortened")]

    class Meta:
        abstract = True

    @property
    def permalink(self) -> str:
        """The address of the work: the same in every language."""
        return permalink_of(self.translation_key)

    @property
    def language(self) -> str:
        """BCP 47 code of the part of the site where the page stands."""
        return language_of(self.locale_id)

    @property
    def words_language(self) -> str:
        """BCP 47 code of the words on the page; "und" (ISO 639-2) when nobody knows.

        A mirror outside the site's own language stands for a page that is not translated yet, and has its words.
        """
        return settings.LANGUAGE_CODE if self.alias_of_id else self.language

    @cached_property
    def original(self) -> Self:
        """The page that holds the facts of this work: the one in the site's own language, else the first one made."""
        if not self.locale_id or self.language == settings.LANGUAGE_CODE:
            return self
        family = type(self).objects.filter(translation_key=self.translation_key).order_by("pk")
        own = family.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        return own or family.first() or self

    def note_for(self, viewer: Viewer) -> TranslationNote | None:
        """What the viewer is told about the language of this page; None when there is nothing to tell.

        No query but that of the original, and one for a shortened translation.
        """
        if self.words_language not in (self.language, UNKNOWN):
            return TranslationNote(self.words_language, is_mirror=bool(self.alias_of_id))
        if not self.is_shortened or self.original.pk == self.pk:
            return None
        whole = type(self).objects.visible_to(viewer).filter(pk=self.original.pk).first()
        link = whole.link if whole else None
        return TranslationNote(is_shortened=True, whole=link)

    def take_facts(self) -> None:
        """Copy the facts from the original page, if that is another one.

        Read anew and with its row locked: whoever changes the original at this moment comes either before, and is
        read, or after, and writes here what has changed.
        """
        if not self.facts or self.original.pk == self.pk:
            return
        with transaction.atomic():
            original = type(self).objects.select_for_update(of=("self",)).get(pk=self.original.pk)
        for name in self.facts:
            setattr(self, name, getattr(original, name))

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.take_facts()
            # A mirror of a mirror mirrors the source, so that what hides the source is one step away.
            if self.alias_of_id and self.alias_of.alias_of_id:
                self.alias_of_id = self.alias_of.alias_of_id
        super().save(*args, **kwargs)

    @staticmethod
    def taken_by(place: Page) -> frozenset[str]:
        """What a page answers below itself; another page there with such a slug would never be reached."""
        host = place.specific_class
        return first_segments(host.urlconf) if host and issubclass(host, HostPage) else frozenset()

    def clean(self) -> None:
        super().clean()
        # A new one has no place yet: its form knows the page above.
        if self.path and not self.is_root() and self.slug in self.taken_by(self.get_parent()):
            raise ValidationError({"slug": SLUG_TAKEN})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What readers would get: also a draft of a translation has the facts of its original."""
        self.take_facts()
        return super().serve_preview(request, mode_name)

    @property
    def kind_label(self) -> str:
        """The reader's word for what this is."""
        return str(self._meta.verbose_name)

    @property
    def link(self) -> Link:
        """The way to it."""
        return Link(self.title, self.url or "", language=self.words_language)

    def card_for(self, viewer: Viewer) -> Card:
        """How this page shows itself elsewhere. Ask it only of pages that came through the doorway."""
        return Card(
            kind=self.kind,
            kind_label=self.kind_label,
            title=self.title,
            url=self.url or "",
            summary=self.standfirst,
            language=self.words_language,
        )

    def metadata_for(self, viewer: Viewer) -> Metadata:
        """What it tells machines. A mirror speaks for the page that it mirrors. No query, one for a mirror."""
        card = self.card_for(viewer)
        return Metadata(
            kind=self.schema_kind,
            title=card.title,
            url=(self.alias_of or self).url or "",
            language=card.language,
            summary=card.summary,
            permalink=self.permalink,
        )

    @cached_property
    def above(self) -> tuple[Link, ...]:
        """The pages above this one, below the home page. One query; who may see a page may see those above it."""
        if self.depth < 4:
            return ()
        pages = self.get_ancestors().filter(depth__gt=2, live=True).select_related("locale")
        return tuple(Link(page.title, page.url or "") for page in pages)

    def get_context(self, request: ViewedRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Machines read as strangers: whoever is signed in needs no metadata, and nothing restricted has any."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["metadata"] = self.metadata_for(request.viewer) if request.viewer.is_stranger else None
        return context

    def plain_text(self) -> str:
        """The words of the body, for search. Nothing that a reader of the page would not see."""
        body = getattr(self, "body", None)
        if not body:
            return ""
        return "\n".join(text for text in body.stream_block.get_searchable_content(body) if text)


class HostPage(BasePage):
    """A page that hosts what is not a page: the rest of the path is resolved against its room's `urls`.

    `urlconf` is a dotted name, so that models never import views. A view takes `(request, page, **kwargs)`.
    """

    urlconf: ClassVar[str] = ""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components and self.live:
            try:
                match = resolve("/" + "/".join(path_components) + "/", urlconf=self.urlconf)
            except Resolver404:
                return super().route(request, path_components)
            return RouteResult(self, kwargs={"match": match})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, match: Any = None, **kwargs: Any) -> HttpResponseBase:
        if match is None:
            return super().serve(request, **kwargs)
        response: HttpResponseBase = match.func(request, self, *match.args, **match.kwargs)
        return response
