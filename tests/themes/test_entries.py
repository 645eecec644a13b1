"""The index of the vocabulary as one viewer finds it, and the way to its hubs."""

import pytest
from django.core.cache import cache

from access.viewer import STRANGER, Viewer
from foundation.cards import Link
from foundation.models.change import EPOCH
from tests.factories.access import MEMBER, STEWARD
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.cards import ThemeEntry
from themes.enums import ThemeStatus
from themes.models.entries import hub_root, index_for, theme_links
from themes.models.hubs import hub_for
from themes.models.vocabulary import vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return ThemeIndexPageFactory(parent=ground())


def counts(viewer: Viewer = STRANGER, language: str = "en") -> dict[str, int]:
    """Name of each term in the index → the number beside it."""
    found = index_for(viewer, language=language)
    return {entry.label: entry.count for theme in found for entry in (theme, *theme.topics)}


class TestRoot:
    """Where the hubs are."""

    def test_each_language_has_its_own_and_others_take_the_sites(self, index) -> None:
        translated(index, "fr", slug="sujets")
        assert [hub_root(STRANGER, code) for code in ("en", "fr", "es")] == ["/themes/", "/fr/sujets/", "/themes/"]

    def test_where_only_another_language_has_it_readers_go_there(self, index) -> None:
        translated(index, "fr", slug="sujets")
        index.unpublish()
        assert [hub_root(STRANGER, code) for code in ("en", "fr")] == ["/fr/sujets/", "/fr/sujets/"]

    def test_nowhere_without_a_page_or_with_a_draft(self) -> None:
        assert hub_root(STRANGER, "en") == ""
        ThemeIndexPageFactory(parent=ground(), live=False)
        assert hub_root(STRANGER, "en") == ""

    def test_it_is_kept_for_each_rank(self, index, django_assert_num_queries) -> None:
        restrict(index, "Members")
        for viewer, root in [(STRANGER, ""), (MEMBER, "/themes/"), (STRANGER, "")]:
            assert hub_root(viewer, "en") == root
        cache.delete(EPOCH)
        with django_assert_num_queries(1):
            assert hub_root(MEMBER, "en") == "/themes/"

    def test_links_lead_to_hubs(self, index) -> None:
        terms = [ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi"}), ThemeFactory(name="Arts", slug="arts")]
        assert theme_links(STRANGER, terms, "fr") == (Link("Foi", "/themes/faith/"), Link("Arts", "/themes/arts/"))

    def test_without_a_hub_there_are_no_links(self) -> None:
        assert theme_links(STRANGER, [ThemeFactory()], "en") == ()


class TestIndex:
    """Every approved term, and how much the viewer finds there."""

    def test_topics_stand_under_their_theme_in_the_editors_order(self, index) -> None:
        arts = ThemeFactory(name="Arts", slug="arts", order=2)
        ThemeFactory(name="Faith", slug="faith", order=1)
        ThemeFactory(name="Songs", slug="songs", parent=arts, order=2)
        ThemeFactory(name="Zines", slug="zines", parent=arts, order=1)
        ThemeFactory(name="Drones", status=ThemeStatus.PENDING)
        ThemeFactory(name="Dances", status=ThemeStatus.PENDING, parent=arts)
        topics = (ThemeEntry("Zines", "/themes/zines/", 0), ThemeEntry("Songs", "/themes/songs/", 0))
        assert index_for(STRANGER, language="en") == (
            ThemeEntry("Faith", "/themes/faith/", 0),
            ThemeEntry("Arts", "/themes/arts/", 0, topics),
        )

    def test_it_speaks_the_language_asked_for(self, index) -> None:
        translated(index, "fr")
        ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi"})
        ThemeFactory(name="Arts", slug="arts")
        lines = [(entry.label, entry.url) for entry in index_for(STRANGER, language="fr")]
        assert lines == [("Arts", "/fr/themes/arts/"), ("Foi", "/fr/themes/faith/")]

    def test_a_theme_counts_its_topics_and_each_work_once(self, index) -> None:
        arts = ThemeFactory(name="Arts")
        songs, zines = ThemeFactory(name="Songs", parent=arts), ThemeFactory(name="Zines", parent=arts)
        both, one, edition = SessionPageFactory(), SessionPageFactory(), ForumPageFactory()
        about(both, arts, songs, zines)
        about(one, songs)
        about(edition, arts)
        assert counts() == {"Arts": 3, "Songs": 2, "Zines": 1}

    def test_a_term_that_waits_adds_nothing_to_its_theme(self, index) -> None:
        arts, faith = ThemeFactory(name="Arts"), ThemeFactory(name="Faith")
        waits = ThemeFactory(parent=arts, status=ThemeStatus.PENDING)
        about(SessionPageFactory(), waits, faith)
        assert counts() == {"Arts": 0, "Faith": 1}

    def test_translations_are_no_further_works(self, index) -> None:
        arts, faith = ThemeFactory(name="Arts"), ThemeFactory(name="Faith")
        session = SessionPageFactory()
        about(session, arts)
        french = translated(session, "fr")
        about(french, faith)
        assert counts() == counts(language="fr") == {"Arts": 1, "Faith": 0}

    def test_a_work_without_the_sites_language_counts_by_what_it_has(self, index) -> None:
        arts = ThemeFactory(name="Arts")
        about(SessionPageFactory(parent=translated(ForumPageFactory(), "fr")), arts)
        assert counts() == {"Arts": 1}

    def test_each_rank_has_its_own_numbers(self, index) -> None:
        arts = ThemeFactory(name="Arts")
        for groups in ([], ["Members"], ["Stewards"]):
            session = SessionPageFactory()
            about(session, arts)
            if groups:
                restrict(session, *groups)
        about(SessionPageFactory(live=False), arts)
        assert [counts(viewer)["Arts"] for viewer in (STRANGER, MEMBER, STEWARD)] == [1, 2, 3]

    @pytest.mark.parametrize("language", ["en", "fr", "es"])
    def test_what_the_index_counts_the_hub_shows(self, index, language: str) -> None:
        arts, faith = ThemeFactory(name="Arts"), ThemeFactory(name="Faith")
        songs, waits = ThemeFactory(name="Songs", parent=arts), ThemeFactory(status=ThemeStatus.PENDING, parent=faith)
        editions = [ForumPageFactory(), ForumPageFactory()]
        translated(editions[0], "fr")
        french = translated(editions[1], "fr")
        works = [*editions, *(SessionPageFactory(parent=edition) for edition in [*editions, french] for _ in range(3))]
        for number, work in enumerate(works):
            about(work, *[term for bit, term in enumerate((arts, songs, faith, waits)) if number & 1 << bit])
        translated(works[3], "fr")
        works[3].unpublish()
        translated(works[6], "es", live=False)
        restrict(editions[0], "Members")
        restrict(works[7], "Stewards")
        for viewer in (STRANGER, MEMBER, STEWARD):
            hubs = {term.name: hub_for(term, viewer, language=language) for term in vocabulary().values()}
            assert counts(viewer, language) == {name: hub.total for name, hub in hubs.items()}
            assert {name: len(hub.groups) > 0 for name, hub in hubs.items()} == dict.fromkeys(hubs, True)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_two_queries_when_the_vocabulary_is_known(
        self, index, count: int, django_assert_num_queries
    ) -> None:
        theme = ThemeFactory()
        for _ in range(count):
            topic = ThemeFactory(parent=theme)
            for _ in range(count):
                about(SessionPageFactory(), topic)
        cache.clear()
        with django_assert_num_queries(9):
            index_for(STRANGER, language="en")
        cache.delete(EPOCH)
        # The two counts, and whether anything has changed.
        with django_assert_num_queries(3):
            [entry] = index_for(STRANGER, language="en")
        assert (entry.count, len(entry.topics)) == (count * count, count)
