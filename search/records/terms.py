"""Terms of the vocabulary as records: a hub is found like a page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists

from access.enums import Audience
from access.viewer import Viewer
from foundation.rules import closest
from search.records.shapes import Record, Text
from search.records.works import one_of
from themes.models.entries import hub_roots
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme


def term_record(theme: Theme, roots: dict[str, str]) -> Record | None:
    """The record of an approved term; None without a hub to lead to. `roots`: language → address of the vocabulary."""
    root = closest(roots, settings.LANGUAGE_CODE)
    if not root or not theme.is_approved:
        return None
    labels = {row.language: row.label for row in theme.labels.all()}
    own = Text(settings.LANGUAGE_CODE, theme.name, theme.definition, "", f"{root}{theme.slug}/")
    others = [
        Text(language, label, url=f"{roots.get(language, root)}{theme.slug}/")
        for language, label in labels.items()
        if language != settings.LANGUAGE_CODE
    ]
    above = (theme.parent.slug,) if theme.parent is not None and theme.parent.is_approved else ()
    return Record(
        key=str(theme.key),
        kind="theme",
        texts=(own, *others),
        value=theme.slug,
        keywords=tuple(line.strip() for line in theme.synonyms.splitlines() if line.strip()),
        themes=(theme.slug, *above),
    )


def term_records(keys: Iterable[uuid.UUID]) -> dict[Audience, dict[uuid.UUID, Record]]:
    """Rank → key → record, for those of the keys that are terms. Two queries, and one a rank."""
    terms = Theme.objects.approved().filter(key__in=list(keys)).select_related("parent").prefetch_related("labels")
    found: dict[Audience, dict[uuid.UUID, Record]] = {rank: {} for rank in Audience}
    if not terms:
        return found
    for rank in Audience:
        roots = hub_roots(one_of(rank))
        for theme in terms:
            record = term_record(theme, roots)
            if record is not None:
                found[rank][theme.key] = record
    return found


def visible_terms(keys: Iterable[str], viewer: Viewer) -> set[str]:
    """Those of the keys that are terms whose hub the viewer may see. One query, none for no keys."""
    wanted = list(keys)
    if not wanted:
        return set()
    hosts = ThemeIndexPage.objects.visible_to(viewer)
    found = Theme.objects.approved().filter(Exists(hosts), key__in=wanted)
    return {str(key) for key in found.values_list("key", flat=True)}


def address_of_term(key: uuid.UUID, viewer: Viewer, language: str) -> str:
    """The hub of a term for this viewer; "" when there is none."""
    theme = Theme.objects.approved().filter(key=key).first()
    roots = hub_roots(viewer) if theme else {}
    root = closest(roots, language)
    return f"{root}{theme.slug}/" if theme and root else ""
