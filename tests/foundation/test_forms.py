"""Every way into the library, through the admin's own addresses: one answer on all of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, UploadedFile

from foundation.forms import UploadedPicture
from foundation.models.media import Document, Picture
from tests.factories import files
from tests.factories.access import AccountFactory

pytestmark = pytest.mark.django_db

WAYS = ["single", "multiple", "chooser"]
HOSTILE_PICTURES = {
    "an SVG": (files.SVG, "a.svg", "not taken here"),
    "an SVG called PNG": (files.SVG, "a.png", "something else"),
    "a page called JPEG": (files.HTML, "a.jpg", "something else"),
    "a program called GIF": (files.EXE, "a.gif", "something else"),
    "half a JPEG": (files.jpeg()[:900], "a.jpg", "broken or incomplete"),
    "81 megapixels": (files.bomb_png(), "a.png", "too many pixels"),
    "a vast WebP": (files.vast_webp(), "a.webp", "too many pixels"),
    "a vast GIF": (files.vast_gif(), "a.gif", "too many pixels"),
}
HOSTILE_DOCUMENTS = {
    "a program called PDF": (files.EXE, "a.pdf", "something else"),
    "a page called PDF": (files.HTML, "a.pdf", "something else"),
    "a page": (files.HTML, "a.html", "not taken here"),
    "a program": (files.EXE, "a.exe", "not taken here"),
    "a text of zeros": (b"\0" * 99, "a.txt", "something else"),
    "half a PDF": (files.pdf()[:700], "a.pdf", "incomplete"),
    "a locked PDF": (files.locked_pdf(), "a.pdf", "locked"),
    "a PDF of nothing": (b"%PDF-1.7\n%%EOF", "a.pdf", "broken"),
}


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(AccountFactory(is_superuser=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def on_disk(shelf: Path) -> list[bytes]:
    return [path.read_bytes() for path in shelf.rglob("*") if path.is_file()]


def words(**more: Any) -> dict[str, Any]:
    return {"title": "Hall", "collection": Collection.objects.get(depth=1).pk, **more}


def send(client: Client, way: str, app: str, data: bytes, name: str, **fields: Any) -> Any:
    """Upload by one of the ways; `app` is wagtailimages or wagtaildocs."""
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    if way == "multiple":
        return client.post(reverse(f"{app}:add_multiple"), {**words(**fields), "files[]": upload})
    if way == "single":
        return client.post(reverse(f"{app}:add"), {**words(**fields), "file": upload})
    prefix = "image-chooser-upload" if app == "wagtailimages" else "document-chooser-upload"
    posted = {f"{prefix}-{key}": value for key, value in {**words(**fields), "file": upload}.items()}
    return client.post(reverse(f"{app}_chooser:create"), posted)


def seen_in(response: Any) -> str:
    """What the form says of the row as it was when it was opened."""
    return str(BeautifulSoup(response.content, "html.parser").select_one("[name=seen]")["value"])


def told(response: Any) -> str:
    """What the form says about the file, in the words an editor reads."""
    assert response.status_code == 200
    if "json" not in response["Content-Type"]:
        return near_file_field(response.content.decode())
    said = json.loads(response.content)
    return said.get("error_message") or near_file_field(said.get("htmlFragment", ""))


def near_file_field(html: str) -> str:
    field = BeautifulSoup(html, "html.parser").find("input", {"type": "file"})
    assert field is not None
    wrapper = field.find_parent(attrs={"data-field": True}) or field.find_parent("div")
    return wrapper.get_text(" ", strip=True)


@pytest.mark.parametrize("way", WAYS)
def test_hostile_pictures_are_refused_on_the_file_field(editor: Client, shelf: Path, way: str) -> None:
    for what, (data, name, reason) in HOSTILE_PICTURES.items():
        assert reason in told(send(editor, way, "wagtailimages", data, name, description="A hall")), what
    assert on_disk(shelf) == []
    assert Picture.objects.count() == UploadedFile.objects.count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_hostile_documents_are_refused_on_the_file_field(editor: Client, shelf: Path, way: str) -> None:
    for what, (data, name, reason) in HOSTILE_DOCUMENTS.items():
        assert reason in told(send(editor, way, "wagtaildocs", data, name)), what
    assert on_disk(shelf) == []
    assert Document.objects.count() == UploadedFile.objects.count() == 0


@pytest.mark.parametrize("way", ["single", "chooser"])
def test_pictures_are_taken_and_tell_nothing(editor: Client, shelf: Path, way: str) -> None:
    for kind, make in files.PICTURES.items():
        send(editor, way, "wagtailimages", make(), f"{files.SECRET}.{kind.upper()}", description="A hall")
        row = Picture.objects.latest("pk")
        assert row.title == "Hall"
        assert row.file.name.endswith(kind)
        assert files.SECRET not in row.file.name
        assert (row.width, row.height, row.file_size) == (60, 40, row.file.size)
    assert Picture.objects.count() == len(files.PICTURES)
    assert [found for data in on_disk(shelf) for found in files.traces(data)] == []


@pytest.mark.parametrize("way", WAYS)
def test_a_document_is_taken_and_tells_nothing(editor: Client, shelf: Path, way: str) -> None:
    send(editor, way, "wagtaildocs", files.pdf(), f"{files.SECRET}.pdf")
    row = Document.objects.get()
    assert files.SECRET not in row.file.name
    assert [files.traces(data) for data in on_disk(shelf)] == [set()]
    assert row.file_size == row.file.size


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("name", "text"), [("a.txt", "Ł, Ø, بيان"), ("a.csv", "year,place\n2019,Oslo")])
def test_words_are_taken_as_they_are(editor: Client, shelf: Path, way: str, name: str, text: str) -> None:
    send(editor, way, "wagtaildocs", text.encode(), name)
    assert Document.objects.get().file_extension == name[2:]
    assert on_disk(shelf) == [text.encode()]


@pytest.mark.parametrize("way", ["single", "chooser"])
def test_a_picture_needs_alt_text_or_a_tick(editor: Client, way: str) -> None:
    response = send(editor, way, "wagtailimages", files.png(), "a.png", description="")
    assert "Say what the picture shows" in response.content.decode()
    assert Picture.objects.count() == 0
    send(editor, way, "wagtailimages", files.png(), "a.png", description="", is_decorative="on")
    assert Picture.objects.get().default_alt_text == ""


def test_many_at_once_wait_scrubbed_until_somebody_says_what_they_show(editor: Client, shelf: Path) -> None:
    response = send(editor, "multiple", "wagtailimages", files.jpeg(6), f"{files.SECRET}.jpg", title=files.SECRET)
    waiting = UploadedFile.objects.get()
    assert files.SECRET not in waiting.file.name
    [put_aside] = on_disk(shelf)
    assert files.traces(put_aside) == set()
    # No title is made of the file's name, and none of ours.
    form = json.loads(response.content)["form"]
    title = BeautifulSoup(form, "html.parser").find("input", {"name": f"uploaded-image-{waiting.pk}-title"})
    assert not title.get("value")

    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    refused = editor.post(finish, {f"{prefix}-{key}": value for key, value in words().items()})
    assert "Say what the picture shows" in json.loads(refused.content)["form"]
    editor.post(finish, {f"{prefix}-{key}": value for key, value in words(description="A hall").items()})
    row = Picture.objects.get()
    assert (row.width, row.height) == (40, 60)
    # Neither drawn twice nor left behind.
    assert on_disk(shelf) == [put_aside]
    assert UploadedFile.objects.count() == 0


def test_another_file_for_a_picture_goes_the_same_way(
    editor: Client, shelf: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(editor, "single", "wagtailimages", files.jpeg(), "a.jpg", description="A hall")
    row = Picture.objects.get()
    row.get_rendition("width-20|format-webp")
    edit = reverse("wagtailimages:edit", args=[row.pk])
    seen = seen_in(editor.get(edit))
    hostile = SimpleUploadedFile("a.png", files.bomb_png())
    assert "too many pixels" in told(editor.post(edit, words(description="A hall", file=hostile, seen=seen)))
    # The original, ours, and the previews that the admin made.
    before = on_disk(shelf)
    assert len(before) > 2
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit, words(description="A hall", file=SimpleUploadedFile("b.png", files.png()), seen=seen))
    [only] = on_disk(shelf)
    assert files.traces(only) == set()
    assert only not in before


def test_another_file_for_a_document_goes_the_same_way(
    editor: Client, shelf: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(editor, "single", "wagtaildocs", files.pdf(), "a.pdf")
    edit = reverse("wagtaildocs:edit", args=[Document.objects.get().pk])
    seen = seen_in(editor.get(edit))
    cut = SimpleUploadedFile("a.pdf", files.pdf()[:500])
    assert "incomplete" in told(editor.post(edit, words(file=cut, seen=seen)))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit, words(file=SimpleUploadedFile("b.txt", b"Words."), seen=seen))
    assert on_disk(shelf) == [b"Words."]


def test_an_editor_is_offered_what_is_taken(editor: Client) -> None:
    for app, offered in [("wagtailimages", ".avif,.gif,.jpg,.png,.webp,.jpeg"), ("wagtaildocs", ".csv,.pdf,.txt")]:
        html = editor.get(reverse(f"{app}:add")).content.decode()
        field = BeautifulSoup(html, "html.parser").find("input", {"type": "file"})
        assert field["accept"] == offered
        # Wagtail would copy the file's name into the title.
        assert "data-w-sync-name-value" not in field.attrs


def test_a_big_upload_is_scrubbed_on_the_disk_where_it_lies() -> None:
    upload = TemporaryUploadedFile(f"{files.SECRET}.jpg", "image/jpeg", len(files.jpeg()), None)
    upload.write(files.jpeg())
    UploadedPicture().clean(upload)
    there = Path(upload.temporary_file_path()).read_bytes()
    assert files.traces(there) == set()
    assert upload.size == len(there)
    assert upload.content_type == "image/jpeg"
    assert files.SECRET not in (upload.name or "")


@pytest.mark.parametrize("title", ["maria-testimony", "Maria Testimony", "maria-testimony.pdf"])
def test_a_files_name_is_no_title(editor: Client, title: str) -> None:
    """Several uploads at once send it as one, before anybody has written anything."""
    answer = json.loads(
        send(editor, "multiple", "wagtaildocs", files.pdf(), "maria-testimony.pdf", title=title).content
    )
    asked = BeautifulSoup(answer["form"], "html.parser").select_one("input[name$=title]")
    assert (answer["success"], asked.get("value", "")) == (True, "")
    assert Document.objects.count() == 0
    assert UploadedFile.objects.count() == 1
