"""Merging one term into another, and taking the last merge back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from access.models import Account
from themes.enums import ThemeStatus
from themes.formats.terms import stream_followed, stream_restored
from themes.models.merges import Carrier, ThemeMerge, carriers, last_merge, pages_naming
from themes.models.pages import ThemedPage
from themes.models.vocabulary import Theme
from themes.rules import merge_fault, synonyms_with

# Ids in one statement.
AT_ONCE = 1000


class MergeRefusedError(Exception):
    """Why a merge, or taking one back, is not possible as the vocabulary is now."""


@transaction.atomic
def merge_terms(*, term: Theme, into: Theme, by: Account | None) -> ThemeMerge:
    """Let `into` take the place of `term`: on pages, in their texts, over topics, in words that are searched.

    Drafts are not rewritten: `ThemedPage.from_serializable_data` reads them with the survivor. Saving both terms
    writes the changes of all works that carry either.
    """
    term, into = _locked(term, into)
    if fault := fault_of(term, into):
        raise MergeRefusedError(fault)
    lists = _follow_in_texts(term, into)
    moved: dict[str, Any] = {"status": term.status, "parent": term.parent_id, "lists": lists}
    moved["links"] = {carrier.model._meta.label: _move_links(carrier, term, into) for carrier in carriers()}
    moved["topics"] = list(term.topics.values_list("pk", flat=True))
    term.topics.update(parent=into)
    moved["merged"] = list(term.merged.values_list("pk", flat=True))
    term.merged.update(merged_into=into)
    into.synonyms, moved["synonyms"] = synonyms_with(into.synonyms, into.names(), term.names())
    term.status, term.parent, term.merged_into = ThemeStatus.MERGED, None, into
    term.save(update_fields=["status", "parent", "merged_into"])
    into.save(update_fields=["synonyms"])
    log(instance=into, action="themes.merge", user=by, data={"term": term.name})
    return ThemeMerge.objects.create(term=term, into=into, moved=moved)


@transaction.atomic
def undo_merge(*, merge: ThemeMerge, by: Account | None) -> Theme:
    """Give the term back what the merge took from it, as far as nobody has changed it since."""
    term, into = _locked(merge.term, merge.into)
    last = last_merge()
    if last is None or last.pk != merge.pk:
        raise MergeRefusedError(_("This merge is not the last one any more."))
    moved = last.moved
    parent = Theme.objects.standing().filter(pk=moved["parent"], parent=None).first()
    if moved["parent"] and parent is None:
        raise MergeRefusedError(_("The theme that this topic belonged to is gone, or belongs to another one now."))
    term.status, term.parent, term.merged_into = moved["status"], parent, None
    into.synonyms = "\n".join(line for line in into.synonyms.splitlines() if line not in moved["synonyms"])
    Theme.objects.filter(pk__in=moved["merged"], merged_into=into).update(merged_into=term)
    Theme.objects.filter(pk__in=moved["topics"], parent=into).update(parent=term)
    for carrier in carriers():
        _give_links_back(carrier, term, into, **moved["links"].get(carrier.model._meta.label, {}))
    _restore_in_texts(term, into, moved["lists"])
    term.save(update_fields=["status", "parent", "merged_into"])
    into.save(update_fields=["synonyms"])
    log(instance=term, action="themes.undo_merge", user=by, data={"into": into.name})
    last.delete()
    return term


def fault_of(term: Theme, into: Theme) -> str:
    """Why these two cannot be merged, or ""."""
    if term.merged_into_id:
        return _("This term is merged into another one already.")
    return merge_fault(
        is_itself=term.pk == into.pk,
        is_in_vocabulary=into.is_approved,
        is_topic=into.parent_id is not None,
        has_topics=term.topics.exists(),
    )


def _locked(term: Theme, into: Theme) -> tuple[Theme, Theme]:
    """Both as they are now, and nobody else changes them until the end. Always in the same order."""
    rows = Theme.objects.select_for_update().filter(pk__in=[term.pk, into.pk]).order_by("pk").in_bulk()
    if not {term.pk, into.pk} <= rows.keys():
        raise MergeRefusedError(_("One of the two terms does not exist any more."))
    return rows[term.pk], rows[into.pk]


def _move_links(carrier: Carrier, term: Theme, into: Theme) -> dict[str, list[int]]:
    """What carries both loses one link, other links change hands; ids of either."""
    links, owner = carrier.links(term), carrier.owner
    carrying = carrier.links(into).values(owner)
    both = links.filter(**{f"{owner}__in": carrying})
    ids = {"both": list(both.values_list(owner, flat=True))}
    both.delete()
    ids["moved"] = list(links.values_list(owner, flat=True))
    links.update(**{carrier.term: into})
    return ids


def _give_links_back(
    carrier: Carrier, term: Theme, into: Theme, moved: Sequence[int] = (), both: Sequence[int] = ()
) -> None:
    """Only to what still carries the survivor: whoever took it away meant the term too."""
    links, owner = carrier.links(into), carrier.owner
    for ids in _at_once(moved):
        links.filter(**{f"{owner}__in": ids}).update(**{carrier.term: term})
    for ids in _at_once(both):
        carrying = links.filter(**{f"{owner}__in": ids}).values_list(owner, flat=True)
        again = [carrier.model(**{f"{carrier.term}_id": term.pk, f"{owner}_id": pk}) for pk in carrying]
        carrier.model._default_manager.bulk_create(again)


def _follow_in_texts(term: Theme, into: Theme) -> list[dict[str, Any]]:
    """Put the survivor into numbered points and headings; what was changed, as it was before."""
    before = []
    for page in pages_naming(term):
        for name in page.term_streams:
            blocks, lists = stream_followed(page.raw_stream(name), {term.pk: into.pk})
            _write_stream(page, name, blocks)
            before.append({"page": page.pk, "stream": name, "lists": lists})
    return before


def _restore_in_texts(term: Theme, into: Theme, before: Sequence[dict[str, Any]]) -> None:
    pages = Page.objects.filter(pk__in=[one["page"] for one in before]).specific().in_bulk()
    for one in before:
        page, name = pages.get(one["page"]), one["stream"]
        if isinstance(page, ThemedPage):
            blocks, lists = stream_restored(page.raw_stream(name), one["lists"], {term.pk: into.pk})
            if lists:
                _write_stream(page, name, blocks)


def _write_stream(page: ThemedPage, name: str, blocks: list[Any]) -> None:
    """By saving, so that whatever listens to a page learns of it."""
    setattr(page, name, json.dumps(blocks))
    page.save(update_fields=[name], clean=False)


def _at_once(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
