"""What stands in the head of a page for machines: its address and languages, Open Graph, schema.org."""

from __future__ import annotations

from typing import Any

from babel.core import get_global
from django import template
from django.utils.html import format_html
from wagtail.models import Site

from foundation.cards import Chrome, Link, Metadata
from foundation.formats.linked_data import Graph, organisation, path_of, thing
from foundation.models.site import whole_address
from foundation.templatetags.ground import trail

register = template.Library()
# schema.org's kinds → the words of the DCMI type vocabulary, and Zotero's for a report.
DUBLIN_TYPES = {"Event": "Event", "CreativeWork": "Text", "Report": "Report"}


@register.inclusion_tag("foundation/metadata.html", takes_context=True)
def metadata(context: dict[str, Any]) -> dict[str, Any]:
    """`{% metadata %}`: of the `metadata` in the context; nothing where a page has none. Addresses are the site's."""
    told: Metadata | None = context.get("metadata")
    if told is None:
        return {}
    chrome, site = context["chrome"], Site.find_for_request(context["request"])
    above = trail(context.get("page")) if told.permalink else ()
    return {
        "metadata": told,
        "site_name": chrome.site_name,
        "address": whole_address(site, told.url),
        "locale": locale_of(told.language),
        "described": described(told, chrome.site_name, whole_address(site, told.permalink)) if told.permalink else (),
        "versions": versions_of(told, chrome, site),
        "data": format_html("{}", graph_of(told, chrome, above, site)),
    }


def versions_of(told: Metadata, chrome: Chrome, site: Site | None) -> list[Link]:
    """Language and address of every version of a work, this one too; none where there is only one."""
    versions = [language for language in chrome.languages if language.is_version] if told.permalink else []
    return [Link(one.code, whole_address(site, one.url)) for one in versions if len(versions) > 1]


def described(told: Metadata, site_name: str, permalink: str) -> list[tuple[str, str]]:
    """A work in the words of Dublin Core, which libraries and reference managers read: Zotero knows no JSON-LD.

    The last is what Zotero takes for the address to cite.
    """
    facts = [
        ("dc.title", told.title),
        ("dc.date", told.day),
        ("dc.publisher", site_name),
        ("dc.type", DUBLIN_TYPES.get(told.kind, "")),
        ("dc.language", told.language),
        ("dc.identifier", permalink),
        ("citation_public_url", permalink),
    ]
    return [(name, fact) for name, fact in facts if fact]


def graph_of(told: Metadata, chrome: Chrome, above: tuple[Link, ...], site: Site | None) -> Graph:
    """The page's own thing, and the way to it."""
    is_event, of = told.kind == "Event", told.part_of
    whole = thing("Event", name=of.title, url=whole_address(site, of.url)) if of else None
    own = thing(
        told.kind,
        **{"@id": whole_address(site, told.permalink) if told.permalink else ""},
        name=told.title,
        url=whole_address(site, told.url),
        description=told.summary,
        inLanguage=told.language,
        publisher=None if is_event else organisation(chrome.site_name),
        **told.facts,
        **{"superEvent" if is_event else "about": whole},
    )
    steps = [*above, Link(told.title, told.url)] if above else []
    path = [path_of([(step.title, whole_address(site, step.url)) for step in steps])] if steps else []
    return Graph((own, *path))


def locale_of(language: str) -> str:
    """A language as Open Graph names it, with the country that CLDR supposes: "fr_FR" for "fr"; itself if unknown."""
    supposed: str = get_global("likely_subtags").get(language.replace("-", "_"), "")
    return "_".join([supposed.split("_")[0], supposed.split("_")[-1]]) if supposed else language.replace("-", "_")
