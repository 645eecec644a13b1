"""Merging one term into another, and taking the last merge back."""

import pytest
from wagtail.models import ModelLogEntry, ReferenceIndex

from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.access import AccountFactory
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, PressItemFactory, SessionPageFactory, StatementPageFactory, point
from tests.factories.foundation import translated
from tests.factories.themes import ThemeFactory, about
from themes.actions.merging import MergeRefusedError, merge_terms, undo_merge
from themes.actions.pending import find_or_add_terms
from themes.enums import ThemeStatus
from themes.models.merges import last_merge, plan_for, use_of
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Theme, Theme]:
    return ThemeFactory(name="Faith", synonyms="Religion", labels={"fr": "Foi"}), ThemeFactory(name="Belief")


def carried(page) -> set[str]:
    return set(ThemeLink.objects.filter(content_object=page.pk).values_list("tag__name", flat=True))


def named(page, stream: str = "points") -> list[list[str]]:
    page = type(page).objects.get(pk=page.pk)
    return [[term.name for term in block.value["themes"]] for block in getattr(page, stream)]


def test_every_work_of_the_term_carries_the_survivor_once(pair) -> None:
    faith, belief = pair
    one, both, other = (SessionPageFactory() for _ in range(3))
    about(one, faith)
    about(both, faith, belief)
    about(other, belief)
    assert plan_for(faith, belief).use.works == 2
    assert plan_for(faith, belief).both == 1
    merge_terms(term=faith, into=belief, by=None)
    assert [carried(page) for page in (one, both, other)] == [{"Belief"}] * 3
    assert ThemeLink.objects.count() == 3
    assert not use_of(Theme.objects.get(pk=faith.pk))


def test_rows_that_are_no_pages_go_over_and_come_back_too(pair) -> None:
    faith, belief = pair
    edition = ForumPageFactory()
    one, both, left = (PressItemFactory(edition=edition) for _ in range(3))
    one.themes.set([faith])
    both.themes.set([faith, belief])
    left.themes.set([faith])
    assert (plan_for(faith, belief).use.works, plan_for(faith, belief).both) == (3, 1)
    Change.objects.all().delete()
    merge_terms(term=faith, into=belief, by=None)
    assert [set(item.themes.all()) for item in (one, both, left)] == [{belief}] * 3
    assert {one.key, both.key, left.key} <= set(Change.objects.values_list("key", flat=True))
    left.themes.clear()
    undo_merge(merge=last_merge(), by=None)
    assert [set(item.themes.all()) for item in (one, both, left)] == [{faith}, {faith, belief}, set()]


def test_points_and_headings_in_every_language_follow(pair) -> None:
    faith, belief = pair
    third = ThemeFactory(name="Third")
    edition = ForumPageFactory(headings=[("heading", {"title": "A", "text": "", "themes": [faith]})])
    points = [point(themes=[faith, third, belief]), point(themes=[third]), point(themes=[faith])]
    statement = StatementPageFactory(parent=edition, points=points)
    french = translated(statement, "fr")
    assert use_of(faith).texts == 2
    merge_terms(term=faith, into=belief, by=None)
    assert named(statement) == [["Belief", "Third"], ["Third"], ["Belief"]]
    assert named(french) == named(statement)
    assert named(edition, "headings") == [["Belief"]]
    undo_merge(merge=last_merge(), by=None)
    assert named(statement) == [["Faith", "Third", "Belief"], ["Third"], ["Faith"]]
    assert named(edition, "headings") == [["Faith"]]


def test_an_older_draft_brings_the_survivor(pair) -> None:
    faith, belief = pair
    statement = StatementPageFactory(points=[point(themes=[faith])])
    about(statement, belief)
    statement.themes.set([faith, belief])
    draft = statement.save_revision()
    bare = statement.save_revision()
    merge_terms(term=faith, into=belief, by=None)
    for revision in (draft, bare):
        revision.publish()
        assert carried(statement) == {"Belief"}
        assert named(statement) == [["Belief"]]


def test_a_draft_that_had_the_term_alone_is_published_beside_a_page_that_carries_both(pair) -> None:
    faith, belief = pair
    session = SessionPageFactory()
    session.themes.set([faith])
    draft = session.save_revision()
    draft.publish()
    about(session, belief)
    merge_terms(term=faith, into=belief, by=None)
    draft.publish()
    assert carried(session) == {"Belief"}


def test_topics_and_terms_merged_before_move_along(pair) -> None:
    faith, belief = pair
    topic, old = ThemeFactory(parent=faith), ThemeFactory(name="Creed")
    merge_terms(term=old, into=faith, by=None)
    merge_terms(term=faith, into=belief, by=None)
    topic.refresh_from_db()
    old.refresh_from_db()
    assert (topic.parent, old.merged_into) == (belief, belief)
    undo_merge(merge=last_merge(), by=None)
    topic.refresh_from_db()
    old.refresh_from_db()
    assert (topic.parent, old.merged_into) == (faith, faith)


def test_whoever_uses_the_old_words_finds_the_survivor(pair) -> None:
    faith, belief = pair
    merge_terms(term=faith, into=belief, by=None)
    belief.refresh_from_db()
    assert belief.synonyms.splitlines() == ["Faith", "Foi", "Religion"]
    words = ["faith", "FOI", "religion"]
    assert find_or_add_terms(words=words, by=None) == dict.fromkeys(words, belief.pk)
    Theme.objects.filter(pk=belief.pk).update(synonyms="")
    assert find_or_add_terms(words=["faith"], by=None) == {"faith": belief.pk}


def test_names_that_both_have_are_not_said_twice() -> None:
    faith, belief = ThemeFactory(name="Faith", synonyms="Creed\nbelief"), ThemeFactory(name="Belief", synonyms="creed")
    assert plan_for(faith, belief).names == ("Faith",)
    merge_terms(term=faith, into=belief, by=None)
    belief.refresh_from_db()
    assert belief.synonyms == "creed\nFaith"
    undo_merge(merge=last_merge(), by=None)
    belief.refresh_from_db()
    assert belief.synonyms == "creed"


def test_the_index_is_told_of_both_terms_and_of_all_their_works(pair) -> None:
    faith, belief = pair
    works = [SessionPageFactory() for _ in range(3)]
    about(works[0], faith)
    about(works[1], belief)
    for act in (
        lambda: merge_terms(term=faith, into=belief, by=None),
        lambda: undo_merge(merge=last_merge(), by=None),
    ):
        Change.objects.all().delete()
        act()
        assert set(Change.objects.values_list("key", "kind")) == {
            (faith.key, ChangeKind.GONE),
            (belief.key, ChangeKind.GONE),
            (works[0].translation_key, ChangeKind.SAVED),
            (works[1].translation_key, ChangeKind.SAVED),
        }


def test_a_text_that_refers_to_the_term_refers_to_the_survivor(pair) -> None:
    faith, belief = pair

    def referring(term: Theme) -> set[int]:
        pages = ReferenceIndex.get_references_to(term).filter(base_content_type__model="page")
        return {int(pk) for pk in pages.values_list("object_id", flat=True)}

    statement = StatementPageFactory(points=[point(themes=[faith])])
    statement.save()
    assert (referring(faith), referring(belief)) == ({statement.pk}, set())
    merge_terms(term=faith, into=belief, by=None)
    assert (referring(faith), referring(belief)) == (set(), {statement.pk})
    undo_merge(merge=last_merge(), by=None)
    assert (referring(faith), referring(belief)) == ({statement.pk}, set())


def test_the_history_of_the_survivor_says_who_did_it(pair) -> None:
    faith, belief = pair
    editor = AccountFactory()
    merge_terms(term=faith, into=belief, by=editor)
    undo_merge(merge=last_merge(), by=editor)
    told = [(one.action, one.object_id, one.user, one.data) for one in ModelLogEntry.objects.order_by("pk")]
    assert told == [
        ("themes.merge", str(belief.pk), editor, {"term": "Faith"}),
        ("themes.undo_merge", str(faith.pk), editor, {"into": "Belief"}),
    ]


def test_undone_everything_is_as_it_was(pair) -> None:
    faith, belief = pair
    one, both = SessionPageFactory(), SessionPageFactory()
    about(one, faith)
    about(both, faith, belief)
    undo_merge(merge=merge_terms(term=faith, into=belief, by=None), by=None)
    faith.refresh_from_db()
    assert (faith.status, faith.merged_into, last_merge()) == (ThemeStatus.APPROVED, None, None)
    assert (carried(one), carried(both)) == ({"Faith"}, {"Faith", "Belief"})


def test_what_somebody_changed_since_stays_as_it_is_now(pair) -> None:
    faith, belief = pair
    one, both = SessionPageFactory(), SessionPageFactory()
    about(one, faith)
    about(both, faith, belief)
    statement = StatementPageFactory(points=[point(themes=[faith]), point(themes=[faith])])
    emptied = StatementPageFactory(points=[point(themes=[faith])])
    topic = ThemeFactory(parent=faith)
    merge = merge_terms(term=faith, into=belief, by=None)
    emptied.refresh_from_db()
    emptied.points = []
    emptied.save()
    ThemeLink.objects.filter(content_object__in=[one.pk, both.pk]).delete()
    Theme.objects.filter(pk=topic.pk).update(parent=None)
    statement.refresh_from_db()
    statement.points[0].value["themes"] = []
    statement.save()
    undo_merge(merge=merge, by=None)
    topic.refresh_from_db()
    assert (carried(one), carried(both), topic.parent) == (set(), set(), None)
    assert (named(statement), named(emptied)) == ([[], ["Faith"]], [])


def test_a_deleted_text_is_passed_over(pair) -> None:
    faith, belief = pair
    statement = StatementPageFactory(points=[point(themes=[faith])])
    merge = merge_terms(term=faith, into=belief, by=None)
    statement.delete()
    assert undo_merge(merge=merge, by=None) == faith


def test_a_topic_goes_back_to_its_theme_if_that_is_one_still(pair) -> None:
    faith, belief = pair
    topic = ThemeFactory(name="Vigils", parent=faith)
    merge = merge_terms(term=topic, into=belief, by=None)
    faith.parent = belief
    faith.save()
    with pytest.raises(MergeRefusedError, match="belonged to"):
        undo_merge(merge=merge, by=None)
    faith.parent = None
    faith.save()
    undo_merge(merge=merge, by=None)
    topic.refresh_from_db()
    assert topic.parent == faith


def test_only_the_last_merge_is_taken_back_and_once(pair) -> None:
    faith, belief = pair
    first = merge_terms(term=faith, into=belief, by=None)
    second = merge_terms(term=ThemeFactory(), into=belief, by=None)
    with pytest.raises(MergeRefusedError, match="not the last"):
        undo_merge(merge=first, by=None)
    undo_merge(merge=second, by=None)
    with pytest.raises(MergeRefusedError, match="not the last"):
        undo_merge(merge=second, by=None)
    undo_merge(merge=first, by=None)
    with pytest.raises(MergeRefusedError, match="not the last"):
        undo_merge(merge=first, by=None)


def test_two_editors_who_merge_each_into_the_other_do_not_lose_both(pair) -> None:
    """The second one's terms are read anew."""
    faith, belief = pair
    merge_terms(term=faith, into=belief, by=None)
    with pytest.raises(MergeRefusedError, match="in the vocabulary"):
        merge_terms(term=belief, into=faith, by=None)
    with pytest.raises(MergeRefusedError, match="already"):
        merge_terms(term=faith, into=ThemeFactory(), by=None)


@pytest.mark.parametrize(
    ("term", "into", "reason"),
    [
        ("faith", "faith", "itself"),
        ("faith", "waiting", "in the vocabulary"),
        ("faith", "night", "a topic can have none"),
        ("gone", "faith", "not exist"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(pair, term: str, into: str, reason: str) -> None:
    faith, belief = pair
    ThemeFactory(parent=faith)
    terms = {
        "faith": faith,
        "waiting": ThemeFactory(status="pending"),
        "night": ThemeFactory(parent=belief),
        "gone": Theme(pk=10**6, name="Gone"),
    }
    with pytest.raises(MergeRefusedError, match=reason):
        merge_terms(term=terms[term], into=terms[into], by=None)
    assert last_merge() is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_works_costs_no_queries(pair, count: int, django_assert_num_queries) -> None:
    faith, belief = pair
    for _ in range(count):
        about(SessionPageFactory(), faith)
        about(SessionPageFactory(), faith, belief)
    with django_assert_num_queries(53):
        merge_terms(term=faith, into=belief, by=None)


def test_ten_thousand_works_go_over_and_come_back_in_few_statements(pair, django_assert_max_num_queries) -> None:
    faith, belief = pair
    edition = ForumPageFactory()
    forest(edition, 10_000, model=SessionPage)
    pages = list(SessionPage.objects.values_list("pk", flat=True))
    ThemeLink.objects.bulk_create(ThemeLink(tag=faith, content_object_id=pk) for pk in pages)
    ThemeLink.objects.bulk_create(ThemeLink(tag=belief, content_object_id=pk) for pk in pages[:1000])
    with django_assert_max_num_queries(190):
        merge_terms(term=faith, into=belief, by=None)
        assert ThemeLink.objects.filter(tag=belief).count() == 10_000
        undo_merge(merge=last_merge(), by=None)
    assert (faith.links.count(), belief.links.count()) == (10_000, 1000)
