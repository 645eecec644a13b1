"""Terms that stand in text: each block of a stream may hold a list called `themes` with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Items = list[Any]


def term_lists(blocks: Iterable[Any]) -> dict[str, Items]:
    """Id of a block → its list of terms, as Wagtail stores it: `{"type": "item", "value": 5, "id": "…"}` each."""
    return {
        block["id"]: block["value"]["themes"]
        for block in blocks
        if block.get("id") and isinstance(block.get("value"), dict) and block["value"].get("themes")
    }


def with_lists(blocks: Iterable[Any], lists: Mapping[str, Items]) -> list[Any]:
    """The same blocks, those named in `lists` with these terms."""
    return [
        {**block, "value": {**block["value"], "themes": lists[block["id"]]}} if block.get("id") in lists else block
        for block in blocks
    ]


def followed(items: Sequence[Any], survivors: Mapping[int, int]) -> Items:
    """A list of terms in which a merged one is its survivor, each once; one without merged terms stays as it is."""
    if not any(number_of(item) in survivors for item in items):
        return list(items)
    kept: dict[Any, Any] = {}
    for item in items:
        number = survivors.get(number_of(item), number_of(item))
        kept.setdefault(number, {**item, "value": number} if isinstance(item, dict) else number)
    return list(kept.values())


def stream_followed(blocks: Sequence[Any], survivors: Mapping[int, int]) -> tuple[list[Any], dict[str, Items]]:
    """The blocks with survivors in the place of merged terms, and the lists that were changed as they were before."""
    before = {key: items for key, items in term_lists(blocks).items() if followed(items, survivors) != items}
    return with_lists(blocks, {key: followed(items, survivors) for key, items in before.items()}), before


def stream_restored(
    blocks: Sequence[Any], before: Mapping[str, Items], survivors: Mapping[int, int]
) -> tuple[list[Any], dict[str, Items]]:
    """The blocks with the lists of before, where nobody has changed them since; and those lists."""
    now = term_lists(blocks)
    untouched = {key: items for key, items in before.items() if now.get(key) == followed(items, survivors)}
    return with_lists(blocks, untouched), untouched


def links_followed(links: Iterable[Mapping[str, Any]], survivors: Mapping[int, int]) -> list[dict[str, Any]]:
    """A page's links to terms, as a revision stores them, likewise; each term once."""
    kept: dict[Any, dict[str, Any]] = {}
    for link in links:
        number = survivors.get(link["tag"], link["tag"])
        kept.setdefault(number, {**link, "tag": number})
    return list(kept.values())


def number_of(item: Any) -> Any:
    """The number of a term, stored with an id or by itself."""
    return item.get("value") if isinstance(item, dict) else item
