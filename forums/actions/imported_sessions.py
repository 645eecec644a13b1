"""Sessions as an import writes them: the page, who took part, its terms, and the prints by which it knows them."""

from __future__ import annotations

import hashlib
import html
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from access.models import Account
from forums.actions.planting import plant
from forums.formats.cells import Speaker
from forums.formats.markup import Part, body_of, plain_text
from forums.formats.names import Said, Sought, said, sought, withheld
from forums.formats.rows import SessionRow
from forums.formats.standfirsts import lifted
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.provenance import Provenance, origin_of
from forums.models.session import SessionPage
from themes.models.vocabulary import ThemeLink

BLOCK_KEYS = re.compile(r' data-block-key="[^"]*"')
ADDRESS = re.compile(r'href="([^"]*)"')


def fields_of(row: SessionRow) -> dict[str, Any]:
    """Field values of the session page that the row describes."""
    parts = body_of(row.text, row.title)
    # What stands in the text of a closed session is for nobody: its summary is what somebody approved.
    standfirst, parts = (row.summary, parts) if row.summary or row.is_closed else lifted(parts)
    return {
        "title": row.title,
        "standfirst": standfirst,
        "session_kind": row.kind,
        "is_closed": row.is_closed,
        "held_on": row.held_on,
        "date_precision": row.precision,
        "languages": list(row.languages),
        "text_language": row.words_language,
        "body": json.dumps([_block(part) for part in [*parts, *_links(row.links)]]),
        "recording_url": row.recording_url,
    }


def _block(part: Part) -> dict[str, Any]:
    value: Any = {"text": part.value, "level": "2"} if part.kind == "heading" else part.value
    return {"type": part.kind, "value": value, "id": str(uuid.uuid4())}


def _links(urls: Sequence[str]) -> list[Part]:
    points = "".join(f'<li><a href="{html.escape(url)}">{html.escape(url, quote=False)}</a></li>' for url in urls)
    return [Part("paragraph", f"<ul>{points}</ul>")] if urls else []


def page_print(page: SessionPage) -> str:
    """A print of everything on the page that an import writes, but its terms: those are the vocabulary's to merge."""
    blocks = page.body.raw_data
    body = [(one["type"], BLOCK_KEYS.sub("", json.dumps(one["value"], sort_keys=True))) for one in blocks]
    said = [page.title, page.standfirst, str(page.session_kind), page.is_closed, str(page.held_on), page.recording_url,
            str(page.date_precision), list(page.languages), page.text_language, page.live, body]  # fmt: skip
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def people_print(rows: Iterable[Participation]) -> str:
    """A print of the participations of one session."""
    said = [(row.order, row.printed_name, str(row.role), row.category, row.country, row.public_source) for row in rows]
    return hashlib.blake2b(repr(sorted(said)).encode(), digest_size=16).hexdigest()


def draft_note() -> str:
    """Why a session is not shown at once."""
    return _("kept as a draft: its words name somebody whose name is withheld")


def is_untouched(page: SessionPage, before: Provenance, people: Iterable[Participation]) -> bool:
    """Whether page and participations are as the import left them."""
    as_read = page.latest_revision_id == before.revision and page_print(page) == before.page_print
    return as_read and people_print(people) == before.people_print


def names_withheld(row: SessionRow, sources: Mapping[str, str], others: Sought | None = None) -> bool:
    """Whether the words that readers would get name somebody whose name is withheld.

    `sources` is name → public source of those who took part, `others` who else of the edition is withheld. Nobody may
    be named in the words of a closed session. In doubt they do.
    """
    own = sought(withheld(sources, is_closed=row.is_closed), first_names=True)
    if not own and not others:
        return False
    words = _said(row)
    return own.is_in(words) or bool(others and others.is_in(words))


def _said(row: SessionRow) -> Said:
    """Everything that readers would get of the row, addresses included."""
    shown = [row.title, row.summary, *row.tags]
    if row.is_closed:
        return said(shown)
    parts = body_of(row.text)
    hidden = [html.unescape(address) for part in parts for address in ADDRESS.findall(part.value)]
    return said([*shown, plain_text(parts)], [*hidden, *row.links, row.recording_url])


def withheld_in(editions: Mapping[str, ForumPage], rows: Iterable[SessionRow], source: str) -> dict[str, Sought]:
    """Forum key → who of its edition must not be named: of these rows, and of what stands here. One query.

    With a public source for the rows, those of other imports that had none may yet get theirs; but not somebody whom
    an editor withheld.
    """
    names: dict[str, set[str]] = {key: set() for key in editions}
    for row in rows if not source else ():
        names.setdefault(row.forum_key, set()).update(who.name for who in row.speakers)
    by_path = {edition.path: key for key, edition in editions.items()}
    for path, name in _withheld_here(by_path, source):
        names[by_path[path]].add(name)
    return {key: sought(some, first_names=False) for key, some in names.items() if some}


def _withheld_here(paths: Iterable[str], source: str) -> Iterator[tuple[str, str]]:
    """Path of an edition, and the name of somebody withheld in it."""
    under = [
        Q(path__range=(f"{path}{'0' * SessionPage.steplen}", f"{path}{'Z' * SessionPage.steplen}")) for path in paths
    ]
    if not under:
        return
    sessions = SessionPage.objects.filter(reduce(or_, under))
    home = sessions.filter(translation_key=OuterRef("session_key")).values("path")[:1]
    people = Participation.objects.filter(public_source="", session_key__in=sessions.values("translation_key"))
    if source:
        unsourced = Provenance.objects.filter(translation_key=OuterRef("session_key"), source="")
        people = people.exclude(Exists(unsourced))
    for path, name in people.values_list(Subquery(home), "printed_name"):
        yield path[: -SessionPage.steplen], name


def people_for(row: SessionRow, key: uuid.UUID, source: str) -> list[Participation]:
    """Participations of a new session."""
    return [
        Participation(session_key=key, printed_name=who.name, role=who.role, public_source=source, order=order)
        for order, who in enumerate(row.speakers)
    ]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A row to make a page of. `before` is the provenance that it had until somebody deleted it here."""

    row: SessionRow
    before: Provenance | None
    is_live: bool


def create_sessions(
    *, edition: ForumPage, new: Sequence[NewSession], terms: Mapping[str, int], source: str, by: Account | None
) -> None:
    """Store new sessions of one edition, with who took part, their terms and where they came from."""
    pages, people, origins = [], [], []
    for one in new:
        page = SessionPage(**fields_of(one.row), live=one.is_live)
        page.translation_key = one.before.translation_key if one.before else uuid.uuid4()
        who = people_for(one.row, page.translation_key, source)
        pages.append(page)
        people += who
        origins.append(_provenance(one.row, page, who, source))
    plant(parent=edition, pages=pages, by=by)
    Participation.objects.filter(session_key__in=[page.translation_key for page in pages]).delete()
    Participation.objects.bulk_create(people)
    link_terms(links=((page.pk, one.row.tags) for page, one in zip(pages, new, strict=True)), terms=terms)
    Provenance.objects.filter(pk__in=[one.before.pk for one in new if one.before]).delete()
    Provenance.objects.bulk_create(origins)


def _provenance(row: SessionRow, page: SessionPage, people: Iterable[Participation], source: str) -> Provenance:
    return Provenance(
        kind=SessionPage.kind,
        external_id=row.external_id,
        origin=origin_of(SessionPage.kind, row.external_id),
        translation_key=page.translation_key,
        row_print=row.fingerprint,
        page_print=page_print(page),
        people_print=people_print(people),
        source=source,
    )


def link_terms(*, links: Iterable[tuple[int, Sequence[str]]], terms: Mapping[str, int]) -> None:
    """Tie pages to the terms of their tags; ties that exist stay."""
    rows = [ThemeLink(content_object_id=pk, tag_id=tag) for pk, tags in links for tag in {terms[word] for word in tags}]
    ThemeLink.objects.bulk_create(rows, ignore_conflicts=True)


def update_people(
    *, row: SessionRow, key: uuid.UUID, held: Sequence[Participation], source: str
) -> list[Participation]:
    """Make the participations those of the row. A recorded source stays; whoever stays keeps category and country."""
    left = {one.printed_name.casefold(): one for one in held}
    kept: list[Participation] = []
    for order, who in enumerate(row.speakers):
        one = left.pop(who.name.casefold(), None) or Participation(session_key=key)
        kept.append(_written(one, who, order, source))
    for one in left.values():
        one.delete()
    return kept


def _written(one: Participation, who: Speaker, order: int, source: str) -> Participation:
    wanted = (who.name, who.role, order, source or one.public_source)
    if one.pk is None or wanted != (one.printed_name, one.role, one.order, one.public_source):
        one.printed_name, one.role, one.order, one.public_source = wanted
        one.save()
    return one
