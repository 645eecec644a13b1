"""Forms of the desk that are no page forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from forums.enums import LinkState, ParticipantCategory, ParticipationRole
from forums.formats.languages import read_language
from forums.formats.parts import Part
from forums.formats.plain import printable
from forums.formats.records import KINDS
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.panels import CarefulForm, CountryField, PrintedNameField
from foundation.querysets import is_original_q
from foundation.rules import has_bidi_controls, normal
from themes.panels import terms_field

BLANK_ROWS = 2
MOST_PEOPLE = 300
LARGEST_ARCHIVE = 50 * 2**20
LONGEST_SOURCE = 500


class PartForm(forms.Form):
    """One person's part in a session."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    printed_name = PrintedNameField(max_length=200, label=_("Printed name"))
    public_source = forms.CharField(max_length=500, required=False, label=_("Public source"))
    role = forms.ChoiceField(choices=ParticipationRole.choices, initial=ParticipationRole.SPEAKER, label=_("Role"))
    category = forms.ChoiceField(choices=[("", "—"), *ParticipantCategory.choices], required=False, label=_("Category"))
    country = CountryField(label=_("Country"))

    def clean_public_source(self) -> str:
        """In NFC, without direction marks: it stands beside the name."""
        source = normal(self.cleaned_data["public_source"])
        if has_bidi_controls(source):
            raise ValidationError(_("Remove the invisible direction marks from this source."), code="bidi")
        return source

    @property
    def part(self) -> tuple[int | None, Part]:
        """The id of the row, and what it is to hold. After validation only."""
        data = self.cleaned_data
        fields = ("printed_name", "public_source", "role", "category", "country")
        return data.get("id"), Part(*(data[name] for name in fields))


class PartFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """All of a session's people; rows without a name and without changes are not there."""

    ordering_widget = forms.NumberInput(attrs={"min": 1})  # type: ignore[assignment]
    # Seen by everybody, with scripts or without.
    deletion_widget = forms.CheckboxInput

    @property
    def parts(self) -> list[tuple[int | None, Part]]:
        """In the order that the editor numbered them; removed ones are left out."""
        return [form.part for form in self.ordered_forms if form.cleaned_data.get("printed_name")]


PeopleFormSet = forms.formset_factory(
    PartForm,
    formset=PartFormSet,
    extra=BLANK_ROWS,
    can_order=True,
    can_delete=True,
    max_num=MOST_PEOPLE,
    validate_max=True,
    absolute_max=MOST_PEOPLE + BLANK_ROWS,
)


class StartEditionForm(forms.Form):
    """What the next edition is called and when it begins; the rest comes from its model."""

    title = forms.CharField(
        max_length=255, label=_("Title"), help_text=_("The official one, if it is known. It can be changed later.")
    )
    starts_on = forms.DateField(
        widget=AdminDateInput, label=_("First day"), help_text=_("The days of the sessions are counted from it.")
    )

    def clean_title(self) -> str:
        """Without needless blanks."""
        return normal(self.cleaned_data["title"])


def publishable_by(user: Any) -> PageQuerySet[Page]:
    """Pages that somebody may publish. Rows have no drafts: who may write beside a page is who may publish it."""
    found: PageQuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
    return found


class WorkField(forms.ModelChoiceField):
    """A page chosen in Wagtail's dialog, kept as the `translation_key` that all its languages share."""

    def __init__(self, model: type[Page], **kwargs: Any) -> None:
        self.model = model
        super().__init__(queryset=model.objects.all(), widget=AdminPageChooser(target_models=[model]), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, UUID):
            page = self.model.objects.filter(translation_key=value).order_by("pk").first()
            return page.pk if page else None
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        page = super().to_python(value)
        return page.translation_key if page else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class RowForm(CarefulForm):
    """A row that belongs to a page which the editor may publish."""

    work: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields[self.work]
        field.queryset = field.model.objects.filter(pk__in=publishable_by(self.for_user).values("pk"))
        held = self.instance.themes.values("pk") if self.instance.pk else ()
        plain: Any = self.fields["themes"]
        self.fields["themes"] = terms_field(plain.queryset, held, label=plain.label, help_text=plain.help_text)

    def clean_language(self) -> str:
        """A code; also a name is understood."""
        written: str = self.cleaned_data["language"].strip()
        if not (code := read_language(written)):
            raise ValidationError(_("“%(code)s” is no language that we know.") % {"code": written})
        return code


class PressForm(RowForm):
    """What somebody published about an edition; a new address has not been checked."""

    work = "edition_key"
    compared = (
        "edition_key", "outlet", "title", "language", "published_on", "date_precision", "url", "archived_url", "themes",
    )  # fmt: skip
    edition_key = WorkField(ForumPage, label=_("Edition"))

    def save(self, commit: bool = True) -> Any:
        for address, state in (("url", "link_state"), ("archived_url", "archive_state")):
            if address in self.changed_data:
                setattr(self.instance, state, LinkState.UNCHECKED)
                self.instance.checked_at = None
        return super().save(commit)


class MessageForm(RowForm):
    """What somebody said in an open session; the speaker is found by name among the people of the session."""

    work = "session_key"
    compared = ("session_key", "words", "language", "speaker_id", "is_withheld", "source", "source_url", "themes")
    session_key = WorkField(SessionPage, label=_("Session"))
    speaker_name = PrintedNameField(
        max_length=200,
        required=False,
        label=_("Speaker"),
        help_text=_("As the name stands among the people of the session. Readers see it when it has a public source."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.speaker:
            self.initial["speaker_name"] = self.instance.speaker.printed_name

    def clean_session_key(self) -> UUID:
        """An open session: of a closed one readers learn the approved summary and nothing else."""
        key: UUID = self.cleaned_data["session_key"]
        if SessionPage.objects.filter(translation_key=key, is_closed=True).exists():
            raise ValidationError(
                _("This is a closed session: what its people let be said of it is the summary on its page.")
            )
        return key

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        name, key = cleaned.get("speaker_name", ""), cleaned.get("session_key")
        if bool(name) == bool(cleaned.get("is_withheld")):
            self.add_error("speaker_name", _("Name the speaker, or tick that the speaker is withheld: one of the two."))
        self.instance.speaker = self.speaker_called(name, key) if name and key else None
        return cleaned

    def speaker_called(self, name: str, key: UUID) -> Participation | None:
        """The part of this name in the session; a fault of the form when there is none."""
        part = Participation.objects.filter(session_key=key, printed_name__iexact=name).order_by("order", "pk").first()
        if part is None:
            said = _("Nobody of this name is among the people of the session. Record her part there first.")
            self.add_error("speaker_name", said)
        return part


class PlainLine(forms.CharField):
    """One line without control characters and direction marks, as the command takes it."""

    def to_python(self, value: Any) -> str:
        return normal(printable(super().to_python(value) or ""))


def editions_to_choose(none: Any) -> list[tuple[str, Any]]:
    """Every edition by its slug, the newest first; `none` is said for no choice."""
    editions = ForumPage.objects.filter(is_original_q()).by_date()
    return [("", none), *((edition.slug, edition.get_admin_display_title()) for edition in editions)]


class ImportForm(forms.Form):
    """What `manage.py import_archive` is told by its options (docs/import.md). The worker reads the file."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("CSV or JSON lines, plain or gzipped, at most 50 MB. It is removed a week later."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.jsonl,.ndjson,.json,.gz"}),
    )
    is_plan = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Dry run"),
        help_text=_("Says what would happen to each row and writes nothing. Then one button does it in earnest."),
    )
    forum = forms.ChoiceField(
        choices=lambda: editions_to_choose(_("The one that each row names")),
        required=False,
        label=_("Edition"),
        help_text=_("Every row goes into it. Editions that rows name and that are not here yet are made."),
    )
    public_names = PlainLine(
        required=False,
        max_length=LONGEST_SOURCE,
        label=_("Public source of names"),
        help_text=_("Where the speakers’ names were already public. Without it names are stored and shown to nobody."),
    )
    overwrite = forms.BooleanField(required=False, label=_("Also overwrite pages that editors changed since"))
    restore = forms.BooleanField(required=False, label=_("Also bring back what was deleted here"))

    def clean_upload(self) -> UploadedFile:
        """Within the limit; whether it can be read is found out in the background."""
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST_ARCHIVE:
            limit = {"limit": filesizeformat(LARGEST_ARCHIVE)}
            raise ValidationError(_("The file is larger than %(limit)s. Pack it with gzip, or split it.") % limit)
        return upload


class ExportForm(forms.Form):
    """What `manage.py export_archive` is told by its options."""

    form = forms.ChoiceField(choices=[("jsonl", "JSON lines"), ("csv", "CSV")], label=_("Format"))
    record = forms.ChoiceField(
        choices=[("", _("All kinds")), *((kind, kind) for kind in KINDS)],
        required=False,
        label=_("Records"),
        help_text=_("CSV holds one kind of record a file."),
    )
    forum = forms.ChoiceField(choices=lambda: editions_to_choose(_("All of them")), required=False, label=_("Edition"))
    is_full = forms.BooleanField(
        required=False,
        label=_("Also what nobody outside may see"),
        help_text=_(
            "Drafts, hidden pages, withheld names, notes of closed sessions. Keep such a file as you keep the database."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A table needs to know of what."""
        cleaned = super().clean() or {}
        if cleaned.get("form") == "csv" and not cleaned.get("record"):
            self.add_error("record", _("CSV holds one kind of record a file: say which."))
        return cleaned
