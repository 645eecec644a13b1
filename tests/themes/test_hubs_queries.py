"""What a hub costs: one literal number of queries, however much is in it and around it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from access.viewer import STRANGER
from foundation.models.change import EPOCH
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.models.hubs import hub_for
from themes.models.vocabulary import Theme, vocabulary

pytestmark = pytest.mark.django_db
PATH = "/themes/solidarity/"


def plant(count: int, *, others: int = 0) -> Theme:
    """A hub with so many works of each kind and as many topics, and with so many other pages in the tree."""
    home = ground()
    ThemeIndexPageFactory(parent=home)
    theme = ThemeFactory(slug="solidarity")
    for _ in range(count):
        topic, edition = ThemeFactory(parent=theme, labels={"fr": "Sujet"}), ForumPageFactory()
        about(edition, theme)
        about(SessionPageFactory(parent=edition), topic)
    if others:
        forest(PlainPageFactory(parent=home), others)
    return theme


def queries(client: Client, path: str) -> int:
    """What a request asks beyond Wagtail's own way to the page, when it is not known whether anything has changed."""
    request = RequestFactory().get(path, SERVER_NAME="localhost")
    with CaptureQueriesContext(connection) as route:
        assert Page.route_for_request(request, request.path.strip("/")) is not None
    cache.delete(EPOCH)
    with CaptureQueriesContext(connection) as asked:
        assert b"<article" in client.get(path).content
    assert len(route) == 5
    return len(asked) - len(route)


@pytest.mark.parametrize(("count", "others"), [(1, 0), (3, 0), (3, 10_000)])
def test_it_costs_the_same_for_few_works_for_many_and_in_a_large_site(client: Client, count: int, others: int) -> None:
    theme = plant(count, others=others)
    client.get(PATH)
    # Whether it may be seen, whether anything has changed, how much there is, and each of the two kinds.
    assert queries(client, PATH) == 5
    # One kind chosen is one kind read.
    assert queries(client, f"{PATH}?kind=session") == 4
    # After a change anew: the vocabulary, its labels, where the hubs are, the frame and the site's settings, and what
    # was said and reported.
    theme.save()
    assert queries(client, PATH) == 12


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_time_of_all_wagtail_looks_up_its_sites_and_we_our_languages(client: Client, count: int) -> None:
    plant(count)
    client.get(PATH)
    cache.clear()
    # Its sites and their home pages in other languages; our languages.
    assert queries(client, PATH) == 15


@pytest.mark.parametrize("count", [1, 3])
def test_restrictions_and_translations_cost_nothing_more(client: Client, count: int) -> None:
    plant(count)
    for page in list(Page.objects.type(SessionPageFactory._meta.model).specific()):
        translated(page, "fr")
    hidden = PlainPageFactory(parent=ground())
    restrict(hidden, "Members")
    client.get(PATH)
    # Where this page is in the other language.
    assert queries(client, PATH) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_hub_itself_asks_how_much_there_is_and_once_a_kind(count: int, django_assert_num_queries) -> None:
    planted = plant(count)
    theme = vocabulary()[planted.pk]
    hub_for(theme, STRANGER, language="en")
    cache.delete(EPOCH)
    with django_assert_num_queries(4):
        hub = hub_for(theme, STRANGER, language="en")
    assert [len(group.cards) for group in hub.groups] == [count, count]
