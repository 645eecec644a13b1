"""Running text."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from foundation.blocks import Heading, List, Paragraph
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated


def test_a_heading_is_written_at_its_own_level() -> None:
    block = Heading()
    assert block.render(block.to_python({"text": "What we do", "level": "3"})).strip() == "<h3>What we do</h3>"
    assert block.render(block.to_python({"text": "A < B", "level": "2"})).strip() == "<h2>A &lt; B</h2>"


def test_a_heading_without_words_is_refused_on_its_words() -> None:
    block = Heading()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"text": "", "level": "2"}))
    assert list(caught.value.block_errors) == ["text"]


def test_a_paragraph_offers_no_pictures_and_no_embeds() -> None:
    features = Paragraph().features
    assert "bold" in features
    assert not {"image", "embed", "hr"} & set(features)


@pytest.mark.django_db
def test_a_link_to_a_page_that_strangers_may_not_see_is_plain_text() -> None:
    page = PlainPageFactory(parent=ground(), slug="safe-house")
    block = Paragraph()
    words = block.to_python(f'<p>Read <a linktype="page" id="{page.pk}">this</a>.</p>')
    assert f'<a href="{page.url}">this</a>' in block.render(words)
    restrict(page, "Stewards")
    assert "<a>this</a>" in block.render(words)
    assert "safe-house" not in block.render(words)


@pytest.mark.django_db
def test_a_link_leads_to_the_readers_language() -> None:
    page = PlainPageFactory(parent=ground(), slug="how")
    french = translated(page, "fr", slug="comment")
    block = Paragraph()
    words = block.to_python(f'<p><a linktype="page" id="{page.pk}">this</a> <a linktype="page" id="0">that</a></p>')
    with override("fr"):
        assert f'<a href="{french.url}">this</a> <a>that</a>' in block.render(words)


def test_a_paragraph_can_be_searched_without_its_markup() -> None:
    block = Paragraph()
    value = block.to_python("<p>Nobody <b>answers</b> alone.</p>")
    assert [text.split() for text in block.get_searchable_content(value)] == [["Nobody", "answers", "alone."]]
    assert "<b>answers</b>" in block.render(value)


@pytest.mark.parametrize(("is_numbered", "tag"), [(True, "ol"), (False, "ul")])
def test_a_list_says_whether_its_order_matters(is_numbered: bool, tag: str) -> None:
    block = List()
    value = block.to_python({"is_numbered": is_numbered, "points": ["<p>First</p>", "<p>Second</p>"]})
    html = block.render(value)
    assert f"<{tag} class=" in html
    assert html.index("First") < html.index("Second")
    assert block.get_searchable_content(value) == ["First", "Second"]


def test_a_list_needs_a_point() -> None:
    block = List()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"is_numbered": False, "points": []}))
    assert list(caught.value.block_errors) == ["points"]
