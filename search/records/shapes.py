"""The shape of what is indexed. Pure values; engines, exports and tests know nothing else of a work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from access.enums import Audience

UNKNOWN_LANGUAGE = "und"
UNDATED = "none"


@dataclass(frozen=True, slots=True)
class Text:
    """A work's words in one language. `language` is a BCP 47 code or "und"; `url` is the page's path."""

    language: str
    title: str
    summary: str = ""
    body: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One work as one rank may see it, in all its languages.

    `key` is the work's uuid; `part_of` that of the page it stands on, and goes with, when it is no page itself.
    `value` is what other records say when they point here ("edition": "2019-geneva"); only
    editions and themes have one. `keywords` widen search: labels and synonyms of themes in every language, terms that
    wait for an editor. `date` is yyyymmdd, with 00 for a part that nobody knows; None when there is no date at all.
    Every name here is a visible one: names come from faces only.
    """

    key: str
    kind: str
    texts: tuple[Text, ...]
    part_of: str = ""
    value: str = ""
    keywords: tuple[str, ...] = ()
    edition: str = ""
    themes: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    date: int | None = None

    @property
    def year(self) -> int | None:
        return self.date // 10_000 if self.date else None

    def facets(self) -> dict[str, tuple[str, ...]]:
        """Facet group → this record's values. Whatever has no date or no known language says so, to stay findable."""
        words = {text.language for text in self.texts} | set(self.languages)
        known = tuple(sorted(words - {UNKNOWN_LANGUAGE, ""}))
        return {
            "kind": (self.kind,),
            "edition": (self.edition,) if self.edition else (),
            "theme": self.themes,
            "addressee": self.addressees,
            "goal": self.goals,
            "year": (str(self.year) if self.year else UNDATED,),
            "language": known or (UNKNOWN_LANGUAGE,),
            "country": self.countries,
            "speaker": self.speakers,
            "role": self.roles,
        }

    def digest(self) -> str:
        """16 hex digits that differ whenever anything in the record does; `index --check` compares them."""
        content = repr(tuple(getattr(self, field.name) for field in fields(self)))
        return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Rendering:
    """A work as each rank may see it. A rank that is not in `records` sees nothing of it: drop it there."""

    key: str
    records: Mapping[Audience, Record] = field(default_factory=dict)
