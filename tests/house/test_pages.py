"""Every kind of page can show itself, and every block is one name in four places."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.utils.functional import Promise
from wagtail.blocks import Block, StructBlock
from wagtail.models import Page, get_page_models

from access.viewer import STRANGER
from foundation.cards import Card
from foundation.models.base import BasePage
from search.engines.labels import KINDS
from search.records.reading import INDEXED
from tests.house.plan import ROOT

PAGES = [model for model in get_page_models() if model is not Page]


@pytest.mark.django_db
@pytest.mark.parametrize("model", PAGES)
def test_every_page_has_a_kind_a_card_and_a_template(model: type[BasePage]) -> None:
    assert issubclass(model, BasePage)
    assert model.kind
    card = model(title="Words", slug="words").card_for(STRANGER)
    assert isinstance(card, Card)
    assert card.title == "Words"
    template = get_template(model.template)
    assert str(ROOT / "templates") in template.origin.name


def test_kinds_that_are_found_apart_are_called_apart() -> None:
    kinds = [model.kind for model in INDEXED]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) <= set(KINDS)


def our_blocks(kind: type[Block] = StructBlock) -> Iterator[type[Block]]:
    """Blocks of ours that draw themselves."""
    for block in kind.__subclasses__():
        yield from our_blocks(block)
        if block.__module__.split(".")[0] in settings.ROOMS and getattr(block._meta_class, "template", None):
            yield block


BLOCKS = sorted(set(our_blocks()), key=lambda block: block.__name__)


DRAWN_BY_ELEMENTS = {"Heading"}  # a heading looks like every other heading: static/css/base/elements.css


def snake(name: str) -> str:
    """CamelCase as file names write it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def test_the_blocks_are_found() -> None:
    assert len(BLOCKS) >= 6


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_a_block_is_one_name_in_four_places(block: type[Block]) -> None:
    room, name = block.__module__.split(".")[0], snake(block.__name__)
    assert block._meta_class.template == f"{room}/blocks/{name}.html"
    assert (ROOT / "templates" / room / "blocks" / f"{name}.html").exists()
    sheet = ROOT / "static" / "css" / "components" / f"{name.replace('_', '-')}.css"
    assert sheet.exists() or block.__name__ in DRAWN_BY_ELEMENTS
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / room).rglob("test_*.py"))
    assert re.search(rf"\b{block.__name__}\b", tests)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_a_block_introduces_itself_to_editors(block: type[Block]) -> None:
    stands = block()
    assert isinstance(stands.meta.description, Promise | str)
    assert stands.meta.description
    assert stands.is_previewable
    assert stands.get_preview_value()


UNSEEN = {"Rendition"}  # no editor ever meets one
MODELS = [
    model for room in settings.ROOMS for model in apps.get_app_config(room).get_models() if model.__name__ not in UNSEEN
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_editors_read_of_a_model_can_be_translated(model: type) -> None:
    options = model._meta
    assert isinstance(options.verbose_name, Promise), "verbose_name"
    assert isinstance(options.verbose_name_plural, Promise), "verbose_name_plural"
    for field in options.local_fields:
        if field.help_text:
            assert isinstance(field.help_text, Promise), field.name
        if not field.auto_created and field.editable and field.name.replace("_", " ") != str(field.verbose_name):
            assert isinstance(field.verbose_name, Promise), field.name
