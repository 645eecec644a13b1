"""The pages of the demo: editions with their sessions, and the page that says what is true of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils import timezone

from config.demo import marks, press, rows
from config.demo.tables import HOST, ZONE, editions
from config.demo.translations import Translator
from config.skeleton import seed_site
from config.streams import Entry, Shelf, body, check, read
from forums.enums import DatePrecision, Held
from forums.models.attachments import Attachment
from forums.models.edition import Claim, ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import ReportedSession, ReportPage, StatementPage
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from foundation.models.pages import PlainPage
from themes.models.pages import ThemedPage

ABOUT = "page:about"
P = TypeVar("P", bound=BasePage)


@dataclass
class Loader:
    """Brings in what is missing and leaves what is there. `say` takes a line of progress."""

    say: Callable[[str], object]
    themes: rows.Themes = field(default_factory=rows.Themes)
    shelf: Shelf = field(default_factory=Shelf)
    made: int = 0

    def load(self) -> None:
        """Everything; call it inside a transaction."""
        home = seed_site()
        self.themes.load()
        self.say(f"Vocabulary: {len(self.themes.by_slug)} terms, {self.themes.made} of them new")
        self.shelf = rows.shelf()
        self.say(f"Voices {len(self.shelf.voices)}, pictures {len(self.shelf.pictures)}, documents 1")
        index = ForumIndexPage.objects.child_of(home).first()
        for entry in editions():
            self._edition(index, entry)
        about = read(marks.CONTENT / "about.toml")
        fields = {"standfirst": about["standfirst"], "body": body(about["body"], self.shelf)}
        self._page(home, PlainPage, ABOUT, about, **fields)
        self.made += Translator(home, self.shelf, self.say).load()
        self.say(f"Pages: {self.made} new")

    def _edition(self, index: BasePage, entry: Entry) -> None:
        name = f"edition:{entry['slug']}"
        edition = self._page(index, ForumPage, name, entry, **self._edition_fields(entry))
        if edition is None:
            return
        before, sessions = self.made, entry.get("sessions", [])
        for session in sessions:
            self._session(edition, f"{entry['slug']}/{session['slug']}", session)
        for text in entry.get("statements", []):
            self._statement(edition, entry["slug"], text)
        for text in entry.get("reports", []):
            self._report(edition, entry["slug"], text)
        press.press(edition, entry["slug"], entry.get("press", []), self.themes)
        self.say(f"{entry['starts_on']:%Y}  {edition.title}")
        if self.made > before:
            self.say(f"      {self.made - before} pages below it")

    def _edition_fields(self, entry: Entry) -> dict[str, Any]:
        before = marks.found(ForumPage, f"edition:{entry.get('builds_on')}")
        return {
            "number": entry.get("number"),
            "alternative_titles": "\n".join(entry.get("alternative_titles", [])),
            "title_note": entry.get("title_note", ""),
            "starts_on": entry["starts_on"],
            "ends_on": entry["ends_on"],
            "time_zone": entry.get("time_zone", ZONE),
            "place": entry["place"],
            "country": entry["country"],
            "host": HOST,
            "co_hosts": "\n".join(entry.get("co_hosts", [])),
            "builds_on": before,
            "standfirst": entry["standfirst"],
            "body": body(_with_sources(entry), self.shelf),
            "headings": self._headings(entry.get("headings", [])),
            "claims": [_claim(claim, order) for order, claim in enumerate(entry.get("claims", []))],
            "attachments": [Attachment(document_id=self.shelf.documents[n]) for n in entry.get("attachments", [])],
        }

    def _headings(self, entries: Sequence[Entry]) -> str:
        def value(entry: Entry) -> dict[str, Any]:
            terms = [self.themes.by_slug[slug].pk for slug in entry["themes"]]
            return {"title": entry["title"], "text": entry["text"], "themes": terms}

        return json.dumps([{"type": "heading", "value": value(entry)} for entry in entries])

    def _session(self, edition: ForumPage, place: str, entry: Entry) -> None:
        source = [{"text": f"*Source:* {entry['source']}"}] if "source" in entry else []
        session = self._page(
            edition,
            SessionPage,
            f"session:{place}",
            entry,
            standfirst=entry["standfirst"],
            session_kind=entry["kind"],
            is_closed=entry.get("closed", False),
            held_on=entry["held_on"],
            date_precision=entry.get("precision", DatePrecision.DAY),
            body=body([*entry.get("body", []), *source]),
        )
        if session is not None:
            rows.people(session, place, entry.get("people", []), read(marks.CONTENT / "rows.toml")["people"])
            press.messages(session, place, entry.get("messages", []), self.themes)

    def _statement(self, edition: ForumPage, place: str, entry: Entry) -> None:
        session = marks.found(SessionPage, f"session:{place}/{entry.get('session')}")
        challenges = [{"type": "challenge", "value": {"text": text}} for text in entry.get("challenges", [])]
        self._page(
            edition,
            StatementPage,
            f"statement:{place}",
            entry,
            **self._outcome_fields(entry),
            challenges=json.dumps(challenges),
            concluding_session=session,
        )

    def _report(self, edition: ForumPage, place: str, entry: Entry) -> None:
        sessions = [marks.found(SessionPage, f"session:{place}/{slug}") for slug in entry["sessions"]]
        self._page(
            edition,
            ReportPage,
            f"report:{place}",
            entry,
            **self._outcome_fields(entry),
            reported_sessions=[ReportedSession(session=session) for session in sessions if session],
        )

    def _outcome_fields(self, entry: Entry) -> dict[str, Any]:
        def value(point: Entry) -> dict[str, Any]:
            terms = [self.themes.by_slug[slug].pk for slug in point.get("themes", [])]
            nothing = {"explanation": "", "addressees": [], "named": [], "goals": ""}
            return {**nothing, **point, "themes": terms}

        return {
            "issued_on": entry["issued_on"],
            "version": entry["version"],
            "standfirst": entry["standfirst"],
            "body": body(entry.get("body", []), self.shelf),
            "points": json.dumps([{"type": "point", "value": value(point)} for point in entry["points"]]),
        }

    def _page(self, parent: BasePage, model: type[P], name: str, entry: Entry, **fields: Any) -> P | None:
        """The demo's page of this name, made when it is missing; None where a page of somebody else has its place."""
        page = marks.found(model, name)
        if page is not None:
            return page
        if parent.get_children().filter(slug=entry["slug"]).exists():
            self.say(f"Left out: {entry['title']}. Another page has its address already.")
            return None
        page = model(title=entry["title"], slug=entry["slug"], translation_key=marks.key_for(name), **fields)
        page.locale = parent.locale
        page.first_published_at = page.last_published_at = timezone.now()
        if isinstance(page, ThemedPage):
            page.themes.add(*(self.themes.by_slug[slug] for slug in entry.get("themes", [])))
        check(page)
        parent.add_child(instance=page)
        marks.mark(page, name)
        self.made += 1
        return page


def _with_sources(entry: Entry) -> list[Entry]:
    return [
        *entry["body"],
        {"heading": "What came out of it"},
        {"points": entry["outputs"]},
        {"heading": "Sources"},
        {"points": entry["sources"]},
    ]


def _claim(entry: Entry, order: int) -> Claim:
    return Claim(
        sort_order=order,
        measure=entry["measure"],
        value=entry["value"],
        held=entry.get("held", Held.HELD),
        source=entry["source"],
        source_url=entry.get("url", ""),
    )
