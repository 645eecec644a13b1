"""A heading of an edition's own programme."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from forums.blocks import AddressedPoint, Challenge, EditionHeading, HeadingStream
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


def test_it_stands_in_the_words_of_its_edition() -> None:
    theme = ThemeFactory(name="Solidarity mechanisms")
    block = EditionHeading()
    value = block.to_python({"title": "Reinforcing the <Frontlines>", "text": "What holds?", "themes": [theme.pk]})
    drawn = BeautifulSoup(block.render(value), "html.parser")
    assert (drawn.h3.get_text(), drawn.p.get_text()) == ("Reinforcing the <Frontlines>", "What holds?")
    assert list(value["themes"]) == [theme]
    assert block.get_searchable_content(value) == ["Reinforcing the <Frontlines>", "What holds?"]


def test_without_a_text_there_is_no_empty_paragraph() -> None:
    block = EditionHeading()
    assert "<p>" not in block.render(block.to_python({"title": "Solidarity", "text": "", "themes": []}))


def test_it_needs_its_words() -> None:
    block = EditionHeading()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"title": "", "text": "", "themes": []}))
    assert list(caught.value.block_errors) == ["title"]


def test_editions_have_nothing_else_in_their_headings() -> None:
    assert list(HeadingStream().child_blocks) == ["heading"]


@pytest.mark.parametrize("block", [Challenge(), AddressedPoint()])
def test_editors_see_a_point_before_it_is_published(block) -> None:
    html = block.render(block.to_python(block.get_preview_value()))
    assert str(block.get_preview_value()["text"]) in html


def test_a_challenge_needs_words() -> None:
    block = Challenge()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"text": ""}))
    assert list(caught.value.block_errors) == ["text"]
