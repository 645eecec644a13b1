"""What uses a thing is shown before it is deleted."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import GroupPagePermission

from foundation.models.media import Document, Picture
from tests.factories import files
from tests.factories.access import AccountFactory
from tests.factories.foundation import PlainPageFactory, VoiceFactory, ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["voice", "picture", "document", "page"])
def test_before_something_is_deleted_the_desk_says_how_often_it_is_used(
    client: Client, kind: str, settings, tmp_path: Path
) -> None:
    """And leads to where; a page that is shut to the reader stays nameless there."""
    client.force_login(AccountFactory(groups=["Editors"]))
    settings.MEDIA_ROOT = str(tmp_path)
    delete, block = USED[kind]()
    PlainPageFactory(parent=ground(), title="The one that uses it", body=json.dumps([{**block, "id": "1"}]))
    asked = BeautifulSoup(client.get(delete).content, "html.parser")
    link = asked.find("a", string=lambda words: words and "referenced 1 time" in words)
    assert link is not None
    assert "The one that uses it" in client.get(link["href"]).content.decode()
    other = PlainPageFactory(parent=ground(), title="Her corner")
    GroupPagePermission.objects.update(page=other)
    assert "The one that uses it" not in client.get(link["href"]).content.decode()


def used_voice() -> tuple[str, dict[str, object]]:
    voice = VoiceFactory()
    words = {"words": "Nobody is alone.", "speaker": voice.pk, "source": "Panel"}
    return f"/cms/voices/delete/{voice.pk}/", {"type": "quotation", "value": words}


def used_picture() -> tuple[str, dict[str, object]]:
    made = Picture.objects.create(title="Hall", description="A hall", file=ContentFile(files.jpeg(), name="hall.jpg"))
    shown = {"image": made.pk, "decorative": False, "alt_text": "A hall"}
    return f"/cms/images/{made.pk}/delete/", {"type": "picture", "value": {"picture": shown}}


def used_document() -> tuple[str, dict[str, object]]:
    made = Document.objects.create(title="Paper", file=ContentFile(b"Words.", name="paper.txt"))
    return f"/cms/documents/delete/{made.pk}/", {"type": "document", "value": {"document": made.pk}}


def used_page() -> tuple[str, dict[str, object]]:
    made = PlainPageFactory(parent=ground(), title="Led to")
    words = f'<p><a linktype="page" id="{made.pk}">There</a></p>'
    return f"/cms/pages/{made.pk}/delete/", {"type": "paragraph", "value": words}


USED = {"voice": used_voice, "picture": used_picture, "document": used_document, "page": used_page}
