"""The demo: true, complete, and able to leave without a trace."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import Page

from access.viewer import STRANGER
from config.demo import marks, rows, tables
from config.streams import Shelf, body, check
from forums.enums import SessionKind
from forums.models.attachments import Attachment
from forums.models.edition import Claim, ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import Recommendation, ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from foundation.models.base import BasePage
from foundation.models.media import Document, Picture
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import DemoMark, Voice
from foundation.rules import plain_cell
from tests.factories.foundation import translated
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme, ThemeLabel, ThemeLink

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ref" / "forum_editions.json"
TABLES = (Page, Theme, ThemeLabel, ThemeLink, Claim, Attachment, Voice, Picture, Document, Participation,
          PressItem, KeyMessage, DemoMark)  # fmt: skip

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


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in TABLES}


def edition(slug: str) -> ForumPage:
    return ForumPage.objects.get(slug=slug, locale__language_code="en")


def session(slug: str) -> SessionPage:
    return SessionPage.objects.get(slug=slug, locale__language_code="en")


def original(model: type[Any]) -> Any:
    """The only page of its class on the English side."""
    return in_english(model).get()


def in_english(model: type[Any]) -> Any:
    return model.objects.filter(locale__language_code="en")


def demo_pages() -> list[Any]:
    models = (ForumPage, SessionPage, StatementPage, ReportPage, PlainPage, HomePage, ForumIndexPage, ThemeIndexPage)
    return [page for model in models for page in marks.marked(model)]


# What is in it


def test_there_are_twelve_numbered_editions_and_one_outside_the_series() -> None:
    found = in_english(ForumPage).order_by("starts_on")
    assert [page.starts_on.year for page in found] == [
        2003, 2005, 2006, 2007, 2008, 2011, 2013, 2015, 2015, 2016, 2017, 2018, 2019,
    ]  # fmt: skip
    assert [page.number for page in found] == [*range(1, 9), None, *range(9, 13)]
    assert edition("2015-accra").time_zone == "Africa/Accra"


def test_each_numbered_edition_builds_on_the_one_before() -> None:
    chain, page = [], edition("2019")
    while page is not None:
        chain.append(page.number)
        page = page.builds_on
    assert chain == list(range(12, 0, -1))
    assert edition("2015-accra").builds_on is None


def test_the_programme_of_2019_reads_day_by_day() -> None:
    days = edition("2019").face_for(STRANGER).days
    assert [day.held_on for day in days] == [date(2019, 10, day) for day in (12, 13, 14, 15)]
    assert [len(day.sessions) for day in days] == [1, 3, 3, 7]
    assert [one.kind for one in days[3].sessions] == [
        SessionKind.OPENING, SessionKind.OVERVIEW, *[SessionKind.PANEL] * 3, SessionKind.CONCLUDING,
        SessionKind.QUESTIONS,
    ]  # fmt: skip
    assert {one.kind_label for day in days[1:3] for one in day.sessions} == {"Closed session"}
    assert all(
        one.summary and (one.themes or one.kind == SessionKind.OPENING) for day in days[1:] for one in day.sessions
    )


def test_the_three_themes_of_2019_point_into_the_vocabulary() -> None:
    headings = [block.value for block in edition("2019").headings]
    assert [heading["title"] for heading in headings] == [
        "Reinforcing the Frontlines Through Solidarity",
        "Equality is Indivisible",
        "Increasing Women Defenders’ Access to Spheres of Influence",
    ]
    assert all(heading["themes"] and heading["text"] for heading in headings)


def test_sessions_whose_day_nobody_gives_have_none() -> None:
    face = edition("2018").face_for(STRANGER)
    assert face.days == ()
    assert len(face.undated) == 3
    assert {one.precision for one in face.undated} == {"month"}


def test_a_closed_session_holds_nothing_to_hide() -> None:
    closed = list(in_english(SessionPage).filter(is_closed=True))
    assert len(closed) == 6
    keys = [page.translation_key for page in closed]
    assert not any(page.body or page.languages or page.transcript or page.starts_at for page in closed)
    assert not Participation.objects.filter(session_key__in=keys).exists()


def test_no_session_has_a_time_that_no_source_gives() -> None:
    assert not SessionPage.objects.exclude(starts_at=None, ends_at=None).exists()


def test_the_vocabulary_speaks_four_languages() -> None:
    assert Theme.objects.filter(parent=None).count() == 9
    assert Theme.objects.exclude(parent=None).count() == 22
    for theme in Theme.objects.prefetch_related("labels"):
        assert {label.language for label in theme.labels.all()} == {"fr", "es", "ar"}, theme
        assert theme.definition
        assert theme.synonyms


def test_every_edition_carries_themes_and_every_theme_somebody() -> None:
    assert [page.title for page in in_english(ForumPage) if not page.shown_themes] == []
    families = [Theme.objects.under(theme) for theme in Theme.objects.top()]
    assert all(ThemeLink.objects.filter(tag__in=family).exists() for family in families)


def faults(record: Any) -> list[str]:
    """What an editor who saved this would be told."""
    try:
        record.full_clean()
        check(record)
    except ValidationError as fault:
        return [f"{record}: {fault}"]
    return []


def test_everything_would_pass_the_editors_forms() -> None:
    records = [*demo_pages(), *(row for model in TABLES[1:-1] for row in marks.marked(model))]
    assert len(records) > 70
    assert [fault for record in records for fault in faults(record)] == []


def test_pictures_are_small_and_say_what_they_show() -> None:
    files = list(rows.PICTURES.glob("*.webp"))
    assert len(files) == Picture.objects.count() == 3
    assert [file.name for file in files if file.stat().st_size > 32_000] == []
    assert all(len(picture.description) > 30 for picture in Picture.objects.all())


# What it says is true


def test_every_number_has_a_source_and_stands_as_the_source_puts_it() -> None:
    claims = list(Claim.objects.all())
    assert len(claims) == 20
    assert [claim for claim in claims if not claim.source.strip()] == []
    planned = edition("2019").claims.get(held="planned")
    assert (planned.value, planned.source) == ("more than 25", "Concept note of the forum, 2019")
    assert {claim.value for claim in edition("2018").claims.all()} == {"more than 60", "nearly 70", "36"}


def test_nobody_is_named_without_a_public_source() -> None:
    named = {row.printed_name: row.public_source for row in Participation.objects.all()}
    assert set(named) == {"President Carter", "Ada Example (invented)"}
    assert "Concept note" in named["President Carter"]
    assert "Invented for this demonstration" in named["Ada Example (invented)"]
    assert all(voice.public_source.startswith(("A/RES/", "A/CONF.")) for voice in Voice.objects.all())


def reference() -> list[dict[str, Any]]:
    if not REFERENCE.exists():
        pytest.skip("the reference facts are not beside the project")
    found: list[dict[str, Any]] = json.loads(REFERENCE.read_text())["editions"]
    return found


def of_reference(facts: dict[str, Any]) -> ForumPage:
    return in_english(ForumPage).get(starts_on=facts["start"])


def words_of(page: Any) -> str:
    return f"{page.title}\n{page.standfirst}\n{page.plain_text()}"


def test_dates_titles_places_and_numbers_are_those_of_the_reference() -> None:
    for facts in reference():
        page = of_reference(facts)
        assert (page.starts_on.isoformat(), page.ends_on.isoformat()) == (facts["start"], facts["end"])
        assert page.number == facts["n"]
        assert facts["place"].startswith(page.place)
        if facts["title"]:
            assert page.title.replace("’", "'") == facts["title"]
        else:
            assert "supplied" in page.title_note
        for measure in ("participants", "countries"):
            stated = {str(one["v"]) for one in facts[measure] or []}
            expected = {value.split(" (")[0].replace(">", "more than ") for value in stated}
            assert {claim.value for claim in page.claims.filter(measure=measure)} == expected, page.title


def test_every_address_is_one_of_the_reference() -> None:
    for facts in reference():
        page = of_reference(facts)
        known = {source.split(" (")[0] for source in facts["sources"]}
        used = {claim.source_url for claim in page.claims.all()} - {""}
        assert used <= known
        text = json.dumps(page.body.get_prep_value())
        assert [address for address in known if address not in text] == []
        assert text.count('href=\\"http') == len(known)


def test_nobody_else_who_was_there_is_named() -> None:
    people = {name for facts in reference() for name in facts["people"]}
    words = "\n".join(words_of(page) for page in demo_pages()) + tables.facts()
    assert len(people) > 50
    assert [name for name in people if name in words] == []


def test_the_table_holds_every_number_once() -> None:
    document = Document.objects.get(title=rows.FACTS_TITLE)
    with document.file.open() as file:
        lines = list(csv.DictReader(io.StringIO(file.read().decode())))
    assert len(lines) == Claim.objects.count() + in_english(ForumPage).filter(claims=None).count()
    assert [line["value"] for line in lines if line["first day"] == "2003-11-11"] == ["41", "43"]
    assert not any(plain_cell(cell) != cell for line in lines for cell in line.values())
    assert [face.title for face in edition("2019").face_for(STRANGER).documents] == [rows.FACTS_TITLE]


# Loading it again


def test_loading_again_changes_nothing() -> None:
    before = counts(), list(Page.objects.order_by("pk").values_list("pk", "title", "last_published_at"))
    said = run("load_demo")
    assert (counts(), list(Page.objects.order_by("pk").values_list("pk", "title", "last_published_at"))) == before
    assert "Pages: 0 new" in said


def test_loading_again_leaves_what_editors_changed() -> None:
    page, theme, picture = edition("2019"), Theme.objects.get(slug="reprisals"), Picture.objects.first()
    page.title, page.slug = "Renamed", "renamed"
    page.save_revision().publish()
    theme.name, theme.slug, picture.title = "Retaliation", "retaliation", "Cloth"
    theme.save()
    picture.save()
    before = counts()
    run("load_demo")
    assert counts() == before
    assert not in_english(ForumPage).filter(slug="2019").exists()


def test_what_is_missing_comes_back_under_its_permalink() -> None:
    key = session("opening").translation_key
    session("opening").delete()
    run("load_demo")
    assert session("opening").translation_key == key
    assert session("opening").face_for(STRANGER).people[0].who.name == "President Carter"


def test_an_editors_page_at_the_same_address_is_left_alone() -> None:
    edition("2016").delete()
    index = original(ForumIndexPage)
    index.add_child(instance=ForumPage(title="Ours", slug="2016"))
    said = run("load_demo")
    assert "Left out: A Time for Peace" in said
    assert edition("2016").title == "Ours"


def test_an_editors_press_item_at_the_same_address_is_left_alone() -> None:
    item = PressItem.objects.get(outlet="The Carter Center")
    item.delete()
    fields = {"edition_key": item.edition_key, "url": item.url, "outlet": "Ours", "title": "Ours", "language": "en"}
    PressItem.objects.create(**fields)
    run("load_demo")
    assert [one.outlet for one in PressItem.objects.filter(url=item.url)] == ["Ours"]


def test_an_editors_session_at_the_same_address_is_left_alone() -> None:
    edition_of_it = session("opening").get_parent()
    session("opening").delete()
    edition_of_it.add_child(instance=SessionPage(title="Ours", slug="opening"))
    said = run("load_demo")
    assert "Left out: " in said
    assert session("opening").title == "Ours"
    assert not Participation.objects.filter(session_key=session("opening").translation_key).exists()


def test_an_editors_term_is_used_as_it_is() -> None:
    Theme.objects.get(slug="digital-safety").delete()
    own = Theme.objects.create(name="Digital Safety", slug="ours", definition="Our words.")
    themes = rows.Themes()
    themes.load()
    assert themes.by_slug["digital-safety"] == own
    assert own not in marks.marked(Theme)
    own.refresh_from_db()
    assert own.definition == "Our words."


# Forgetting it


def test_forgetting_leaves_the_skeleton_and_what_editors_made() -> None:
    home = original(HomePage)
    own = PlainPage(title="Our own page", slug="own")
    home.add_child(instance=own)
    term = Theme.objects.create(name="Our own theme", slug="own")
    same = ContentFile((rows.PICTURES / "threads.webp").read_bytes(), name="own.webp")
    picture = Picture.objects.create(title="Ours", description="Cloth", file=same)
    in_english(PlainPage).get(slug="about-this-demonstration").create_alias(parent=home, update_slug="mirror")
    skeleton = {"Common Ground", "Forums", "Themes", "How to ask", "For researchers"}
    skeleton |= {"Editorial standards and corrections", "What we can and cannot protect"}
    said = run("forget_demo", "--yes")
    assert set(Page.objects.filter(depth__gt=1).values_list("title", flat=True)) == skeleton | {own.title}
    assert list(Theme.objects.all()) == [term]
    assert list(Picture.objects.all()) == [picture]
    left = counts()
    del left["Page"], left["Theme"], left["Picture"]
    # The three voices of the home page belong to the skeleton.
    assert left == dict.fromkeys(left, 0) | {"Voice": 3}
    assert "16 editions" in said
    assert "59 sessions" in said
    assert "1 document, 3 locales." in said
    assert "Kept" not in said


def test_what_editors_put_below_a_demo_page_keeps_it() -> None:
    edition("2019").add_child(instance=SessionPage(title="Our session", slug="ours", held_on=date(2019, 10, 15)))
    said = run("forget_demo", "--yes")
    assert [page.title for page in ForumPage.objects.all()] == ["Building Solidarity toward Equality for All"]
    assert [page.title for page in SessionPage.objects.all()] == ["Our session"]
    assert "because “Our session” stands below it" in said
    session("ours").delete()
    run("forget_demo", "--yes")
    assert not ForumPage.objects.exists()
    assert not DemoMark.objects.exists()


def test_people_whom_editors_added_keep_their_session() -> None:
    key = session("opening").translation_key
    Participation.objects.create(session_key=key, printed_name="Amina Example", public_source="Programme")
    said = run("forget_demo", "--yes")
    assert [page.slug for page in SessionPage.objects.all()] == ["opening"]
    assert Participation.objects.filter(session_key=key).count() == 2
    assert "people were added to it" in said
    assert "Amina" not in said


def test_the_demos_people_go_also_where_an_editors_translation_stays() -> None:
    session("opening").get_translations().get(locale__language_code="fr").delete()
    french = translated(session("opening"), "fr", title="Ouverture")
    assert Participation.objects.filter(session_key=french.translation_key).exists()
    run("forget_demo", "--yes")
    assert [page.title for page in SessionPage.objects.all()] == ["Ouverture"]
    assert not Participation.objects.exists()


def test_what_an_editors_page_uses_stays() -> None:
    topic, picture = Theme.objects.get(slug="reprisals"), Picture.objects.get(title="Thirteen bands")
    document = Document.objects.get()
    own = ForumPage(title="Ours", slug="ours")
    own.body = body(
        [{"picture": "bands", "caption": "Ours"}, {"document": "facts"}],
        Shelf(pictures={"bands": (picture.pk, "Bands")}, documents={"facts": document.pk}),
    )
    own.themes.add(topic)
    original(ForumIndexPage).add_child(instance=own)
    said = run("forget_demo", "--yes")
    assert list(Picture.objects.all()) == [picture]
    assert list(Document.objects.all()) == [document]
    assert {theme.slug for theme in Theme.objects.all()} == {"reprisals", "protection-and-its-gaps"}
    assert [theme.slug for theme in own.shown_themes] == ["reprisals"]
    assert said.count("Kept: ") == 5  # four records, and how many
    own.delete()
    run("forget_demo", "--yes")
    assert not Theme.objects.exists()
    assert not Picture.objects.exists()


def test_a_theme_stays_while_a_topic_of_an_editor_stands_under_it() -> None:
    theme = Theme.objects.get(slug="protection-and-its-gaps")
    topic = Theme.objects.create(name="Our own topic", slug="own", parent=theme)
    assert "because topics stand under it" in run("forget_demo", "--yes")
    assert {term.slug for term in Theme.objects.all()} == {"own", "protection-and-its-gaps"}
    topic.delete()
    run("forget_demo", "--yes")
    assert not Theme.objects.exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()
    with pytest.raises(CommandError, match="Nobody is here to ask"):
        run("forget_demo")
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    with pytest.raises(CommandError, match="Nothing was removed"):
        run("forget_demo")
    assert counts() == before
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert "Removed: " in run("forget_demo")
    assert run("forget_demo") == "There is no demonstration here.\n"


def test_every_page_of_ours_is_one_of_ours() -> None:
    assert all(isinstance(page.specific, BasePage) for page in Page.objects.filter(depth__gt=1))


def test_what_was_concluded_is_ours_and_says_so() -> None:
    statements = list(in_english(StatementPage))
    assert sorted(page.issued_on.year for page in statements) == [2015, 2017, 2018, 2019]
    assert all("demonstration" in page.version for page in (*statements, *in_english(ReportPage)))
    last = in_english(StatementPage).get(issued_on__year=2019)
    assert (len(last.points), len(last.challenges), last.concluding_session.slug) == (6, 4, "concluding-session")
    assert original(ReportPage).reported_sessions.count() == 6
    assert Recommendation.objects.count() == 6 + 2 + 1 + 1 + 4


def test_press_is_real_or_says_that_it_is_not() -> None:
    ours = PressItem.objects.filter(url__contains="example.org")
    real = PressItem.objects.exclude(url__contains="example.org")
    assert {item.outlet for item in real} == {"The Atlanta Journal-Constitution", "The Carter Center"}
    assert all(item.title.startswith("[") for item in real)
    sources = " ".join(source for entry in tables.editions() for source in entry["sources"])
    assert all(item.url in sources for item in real)
    words = ("invented", "inventado", "inventée", "متخيَّلة")
    assert all(any(word in item.outlet for word in words) for item in ours)
    assert set(PressItem.objects.values_list("language", flat=True)) == {"en", "fr", "es", "ar"}


def test_messages_are_ours_and_of_open_sessions() -> None:
    assert {(message.language, message.source) for message in KeyMessage.objects.all()} == {
        ("en", "Words of our own, written for this demonstration"),
        ("fr", "Mots de notre main, écrits pour cette démonstration"),
        ("es", "Palabras nuestras, escritas para esta demostración"),
        ("ar", "كلمات من عندنا، كُتبت لأجل هذا العرض"),
    }
    assert KeyMessage.objects.visible_to(STRANGER).count() == KeyMessage.objects.count() == 7
    assert {one.speaker.printed_name for one in KeyMessage.objects.exclude(speaker=None)} == {"Ada Example (invented)"}


@pytest.mark.parametrize(
    ("model", "fields", "slug", "said"),
    [
        (PressItem, {"outlet": "Ours", "title": "Ours", "language": "en", "url": "https://ours.example/"}, "2019",
         "press items were added to it"),
        (KeyMessage, {"words": "Ours.", "language": "en", "source": "Ours", "is_withheld": True}, "opening",
         "key messages were added to it"),
    ],
)  # fmt: skip
def test_rows_that_editors_added_keep_their_page(model: Any, fields: dict[str, Any], slug: str, said: str) -> None:
    page = in_english(Page).get(slug=slug)
    column = "edition_key" if model is PressItem else "session_key"
    row = model.objects.create(**{column: page.translation_key}, **fields)
    assert said in run("forget_demo", "--yes")
    assert Page.objects.filter(pk=page.pk).exists()
    assert row in model.objects.all()
    row.delete()
    run("forget_demo", "--yes")
    assert not DemoMark.objects.exists()
