"""Fields that the forms of `/cms/` share."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foundation.models.rows import Voice
from foundation.panels import CountryField, PrintedNameField, words_filter


def test_countries_are_offered_in_the_editors_language() -> None:
    with translation.override("fr"):
        assert ("DE", "Allemagne") in list(CountryField().choices)
    with pytest.raises(ValidationError):
        CountryField().clean("QQ")


def test_a_name_is_normal_and_hides_nothing() -> None:
    assert PrintedNameField().clean("  Ame\u0301lie   Novak ") == "Am\u00e9lie Novak"
    with pytest.raises(ValidationError, match="direction marks"):
        PrintedNameField().clean("Ada\u202e")


@pytest.mark.django_db
def test_choosers_search_in_the_fields_they_are_given() -> None:
    ada = Voice.objects.create(printed_name="Ada", description="chair")
    Voice.objects.create(printed_name="Bea", description="speaker")
    for words, found in [("CHAI", [ada]), ("", list(Voice.objects.all())), ("nobody", [])]:
        form = words_filter("printed_name", "description")({"q": words})
        assert form.is_valid()
        assert list(form.filter(Voice.objects.all())) == found
        assert form.is_searching is bool(words)
