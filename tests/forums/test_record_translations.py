"""The words of a work in other languages, as part of its record."""

from typing import Any

import pytest
from wagtail.models import Locale, Page

from config.skeleton import seed_site
from forums.enums import ImportFate
from forums.models.edition import ForumPage
from forums.models.outcomes import Recommendation, StatementPage
from tests.factories.archives import imported, reasons, records

pytestmark = pytest.mark.django_db

FRENCH = {"title": "Forum de 2019", "summary": "Trois jours.", "shortened": True}


@pytest.fixture(autouse=True)
def _site() -> None:
    seed_site()


def edition(**values: Any) -> dict[str, Any]:
    return {"record": "edition", "id": "e/1", "title": "Forum 2019", "slug": "2019", "number": 12, **values}


def version(language: str = "fr") -> ForumPage:
    return ForumPage.objects.get(locale__language_code=language)


def test_a_version_stands_below_a_mirror_of_what_is_not_translated() -> None:
    assert imported([edition(translations={"fr": FRENCH})]).counts == {ImportFate.CREATED: 1}
    french = version()
    assert (french.title, french.slug, french.number, french.is_shortened, french.live) == (
        "Forum de 2019",
        "2019",
        12,
        True,
        True,
    )
    assert french.get_parent().alias_of.slug == "forums"
    assert Page.find_problems() == ([], [], [], [], [])
    (row,) = (one for one in records() if one["record"] == "edition")
    assert list(row["translations"]) == ["fr"]
    assert row["translations"]["fr"]["title"] == "Forum de 2019"


def test_other_words_change_the_version_and_one_more_language_makes_one_more() -> None:
    imported([edition(translations={"fr": FRENCH})])
    both = {"fr": {**FRENCH, "title": "Autre"}, "es": {"title": "Foro de 2019", "draft": True}}
    assert imported([edition(translations=both)]).counts == {ImportFate.UPDATED: 1}
    assert (version().title, version("es").live) == ("Autre", False)
    report = imported([edition(translations={"fr": both["fr"]})])
    assert (report.counts, version("es").title) == ({ImportFate.UPDATED: 1}, "Foro de 2019")


def test_a_version_that_editors_wrote_is_left_alone() -> None:
    imported([edition(translations={"fr": FRENCH})])
    french = version()
    french.title = "À nous"
    french.save_revision().publish()
    other = edition(translations={"fr": {"title": "À eux"}})
    assert imported([other]).counts == {ImportFate.EDITED: 1}
    assert imported([other], overwrite=True).counts == {ImportFate.UPDATED: 1}
    assert version().title == version().get_latest_revision_as_object().title == "À eux"


def test_an_address_that_is_taken_there_gets_a_number() -> None:
    imported([edition(translations={"fr": FRENCH}), edition(id="e/2", translations={"fr": FRENCH})])
    french = ForumPage.objects.filter(locale=Locale.objects.get(language_code="fr")).order_by("path")
    assert [page.slug for page in french] == ["2019", "2019-2"]


def test_a_shortened_text_takes_no_point_from_its_original() -> None:
    points = [{"text": "One."}, {"text": "Two."}]
    statement = {"record": "statement", "id": "st/1", "forum_id": "e/1", "title": "Statement", "points": points}
    french = {"title": "Déclaration", "points": [{"text": "Un."}]}
    report = imported([edition(), {**statement, "translations": {"fr": french}}])
    assert reasons(report) == []
    assert StatementPage.objects.count() == 2
    assert Recommendation.objects.count() == 2
