"""The demo in French, Spanish and Arabic: the same works in other words, typeset as each language is."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale

from access.viewer import STRANGER
from config.demo import marks
from config.demo.translations import LANGUAGES
from config.streams import check, read
from forums.models.edition import ForumPage
from forums.models.outcomes import StatementPage
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from foundation.models.pages import HomePage
from foundation.models.rows import DemoMark, Voice
from tests.factories.foundation import translated

CODES = ("ar", "es", "fr")

pytestmark = pytest.mark.django_db


def run(command: str, *options: str) -> str:
    """What a command says."""
    said = io.StringIO()
    call_command(command, *options, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once; every test undoes what it did, and this undoes the rest."""
    with django_db_blocker.unblock(), transaction.atomic():
        run("load_demo")
        yield
        transaction.set_rollback(True)


def pages_in(code: str) -> list[Any]:
    """The demo's pages in a language."""
    names = DemoMark.objects.filter(name__startswith=f"{code}/").order_by("pk")
    models = {mark.name: mark.content_type.model_class() for mark in names}
    return [marks.found(model, name) for name, model in models.items()]


def session_in(code: str, slug: str) -> SessionPage:
    return SessionPage.objects.get(slug=slug, locale__language_code=code)


def paragraphs(page: BasePage) -> int:
    """How many blocks its body has."""
    return len(getattr(page, "body", None) or ())


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_works(code: str) -> None:
    pages = pages_in(code)
    assert [entry["of"] for entry in read(LANGUAGES / f"{code}.toml")["pages"]] == [
        entry["of"] for entry in read(LANGUAGES / "fr.toml")["pages"]
    ]
    assert len(pages) == 21
    assert {page.language for page in pages} == {code}
    same = {page.title for page in pages if page.original.title == page.title}
    assert same <= {"Forums"}
    assert [check(page) or page.full_clean() for page in pages] == [None] * 21


@pytest.mark.parametrize("code", CODES)
def test_facts_are_those_of_the_original(code: str) -> None:
    for page in pages_in(code):
        differing = [name for name in page.facts if getattr(page, name) != getattr(page.original, name)]
        assert differing == [], page


@pytest.mark.parametrize("code", CODES)
def test_the_edition_reads_in_one_language(code: str) -> None:
    face = ForumPage.objects.get(starts_on__year=2019, locale__language_code=code).face_for(STRANGER)
    (statement,), (report,) = face.statements, face.reports
    assert {one.language for day in face.days for one in day.sessions} == {code}
    assert {link.language for one in face.headings for link in one.links} == {code}
    assert (len(statement.points), len(statement.challenges), len(report.points)) == (6, 4, 4)
    assert {statement.language, report.language} == {code}
    assert all(point.text and point.addressees and point.themes for point in statement.points)
    (named,) = (point for point in statement.points if point.named)
    assert named.named_language == code


@pytest.mark.parametrize("code", CODES)
def test_what_says_less_than_its_original_says_so(code: str) -> None:
    standing = ("home", "forums", "themes")
    told = [page for page in pages_in(code) if page.original.slug not in standing and not isinstance(page, HomePage)]
    less = {page.slug for page in told if paragraphs(page) < paragraphs(page.original)}
    assert less == {page.slug for page in told if page.is_shortened}
    assert less == {"panel-equality-is-indivisible", "panel-spheres-of-influence", "about-this-demonstration"}


def test_french_has_its_blanks() -> None:
    words = json.dumps(read(LANGUAGES / "fr.toml")["pages"], ensure_ascii=False)
    assert re.findall(r"\w[:;?!»](?=\s)|« |«\w|\w [;?!»]", words) == []
    assert "\u00a0?" in words


def test_spanish_opens_what_it_asks() -> None:
    words = (LANGUAGES / "es.toml").read_text(encoding="utf-8")
    assert words.count("¿") == words.count("?") > 0


def test_arabic_has_its_own_marks() -> None:
    words = json.dumps(read(LANGUAGES / "ar.toml")["pages"], ensure_ascii=False)
    assert re.findall(r"[\u0600-\u06ff] ?[,;?]", words) == []
    assert all(mark in words for mark in "،؛؟")


def test_an_editors_translation_is_left_as_it_is() -> None:
    session_in("fr", "opening").delete()
    own = translated(
        SessionPage.objects.get(slug="opening", locale__language_code="en"), "fr", title="Ouverture à nous"
    )
    run("load_demo")
    assert session_in("fr", "opening").title == own.title
    assert marks.found(SessionPage, "fr/session:2019/opening") is None


def test_what_is_missing_comes_back_under_its_permalink() -> None:
    key = session_in("ar", "opening").translation_key
    session_in("ar", "opening").delete()
    assert "Pages: 1 new" in run("load_demo")
    assert session_in("ar", "opening").translation_key == key


def test_a_place_that_is_taken_is_told() -> None:
    edition = session_in("es", "opening").get_parent()
    session_in("es", "opening").delete()
    edition.add_child(instance=SessionPage(title="Nuestra", slug="opening", locale=edition.locale))
    assert "Left out: Apertura del foro público." in run("load_demo")
    assert session_in("es", "opening").title == "Nuestra"


def test_without_an_original_there_is_no_translation() -> None:
    statement = StatementPage.objects.get(issued_on__year=2019, locale__language_code="en")
    edition = statement.get_parent()
    for page in StatementPage.objects.filter(translation_key=statement.translation_key):
        page.delete()
    edition.add_child(instance=StatementPage(title="Ours", slug="statement"))
    run("load_demo")
    assert not StatementPage.objects.filter(issued_on__year=2019).exists()


def test_a_language_that_editors_added_stays_with_what_they_wrote() -> None:
    mark = DemoMark.objects.get(name="language:fr")
    mark.delete()
    run("forget_demo", "--yes")
    assert [locale.language_code for locale in Locale.objects.all()] == ["en", "fr"]
    assert [voice.printed_name for voice in Voice.objects.all() if "Vien" in voice.printed_name] == []
    assert HomePage.objects.get().language == "en"
