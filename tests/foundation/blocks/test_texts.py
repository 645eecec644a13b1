"""Running text."""

import pytest
from django.core.exceptions import ValidationError

from foundation.blocks import Heading, List, Paragraph


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
