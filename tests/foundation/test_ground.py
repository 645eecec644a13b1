"""What templates ask for."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from access.viewer import STRANGER
from foundation.templatetags import ground
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory


def written(source: str, **words: object) -> str:
    return Template("{% load ground %}" + source).render(Context(words))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", ' lang="ar" dir="rtl"'),
        ("fr", ' lang="fr" dir="ltr"'),
        ("und", ' lang="und" dir="auto"'),
        ("en", ""),
        ("", ""),
    ],
)
def test_language_and_direction_are_said_where_they_differ(language: str, expected: str) -> None:
    assert written("{% lang_dir language %}", language=language) == expected


def test_a_language_code_cannot_break_out_of_its_attribute() -> None:
    assert '"><script>' not in written("{% lang_dir language %}", language='x"><script>')


@pytest.mark.parametrize(("language", "expected"), [("ar", ' dir="rtl"'), ("fr", ""), ("und", ""), ("", "")])
def test_only_another_direction_turns_a_card(language: str, expected: str) -> None:
    assert written("{% way language %}", language=language) == expected


def test_inside_a_turned_card_the_system_speaks_in_its_own_direction() -> None:
    assert written("{% way_back 'ar' %}{% way_back 'fr' %}{% way_back 'und' %}") == ' dir="ltr"'


def test_on_an_arabic_page_french_turns_a_card() -> None:
    with override("ar"):
        assert written("{% way 'fr' %}{% way 'ar' %}{% comma %}") == ' dir="ltr"، '
        assert written("{% way_back 'fr' %}{% way_back 'ar' %}") == ' dir="rtl"'
    assert written("{% comma %}") == ", "


def test_the_withheld_pattern_is_the_same_for_everybody() -> None:
    assert written("{% pattern 0 %}") == written("{% pattern seed %}", seed=None)
    assert "pattern-withheld" in written("{% pattern 0 %}")
    assert written("{% pattern 5 %}") != written("{% pattern 6 %}")


def test_languages_and_countries_have_names_and_unknown_ones_their_code() -> None:
    assert [ground.language_name(code) for code in ("fr", "ar", "tlh-x", "qqq")][:2] == ["French", "Arabic"]
    assert ground.language_name("no such code") == "no such code"
    assert (ground.country_name("gh"), ground.country_name("XZ!")) == ("Ghana", "XZ!")
    with override("fr"):
        assert ground.language_name("en") == "anglais"
        assert [ground.foreign(code) for code in ("en", "fr", "und", "")] == ["anglais", "", "", ""]


def test_marks_and_hosts() -> None:
    with override("es"):
        assert written("{{ 'No'|quoted }}") == "«No»"
    assert written("{{ 'No'|quoted:'fr' }}") == "«\u202fNo\u202f»"
    assert written("{{ 'https://youtu.be/x'|host_name }}") == "YouTube"


def test_without_a_request_the_frame_is_bare() -> None:
    frame = ground.chrome({})
    assert (frame.menu, frame.languages, frame.account_url) == ((), (), "")
    assert frame.site_name == "Common Ground"


@pytest.mark.django_db
def test_the_frame_of_a_request_knows_the_site() -> None:
    page = PlainPageFactory()
    request = RequestFactory().get(page.url)
    request.viewer = STRANGER  # type: ignore[attr-defined]
    frame = ground.chrome({"request": request, "page": page})
    assert [language.code for language in frame.languages if language.is_current] == ["en"]
    assert ground.chrome({"request": request, "page": 3}).site_name == frame.site_name
    assert ground.permanent_address(page, request) == f"http://localhost/id/{page.translation_key}/"


@pytest.mark.django_db
def test_the_trail_names_the_pages_above_in_one_query(django_assert_num_queries: object) -> None:
    edition = ForumPageFactory()
    session = SessionPageFactory(parent=edition)
    assert session.url  # where sites stand is known from here on
    with django_assert_num_queries(1):  # type: ignore[operator]
        titles = [link.title for link in ground.trail(session)]
    assert titles == [edition.get_parent().title, edition.title]
    assert ground.trail(edition.get_parent()) == ()


def test_the_scheme_comes_from_the_cookie_and_from_nothing_else() -> None:
    request = RequestFactory().get("/?appearance=dark")
    assert ground.appearance({"request": request}) == ""
    request.COOKIES["appearance"] = "dark"
    assert (ground.appearance({"request": request}), ground.appearance({})) == ("dark", "")
