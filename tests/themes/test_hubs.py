"""A hub: everything that the viewer may see under a theme and its topics."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from access.viewer import STRANGER, Viewer
from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from foundation.cards import Link
from tests.factories.access import MEMBER, STEWARD
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, SessionPageFactory, StatementPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.enums import ThemeStatus
from themes.models.hubs import FEW, MANY, Hub, hub_for, themed_models
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> Theme:
    return ThemeFactory(name="Solidarity", slug="solidarity")


@pytest.fixture
def edition():
    """An edition that carries no theme, to hold sessions."""
    return ForumPageFactory(title="Edition")


def titles(hub: Hub) -> dict[str, list[str]]:
    return {group.kind: [card.title for card in group.cards] for group in hub.groups}


def planted(edition: ForumPage, count: int, theme: Theme) -> None:
    """So many sessions of one day under the theme, "Tree 1" and so on."""
    forest(edition, count, model=SessionPage, held_on=date(2019, 10, 13))
    carriers = SessionPage.objects.child_of(edition)
    ThemeLink.objects.bulk_create([ThemeLink(tag=theme, content_object_id=page.pk) for page in carriers])


def shown(theme: Theme, viewer: Viewer = STRANGER, language: str = "en", **chosen: object) -> dict[str, list[str]]:
    return titles(hub_for(theme, viewer, language=language, **chosen))


class TestWhatIsThere:
    """Every kind of work, of the theme and its topics."""

    def test_works_of_the_theme_and_of_its_topics_stand_together(self, theme, edition) -> None:
        topic, other = ThemeFactory(parent=theme), ThemeFactory()
        for title, term in [("Of the theme", theme), ("Of the topic", topic), ("Of another", other)]:
            about(SessionPageFactory(parent=edition, title=title), term)
        assert shown(theme) == {"session": ["Of the topic", "Of the theme"]}
        assert shown(topic) == {"session": ["Of the topic"]}

    def test_a_work_with_several_terms_of_the_theme_stands_there_once(self, theme, edition) -> None:
        topics = [ThemeFactory(parent=theme) for _ in range(2)]
        about(SessionPageFactory(parent=edition, title="Once"), theme, *topics)
        hub = hub_for(theme, STRANGER, language="en")
        assert (titles(hub), hub.total) == ({"session": ["Once"]}, 1)

    def test_a_topic_that_waits_brings_nothing(self, theme, edition) -> None:
        about(SessionPageFactory(parent=edition), ThemeFactory(parent=theme, status=ThemeStatus.PENDING))
        hub = hub_for(theme, STRANGER, language="en")
        assert (hub.groups, hub.topics, hub.total) == ((), (), 0)

    def test_each_kind_has_a_group_with_its_name_and_number(self, theme, edition) -> None:
        for _ in range(2):
            about(SessionPageFactory(parent=edition), theme)
        about(edition, theme)
        hub = hub_for(theme, STRANGER, language="en")
        groups = {group.kind: (group.label, group.total, len(group.cards)) for group in hub.groups}
        assert groups == {"session": ("sessions", 2, 2), "edition": ("editions", 1, 1)}
        order = [model.kind for model in themed_models()]
        assert [group.kind for group in hub.groups] == [kind for kind in order if kind in groups]
        assert hub.total == 3

    def test_a_statement_stands_under_its_theme(self, theme, edition) -> None:
        about(StatementPageFactory(parent=edition, title="What was asked"), theme)
        assert titles(hub_for(theme, STRANGER, language="en")) == {"statement": ["What was asked"]}

    def test_works_come_newest_first_and_undated_ones_last(self, theme, edition) -> None:
        for title, day in [("third day", 14), ("undated", None), ("fourth day", 15), ("first day", 12)]:
            held_on = date(2019, 10, day) if day else None
            about(SessionPageFactory(parent=edition, title=title, held_on=held_on), theme)
        for title, first in [("then", date(2017, 5, 9)), ("now", date(2022, 10, 12))]:
            about(ForumPageFactory(title=title, starts_on=first, ends_on=None), theme)
        assert shown(theme) == {
            "session": ["fourth day", "third day", "first day", "undated"],
            "edition": ["now", "then"],
        }

    def test_it_says_what_the_theme_is_and_where_it_stands(self) -> None:
        ThemeIndexPageFactory(parent=ground())
        arts = ThemeFactory(name="Arts", slug="arts", definition="All of them.", labels={"es": "Artes"})
        songs = ThemeFactory(name="Songs", slug="songs", parent=arts, labels={"es": "Canciones"})
        above = hub_for(arts, STRANGER, language="es")
        assert (above.title, above.definition, above.above) == ("Artes", "All of them.", None)
        assert above.topics == (Link("Canciones", "/themes/songs/"),)
        below = hub_for(songs, STRANGER, language="en")
        assert (below.title, below.above, below.topics) == ("Songs", Link("Arts", "/themes/arts/"), ())

    def test_it_names_goals_and_instruments_and_passes_over_what_is_none(self) -> None:
        theme = ThemeFactory(sdgs=[16, 5, 99], instruments=["UDHR", "Magna Carta"])
        hub = hub_for(theme, STRANGER, language="en")
        assert hub.goals == ("16 Peace, Justice and Strong Institutions", "5 Gender Equality")
        assert hub.instruments == ("Universal Declaration of Human Rights",)


class TestWhoSees:
    """Nothing comes in but through the doorway."""

    def test_members_find_more_than_strangers(self, theme, edition) -> None:
        hidden = ForumPageFactory(title="For members")
        about(SessionPageFactory(parent=edition, title="Open"), theme)
        about(SessionPageFactory(parent=hidden, title="Below it"), theme)
        about(hidden, theme)
        steward = SessionPageFactory(parent=edition, title="For stewards")
        about(steward, theme)
        restrict(hidden, "Members")
        restrict(steward, "Stewards")
        assert shown(theme) == {"session": ["Open"]}
        assert shown(theme, MEMBER) == {"session": ["Below it", "Open"], "edition": ["For members"]}
        assert shown(theme, STEWARD)["session"] == ["For stewards", "Below it", "Open"]
        totals = [hub_for(theme, viewer, language="en").total for viewer in (STRANGER, MEMBER, STEWARD)]
        assert totals == [1, 3, 4]

    def test_drafts_and_what_was_unpublished_are_not_there(self, theme, edition) -> None:
        about(SessionPageFactory(parent=edition, live=False), theme)
        gone = SessionPageFactory(parent=edition)
        about(gone, theme)
        gone.unpublish()
        assert shown(theme, STEWARD) == {}

    def test_a_restriction_on_one_language_holds_for_the_work(self, theme, edition) -> None:
        session = SessionPageFactory(parent=edition)
        about(session, theme)
        restrict(translated(session, "fr"), "Members")
        assert shown(theme) == shown(theme, language="fr") == {}
        assert len(shown(theme, MEMBER)["session"]) == 1

    def test_a_closed_session_shows_its_day_and_summary_and_says_that_it_is_closed(self, theme, edition) -> None:
        closed = SessionPageFactory(parent=edition, title="Circle", standfirst="In short.", is_closed=True)
        about(closed, theme)
        [group] = hub_for(theme, STRANGER, language="en").groups
        [card] = group.cards
        assert (card.title, card.summary, card.when) == ("Circle", "In short.", "13 October 2019")
        assert card.kind_label == "Closed session"


class TestLanguages:
    """One line a work, in the reader's language if it has it."""

    def test_a_work_shows_once_in_the_language_that_fits_best(self, theme, edition) -> None:
        session, plain = (SessionPageFactory(parent=edition, title=title) for title in ("Words", "Only English"))
        for work in (session, plain):
            about(work, theme)
        translated(session, "fr", title="Paroles")
        assert shown(theme) == {"session": ["Only English", "Words"]}
        assert sorted(shown(theme, language="fr")["session"]) == ["Only English", "Paroles"]
        assert shown(theme, language="ar") == shown(theme)
        [group] = hub_for(theme, STRANGER, language="fr").groups
        assert {card.title: (card.language, card.url.startswith("/fr/")) for card in group.cards} == {
            "Paroles": ("fr", True),
            "Only English": ("en", False),
        }

    def test_a_draft_of_a_translation_hides_nothing(self, theme, edition) -> None:
        session = SessionPageFactory(parent=edition, title="Words")
        about(session, theme)
        translated(session, "fr", title="Paroles", live=False)
        assert shown(theme, language="fr") == {"session": ["Words"]}

    def test_a_translation_that_has_expired_hides_nothing(self, theme, edition) -> None:
        """Also before the clock's errand has been run."""
        session = SessionPageFactory(parent=edition, title="Words")
        about(session, theme)
        french = translated(session, "fr", title="Paroles")
        SessionPage.objects.filter(pk=french.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        assert shown(theme, language="fr") == {"session": ["Words"]}

    def test_themes_are_those_of_the_original(self, theme, edition) -> None:
        other, session = ThemeFactory(), SessionPageFactory(parent=edition, title="Words")
        about(session, theme)
        french = translated(session, "fr", title="Paroles")
        about(french, other)
        session.theme_links.all().delete()
        session.save()
        about(session, ThemeFactory())
        assert shown(theme, language="fr") == shown(other, language="fr") == {}

    def test_a_work_of_another_language_alone_is_there_too(self, theme, edition) -> None:
        about(SessionPageFactory(parent=translated(edition, "fr"), title="Paroles"), theme)
        assert shown(theme) == shown(theme, language="fr") == {"session": ["Paroles"]}


class TestPaging:
    """A few of every kind, or one kind by pages."""

    @pytest.fixture
    def many(self, theme, edition):
        """Sessions one more than fill a page, of one day, and an edition."""
        planted(edition, MANY + 1, theme)
        about(edition, theme)
        return theme

    def test_the_newest_of_each_kind_and_how_many_there_are(self, many) -> None:
        hub = hub_for(many, STRANGER, language="en")
        sessions, editions = hub.groups
        assert (len(sessions.cards), sessions.total, len(editions.cards)) == (FEW, MANY + 1, 1)
        assert [card.title for card in sessions.cards][:2] == [f"Tree {MANY + 1}", f"Tree {MANY}"]
        assert (hub.total, hub.kind, hub.page, hub.pages) == (MANY + 2, "", 1, 1)

    def test_one_kind_has_pages_that_hold_each_work_once(self, many) -> None:
        pages = [hub_for(many, STRANGER, language="en", kind="session", page=number) for number in (1, 2)]
        assert [(hub.kind, hub.page, hub.pages, hub.total) for hub in pages] == [
            ("session", 1, 2, MANY + 2),
            ("session", 2, 2, MANY + 2),
        ]
        found = [title for hub in pages for title in titles(hub)["session"]]
        assert found == [f"Tree {number}" for number in range(MANY + 1, 0, -1)]
        assert [len(hub.groups) for hub in pages] == [1, 1]

    @pytest.mark.parametrize(("wanted", "given"), [(0, 1), (-3, 1), (3, 2), (99_999, 2)])
    def test_pages_that_do_not_exist_are_the_nearest_one(self, many, wanted: int, given: int) -> None:
        assert hub_for(many, STRANGER, language="en", kind="session", page=wanted).page == given

    def test_a_full_page_is_not_followed_by_an_empty_one(self, theme, edition) -> None:
        planted(edition, MANY, theme)
        hidden = SessionPageFactory(parent=edition)
        about(hidden, theme)
        restrict(hidden, "Members")
        assert hub_for(theme, STRANGER, language="en", kind="session", page=2).pages == 1
        assert hub_for(theme, MEMBER, language="en", kind="session", page=2).pages == 2

    @pytest.mark.parametrize("kind", ["profile", "Session", "page", "\x00"])
    def test_a_kind_that_does_not_exist_is_no_choice(self, many, kind: str) -> None:
        assert hub_for(many, STRANGER, language="en", kind=kind, page=2) == hub_for(many, STRANGER, language="en")

    def test_a_kind_of_which_the_viewer_sees_nothing_is_no_choice_either(self, theme, edition) -> None:
        about(edition, theme)
        hidden = SessionPageFactory(parent=edition)
        about(hidden, theme)
        restrict(hidden, "Members")
        assert list(shown(theme, kind="session")) == ["edition"]
        assert list(shown(theme, MEMBER, kind="session")) == ["session"]


def test_the_kinds_are_the_pages_that_carry_themes() -> None:
    kinds = [model.kind for model in themed_models()]
    assert sorted(kinds) == ["edition", "report", "session", "statement"]
    assert PlainPageFactory._meta.model not in themed_models()
