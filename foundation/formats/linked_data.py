"""What pages tell machines in schema.org's words, as JSON-LD 1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# As Django's json_script: nothing in the data can end the element around it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Things of one page. It is data, not script: a browser runs none of it, and the policy has nothing to forbid."""

    things: tuple[Mapping[str, Any], ...]

    def __html__(self) -> str:
        """As it stands inside a script element."""
        whole = {"@context": "https://schema.org", "@graph": self.things}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def known(**facts: Any) -> dict[str, Any]:
    """The facts that are known."""
    return {name: fact for name, fact in facts.items() if fact}


def thing(kind: str, **facts: Any) -> dict[str, Any]:
    """Something of a schema.org type, with what is known of it."""
    return {"@type": kind, **known(**facts)}


def organisation(name: str) -> dict[str, Any]:
    """An organisation of which the name is known."""
    return thing("Organization", name=name)


def place_named(name: str, country: str) -> dict[str, Any]:
    """A place; nothing where neither its name nor its country is known."""
    address = thing("PostalAddress", addressCountry=country) if country else None
    return thing("Place", name=name, address=address) if name or country else {}


def path_of(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from the top to a page: names with full addresses."""
    items = [
        thing("ListItem", position=number, name=name, item=address)
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return thing("BreadcrumbList", itemListElement=items)
