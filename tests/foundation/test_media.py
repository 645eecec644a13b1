"""Pictures and documents as rows: scrubbed by every path, and no orphans on the disk."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from foundation.formats.sniffing import FileError
from foundation.models.media import Document, Picture
from tests.factories import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    """Where files are kept in one test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def stored(shelf: Path) -> list[str]:
    return sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file())


def picture(data: bytes | None = None, name: str = f"{files.SECRET}.jpg", **words: Any) -> Picture:
    fields = {"title": "Hall", "description": "A full hall", **words}
    return Picture.objects.create(file=ContentFile(data or files.jpeg(orientation=6), name=name), **fields)


def document(**words: Any) -> Document:
    fields = {"title": "Statement", "file": ContentFile(files.pdf(), name=f"{files.SECRET}.pdf"), **words}
    return Document.objects.create(**fields)


def test_code_cannot_go_round_the_scrubber(shelf: Path) -> None:
    picture()
    document()
    assert len(stored(shelf)) == 2
    for name in stored(shelf):
        assert files.SECRET not in name
        assert files.traces((shelf / name).read_bytes()) == set()


def test_neither_can_code_that_makes_many(shelf: Path) -> None:
    Picture.objects.bulk_create(
        [Picture(title="A", description="a", file=ContentFile(files.png(), name="a.png"), file_size=0, file_hash="")]
    )
    assert [files.traces((shelf / name).read_bytes()) for name in stored(shelf)] == [set()]


def test_the_row_knows_the_scrubbed_file(shelf: Path) -> None:
    row = Picture.objects.get(pk=picture().pk)
    assert (row.width, row.height) == (40, 60)
    assert row.file_size == (shelf / row.file.name).stat().st_size
    assert len(row.file_hash) == 40
    paper = Document.objects.get(pk=document().pk)
    assert paper.file_size == (shelf / paper.file.name).stat().st_size


@pytest.mark.parametrize("kind", files.PICTURES)
@pytest.mark.parametrize("spec", ["original", "width-30|format-webp", "width-30|format-avif", "width-30"])
def test_renditions_tell_nothing(shelf: Path, kind: str, spec: str) -> None:
    rendition = picture(files.PICTURES[kind](), f"a.{kind}").get_rendition(spec)
    assert files.traces((shelf / rendition.file.name).read_bytes()) == set()
    assert rendition.width == (60 if spec == "original" else 30)
    assert rendition.height == (40 if spec == "original" else 20)


@pytest.mark.parametrize(
    ("data", "name"),
    [(files.EXE, "a.jpg"), (files.SVG, "a.svg"), (files.bomb_png(), "a.png"), (files.vast_webp(), "a.webp")],
)
def test_a_hostile_file_leaves_neither_row_nor_file(shelf: Path, data: bytes, name: str) -> None:
    with pytest.raises(FileError):
        picture(data, name)
    assert stored(shelf) == []
    assert Picture.objects.count() == 0


def test_a_replaced_picture_takes_its_file_and_renditions_along(
    shelf: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row = picture()
    row.get_rendition("width-20|format-webp")
    before = stored(shelf)
    assert len(before) == 2
    row.file = ContentFile(files.png(), name="new.png")
    with django_capture_on_commit_callbacks(execute=True):
        row.save()
    after = stored(shelf)
    assert after == [row.file.name]
    assert set(after).isdisjoint(before)
    assert (row.width, row.height) == (60, 40)
    assert row.renditions.count() == 0


def test_saving_words_keeps_the_file(shelf: Path, django_capture_on_commit_callbacks: Any) -> None:
    row = picture()
    row.get_rendition("width-20|format-webp")
    before = stored(shelf)
    row.title = "Another"
    with django_capture_on_commit_callbacks(execute=True):
        row.save()
        row.save(update_fields=["title"])
    assert stored(shelf) == before
    assert row.renditions.count() == 1


def test_a_replacement_that_is_taken_back_keeps_the_old_file(shelf: Path) -> None:
    row = document()
    before = row.file.name
    row.file = ContentFile(b"Words.", name="a.txt")
    with pytest.raises(RuntimeError), transaction.atomic():
        row.save()
        raise RuntimeError
    assert before in stored(shelf)
    assert Document.objects.get(pk=row.pk).file.name == before


def test_what_is_deleted_is_gone_from_the_disk(shelf: Path, django_capture_on_commit_callbacks: Any) -> None:
    row, paper = picture(), document()
    row.get_rendition("width-20|format-webp")
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
        paper.delete()
    assert stored(shelf) == []


def test_alt_text_is_what_somebody_wrote_and_never_the_title() -> None:
    row = picture()
    assert row.default_alt_text == "A full hall"
    assert row.get_rendition("width-20").alt == "A full hall"
    row.is_decorative = True
    assert row.default_alt_text == ""
    assert picture(description="", is_decorative=True).get_rendition("width-20").alt == ""


@pytest.mark.parametrize("words", ["", "   "])
def test_a_picture_without_alt_text_is_refused_on_that_field(words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Picture(title="Hall", description=words).clean()
    assert list(caught.value.message_dict) == ["description"]
    Picture(title="Hall", description=words, is_decorative=True).clean()


def test_the_database_refuses_it_too() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        picture(description="")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Final statement, 2019", "final-statement-2019.pdf"),
        ("بيان ختامي", "بيان-ختامي.pdf"),
        ("../../etc/passwd\0\r\n", "etcpasswd.pdf"),
        ("…", "document.pdf"),
        ("x" * 255, "x" * 80 + ".pdf"),
    ],
)
def test_a_readers_copy_is_called_after_the_title(title: str, name: str) -> None:
    assert Document(title=title, file=f"documents/{files.SECRET}.pdf").filename == name


def test_language_is_a_code() -> None:
    paper = document(language="Arabic?")
    with pytest.raises(ValidationError) as caught:
        paper.full_clean()
    assert list(caught.value.message_dict) == ["language"]
    paper.language = "pt-BR"
    paper.full_clean()
