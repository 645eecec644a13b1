"""A statement's fingerprint changes with any character that a reader sees of its text, and with nothing else."""

from html import escape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forums.formats.canonical import canonical, fingerprint
from forums.models.outcomes import StatementPage
from tests.factories.forums import StatementPageFactory, point
from tests.factories.themes import ThemeFactory, about

pytestmark = pytest.mark.django_db

# Where a reader reads the text itself; what stands beside it leads elsewhere.
TEXT = "h1, .standfirst, header .byline span, main > .text, .point-text, .point-explanation, .point > div > .byline bdi"
EXAMPLES = settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
seen = st.characters(categories=["L", "Nd", "P", "S"])
words = st.lists(st.text(seen, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
statements = st.fixed_dictionaries({
    "title": words,
    "standfirst": words,
    "version": words.map(lambda text: text[:60].strip()),
    "preamble": st.lists(words, max_size=2),
    "points": st.lists(st.tuples(words, words, st.lists(words, max_size=2)), max_size=3),
})  # fmt: skip


@pytest.fixture
def page() -> StatementPage:
    return StatementPageFactory(slug="statement")


def written(page: StatementPage, text: dict[str, Any]) -> StatementPage:
    """The page with these words, as an editor's publishing leaves it."""
    page.title, page.standfirst, page.version = text["title"], text["standfirst"], text["version"]
    page.body = [("paragraph", f"<p>{escape(one)}</p>") for one in text["preamble"]]
    page.points = [point(said, explanation=why, named=named, goals="5.2") for said, why, named in text["points"]]
    page.save()
    return page


def shown(client: Client, page: StatementPage) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def printed(html: BeautifulSoup) -> str:
    return str(html.select_one(".fingerprint-value").text)


@EXAMPLES
@given(statements)
def test_whatever_is_read_on_the_page_is_in_the_text_that_is_fixed(
    client: Client, page: StatementPage, text: dict[str, Any]
) -> None:
    html = shown(client, written(page, text))
    fixed = client.get(f"{page.url}text/").content.decode()
    assert printed(html) == fingerprint(fixed)
    read = [canonical([part.get_text("\n" if part.name == "div" else "")]) for part in html.select(TEXT)]
    assert len(read) >= 4
    for line in (line for part in read for line in part.splitlines()):
        assert line in fixed, line
    for name in (name for _said, _why, named in text["points"] for name in named):
        assert canonical([name]).strip() in fixed
        assert canonical([name]).strip() in canonical([html.main.get_text(" ")])


@EXAMPLES
@given(statements, st.data())
def test_any_character_that_is_seen_changes_it(
    client: Client, page: StatementPage, text: dict[str, Any], data: st.DataObject
) -> None:
    before = printed(shown(client, written(page, text)))
    name = data.draw(st.sampled_from(["title", "standfirst", "version"]))
    place = data.draw(st.integers(0, len(text[name]) - 1))
    other = data.draw(seen.filter(lambda char: canonical([char]) != canonical([text[name][place]])))
    changed = (text[name][:place] + other + text[name][place + 1 :])[:60]
    if canonical([changed]) != canonical([text[name]]):  # a letter may melt into the mark behind it
        assert printed(shown(client, written(page, {**text, name: changed}))) != before
    more = [*text["points"], ("One more.", "", [])]
    assert printed(shown(client, written(page, {**text, "points": more}))) != before


def test_nothing_else_changes_it(client: Client, page: StatementPage) -> None:
    text = {"title": "Title", "standfirst": "A  sentence.", "version": "final", "preamble": ["Whereas"], "points": []}
    before = printed(shown(client, written(page, text)))
    about(page, ThemeFactory(name="Faith"))
    page.slug, page.seo_title, page.search_description = "elsewhere", "Other", "Other words"
    assert printed(shown(client, written(page, {**text, "standfirst": "A sentence. "}))) == before
