"""What the forms of editions and sessions decide."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from forums.panels import EditionForm, LanguagesField, SessionForm, edition_handler, session_handler
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory, SessionPageFactory

pytestmark = pytest.mark.django_db


def session_form(parent: Any, instance: SessionPage | None = None, **words: Any) -> Any:
    """The form as the desk makes it, with these words sent."""
    data = nested_form_data(
        {
            "title": "Opening", "slug": "opening", "standfirst": "", "session_kind": "opening",
            "body": streamfield([]), "held_on": "2019-10-13", "date_precision": "day", "starts_at": "", "ends_at": "",
            "languages": "", "text_language": "", "recording_url": "", "recording_title": "", "transcript": "",
            "attachments": inline_formset([]), "comments": inline_formset([]), **words,
        }
    )  # fmt: skip
    form_class = session_handler.bind_to_model(SessionPage).get_form_class()
    return form_class(data, instance=instance or SessionPage(), parent_page=parent, for_user=AccountFactory())


def errors(form: Any) -> set[str]:
    return set(form.errors)


def test_a_day_inside_the_edition_is_taken() -> None:
    form = session_form(ForumPageFactory())
    assert errors(form) == set()
    assert form.cleaned_data["held_on"] == date(2019, 10, 13)


@pytest.mark.parametrize(
    ("day", "precision", "wrong"),
    [
        ("2019-10-16", "day", {"held_on"}),
        ("2019-10-01", "day", {"held_on"}),
        ("2019-10-01", "month", set()),
        ("2019-11-01", "month", {"held_on"}),
        ("2019-01-01", "year", set()),
        ("2018-10-13", "year", {"held_on"}),
        ("", "day", set()),
        ("2019-10-13", "", {"date_precision"}),
    ],
)
def test_a_day_outside_is_refused_before_the_page_has_a_place(day: str, precision: str, wrong: set[str]) -> None:
    assert errors(session_form(ForumPageFactory(), held_on=day, date_precision=precision)) == wrong


def test_a_page_that_stands_is_held_to_its_own_edition() -> None:
    session = SessionPageFactory()
    form = session_form(session.get_parent(), session, slug=session.slug, held_on="2020-01-01")
    assert errors(form) == {"held_on"}


def test_without_an_edition_above_no_day_is_wrong() -> None:
    assert errors(session_form(None, held_on="1999-01-01")) == set()


@pytest.mark.parametrize(
    ("written", "kept"), [("de", "de"), (" pt-BR ", "pt-BR"), ("German", "de"), ("", ""), ("Nowherish", None)]
)
def test_the_language_of_the_words_is_a_name_or_a_code(written: str, kept: str | None) -> None:
    form = session_form(ForumPageFactory(), text_language=written)
    assert errors(form) == (set() if kept is not None else {"text_language"})
    assert form.cleaned_data.get("text_language") == kept


def test_the_languages_spoken_are_a_list_of_codes() -> None:
    form = session_form(ForumPageFactory(), languages="en, fr,en, ar")
    assert errors(form) == set()
    assert form.cleaned_data["languages"] == ["en", "fr", "ar"]


@pytest.mark.parametrize(("handler", "model"), [(edition_handler, ForumPage), (session_handler, SessionPage)])
def test_every_field_that_readers_get_can_be_edited(handler: Any, model: type) -> None:
    form_class = handler.bind_to_model(model).get_form_class()
    left_to_rows = {"page_ptr", "kind"}
    own = {field.name for field in model._meta.local_concrete_fields} - left_to_rows
    assert own - set(form_class.base_fields) == set()


def test_no_form_of_a_page_holds_a_name_of_a_person() -> None:
    form_class = session_handler.bind_to_model(SessionPage).get_form_class()
    assert issubclass(form_class, SessionForm)
    assert set(form_class.formsets) == {"attachments", "comments"}


def test_a_country_is_chosen_by_its_name() -> None:
    form_class = edition_handler.bind_to_model(ForumPage).get_form_class()
    form = form_class(instance=ForumPage(), parent_page=ForumIndexPageFactory(), for_user=AccountFactory())
    assert isinstance(form, EditionForm)
    assert ("GH", "Ghana") in form.fields["country"].choices


def test_languages_are_written_by_name_or_code_and_kept_as_codes() -> None:
    field = LanguagesField()
    assert field.clean("English, fr,  العربية, fr, Portuguese,, de_CH") == ["en", "fr", "ar", "pt", "de-CH"]
    assert field.clean("") == []
    assert field.prepare_value(["en", "ar", "und"]) == "English, Arabic, Unknown language"
    assert field.prepare_value("English, Nowherish") == "English, Nowherish"
    with translation.override("fr"):
        assert field.clean(field.prepare_value(["en", "pt-BR", "zh-Hant", "x-y"][:3])) == ["en", "pt-BR", "zh-Hant"]


def test_what_is_no_language_is_named() -> None:
    with pytest.raises(ValidationError, match="Nowherish"):
        LanguagesField().clean("en, Nowherish")


@pytest.mark.parametrize(("now", "changed"), [("English, French", False), ("English", True), ("", True)])
def test_languages_know_whether_they_changed(now: str, changed: bool) -> None:
    assert LanguagesField().has_changed(["en", "fr"], now) is changed


def test_the_form_of_a_new_session_refuses_an_address_that_its_edition_answers() -> None:
    assert errors(session_form(ForumPageFactory(), slug="calendar")) == {"slug"}
    assert errors(session_form(ForumPageFactory(), slug="calendars")) == set()
