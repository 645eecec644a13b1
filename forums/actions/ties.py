"""What the records of one batch point to, found or made, and the rows beside their pages, stored together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from access.models import Account
from forums.actions.surroundings import Names
from forums.formats.cells import BadCellError, line_of
from foundation.models.rows import Voice
from foundation.rules import normal
from themes.actions.pending import find_or_add_terms, known_terms
from themes.enums import ThemeStatus
from themes.models.vocabulary import ThemeLink


@dataclass
class Ties:
    """Ids for names, and rows that wait to be stored. With `is_plan` nothing is found or made.

    `notes` are remarks on pages, by their ids; `fresh` the ids of pages that this batch made, `made` those
    pages by the ids of their records.
    """

    by: Account | None = None
    is_plan: bool = False
    names: Names = field(default_factory=lambda: Names(is_full=True))
    notes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    fresh: set[int] = field(default_factory=set)
    made: dict[str, Any] = field(default_factory=dict)
    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def known(self) -> dict[str, int]:
        """Every word that names a term → its id."""
        return known_terms()

    def term(self, name: str) -> int | None:
        """The id of a term; one that nobody knows is made and waits for an editor."""
        if self.is_plan:
            return None
        word = normal(name).casefold()
        if word and word not in self.known:
            self.known[word] = find_or_add_terms(words=[name], by=self.by)[name]
        return self.known.get(word)

    def voice(self, told: Mapping[str, str]) -> int | None:
        """The id of somebody who is quoted; made where nobody has this name, description and source."""
        wanted = {
            "printed_name": line_of("speaker", [told.get("name", "")], 200),
            "description": line_of("speaker", [told.get("description", "")], 200),
            "public_source": line_of("speaker", [told.get("source", "")], 500),
        }
        if not wanted["printed_name"]:
            raise BadCellError("speaker")
        if self.is_plan:
            return None
        found = Voice.objects.filter(**wanted).order_by("pk").first() or Voice.objects.create(**wanted)
        return int(found.pk)

    def link(self, page: Any, names: Sequence[str]) -> None:
        """Make these terms the page's; terms that wait for an editor and are not named stay."""
        wanted = {term for name in names if (term := self.term(name))}
        if page.pk not in self.fresh:
            held = ThemeLink.objects.filter(content_object=page.pk)
            held.filter(tag__status=ThemeStatus.APPROVED).exclude(tag__in=wanted).delete()
            wanted -= set(held.values_list("tag", flat=True))
        self.rows[ThemeLink] += [ThemeLink(content_object_id=page.pk, tag_id=term) for term in sorted(wanted)]

    def store(self) -> None:
        """Store the rows that wait."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows)
        self.rows.clear()
