"""The body of any page."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.blocks import Block

from foundation.blocks import BodyStream, body_blocks

NAMES = ["heading", "paragraph", "list", "quotation", "figure", "picture", "document", "callout", "media"]


def test_the_stored_names_never_change() -> None:
    assert list(BodyStream().child_blocks) == NAMES
    assert [name for name, _block in body_blocks()] == NAMES


@pytest.mark.parametrize(("name", "block"), body_blocks())
def test_every_block_introduces_itself(name: str, block: Block) -> None:
    assert block.get_description()
    assert block.label
    assert block.meta.group
    assert block.meta.icon != "placeholder"
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "block"), body_blocks())
def test_every_block_can_be_tried_before_it_is_chosen(name: str, block: Block, admin_client) -> None:
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    shown = BeautifulSoup(response.content, "html.parser").select_one(f".block-{name}")
    assert shown is not None
    assert shown.get_text(strip=True)
    assert "withheld" not in shown.get_text()


def test_children_stand_directly_beside_each_other() -> None:
    stream = BodyStream()
    value = stream.to_python(
        [
            {"type": "heading", "value": {"text": "One", "level": "2"}},
            {"type": "paragraph", "value": "<p>Two</p>"},
        ]
    )
    page = BeautifulSoup(f"<div>{stream.render(value)}</div>", "html.parser").div
    assert [child.name for child in page.find_all(recursive=False)] == ["h2", "p"]


@pytest.mark.django_db
def test_no_block_brings_styles_or_scripts_of_its_own() -> None:
    stream = BodyStream()
    for name, block in stream.child_blocks.items():
        html = render_to_string(
            block.meta.template, block.get_context(block.get_preview_value(), parent_context={"is_example": True})
        )
        assert "style=" not in html, name
        assert "<script" not in html, name
