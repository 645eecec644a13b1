"""Everything under a theme, as one viewer finds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.apps import apps
from django.conf import settings
from django.db.models import Count, F
from django.utils.translation import gettext as _
from wagtail.models import Page

from access.viewer import Viewer
from foundation.cards import Link
from foundation.formats.numbers import digits, number
from foundation.querysets import in_language_q, is_original_q, pages_visible_to
from themes.cards import HubGroup
from themes.formats.goals import GOALS
from themes.formats.instruments import INSTRUMENTS
from themes.models.entries import theme_links
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme, vocabulary

FEW = 12
MANY = 50


@dataclass(frozen=True, slots=True)
class Hub:
    """A theme with its topics and works; `language` is the title's, `goals` are "5 Gender Equality".

    With one `kind` chosen, `groups` is that kind alone, one page of it.
    """

    title: str
    language: str
    definition: str
    definition_language: str
    above: Link | None
    topics: tuple[Link, ...]
    goals: tuple[str, ...]
    instruments: tuple[str, ...]
    groups: tuple[HubGroup, ...] = ()
    total: int = 0
    kind: str = ""
    page: int = 1
    pages: int = 1


def hub_for(theme: Theme, viewer: Viewer, *, language: str, kind: str = "", page: int = 1) -> Hub:
    """The hub of a theme: the newest works of each kind, or one page of a kind. One query, and one a kind."""
    terms = [term for term in vocabulary().values() if theme.pk in (term.pk, term.parent_id)]
    counts = _counts(terms, viewer, language)
    kinds = {model.kind: model for model in themed_models() if counts.get(model.kind)}
    size, pages, chosen = FEW, 1, kinds.get(kind)
    if chosen:
        size, pages, kinds = MANY, -(-counts[kind] // MANY), {kind: chosen}
    page = min(max(page, 1), pages)
    groups = (_group(model, terms, viewer, language, counts[name], page, size) for name, model in kinds.items())
    return replace(
        _words_of(theme, terms, viewer, language),
        groups=tuple(groups),
        total=sum(counts.values()),
        kind=chosen.kind if chosen else "",
        page=page,
        pages=pages,
    )


def _words_of(theme: Theme, terms: list[Theme], viewer: Viewer, language: str) -> Hub:
    """What a hub says of its theme. No query but the vocabulary's, which is kept."""
    above = [term for term in vocabulary().values() if term.pk == theme.parent_id]
    return Hub(
        title=theme.label_for(language),
        language=theme.label_language(language),
        definition=theme.definition,
        definition_language=settings.LANGUAGE_CODE,
        above=next(iter(theme_links(viewer, above, language)), None),
        topics=theme_links(viewer, [term for term in terms if term.pk != theme.pk], language),
        goals=tuple(f"{digits(goal)} {GOALS[goal]}" for goal in theme.sdgs if goal in GOALS),
        instruments=tuple(str(INSTRUMENTS[code].title) for code in theme.instruments if code in INSTRUMENTS),
    )


def themed_models() -> list[type[ThemedPage]]:
    """Every page class that carries themes, in the order the rooms were built."""
    return [model for model in apps.get_models() if issubclass(model, ThemedPage)]


def _under(terms: list[Theme]) -> dict[str, object]:
    carriers = Page.objects.filter(is_original_q(), theme_links__tag__in=terms)
    return {"translation_key__in": carriers.values("translation_key")}


def _counts(terms: list[Theme], viewer: Viewer, language: str) -> dict[str, int]:
    found = pages_visible_to(viewer).filter(in_language_q(language), **_under(terms)).order_by()
    rows = found.values(model=F("content_type__model")).annotate(works=Count("pk"))
    by_model = dict(rows.values_list("model", "works"))
    return {model.kind: by_model.get(model._meta.model_name, 0) for model in themed_models()}


def _group(
    model: type[ThemedPage], terms: list[Theme], viewer: Viewer, language: str, total: int, page: int, size: int
) -> HubGroup:
    found = model.objects.visible_to(viewer).filter(in_language_q(language), **_under(terms))
    newest = found.order_by(F(model.date_field).desc(nulls_last=True), "-pk")[(page - 1) * size : page * size]
    label = model._meta.verbose_name_plural or _("pages")
    cards = tuple(work.card_for(viewer) for work in newest)
    counted = str(model.counted % {"count": total, "shown": number(total)})
    return HubGroup(model.kind, str(label), total, cards, str(model._meta.verbose_name), counted)
