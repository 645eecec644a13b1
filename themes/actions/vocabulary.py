"""Verbs of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from wagtail.log_actions import log

from access.models import Account
from foundation.rules import normal
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme


@transaction.atomic
def approve_terms(*, terms: Iterable[Theme], by: Account | None) -> int:
    """Take waiting terms into the vocabulary; returns how many were waiting. Readers see them at once."""
    waiting = [term for term in terms if not term.is_approved]
    for term in waiting:
        term.status = ThemeStatus.APPROVED
        term.save(update_fields=["status"])
        log(instance=term, action="themes.approve", user=by)
    return len(waiting)


@transaction.atomic
def label_term(*, term: Theme, labels: Mapping[str, str], by: Account | None) -> int:
    """Set the term's names by language code; an empty name removes it. Returns how many languages changed.

    Languages that are not in `labels` stay as they are.
    """
    held = {row.language: row for row in term.labels.all()}
    changed = 0
    for language, words in labels.items():
        label, row = normal(words), held.get(language)
        if label == (row.label if row else ""):
            continue
        changed += 1
        if not label and row:
            row.delete()
        else:
            term.labels.update_or_create(language=language, defaults={"label": label})
    if changed:
        log(instance=term, action="themes.label", user=by)
    return changed
