"""What editors see: tabs and forms of editions and sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.models import Page

from forums.enums import DatePrecision
from forums.formats.languages import read_language
from forums.rules import day_fault
from foundation.blocks import HTTPS_ONLY
from foundation.formats.places import language_name
from foundation.models.base import BasePage
from foundation.panels import CountryField, TranslationPanel
from themes.panels import ThemedPageForm

NO_LANGUAGE = _("“%(code)s” is no language that we know.")
LINES = forms.Textarea(attrs={"rows": 3})
THEMES_HELP = _(
    "Tick what it is about. A theme’s page lists the works of its topics too, so the closest term is enough."
)


def themes_panel() -> FieldPanel:
    """The terms of a page."""
    return FieldPanel("themes", help_text=THEMES_HELP)


index_panels = [*BasePage.content_panels, FieldPanel("body")]
words_tab = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [FieldPanel("alternative_titles", widget=LINES), FieldPanel("title_note")],
        heading=_("Other titles"),
        help_text=_("The page’s title is the official one. Sources that call it otherwise are found by these."),
        classname="collapsed",
    ),
    themes_panel(),
    FieldPanel("body"),
]
place_tab = [
    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Days")),
    FieldPanel("time_zone", help_text=_("Sessions’ times are local times of this zone.")),
    FieldRowPanel([FieldPanel("place"), FieldPanel("country")], heading=_("Place")),
    FieldRowPanel([FieldPanel("host"), FieldPanel("co_hosts", widget=LINES)], heading=_("Who invited")),
    FieldPanel("number"),
    PageChooserPanel("builds_on", "forums.ForumPage"),
]
programme_tab = [
    HelpPanel(
        content=_(
            "<p>Sessions are pages below this one: save the edition first, then press <strong>Add session</strong> in "
            "the line above. The programme by day is made from their days and times.</p>"
        )
    ),
    FieldPanel("headings"),
]
papers_tab = [
    FieldPanel("concept_note"),
    InlinePanel("attachments", label=_("document"), heading=_("Other documents")),
]
claims_tab = [
    InlinePanel(
        "claims",
        label=_("number"),
        heading=_("Numbers as sources give them"),
        help_text=_("One row for each source. Sources may disagree: all are shown, none is corrected or summed."),
    )
]
edition_handler = TabbedInterface(
    [
        ObjectList(words_tab, heading=_("Content")),
        ObjectList(place_tab, heading=_("When and where")),
        ObjectList(programme_tab, heading=_("Programme")),
        ObjectList(papers_tab, heading=_("Documents")),
        ObjectList(claims_tab, heading=_("Numbers")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)

said_tab = [
    *Page.content_panels,
    FieldPanel(
        "standfirst",
        heading=_("Summary"),
        help_text=_(
            "One or two sentences. Of a closed session this is all that readers learn: have it approved first."
        ),
    ),
    TranslationPanel("is_shortened"),
    FieldRowPanel([FieldPanel("session_kind"), FieldPanel("is_closed")], heading=_("What it is")),
    themes_panel(),
    FieldPanel("body"),
]
day_tab = [
    FieldRowPanel([FieldPanel("held_on"), FieldPanel("date_precision")], heading=_("When")),
    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Times, local to the edition’s place")),
    FieldPanel("languages"),
    FieldPanel("text_language"),
]
people_tab = [
    HelpPanel(
        content=_(
            "<p>Who took part is kept apart from this page, so that no name is copied into its history. "
            "Save the page, then open <strong>People</strong> in the line above.</p>"
        )
    )
]
recording_tab = [
    MultiFieldPanel(
        [FieldPanel("recording_url"), FieldPanel("recording_title")],
        heading=_("Recording"),
        help_text=_("Readers get a link with the provider’s name. Nothing loads from there before they follow it."),
    ),
    FieldPanel("transcript", help_text=_("Plain text; an empty line begins a paragraph. It is searched.")),
    InlinePanel("attachments", label=_("document"), heading=_("Documents")),
]
session_handler = TabbedInterface(
    [
        ObjectList(said_tab, heading=_("Content")),
        ObjectList(day_tab, heading=_("When and in which language")),
        ObjectList(people_tab, heading=_("People")),
        ObjectList(recording_tab, heading=_("Recording and documents")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)


def outcome_handler(*own: ObjectList, body: Any, points: Any) -> TabbedInterface:
    """The tabs of a statement or report; `own` are those that the other has not."""
    days = FieldRowPanel([FieldPanel("issued_on"), FieldPanel("version")], heading=_("Date and version"))
    numbers = _("The first is number 1. Numbers are cited: do not reorder what is out.")
    words = [*BasePage.content_panels, days, FieldPanel("body", heading=body), themes_panel()]
    return TabbedInterface(
        [
            ObjectList(words, heading=_("Content")),
            ObjectList([FieldPanel("points", help_text=numbers)], heading=points),
            *own,
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )


statement_handler = outcome_handler(
    ObjectList([FieldPanel("challenges")], heading=_("Challenges")),
    ObjectList([PageChooserPanel("concluding_session", "forums.SessionPage")], heading=_("Where it was adopted")),
    body=_("Preamble"),
    points=_("Recommendations"),
)
report_handler = outcome_handler(
    ObjectList([InlinePanel("reported_sessions", label=_("session"))], heading=_("Workshops")),
    body=_("Text"),
    points=_("Strategies"),
)


class EditionForm(ThemedPageForm):
    """An edition; its country is chosen by name."""

    country = CountryField(label=_("Country"))


class LanguagesField(forms.CharField):
    """A JSON list of language codes (BCP 47), written by people as names or codes: "English, French, ar"."""

    def __init__(self, **kwargs: Any) -> None:
        text = _("Names or codes, with commas between them: English, French, ar.")
        super().__init__(**{"required": False, "help_text": text, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(name_of(code) for code in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The codes in their order, each once; ValidationError names what is no language."""
        written = [part.strip() for part in (super().clean(value) or "").split(",")]
        codes = {part: read_language(part) for part in written if part}
        for part, code in codes.items():
            if not code:
                raise ValidationError(NO_LANGUAGE % {"code": part}, code="unknown")
        return list(dict.fromkeys(codes.values()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


def name_of(code: str) -> str:
    """The editor's word for a language, where it reads back as the same code; else the code."""
    name = language_name(code)
    return name if read_language(name) == code else code


class SessionForm(ThemedPageForm):
    """A session; its day is checked against the edition's also before it has a place in the tree."""

    languages = LanguagesField(label=_("Languages spoken"))

    def clean_text_language(self) -> str:
        """A code, or nothing; also a name is understood."""
        written: str = self.cleaned_data["text_language"].strip()
        code = read_language(written) if written else ""
        if written and not code:
            raise ValidationError(NO_LANGUAGE % {"code": written})
        return code

    def clean_recording_url(self) -> str:
        """A new address keeps the connection private; one that an import brought stays as it is."""
        url: str = self.cleaned_data["recording_url"]
        if "recording_url" in self.changed_data and url and not url.startswith("https://"):
            raise ValidationError(HTTPS_ONLY)
        return url

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.parent_page and not self.instance.path:
            edition, precision = self.parent_page.specific, cleaned.get("date_precision") or DatePrecision.DAY
            if fault := day_fault(cleaned.get("held_on"), precision, edition.starts_on, edition.ends_on):
                self.add_error("held_on", fault)
        return cleaned
