"""The errand that brings what there is to translate into the catalogues."""

import io
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.management import call_command

from config.catalogues import Catalogue, as_python, compiled, kept, merged, path_of, written


@pytest.fixture
def locale(settings: Any, tmp_path: Path) -> Path:
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path / "locale"


def template(*words: str | tuple[str, str]) -> Catalogue:
    found = Catalogue(fuzzy=False)
    for word in words:
        found.add(word, locations=[("templates/base.html", 7)])
    return found


def said(language: str, *words: tuple[str, str]) -> None:
    catalogue = Catalogue(locale=language, fuzzy=False)
    for word, translation in words:
        catalogue.add(word, translation, locations=[("templates/base.html", 1)])
    path_of(language).parent.mkdir(parents=True)
    path_of(language).write_bytes(written(catalogue))


def test_the_errand_writes_catalogues_for_people_and_for_django_and_says_what_is_left(locale: Path) -> None:
    out = io.StringIO()
    call_command("messages", stdout=out)
    counted = [line.split() for line in out.getvalue().splitlines()]
    assert [line[0] for line in counted] == [f"locale/{code}/LC_MESSAGES/django.po:" for code in ("fr", "es", "ar")]
    assert all(line[1] == line[3] for line in counted), "an empty catalogue has everything left to translate"
    first = {path: path.read_bytes() for path in locale.rglob("django.*")}
    assert len(first) == 6
    call_command("messages", stdout=out)
    assert {path: path.read_bytes() for path in locale.rglob("django.*")} == first


@pytest.mark.usefixtures("locale")
def test_what_is_translated_stays_and_what_is_no_longer_said_goes() -> None:
    said("fr", ("Yes", "Oui"), ("All sessions of the day", "Les séances du jour"))
    found = merged("fr", template("Yes", "All sessions of this day"))
    assert {message.id: message.string or "" for message in found if message.id} == {
        "Yes": "Oui",
        "All sessions of this day": "",
    }
    assert not found.obsolete


@pytest.mark.usefixtures("locale")
def test_a_file_changes_only_where_words_do() -> None:
    said("ar", ("Yes", "نعم"))
    path_of("ar").write_bytes(written(kept("ar")))
    text = path_of("ar").read_text(encoding="utf-8")
    assert "nplurals=6" in text
    assert "#: templates/base.html\n" in text
    assert "Date" not in text
    assert written(kept("ar")) == text.encode()


def test_django_reads_what_is_compiled(tmp_path: Path) -> None:
    catalogue = Catalogue(locale="ar", fuzzy=False)
    catalogue.add("Yes", "نعم")
    assert compiled(catalogue).startswith(b"\xde\x12\x04\x95")
    assert isinstance(read_po(io.BytesIO(written(catalogue))), Catalog)


def test_of_a_template_only_what_is_said_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('{% load i18n %}\n    <p class="x">\n{% trans "Yes" %}</p>', encoding="utf-8")
    assert "gettext(u'Yes')" in as_python(path).replace('"', "'")
