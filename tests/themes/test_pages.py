"""Pages that carry themes, and the page that hosts the vocabulary."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from forums.models.session import SessionPage
from foundation.models.change import EPOCH
from tests.factories.access import AccountFactory
from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.enums import ThemeStatus
from themes.models.pages import ThemeIndexPage

pytestmark = pytest.mark.django_db


class TestThemedPage:
    """Themes belong to the work."""

    @pytest.fixture
    def session(self) -> SessionPage:
        return SessionPageFactory()

    def test_it_shows_approved_terms_in_the_vocabularys_order(self, session: SessionPage) -> None:
        last, first = ThemeFactory(order=2), ThemeFactory(order=1)
        about(session, last, ThemeFactory(status=ThemeStatus.PENDING), first)
        assert session.shown_themes == [first, last]

    def test_a_translation_shows_those_of_the_original(self, session: SessionPage) -> None:
        theme, other = ThemeFactory(), ThemeFactory()
        about(session, theme)
        french = translated(session, "fr")
        about(french, other)
        assert french.shown_themes == session.shown_themes == [theme]

    def test_a_page_that_has_not_been_saved_has_none(self) -> None:
        ThemeFactory()
        assert SessionPage(title="new").shown_themes == []

    def test_a_draft_changes_nothing_until_it_is_published(self, session: SessionPage) -> None:
        theme, other = ThemeFactory(), ThemeFactory()
        about(session, theme)
        session.themes.set([other])
        draft = session.save_revision()
        assert SessionPage.objects.get().shown_themes == [theme]
        draft.publish()
        assert SessionPage.objects.get().shown_themes == [other]

    def test_it_costs_two_queries_when_the_vocabulary_is_known(self, session, django_assert_num_queries) -> None:
        about(session, ThemeFactory(), ThemeFactory())
        french = translated(session, "fr")
        assert len(session.shown_themes) == 2
        cache.delete(EPOCH)
        # The original, its links, and whether anything has changed.
        with django_assert_num_queries(3):
            assert len(french.shown_themes) == 2


class TestIndexPage:
    """`/themes/`."""

    @pytest.fixture(autouse=True)
    def index(self) -> ThemeIndexPage:
        return ThemeIndexPageFactory(
            parent=ground(), standfirst="By subject.", body=[("heading", {"text": "How terms are chosen"})]
        )

    def read(self, client: Client, path: str = "/themes/") -> BeautifulSoup:
        return BeautifulSoup(client.get(path).content, "html.parser")

    def lines(self, client: Client, path: str = "/themes/") -> list[tuple[str, str]]:
        """Words and address of each line."""
        found = self.read(client, path).select(".book-index p")
        return [(" ".join(line.get_text(" ").split()), line.a["href"]) for line in found]

    def test_it_lists_the_vocabulary(self, client: Client) -> None:
        arts, faith = ThemeFactory(name="Arts", slug="arts"), ThemeFactory(name="Faith", slug="faith")
        songs = ThemeFactory(name="Songs", slug="songs", parent=arts)
        ThemeFactory(name="Drones", status=ThemeStatus.PENDING)
        about(SessionPageFactory(), songs)
        assert self.lines(client) == [
            ("Arts 1", "/themes/arts/"),
            ("Songs 1", "/themes/songs/"),
            ("Faith", "/themes/faith/"),
        ]
        bare = self.read(client).select(".is-bare")
        assert [line.get_text() for line in bare] == [faith.name]

    def test_its_own_words_stand_around_it(self, client: Client) -> None:
        ThemeFactory()
        found = self.read(client).main
        assert [found.h1.get_text(), found.select_one(".standfirst").get_text()] == ["Themes", "By subject."]
        assert "How terms are chosen" in found.select_one(".text").get_text()

    def test_an_empty_vocabulary_says_so(self, client: Client) -> None:
        found = self.read(client)
        assert "No theme has been named yet." in found.get_text()
        assert not found.select(".book-index")

    def test_a_translation_lists_it_in_its_language(self, client: Client, index: ThemeIndexPage) -> None:
        translated(index, "fr", slug="sujets", title="Sujets")
        ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi"})
        assert self.lines(client, "/fr/sujets/") == [("Foi", "/fr/sujets/faith/")]
        assert self.lines(client) == [("Faith", "/themes/faith/")]

    def test_members_count_more(self, client: Client) -> None:
        hidden = SessionPageFactory()
        about(hidden, ThemeFactory(name="Faith"))
        restrict(hidden, "Members")
        assert [line for line, _url in self.lines(client)] == ["Faith"]
        client.force_login(AccountFactory(groups=["Members"]))
        assert [line for line, _url in self.lines(client)] == ["Faith 1"]

    def test_it_is_a_card_like_any_page(self, index: ThemeIndexPage) -> None:
        assert (index.kind, index.kind_label) == ("page", "index of themes")
        assert index.plain_text() == "How terms are chosen"

    def test_there_is_one_below_a_home_page_and_nothing_below_it(self, index: ThemeIndexPage) -> None:
        assert not ThemeIndexPage.can_create_at(ground())
        assert not ThemeIndexPage.can_create_at(PlainPageFactory(parent=ground()))
        assert index.allowed_subpage_models() == []
        index.delete()
        assert ThemeIndexPage.can_create_at(ground())

    @pytest.mark.parametrize(("works", "topics"), [(1, 1), (3, 3)])
    def test_it_costs_the_same_for_few_and_for_many(self, client, works, topics, django_assert_num_queries) -> None:
        theme = ThemeFactory()
        for _ in range(topics):
            about(SessionPageFactory(), *[ThemeFactory(parent=theme) for _ in range(works)])
        self.lines(client)
        cache.delete(EPOCH)
        # Wagtail's way to the page (5), whether it may be seen, whether anything has changed, and the two counts.
        with django_assert_num_queries(9):
            assert len(self.lines(client)) == 1 + works * topics


def test_a_title_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(ValidationError):
        ThemeIndexPageFactory(parent=ground(), title="")
