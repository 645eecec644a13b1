"""What the page of an edition costs.

Wagtail's own route to a page at this depth is seven queries: the site, the language, the home page, and two for each
of index and edition (which row has this slug, and the row in its own class). A plain page at the same depth costs
eleven: the route; the doorway; the frame's two (has anything changed, and this page's other languages); the path above.
Beyond them an edition costs twelve, the last two of them for its press and its key messages; a translation costs
two more.
"""

from time import monotonic

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from forums.models.edition import ForumPage
from foundation.models.change import EPOCH
from foundation.models.pages import PlainPage
from tests.factories.forests import forest
from tests.factories.forums import (
    AttachmentFactory,
    ClaimFactory,
    DocumentFactory,
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    SessionPageFactory,
)
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db
ROUTE, BARE, WHOLE = 7, 11, 23


def full(count: int) -> ForumPage:
    """An edition with so many of everything that it can have, on a site with two languages and a page for members."""
    ThemeIndexPageFactory(parent=ground())
    translated(PlainPageFactory(parent=ground()), "fr")
    restrict(PlainPageFactory(parent=ground()), "Members")
    themes = ThemeFactory.create_batch(count)
    headings = [("heading", {"title": f"Heading {one}", "text": "", "themes": themes}) for one in range(count)]
    edition = ForumPageFactory(
        concept_note=DocumentFactory(), builds_on=ForumPageFactory(), headings=headings, title="The edition itself"
    )
    about(edition, *themes)
    for _ in range(count):
        ForumPageFactory(builds_on=edition)
        ClaimFactory(page=edition)
        AttachmentFactory(page=edition)
        session = SessionPageFactory(parent=edition, recording_url="https://video.example/1", transcript="Words.")
        SessionPageFactory(parent=edition, held_on=None)
        PressItemFactory(edition=edition, themes=themes)
        KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session), themes=themes)
        about(session, *themes)
        ParticipationFactory.create_batch(count, session=session)
    return edition


def cost(client: Client, page: Page) -> int:
    """Queries of a request when others of the same rank have read before, with the one that looks for changes."""
    client.get(page.url)
    cache.delete(EPOCH)
    with CaptureQueriesContext(connection) as captured:
        assert page.title in client.get(page.url).content.decode()
    return len(captured)


def test_the_route_and_a_plain_page(client: Client, django_assert_num_queries) -> None:
    edition = full(1)
    plain = PlainPageFactory(parent=PlainPageFactory(parent=ground()))
    for page in (edition, plain):
        client.get(page.url)
        request = RequestFactory().get(page.url)
        with django_assert_num_queries(ROUTE):
            Page.route_for_request(request, page.url)
    assert isinstance(plain, PlainPage)
    assert cost(client, plain) == BARE


@pytest.mark.parametrize("count", [1, 3])
def test_an_edition_costs_the_same_for_any_number_of_everything(client: Client, count: int) -> None:
    """Beyond a plain page: sessions, terms, people, neighbours, numbers, papers, headings, statements, reports."""
    assert cost(client, full(count)) == WHOLE


@pytest.mark.parametrize("count", [1, 3])
def test_its_translation_costs_three_more(client: Client, count: int) -> None:
    """Which page holds the facts, of the edition and of its sessions; and in the route, which home has the language."""
    edition = full(count)
    assert cost(client, translated(edition, "fr", title="L’édition")) == WHOLE + 3


def test_it_costs_the_same_among_ten_thousand_other_pages(client: Client) -> None:
    edition = full(1)
    began = monotonic()
    forest(PlainPageFactory(parent=ground()), 10_000)
    assert monotonic() - began < 20  # two seconds where nothing else runs
    assert cost(client, edition) == WHOLE


def test_a_forest_is_a_sound_tree() -> None:
    parent = PlainPageFactory(parent=ground())
    PlainPageFactory(parent=parent)
    forest(parent, 3)
    forest(parent, 2)
    assert Page.find_problems() == ([], [], [], [], [])
    assert PlainPage.objects.child_of(parent).count() == parent.numchild == 6
    assert parent.get_last_child().specific.url == f"{parent.url}tree-6/"
