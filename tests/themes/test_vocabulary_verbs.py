"""Verbs of the vocabulary."""

import pytest
from wagtail.models import ModelLogEntry

from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.access import AccountFactory
from tests.factories.forums import SessionPageFactory
from tests.factories.themes import ThemeFactory, about
from themes.actions.vocabulary import approve_terms, label_term

pytestmark = pytest.mark.django_db


def test_only_terms_that_wait_are_taken_in() -> None:
    editor = AccountFactory()
    terms = [ThemeFactory(status="pending"), ThemeFactory()]
    assert approve_terms(terms=terms, by=editor) == 1
    assert [term.is_approved for term in terms] == [True, True]
    assert [(entry.object_id, entry.user) for entry in ModelLogEntry.objects.all()] == [(str(terms[0].pk), editor)]


def test_the_works_of_a_term_are_indexed_again() -> None:
    session, term = SessionPageFactory(), ThemeFactory(status="pending")
    about(session, term)
    Change.objects.all().delete()
    approve_terms(terms=[term], by=None)
    assert (session.translation_key, ChangeKind.SAVED) in Change.objects.values_list("key", "kind")


def test_names_are_set_changed_and_removed_and_others_stay() -> None:
    term = ThemeFactory(labels={"fr": "Foi", "es": "Fe", "ar": "\u0625\u064a\u0645\u0627\u0646"})
    changed = label_term(term=term, labels={"fr": " La  foi ", "es": "", "de": "Glaube"}, by=None)
    assert changed == 3
    held = {row.language: row.label for row in term.labels.all()}
    assert held == {"fr": "La foi", "de": "Glaube", "ar": "\u0625\u064a\u0645\u0627\u0646"}


def test_the_same_names_leave_no_trace() -> None:
    term = ThemeFactory(labels={"fr": "Foi"})
    assert label_term(term=term, labels={"fr": "Foi", "es": ""}, by=None) == 0
    assert not ModelLogEntry.objects.exists()
