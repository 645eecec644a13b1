"""To a stranger a site with something hidden is, byte for byte, the site without it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from forums.models.edition import ForumPage
from forums.models.session import SessionPage
from tests.factories.access import AccountFactory
from tests.factories.forests import forest
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import ground, restrict, translated
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about
from themes.models.hubs import FEW
from themes.models.vocabulary import Theme, ThemeLink

pytestmark = pytest.mark.django_db

HUB = "/themes/solidarity/"
ADDRESSES = [
    "/",
    "/themes/",
    HUB,
    "/themes/letters/",
    f"{HUB}?kind=session",
    f"{HUB}?kind=session&page=2",
    f"{HUB}?kind=edition",
    "/forums/",
    "/forums/edition/",
    "/fr/",
    "/fr/themes/",
    f"/fr{HUB}",
    "/fr/forums/",
    "/sitemap.xml",
    "/forums/edition/hidden/",
    "/fr/forums/edition/hidden/",
    "/forums/hidden/",
]


@pytest.fixture
def theme() -> Theme:
    return ThemeFactory(name="Solidarity", slug="solidarity", labels={"fr": "Solidarité"})


@pytest.fixture
def edition(theme: Theme) -> ForumPage:
    """A site in two languages: an edition and its session, and a theme with a topic; nothing is hidden yet."""
    ThemeFactory(name="Letters", slug="letters", parent=theme)
    index = ThemeIndexPageFactory(parent=ground())
    edition = ForumPageFactory(title="Edition", slug="edition")
    session = SessionPageFactory(parent=edition, title="Open", slug="open")
    about(edition, theme)
    about(session, theme)
    for page in (index, edition, session):
        translated(page, "fr")
    return edition


@pytest.fixture
def hidden(edition: ForumPage, theme: Theme) -> SessionPage:
    """A session with everything that might show somewhere; the test hides it."""
    when = date(2019, 10, 15)
    session = SessionPageFactory(
        parent=edition, title="Hidden", slug="hidden", held_on=when, transcript="Hidden words."
    )
    about(session, theme, theme.topics.get())
    ParticipationFactory(session=session, printed_name="Hidden Name")
    return session


def answers(client: Client, *addresses: str) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What is got at every address. Nothing has to be masked: both worlds are the same rows, but for what is hidden."""
    cache.clear()
    return {address: answer(client.get(address)) for address in addresses or ADDRESSES}


def answer(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    # The sitemap says until when it may be kept.
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    return response.status_code, headers, response.content


def delete(session: SessionPage) -> None:
    """The other world: the work, with all its languages and rows, has never been there."""
    for page in SessionPage.objects.filter(translation_key=session.translation_key):
        SessionPage.objects.get(pk=page.pk).delete()


def restricted(session: SessionPage) -> None:
    restrict(session, "Members")


def unpublished(session: SessionPage) -> None:
    session.unpublish()


def restricted_in_french(session: SessionPage) -> None:
    restrict(translated(session, "fr", title="Cachée"), "Stewards")


def restricted_after_it_was_read(session: SessionPage) -> None:
    client = Client()
    for address in ADDRESSES:
        client.get(address)
    restrict(session, "Members")


def closed_and_restricted(session: SessionPage) -> None:
    session.is_closed = True
    session.save()
    restrict(session, "Peers")


def only_a_draft_in_french(session: SessionPage) -> None:
    translated(session, "fr", title="Cachée", live=False)
    session.unpublish()


@pytest.mark.parametrize(
    "hide",
    [
        restricted,
        unpublished,
        restricted_in_french,
        restricted_after_it_was_read,
        closed_and_restricted,
        only_a_draft_in_french,
    ],
)
def test_a_hidden_session_is_nowhere(client: Client, hidden: SessionPage, hide) -> None:
    hide(hidden)
    one = answers(client)
    assert b"Hidden" not in b"".join(content for _status, _headers, content in one.values())
    delete(hidden)
    other = answers(client)
    for address in ADDRESSES:
        assert one[address] == other[address], address


def test_a_hidden_edition_is_nowhere(client: Client, edition: ForumPage, theme: Theme) -> None:
    secret = ForumPageFactory(
        title="Hidden", slug="hidden", starts_on=date(2023, 5, 1), ends_on=date(2023, 5, 3), builds_on=edition
    )
    session = SessionPageFactory(parent=secret, title="Hidden too", held_on=date(2023, 5, 2))
    about(secret, theme)
    about(session, theme)
    restrict(secret, "Members")
    one = answers(client)
    assert b"Hidden" not in b"".join(content for _status, _headers, content in one.values())
    ForumPage.objects.get(pk=secret.pk).delete()
    other = answers(client)
    for address in ADDRESSES:
        assert one[address] == other[address], address


@pytest.mark.parametrize("count", [FEW - 1, FEW])
def test_what_is_hidden_fills_no_page(client: Client, hidden: SessionPage, theme: Theme, count: int) -> None:
    """Just as many as fit are open: one more would say so."""
    edition = hidden.get_parent().specific
    forest(edition, count - 1, model=SessionPage, held_on=date(2019, 10, 12))
    carriers = edition.get_children().filter(slug__startswith="tree")
    ThemeLink.objects.bulk_create([ThemeLink(tag=theme, content_object_id=page.pk) for page in carriers])
    restrict(hidden, "Members")
    one = answers(client, HUB)
    delete(hidden)
    assert one == answers(client, HUB)


def differing(client: Client, hidden: SessionPage) -> Iterator[str]:
    """Addresses that tell the two worlds apart."""
    one = answers(client)
    delete(hidden)
    other = answers(client)
    return (address for address in ADDRESSES if one[address] != other[address])


def test_an_open_session_would_be_found_out(client: Client, hidden: SessionPage) -> None:
    """The comparison can fail: nothing is hidden here."""
    told = set(differing(client, hidden))
    assert {"/", "/themes/", HUB, "/themes/letters/", "/forums/", "/forums/edition/", "/sitemap.xml"} <= told
    assert {f"/fr{HUB}", "/fr/themes/", "/forums/edition/hidden/"} <= told


def test_members_tell_the_worlds_apart(client: Client, hidden: SessionPage) -> None:
    restricted(hidden)
    client.force_login(AccountFactory(groups=["Members"]))
    assert {"/", HUB, "/forums/edition/hidden/"} <= set(differing(client, hidden))
