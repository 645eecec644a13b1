"""Pure decisions about the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _


def place_fault(*, is_itself: bool, is_topic: bool, has_topics: bool) -> str:
    """Why a term cannot belong to another, or "". `has_topics` is asked of the term, `is_topic` of the other."""
    if is_itself or is_topic:
        return _("Choose a theme, not a topic: the vocabulary has two levels.")
    if has_topics:
        return _("This theme has topics of its own. Move them first.")
    return ""


def merge_fault(*, is_itself: bool, is_in_vocabulary: bool, is_topic: bool, has_topics: bool) -> str:
    """Why a term cannot be merged into another, or "". `has_topics` is asked of the term, the rest of the other."""
    if is_itself:
        return _("A term cannot be merged into itself.")
    if not is_in_vocabulary:
        return _("Choose a term that is in the vocabulary.")
    if is_topic and has_topics:
        return _("This theme has topics, and a topic can have none. Choose a theme, or move the topics first.")
    return ""


def synonyms_with(synonyms: str, known: Iterable[str], names: Iterable[str]) -> tuple[str, list[str]]:
    """Synonyms, one a line, with those names added that are not `known` already; and the names that were added."""
    held = {name.casefold() for name in known}
    added = [name for name in names if name.casefold() not in held]
    return "\n".join([*synonyms.splitlines(), *added]), added
