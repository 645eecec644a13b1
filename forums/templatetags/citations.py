"""How a page of the archive, or a point of it, is cited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import template

from access.viewer import ViewedRequest
from forums.faces import DocumentFace, MessageFace, PointFace, PressFace
from forums.formats.citations import Source, cited, ended
from forums.templatetags.programme import edition_name
from foundation.models.base import BasePage
from foundation.templatetags.ground import comma, quoted

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context: dict[str, Any], page: BasePage) -> str:
    """`{% citation page as cited %}`: the page in one line. No query where its path has been read."""
    return cited(source_of(page, context["request"], context["chrome"].site_name), comma())


@register.simple_tag(takes_context=True)
def point_citation(context: dict[str, Any], page: BasePage, point: PointFace) -> str:
    """One numbered point of a page."""
    source = source_of(page, context["request"], context["chrome"].site_name)
    return cited(replace(source, part=f"{point.kind_label} {point.number}"), comma())


@register.filter
def cited_at(row: PressFace | MessageFace | DocumentFace, publisher: str) -> str:
    """`{{ item|cited_at:chrome.site_name }}`: an article as its outlet has it, a file with its kind; of words where
    they were said, by nobody.
    """
    if isinstance(row, PressFace):
        return cited(Source(row.title, publisher, within=row.outlet, when=row.dated), comma())
    if isinstance(row, DocumentFace):
        return cited(Source(row.title, publisher, within=row.extension.upper()), comma())
    return cited(Source("", publisher, within=row.session.title, when=row.dated), comma())


@register.filter
def cited_words(message: MessageFace) -> str:
    """What a citation of words begins with, in their own language."""
    return ended(quoted(message.words, message.language))


def source_of(page: BasePage, request: ViewedRequest, publisher: str) -> Source:
    """What its card says of a page, and the edition above it. An edition says its number and place."""
    card = page.card_for(request.viewer)
    is_edition = card.kind == "edition"
    above = page.above[-1].title if page.above and not is_edition else ""
    return Source(
        title=card.title,
        publisher=publisher,
        within=edition_name(getattr(page, "number", None)) if is_edition else above,
        place=card.note if is_edition else "",
        when=card.when,
        version=getattr(page, "version", ""),
    )
