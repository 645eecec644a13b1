"""What a template or the index gets of an edition and of its sessions, for one viewer.

A closed session's face carries day, title, themes and approved summary; everything else is empty, whoever looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from foundation.cards import Card, Link
from foundation.faces import NameFace


@dataclass(frozen=True, slots=True)
class ParticipantFace:
    """A named person's part in a session. Somebody whose name is withheld has no face at all (ADR 7)."""

    who: NameFace
    role: str
    role_label: str
    category_label: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFace:
    """A file to download: `size` in bytes, `extension` in lower case without dot; `language` is that of title and
    description; `number` is its own, by which it is found on the page.
    """

    title: str
    url: str
    extension: str
    size: int
    description: str = ""
    language: str = ""
    number: int = 0
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class SessionFace:
    """A session as one viewer may see it; `held_on` is exact only as far as `precision` says. `key` is its uuid."""

    key: str
    title: str
    url: str
    kind: str
    kind_label: str
    language: str
    is_closed: bool
    held_on: date | None
    precision: str
    summary: str = ""
    themes: tuple[Link, ...] = ()
    starts_at: time | None = None
    ends_at: time | None = None
    spoken: tuple[str, ...] = ()
    people: tuple[ParticipantFace, ...] = ()
    documents: tuple[DocumentFace, ...] = ()
    recording: Link | None = None
    messages: tuple[MessageFace, ...] = ()
    has_body: bool = False
    has_transcript: bool = False


@dataclass(frozen=True, slots=True)
class DayFace:
    """One day of the programme."""

    held_on: date
    sessions: tuple[SessionFace, ...]


@dataclass(frozen=True, slots=True)
class ClaimFace:
    """A number as one source gives it: "more than 25", planned, "concept note". `language` is that of these words."""

    measure_label: str
    held_label: str
    value: str
    source: str
    source_url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class HeadingFace:
    """A theme as an edition put it; `links` lead to the vocabulary's terms that it stands for."""

    title: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PointFace:
    """A numbered point of a statement or report. `goals` are as written ("5.2"), `addressees` the machine's words.

    `permalink` is known on the page of the whole text.
    """

    kind: str
    kind_label: str
    number: int
    url: str
    language: str
    text: str
    explanation: str = ""
    addressees: tuple[str, ...] = ()
    addressee_labels: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    named_language: str = ""
    goals: tuple[str, ...] = ()
    themes: tuple[Link, ...] = ()
    term_ids: tuple[int, ...] = ()
    permalink: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return self.url.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class OutcomeFace:
    """A statement or report as one viewer may see it; `fingerprint` is the SHA-256 of its canonical text."""

    kind: str
    title: str
    url: str
    language: str
    dated: str
    version: str
    challenges: tuple[str, ...]
    points: tuple[PointFace, ...]
    fingerprint: str
    sessions: tuple[Card, ...] = ()
    themes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PressFace:
    """What somebody else published about an edition. `url` and `archived_url` lead elsewhere, `place` to its line here.

    `is_dead` says that nothing was found at `url` when it was asked last, `is_archive_dead` the same of the copy.
    """

    key: str
    outlet: str
    title: str
    url: str
    language: str
    edition: Link
    dated: str = ""
    year: int | None = None
    archived_url: str = ""
    is_dead: bool = False
    is_archive_dead: bool = False
    checked: date | None = None
    themes: tuple[Link, ...] = ()
    permalink: str = ""

    @property
    def anchor(self) -> str:
        """Its id on a list."""
        return f"press-{self.key}"

    @property
    def place(self) -> str:
        """Where it is listed, whichever page of the list that is."""
        return f"{self.edition.url}press/{self.key}/"

    @property
    def copy_url(self) -> str:
        """The archived copy, as long as it is not known to be gone."""
        return "" if self.is_archive_dead else self.archived_url

    @property
    def best_url(self) -> str:
        """What to read first: the address itself, its copy where the address is dead, "" when both are."""
        return self.copy_url if self.is_dead else self.url


@dataclass(frozen=True, slots=True)
class MessageFace:
    """What somebody said in an open session, with its source. A withheld speaker is the same face for everybody."""

    key: str
    words: str
    language: str
    speaker: NameFace
    source: str
    source_url: str
    session: Link
    dated: str = ""
    year: int | None = None
    themes: tuple[Link, ...] = ()
    role: str = ""
    permalink: str = ""

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return f"message-{self.key}"

    @property
    def place(self) -> str:
        """Where it stands on the page of its session."""
        return f"{self.session.url}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class EditionFace:
    """An edition as one viewer may see it. `zone` is the time zone's IANA name and `offset` what it meant then."""

    title: str
    url: str
    language: str
    number: int | None
    alternative_titles: tuple[str, ...]
    title_note: str
    starts_on: date | None
    ends_on: date | None
    place: str
    country: str
    host: str
    co_hosts: tuple[str, ...]
    zone: str
    offset: str
    claims: tuple[ClaimFace, ...] = ()
    days: tuple[DayFace, ...] = ()
    undated: tuple[SessionFace, ...] = ()
    voices: tuple[ParticipantFace, ...] = ()
    documents: tuple[DocumentFace, ...] = ()
    session_documents: tuple[DocumentFace, ...] = ()
    themes: tuple[Link, ...] = ()
    headings: tuple[HeadingFace, ...] = ()
    statements: tuple[OutcomeFace, ...] = ()
    reports: tuple[OutcomeFace, ...] = ()
    press: tuple[PressFace, ...] = ()
    press_total: int = 0
    messages: tuple[MessageFace, ...] = ()
    message_total: int = 0
    builds_on: Card | None = None
    continued_by: tuple[Card, ...] = ()

    @property
    def session_count(self) -> int:
        """How many sessions stand in the programme."""
        return sum(len(day.sessions) for day in self.days) + len(self.undated)

    @property
    def has_times(self) -> bool:
        """Whether a session says when it began: only then does it matter whose clock that was."""
        sessions = (*(session for day in self.days for session in day.sessions), *self.undated)
        return any(session.starts_at for session in sessions)


@dataclass(frozen=True, slots=True)
class EditionMark:
    """An edition on the timeline and in the table beside it."""

    title: str
    url: str
    language: str
    number: int | None
    starts_on: date | None
    ends_on: date | None
    place: str
    sessions: int
