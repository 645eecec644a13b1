"""What any kind of page shows of itself elsewhere, and what every page's frame is made of. Frozen values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Link:
    """A title that leads somewhere. `language` is its BCP 47 code where it may differ from the page's."""

    title: str
    url: str
    is_current: bool = False
    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language. `code` is BCP 47, `name` the language's own name for itself.

    `is_version`: the page's own words stand there; not a mirror, nor the home page in place of one.
    """

    code: str
    name: str
    dir: str
    url: str
    is_current: bool = False
    is_version: bool = False


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """What a reader is told before the words of a page. `language` is theirs where the frame speaks another one; a
    mirror stands where a translation is missing; `whole` leads from a shortened translation to all of the text.
    """

    language: str = ""
    is_mirror: bool = False
    is_shortened: bool = False
    whole: Link | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A page of any kind, as lists, hubs and the home page show it.

    `kind` is the machine's word ("edition"), `kind_label` the reader's; `language` is the BCP 47 code of title and
    summary when it may differ from the page that shows the card; `when` is a date as people write it;
    `note_language` is that of the note; `is_closed` draws the sign of what happened behind doors.
    """

    kind: str
    kind_label: str
    title: str
    url: str
    summary: str = ""
    language: str = ""
    when: str = ""
    year: int | None = None
    note: str = ""
    is_closed: bool = False
    note_language: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page tells machines of itself: search engines, and other sites where somebody shares its link.

    `kind` and the names in `facts` are schema.org's words; `url` is the page's address, `permalink` that of the work
    in every language, empty for what is no work; `part_of` is the gathering that it belongs to. Nobody is named in it,
    not even who is named on the page: a page is read by people, this is gathered into lists.
    """

    kind: str
    title: str
    url: str
    language: str
    summary: str = ""
    permalink: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    part_of: Link | None = None

    @property
    def day(self) -> str:
        """When it began or was published, as exactly as it is known; "" for never."""
        return str(self.facts.get("startDate") or self.facts.get("datePublished") or "")[:10]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the home page that an upper room answers with; lower `order` comes first."""

    order: int
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that waits for an editor: "3 terms wait for your decision", and where to decide."""

    text: str
    url: str
    icon: str = "tasks"


@dataclass(frozen=True, slots=True)
class JobKind:
    """Work that editors have done in the background: what it is called, what is asked first, and who may.

    `form` is a form class without a model: a field `upload` becomes the job's file, `is_plan` says that nothing is to
    be written, the rest is kept as options. `run` takes a `foundation.actions.running.Work`; it must be safe to start
    again after any interruption.
    """

    name: str
    label: str | StrPromise
    description: str | StrPromise
    icon: str
    form: Any
    may: Callable[[Any], bool]
    run: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that pages may lack: "a theme", and which of Wagtail's pages do."""

    key: str
    label: str
    where: Q


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame around every page."""

    site_name: str
    tagline: str
    footer: str
    menu: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    search: Link
    sign_in_url: str
    account_url: str
    footer_language: str = ""
    contact_email: str = ""
