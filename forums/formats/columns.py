"""Which column of an archive means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Our word → what others call it, the likeliest first. All in small letters, words joined by "_".
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "id": ("external_id", "id", "uid", "guid", "uuid", "identifier", "session_id", "code", "key"),
    "forum": ("forum", "event", "conference", "edition", "event_title", "forum_title", "event_name"),
    "forum_id": ("forum_id", "forum_slug", "event_slug", "event_id", "conference_slug", "edition_slug"),
    "kind": ("kind", "format", "type", "session_kind", "session_type", "session_format", "art"),
    "title": ("title", "name", "session_title", "titel", "titre", "titulo", "título"),
    "summary": ("summary", "standfirst", "teaser", "subtitle", "short_description", "zusammenfassung", "résumé"),
    "abstract": ("abstract",),
    "body": ("body", "text", "content", "full_text", "description", "long_description", "beschreibung"),
    "speakers": ("speakers", "speaker", "speaker_name", "speaker_names", "presenters", "presenter", "people", "persons",
                 "authors", "author", "referenten", "intervenants"),
    "moderators": ("moderators", "moderator", "chair", "chairs"),
    "tags": ("tags", "tag", "themes", "theme", "topics", "topic", "keywords", "keyword", "subjects", "subject",
             "schlagworte"),
    "language": ("language", "languages", "lang", "language_code", "sprache", "langue", "idioma"),
    "date": ("date", "held_on", "day", "recorded", "recorded_on", "start_date", "datum", "fecha"),
    "year": ("year", "jahr", "année", "año"),
    "country": ("country", "country_code", "land", "pays", "país"),
    "recordings": ("recording", "recordings", "recording_url", "video", "videos", "video_url", "audio_url"),
    "urls": ("url", "urls", "link", "links", "website", "web", "source_url", "permalink"),
    "is_closed": ("closed", "is_closed", "private", "confidential"),
}  # fmt: skip
OURS = {name: ours for ours, names in SYNONYMS.items() for name in names}
# Several columns may each hold one of these ("speaker 1", "speaker 2").
LISTS = frozenset({"speakers", "moderators", "tags", "language", "recordings", "urls"})
NUMBERED = re.compile(r"_?\d+$")
EMPTY: tuple[object, ...] = (None, "", [], {})


def word_of(column: str) -> str:
    """The name of a column as one word: "Held on" → "held_on"."""
    return "_".join(column.replace("-", " ").casefold().split())


def meaning_of(column: str) -> str | None:
    """Our word for a column: "Speaker 2" → "speakers"; None for one that means nothing to us."""
    name = word_of(column)
    ours = OURS.get(name) or OURS.get(NUMBERED.sub("", name))
    return ours if name in OURS or ours in LISTS else None


def gather(cells: Iterable[tuple[str, object]]) -> tuple[dict[str, list[object]], list[str]]:
    """Cells by our words, empty ones left out, and the columns that could not be used.

    Where two columns mean the same single thing the likelier one is taken and the other is not used.
    """
    found: dict[str, list[tuple[str, object]]] = {}
    unused: list[str] = []
    for column, value in cells:
        if value in EMPTY or (isinstance(value, str) and not value.strip()):
            continue
        ours = meaning_of(column)
        if ours is None:
            unused.append(column)
        else:
            found.setdefault(ours, []).append((column, value))
    for ours, pairs in found.items():
        if ours not in LISTS and len(pairs) > 1:
            pairs.sort(key=lambda pair: _likeliness(ours, pair[0]))
            unused.extend(column for column, _value in pairs[1:])
            del pairs[1:]
    return {ours: [value for _column, value in pairs] for ours, pairs in found.items()}, unused


def _likeliness(ours: str, column: str) -> int:
    return SYNONYMS[ours].index(word_of(column))
