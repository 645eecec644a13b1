"""Terms that come with records from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from access.models import Account
from foundation.rules import normal
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme, ThemeLabel

LONGEST = 100
SLUG_LENGTH = 90


@transaction.atomic
def find_or_add_terms(*, words: Iterable[str], by: Account | None) -> dict[str, int]:
    """The id of the term for each word. A word that names no term yet becomes one that waits for an editor.

    A word names a term by its name, a label or a synonym, whatever its case. Two queries; four when terms are new.
    """
    wanted = {word: normal(word)[:LONGEST] for word in words}
    if not wanted:
        return {}
    known = known_terms()
    missing = {term.casefold(): term for term in wanted.values() if term.casefold() not in known}
    if missing:
        slugs = set(Theme.objects.values_list("slug", flat=True))
        made = [Theme(name=term, slug=free_slug(term, slugs), status=ThemeStatus.PENDING) for term in missing.values()]
        known |= {term.name.casefold(): term.pk for term in Theme.objects.bulk_create(made)}
    return {word: known[term.casefold()] for word, term in wanted.items()}


def known_terms() -> dict[str, int]:
    """Every word that names a term, in small letters → the term's id. Names win over labels, labels over synonyms.

    The words of a merged term lead to its survivor, after all others.
    """
    rows = list(Theme.objects.order_by("status", "pk").values_list("pk", "name", "synonyms", "merged_into"))
    terms = [(pk, name, synonyms) for pk, name, synonyms, survivor in rows if not survivor]
    found = {name.casefold(): pk for pk, name, _synonyms in reversed(terms)}
    for pk, label in ThemeLabel.objects.filter(theme__merged_into=None).order_by("pk").values_list("theme", "label"):
        found.setdefault(normal(label).casefold(), pk)
    for pk, _name, synonyms in terms:
        for line in synonyms.splitlines():
            found.setdefault(normal(line).casefold(), pk)
    for _pk, name, _synonyms, survivor in rows:
        if survivor:
            found.setdefault(name.casefold(), survivor)
    found.pop("", None)
    return found


def free_slug(words: str, taken: set[str]) -> str:
    """A slug of these words that no term has; it is taken then."""
    root = Theme().slugify(words)[:SLUG_LENGTH]
    slug, number = root, 1
    while slug in taken:
        number += 1
        slug = f"{root}-{number}"
    taken.add(slug)
    return slug
