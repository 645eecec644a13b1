"""A term that changes changes every work that carries it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from access.viewer import STRANGER
from foundation.enums import ChangeKind
from foundation.models.change import Change
from foundation.models.pages import HomePage
from foundation.signals import answers_to, home_sections
from tests.factories.access import MEMBER
from tests.factories.forums import SessionPageFactory
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.receivers import index_section, vocabulary_granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """A theme with a topic, a work of each, and a work of neither."""
    theme = ThemeFactory(labels={"fr": "Foi"})
    topic = ThemeFactory(parent=theme)
    works = [SessionPageFactory() for _ in range(3)]
    about(works[0], theme)
    about(works[1], topic)
    Change.objects.all().delete()
    return theme, topic, works


def written() -> set[tuple[object, str]]:
    return set(Change.objects.values_list("key", "kind"))


def test_a_theme_takes_its_topics_and_their_works_along(family) -> None:
    theme, topic, works = family
    theme.save()
    assert written() == {
        (theme.key, ChangeKind.GONE),
        (topic.key, ChangeKind.GONE),
        (works[0].translation_key, ChangeKind.SAVED),
        (works[1].translation_key, ChangeKind.SAVED),
    }


def test_a_topic_leaves_its_theme_alone(family) -> None:
    _theme, topic, works = family
    topic.delete()
    assert written() == {(topic.key, ChangeKind.GONE), (works[1].translation_key, ChangeKind.SAVED)}


@pytest.mark.parametrize("change", ["save", "delete"])
def test_a_label_is_a_part_of_its_term(family, change: str) -> None:
    theme, _topic, works = family
    getattr(theme.labels.get(), change)()
    assert {(theme.key, ChangeKind.GONE), (works[0].translation_key, ChangeKind.SAVED)} <= written()


def test_readers_see_a_new_name_at_once(client: Client) -> None:
    ThemeIndexPageFactory(parent=ground())
    theme = ThemeFactory(name="Faith", slug="faith")
    for path in ("/", "/themes/", "/themes/faith/"):
        assert b"Faith" in client.get(path).content
    theme.name = "Belief"
    theme.save()
    for path in ("/", "/themes/", "/themes/faith/"):
        assert b"Belief" in client.get(path).content
        assert b"Faith" not in client.get(path).content


def sections(viewer=STRANGER, language: str = "en"):
    cache.clear()
    answers = answers_to(home_sections, HomePage, viewer=viewer, language=language)
    return [section for section in answers if section.template == "themes/sections/index.html"]


def test_the_home_page_gets_the_index_of_the_vocabulary() -> None:
    page = ThemeIndexPageFactory(parent=ground())
    translated(page, "fr")
    theme = ThemeFactory(name="Faith", slug="faith", labels={"fr": "Foi"})
    about(SessionPageFactory(), theme)
    [english], [french] = sections(), sections(language="fr")
    assert (english.order, english.context["url"], french.context["url"]) == (30, "/themes/", "/fr/themes/")
    [entry] = french.context["entries"]
    assert (entry.label, entry.url, entry.count) == ("Foi", "/fr/themes/faith/", 1)


def test_an_empty_vocabulary_is_not_shown() -> None:
    ThemeIndexPageFactory(parent=ground())
    ThemeFactory(status="pending")
    assert index_section(HomePage, viewer=STRANGER, language="en") == ()


def test_an_index_that_the_viewer_may_not_see_is_not_on_the_home_page_either(client: Client) -> None:
    """Its lines would lead nowhere."""
    home, theme = ground(), ThemeFactory(name="Faith")
    about(SessionPageFactory(), theme)
    assert sections() == []
    page = ThemeIndexPageFactory(parent=home)
    restrict(page, "Members")
    assert sections() == []
    assert b"Faith" not in client.get("/").content
    assert len(sections(MEMBER)) == 1


VERBS = {"add_theme", "change_theme", "delete_theme", "view_theme"}


def verbs_of(group: str) -> set[str]:
    held = Group.objects.get(name=group).permissions.filter(content_type__app_label="themes")
    return VERBS & set(held.values_list("codename", flat=True))


def test_editors_keep_the_vocabulary_and_moderators_do_not() -> None:
    assert (verbs_of("Editors"), verbs_of("Moderators")) == (VERBS, set())


def test_the_right_to_it_is_given_again_when_the_last_permissions_are_there() -> None:
    Group.objects.get(name="Editors").permissions.clear()
    vocabulary_granted(sender=apps.get_app_config("themes"))
    assert verbs_of("Editors") == set()
    vocabulary_granted(sender=apps.get_app_config("auth"))
    assert verbs_of("Editors") == VERBS
