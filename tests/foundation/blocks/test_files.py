"""Pictures and documents of our own store."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file

from foundation.blocks import AttachedDocument, CaptionedPicture
from foundation.models.media import Document, Picture
from tests.factories.files import empty_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Picture:
    return Picture.objects.create(title="Hall", file=get_test_image_file(size=(900, 600)), description="A full hall")


@pytest.fixture
def document() -> Document:
    return Document.objects.create(title="Statement", file=ContentFile(empty_pdf(), name="statement.pdf"))


def captioned(picture: Picture | None, **kwargs: Any) -> Any:
    words = {"alt_text": "People in rows", "decorative": False, **kwargs}
    image = {"image": picture and picture.pk, **words}
    return CaptionedPicture().to_python({"picture": image, "caption": "<p>The hall.</p>"})


def test_a_picture_comes_in_sizes_with_words_for_those_who_do_not_see_it(picture: Picture) -> None:
    figure = BeautifulSoup(CaptionedPicture().render(captioned(picture)), "html.parser")
    assert figure.img["alt"] == "People in rows"
    assert figure.img["loading"] == "lazy"
    assert figure.img["width"]
    assert figure.img["height"]
    assert figure.img["srcset"].count("webp") >= 2
    assert "The hall." in figure.figcaption.get_text()


def test_a_picture_that_decorates_says_nothing(picture: Picture) -> None:
    figure = BeautifulSoup(CaptionedPicture().render(captioned(picture, decorative=True)), "html.parser")
    assert figure.img["alt"] == ""


def test_a_picture_needs_words_or_a_tick(picture: Picture) -> None:
    block = CaptionedPicture()
    with pytest.raises(ValidationError) as caught:
        block.clean(captioned(picture, alt_text=""))
    assert list(caught.value.block_errors["picture"].block_errors) == ["alt_text"]


def test_what_was_deleted_leaves_no_hole() -> None:
    assert CaptionedPicture().render(captioned(None)).strip() == ""
    gone = AttachedDocument().to_python({"document": None, "note": "Four pages"})
    assert AttachedDocument().render(gone).strip() == ""


def test_a_document_says_what_and_how_big_it_is(document: Document) -> None:
    html = AttachedDocument().render(AttachedDocument().to_python({"document": document.pk, "note": "Four pages"}))
    assert document.url in html
    for part in ["Statement", "PDF", "bytes", "Four pages"]:
        assert part in html


def test_a_block_without_its_document_is_refused_on_that_field() -> None:
    with pytest.raises(ValidationError) as caught:
        AttachedDocument().clean(AttachedDocument().to_python({"document": None, "note": ""}))
    assert list(caught.value.block_errors) == ["document"]
