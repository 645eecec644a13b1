"""What the page of a session costs.

Wagtail's own route to a page at this depth is nine queries: the site, the language, the home page, and two for each of
index, edition and session. A plain page at the same depth costs thirteen: the route; the doorway; the frame's two (has
anything changed, and this page's other languages); the path above. Beyond them a session costs eight. Without route and
frame that is ten; eleven in a translation.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from forums.models.session import SessionPage
from foundation.models.change import EPOCH
from tests.factories.forests import forest
from tests.factories.forums import AttachmentFactory, KeyMessageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db
ROUTE, BARE, WHOLE = 9, 13, 21


def full(count: int, **fields: object) -> SessionPage:
    """A session with so many of everything that it can have."""
    ThemeIndexPageFactory(parent=ground())
    translated(PlainPageFactory(parent=ground()), "fr")
    restrict(PlainPageFactory(parent=ground()), "Members")
    session = SessionPageFactory(
        title="The session itself", recording_url="https://video.example/1", transcript="Words.",
        body=[("paragraph", "<p>Words.</p>")] * count, **fields,
    )  # fmt: skip
    about(session, *ThemeFactory.create_batch(count))
    for _ in range(count):
        SessionPageFactory(parent=session.get_parent().specific)
        AttachmentFactory(page=session)
        KeyMessageFactory(session=session, speaker=ParticipationFactory(session=session))
    return session


def cost(client: Client, page: Page) -> int:
    """Queries of a request when others of the same rank have read before, with the one that looks for changes."""
    client.get(page.url)
    cache.delete(EPOCH)
    with CaptureQueriesContext(connection) as captured:
        assert page.title in client.get(page.url).content.decode()
    return len(captured)


def test_the_route_and_a_plain_page(client: Client, django_assert_num_queries) -> None:
    session = full(1)
    plain = PlainPageFactory(parent=PlainPageFactory(parent=PlainPageFactory(parent=ground())))
    for page in (session, plain):
        client.get(page.url)
        with django_assert_num_queries(ROUTE):
            Page.route_for_request(RequestFactory().get(page.url), page.url)
    assert cost(client, plain) == BARE


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_costs_the_same_for_any_number_of_everything(client: Client, count: int) -> None:
    """Beyond a plain page: its terms, its people, its papers, its messages."""
    assert cost(client, full(count)) == WHOLE


def test_a_closed_session_asks_for_nobody_no_words_and_no_papers(client: Client) -> None:
    assert cost(client, full(3, is_closed=True)) == WHOLE - 3


def test_its_translation_costs_two_more(client: Client) -> None:
    """Which page holds the facts; and in the route, which home has the language."""
    assert cost(client, translated(full(1), "fr", title="La séance")) == WHOLE + 2


def test_it_costs_the_same_among_ten_thousand_other_pages(client: Client) -> None:
    session = full(1)
    forest(PlainPageFactory(parent=ground()), 10_000)
    assert cost(client, session) == WHOLE
