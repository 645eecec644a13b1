"""Terms of the vocabulary as records."""

from typing import Any

import pytest

from forums.enums import ImportFate
from tests.factories.archives import imported, records
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory
from tests.factories.themes import ThemeFactory
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index() -> None:
    ForumIndexPageFactory()


def term(number: int = 1, **values: Any) -> dict[str, Any]:
    return {"record": "term", "id": f"t/{number}", "title": f"Term {number}", **values}


def test_a_term_comes_in_with_its_labels_and_below_its_theme() -> None:
    rows = [
        term(1, labels={"fr": "Terme"}, goals=[16], slug="first", synonyms="One\nUno"),
        term(2, parent="term 1", draft=True),
    ]
    assert imported(rows, is_plan=True).counts == imported(rows).counts == {ImportFate.CREATED: 2}
    first, second = Theme.objects.order_by("pk")
    assert (first.slug, first.label_for("fr"), first.sdgs, first.synonyms) == ("first", "Terme", [16], "One\nUno")
    assert (second.parent, second.status, second.slug) == (first, ThemeStatus.PENDING, "term-2")


def test_a_slug_that_is_taken_or_none_becomes_one() -> None:
    ThemeFactory(name="Other", slug="first")
    imported([term(1, slug="first"), term(2, slug="a b/")])
    assert [theme.slug for theme in Theme.objects.order_by("pk")] == ["first", "first-2", "a-b"]


def test_a_term_that_waits_is_taken_in_and_others_are_their_editors() -> None:
    ThemeFactory(name="Term 1", status=ThemeStatus.PENDING)
    ThemeFactory(name="Term 2", definition="Ours.")
    rows = [term(1, draft=False, summary="Theirs."), term(2, summary="Theirs.")]
    assert imported(rows).counts == {ImportFate.UPDATED: 1, ImportFate.EDITED: 1}
    assert imported(rows, overwrite=True).counts == {ImportFate.UNCHANGED: 1, ImportFate.UPDATED: 1}
    assert set(Theme.objects.values_list("definition", "status")) == {("Theirs.", ThemeStatus.APPROVED)}


def test_terms_that_wait_leave_only_with_everything() -> None:
    ThemeFactory(name="Unseen", status=ThemeStatus.PENDING)
    assert [one["title"] for one in records()] == []
    assert [one["title"] for one in records(is_full=True)] == ["Unseen"]


def test_a_term_that_was_merged_here_stays_merged() -> None:
    into = ThemeFactory(name="Law")
    gone = ThemeFactory(name="Term 1", status=ThemeStatus.MERGED, merged_into=into)
    assert imported([term(1, id=f"urn:uuid:{gone.key}")], overwrite=True).counts == {ImportFate.REMOVED: 1}
    assert [one["title"] for one in records(is_full=True)] == ["Law"]


def test_a_name_may_stand_once() -> None:
    report = imported([term(1), term(2, title="TERM 1")])
    assert [line.number for line in report.lines[ImportFate.FAULTY]] == [2]
    assert Theme.objects.count() == 1


def test_a_topic_may_stand_above_its_theme_and_write_its_name_in_its_own_way() -> None:
    known = ThemeFactory(name="Égalité")
    rows = [term(2, parent="term  1"), term(1), term(3, parent="ÉGALITÉ")]
    assert imported(rows, is_plan=True).counts == imported(rows).counts == {ImportFate.CREATED: 3}
    first, second, third = Theme.objects.filter(name__startswith="Term").order_by("name")
    assert (first.parent, second.parent, third.parent) == (None, first, known)
    assert imported(rows, overwrite=True).counts == {ImportFate.UNCHANGED: 3}


def test_a_topic_of_a_theme_that_was_merged_goes_to_the_survivor() -> None:
    into = ThemeFactory(name="Law")
    ThemeFactory(name="Rights", status=ThemeStatus.MERGED, merged_into=into)
    assert imported([term(1, parent="Rights")]).counts == {ImportFate.CREATED: 1}
    assert Theme.objects.get(name="Term 1").parent == into
    assert imported([term(1, parent="Rights")]).counts == {ImportFate.UNCHANGED: 1}


def faults(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    planned = imported(rows, is_plan=True, overwrite=True).lines[ImportFate.FAULTY]
    told = imported(rows, overwrite=True).lines[ImportFate.FAULTY]
    assert planned == told
    return [(line.number, line.reason) for line in told]


def test_the_vocabulary_keeps_two_levels() -> None:
    theme, two = ThemeFactory(name="Law"), "Choose a theme, not a topic: the vocabulary has two levels."
    ThemeFactory(name="Courts", parent=theme)
    rows = [term(1), term(2, parent="Term 1"), term(3, parent="Term 2"), term(4, parent="Courts")]
    assert faults(rows) == [(3, two), (4, two)]
    assert faults([term(5, parent="Term 5"), term(6, title="Term 1", parent="Term 1")]) == [(1, two), (2, two)]
    assert faults([term(7, title="Law", parent="Term 1")]) == [
        (1, "This theme has topics of its own. Move them first.")
    ]


def test_a_theme_that_cannot_be_has_no_topics() -> None:
    rows = [term(2, parent="Term 1"), term(1, goals=[18])]
    assert [number for number, _reason in faults(rows)] == [1, 2]
    assert not Theme.objects.exists()


def test_a_name_that_another_term_has_breaks_nothing_off() -> None:
    law, _faith = ThemeFactory(name="Law"), ThemeFactory(name="Faith")
    assert faults([term(1, title="Faith", key=str(law.key)), term(2)]) == [(1, "another term has this name")]
    assert Theme.objects.filter(name="Term 2").exists()


def test_a_row_without_a_name_says_other_things_of_a_term_that_is_here() -> None:
    terms = [ThemeFactory(name="Law"), ThemeFactory(name="Faith")]
    rows = [{"record": "term", "id": f"urn:uuid:{one.key}", "summary": "Theirs."} for one in terms]
    assert imported(rows, overwrite=True).counts == {ImportFate.UPDATED: 2}
    assert set(Theme.objects.values_list("name", "definition")) == {("Law", "Theirs."), ("Faith", "Theirs.")}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"parent": "Nowhere"}, "its theme “Nowhere” is not here"),
        ({"goals": [18]}, "1 to 17"),
        ({"instruments": ["XYZ"]}, "not known"),
        ({"labels": {"fr": "x" * 101}}, "“labels”"),
        ({"title": "x" * 300}, "“title”"),
        ({"title": " "}, "“title”"),
    ],
)
def test_a_term_that_cannot_be_is_told(values: dict[str, Any], words: str) -> None:
    (line,) = imported([term(1, **values)]).lines[ImportFate.FAULTY]
    assert words in line.reason


def test_a_term_takes_no_key_of_something_else() -> None:
    key = ForumPageFactory().translation_key
    (line,) = imported([term(1, key=str(key))]).lines[ImportFate.FAULTY]
    assert line.reason == "its key belongs to something else here"


def test_a_theme_that_waits_is_not_told_by_its_topics() -> None:
    topic = ThemeFactory(name="Shown", parent=ThemeFactory(name="Unseen", status=ThemeStatus.PENDING))
    (told,) = [one for one in records() if one["record"] == "term"]
    assert (told["title"], told["parent"]) == ("Shown", "")
    assert imported([told]).counts == {ImportFate.UNCHANGED: 1}
    assert imported([{**told, "summary": "New."}], overwrite=True).counts == {ImportFate.UPDATED: 1}
    topic.refresh_from_db()
    assert (topic.definition, topic.parent.name) == ("New.", "Unseen")
