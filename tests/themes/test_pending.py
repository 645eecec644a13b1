"""Terms that come with records from elsewhere."""

import pytest

from tests.factories.themes import ThemeFactory
from themes.actions.pending import find_or_add_terms
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme, vocabulary

pytestmark = pytest.mark.django_db


def test_a_known_word_is_found_by_name_label_and_synonym_whatever_its_case() -> None:
    term = ThemeFactory(
        name="Freedom of Expression", synonyms="Free speech\nLibre parole", labels={"de": "Meinungsfreiheit"}
    )
    words = {"freedom of  expression", "FREE SPEECH", "meinungsfreiheit"}
    assert find_or_add_terms(words=words, by=None) == dict.fromkeys(words, term.pk)
    assert Theme.objects.count() == 1


def test_an_unknown_word_waits_for_an_editor() -> None:
    found = find_or_add_terms(words={"Web", "web", "نقاش"}, by=None)
    assert found["Web"] == found["web"]
    assert {term.status for term in Theme.objects.all()} == {ThemeStatus.PENDING}
    assert Theme.objects.count() == 2
    assert vocabulary() == {}


def test_the_second_time_nothing_is_added(django_assert_num_queries) -> None:
    first = find_or_add_terms(words={"Web"}, by=None)
    with django_assert_num_queries(4):
        assert find_or_add_terms(words={"Web"}, by=None) == first


def test_slugs_stay_unique() -> None:
    ThemeFactory(name="C", slug="c")
    find_or_add_terms(words={"C#", "C++", "***"}, by=None)
    assert sorted(Theme.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3", "theme"]


def test_an_approved_term_wins_over_a_waiting_one() -> None:
    ThemeFactory(name="LAW", status=ThemeStatus.PENDING)
    term = ThemeFactory(name="law")
    assert find_or_add_terms(words={"Law"}, by=None) == {"Law": term.pk}


def test_no_words_add_nothing() -> None:
    assert find_or_add_terms(words=[], by=None) == {}
    assert not Theme.objects.exists()
