"""What editors see of the vocabulary, and the check that pages carry its terms only."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import ModelForm

from forums.models.session import SessionPage
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.themes import ThemeFactory, about
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme
from themes.panels import LABELLED, TermsField, instrument_choices, theme_handler

pytestmark = pytest.mark.django_db


def term_form(theme: Theme | None = None, **words: object) -> ModelForm:
    blank = {"name": "Faith", "status": "approved", "order": "0"}
    data = {**blank, **words} if words else None
    return theme_handler.bind_to_model(Theme).get_form_class()(data, instance=theme or Theme())


def page_form(page: SessionPage) -> ModelForm:
    form_class = SessionPage.get_edit_handler().get_form_class()
    return form_class(instance=page, parent_page=page.get_parent())


def offered(form: ModelForm) -> list[str]:
    return [str(label) for _value, label in form.fields["themes"].choices]


class TestTheTermsForm:
    """A term with its names in other languages."""

    def test_every_language_but_the_sites_own_has_a_field(self) -> None:
        assert [code for code, _name in LABELLED] == ["fr", "es", "ar"]
        assert {"label_fr", "label_es", "label_ar"} <= set(term_form().fields)
        assert "label_en" not in term_form().fields

    def test_it_begins_with_the_names_that_are_held(self) -> None:
        form = term_form(ThemeFactory(labels={"fr": "Foi", "de": "Glaube"}))
        assert [form.fields[f"label_{code}"].initial for code in ("fr", "es")] == ["Foi", ""]
        assert [term_form().fields[f"label_{code}"].initial for code in ("fr", "es")] == ["", ""]

    def test_it_tells_the_names_that_are_wanted(self) -> None:
        form = term_form(label_fr="Foi", label_ar=" إيمان ")
        assert form.is_valid(), form.errors
        assert form.labels == {"fr": "Foi", "es": "", "ar": "إيمان"}

    def test_an_address_may_be_left_out(self) -> None:
        form = term_form(name="Faith and belief")
        assert form.is_valid(), form.errors
        assert form.save().slug == "faith-and-belief"

    def test_goals_are_numbers_from_one_to_seventeen(self) -> None:
        form = term_form(sdgs=["16", "5"])
        assert form.is_valid(), form.errors
        assert form.cleaned_data["sdgs"] == [16, 5]
        assert list(term_form(sdgs=["0", "5"]).errors) == ["sdgs"]
        assert list(term_form(sdgs=["18"]).errors) == ["sdgs"]

    def test_instruments_are_those_that_we_know(self) -> None:
        assert term_form(instruments=["DHRD"]).is_valid()
        assert list(term_form(instruments=["Magna Carta"]).errors) == ["instruments"]
        told = dict(instrument_choices())["UDHR"]
        assert told == "Universal Declaration of Human Rights (1948, A/RES/217(III)[A])"

    def test_only_themes_can_be_chosen_as_a_place(self) -> None:
        theme = ThemeFactory()
        ThemeFactory(parent=theme)
        assert list(term_form().fields["parent"].queryset) == [theme]


class TestTheTermsOfAPage:
    """The vocabulary to tick from."""

    @pytest.fixture
    def session(self) -> SessionPage:
        return SessionPageFactory()

    @pytest.fixture(autouse=True)
    def terms(self) -> dict[str, Theme]:
        arts = ThemeFactory(name="Arts", order=2)
        return {
            "arts": arts,
            "faith": ThemeFactory(name="Faith", order=1),
            "songs": ThemeFactory(name="Songs", parent=arts),
            "drones": ThemeFactory(name="Drones", status=ThemeStatus.PENDING, order=8),
            "radios": ThemeFactory(name="Radios", status=ThemeStatus.PENDING, order=9),
        }

    def test_topics_stand_under_their_theme(self, session: SessionPage) -> None:
        assert offered(page_form(session)) == ["Faith", "Arts", "— Songs"]

    def test_terms_that_wait_stand_only_where_the_page_has_them(self, session: SessionPage, terms) -> None:
        about(session, terms["drones"], terms["songs"])
        form = page_form(session)
        assert offered(form) == ["Faith", "Arts", "— Songs", "Drones (waiting for an editor)"]
        assert sorted(form.initial["themes"]) == sorted([terms["drones"].pk, terms["songs"].pk])

    def test_a_new_page_is_offered_the_vocabulary_too(self) -> None:
        form_class = SessionPage.get_edit_handler().get_form_class()
        form = form_class(instance=SessionPage(), parent_page=ForumPageFactory())
        assert isinstance(form.fields["themes"], TermsField)
        assert offered(form) == ["Faith", "Arts", "— Songs"]

    def test_a_page_carries_nothing_else(self, session: SessionPage, terms) -> None:
        field, arts = page_form(session).fields["themes"], str(terms["arts"].pk)
        for stranger in (terms["drones"].pk, 0, "Anything"):
            with pytest.raises(ValidationError, match=r"Select a valid choice|is not a valid value"):
                field.clean([arts, str(stranger)])
        assert list(field.clean([arts])) == [terms["arts"]]
        assert list(field.clean([])) == []
