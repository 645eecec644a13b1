"""Records of our own on their way in: what they change, what they leave alone, and what they cannot be."""

from typing import Any

import pytest
from wagtail.models import Page

from forums.actions.import_runs import ImportRun
from forums.actions.verdicts import Wish
from forums.enums import ImportFate
from forums.formats.archives import RawRow
from forums.formats.records import KINDS
from forums.models.edition import ForumPage
from forums.models.outcomes import Recommendation, ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from foundation.models.change import Change
from tests.factories.archives import imported, pyvideo_row, reasons, records
from tests.factories.forums import (
    ForumIndexPageFactory,
    ForumPageFactory,
    ParticipationFactory,
    PressItemFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
    point,
)
from tests.factories.themes import ThemeFactory
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme

pytestmark = pytest.mark.django_db

CREATED, UPDATED, UNCHANGED, EDITED, REMOVED, FAULTY = (
    ImportFate.CREATED,
    ImportFate.UPDATED,
    ImportFate.UNCHANGED,
    ImportFate.EDITED,
    ImportFate.REMOVED,
    ImportFate.FAULTY,
)
KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(autouse=True)
def _index() -> None:
    ForumIndexPageFactory()


def edition(**values: Any) -> dict[str, Any]:
    return {"record": "edition", "id": "e/1", "title": "Forum 2019", **values}


def session(number: int = 1, **values: Any) -> dict[str, Any]:
    return {"record": "session", "id": f"s/{number}", "forum_id": "e/1", "title": f"Session {number}", **values}


def fates(*rows: dict[str, Any], **wish: Any) -> list[ImportFate]:
    report = imported(list(rows), **wish)
    return [fate for fate in ImportFate for _row in range(report.counts[fate])]


def fault(*rows: dict[str, Any], **wish: Any) -> str:
    report = imported(list(rows), **wish)
    (line,) = report.lines[FAULTY]
    return line.reason


def page(number: int = 1) -> SessionPage:
    key = Provenance.objects.get(external_id=f"s/{number}").translation_key
    return SessionPage.objects.get(translation_key=key)


def test_records_become_pages_to_the_letter() -> None:
    text = [{"type": "paragraph", "value": "<p>Doe, Jane; &amp;amp;</p>"}]
    row = session(
        key=KEY, slug="As-It_Was", kind="workshop", date="2019-10", languages=["fr"], blocks=text, summary="x "
    )
    assert fates(edition(starts_on="2019-10-12", ends_on="2019-10-15"), row) == [CREATED, CREATED]
    made = page()
    assert (str(made.translation_key), made.slug, made.session_kind, made.standfirst) == (
        KEY,
        "As-It_Was",
        "workshop",
        "x ",
    )
    assert (str(made.held_on), made.date_precision, made.languages) == ("2019-10-01", "month", ["fr"])
    assert made.body[0].value.source == "<p>Doe, Jane; &amp;amp;</p>"
    assert made.get_parent().specific.ends_on.day == 15
    assert Page.find_problems() == ([], [], [], [], [])
    assert Change.objects.filter(key=made.translation_key).exists()


def test_a_column_that_is_not_there_leaves_what_stands_here() -> None:
    imported([edition(), session(summary="Mine.", recording="https://x.org/a")])
    assert fates(session(title="Other")) == [UPDATED]
    assert (page().title, page().standfirst, page().recording_url) == ("Other", "Mine.", "https://x.org/a")
    assert fates(session(title="Other", recording="")) == [UPDATED]
    assert page().recording_url == ""
    assert fates({"record": "session", "id": "s/1", "title": "Another"}) == [UPDATED]
    assert (page().title, page().get_parent().title) == ("Another", "Forum 2019")


def test_what_an_editor_changed_is_left_alone_until_it_is_overwritten() -> None:
    imported([edition(), session()])
    mine = page()
    mine.standfirst = "Mine."
    mine.save_revision().publish()
    assert fates(session(title="Theirs")) == [EDITED]
    assert fates(session(title="Theirs"), overwrite=True) == [UPDATED]
    assert (page().title, page().standfirst, page().get_latest_revision_as_object().title) == (
        "Theirs",
        "Mine.",
        "Theirs",
    )
    assert fates(session(title="Theirs again")) == [UPDATED]


def test_a_page_that_was_made_here_is_its_editors() -> None:
    ForumPageFactory(title="Ours")
    (row,) = records()
    assert fates({**row, "place": "Elsewhere"}) == [EDITED]
    assert fates({**row, "place": "Elsewhere"}, overwrite=True) == [UPDATED]
    assert ForumPage.objects.get().place == "Elsewhere"
    assert fates({**row, "place": "Somewhere"}) == [UPDATED]


def test_an_edition_that_an_archive_made_is_not_an_editors() -> None:
    imported([pyvideo_row(1)])
    row = next(one for one in records() if one["record"] == "edition")
    assert fates({**row, "host": "Somebody"}) == [UPDATED]
    assert ForumPage.objects.get().host == "Somebody"


def test_a_row_of_the_archive_does_not_overwrite_what_a_record_made() -> None:
    imported([pyvideo_row(4)], public_names="PyVideo")
    row = next(one for one in records() if one["record"] == "session")
    assert fates({**row, "title": "Better"}) == [UPDATED]
    assert fates(pyvideo_row(4, title="Worse"), public_names="PyVideo") == [UPDATED]
    assert fates({**row, "title": "Best", "origin": {}}) == [UPDATED]
    assert fates(pyvideo_row(4, title="Worse"), public_names="PyVideo") == [EDITED]


def test_what_was_deleted_here_comes_back_only_on_demand() -> None:
    imported([edition(), session()])
    key = page().translation_key
    page().delete()
    assert fates(session()) == [REMOVED]
    assert fates(session(key=KEY), restore=True) == [CREATED]
    assert page().translation_key == key


def test_people_are_the_records_and_the_withheld_stay() -> None:
    ada = {"name": "Ada Lovelace", "role": "moderator", "category": "", "country": "GB", "source": "Programme"}
    bo = {"name": "Bo Li", "source": "Programme"}
    imported([edition(), session(people=[ada])])
    ParticipationFactory(session=page(), printed_name="Zaynabx Quux", public_source="", order=1)
    seed = Participation.objects.get(printed_name="Ada Lovelace").pattern_seed
    assert fates(session(people=[bo, ada]), overwrite=True) == [UPDATED]
    found = Participation.objects.filter(session_key=page().translation_key).order_by("order", "pk")
    assert {one.printed_name for one in found} == {"Bo Li", "Ada Lovelace", "Zaynabx Quux"}
    assert found.get(printed_name="Ada Lovelace").pattern_seed == seed
    assert fates(session(people=[]), overwrite=True) == [UPDATED]
    assert [one.printed_name for one in found.all()] == ["Zaynabx Quux"]
    assert fates(session(people=[])) == [UNCHANGED]


def test_words_that_name_somebody_withheld_keep_a_session_a_draft() -> None:
    named = session(
        2, people=[{"name": "Zaynabx Quux"}], blocks=[{"type": "paragraph", "value": "<p>Ms. Quux said.</p>"}]
    )
    report = imported([edition(), session(people=[{"name": "Zaynabx Quux"}]), named])
    assert (page(1).live, page(2).live) == (True, False)
    assert [line.reason for line in report.lines[CREATED] if line.reason] == [
        "kept as a draft: its words name somebody whose name is withheld"
    ]


def test_terms_of_the_record_are_the_pages_and_waiting_ones_stay() -> None:
    law, _peace = ThemeFactory(name="Law", synonyms="Droit"), ThemeFactory(name="Peace")
    imported([edition(), session(themes=["droit", "Brand new"])])
    assert [theme.pk for theme in page().shown_themes] == [law.pk]
    assert Theme.objects.get(name="Brand new").status == ThemeStatus.PENDING
    assert fates(session(themes=["Peace"])) == [UPDATED]
    assert set(page().themes.names()) == {"Peace", "Brand new"}


def test_nothing_that_runs_comes_in() -> None:
    bad = '<p onclick="x()">a<script>x()</script><a href="javascript:x()">b</a><img src=x onerror=y></p>'
    imported([edition(), session(blocks=[{"type": "paragraph", "value": bad}])])
    assert page().body[0].value.source == "<p>ab</p>"


def test_a_text_with_files_here_is_left_as_it_is_and_told() -> None:
    imported([edition(), session()])
    note = {"document": 999999, "note": ""}
    SessionPage.objects.filter(pk=page().pk).update(body=[{"type": "document", "value": note, "id": KEY}])
    report = imported([session(title="Other", blocks=[])], overwrite=True)
    assert report.counts == {UPDATED: 1}
    assert page().body.raw_data[0]["value"] == note
    report = imported([session(title="Other", blocks=[{"type": "paragraph", "value": "<p>a</p>"}])], overwrite=True)
    assert reasons(report) == ["the text here holds pictures or documents: it was left as it is"]
    assert page().body.raw_data[0]["value"] == note


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"forum_id": "e/2"}, "“e/2” is not here"),
        ({"title": ""}, "“title”"),
        ({"kind": "ball"}, "“kind”"),
        ({"date": "2019-02-31"}, "no 2019-02-31"),
        ({"starts_at": "late"}, "“starts_at”"),
        ({"ends_at": "10:00"}, "ends and does not start"),
        ({"starts_at": "10:00", "ends_at": "09:00"}, "twelve hours"),
        ({"recording": "javascript:x()"}, "“recording”"),
        ({"slug": "a/b"}, "“slug”"),
        ({"key": "none"}, "no UUID"),
        ({"closed": "maybe"}, "yes or no"),
        ({"people": [{"name": ""}]}, "people: name"),
        ({"people": [{"name": "\u202eAda"}]}, "without a name"),
        ({"people": [{"nome": "Ada"}]}, "nothing called “nome”"),
        ({"people": [{"name": "Ada", "role": "king"}]}, "people: role"),
        ({"people": "Ada"}, "“Ada” is not the kind of value"),
        ({"themes": [1]}, "“1” is not the kind of value"),
        ({"origin": {"print": 1}}, "“origin”"),
        ({"blocks": [{"type": "script", "value": ""}]}, "no block “script”"),
        ({"blocks": ["words"]}, "“words” is not the kind of value"),
        ({"blocks": [{"type": "heading", "value": {"text": "a", "level": "9"}}]}, "9 is not one of the available"),
        ({"blocks": [{"type": "heading", "value": {"size": "a"}}]}, "nothing called “size”"),
        ({"blocks": [{"type": "picture", "value": {"picture": 1}}]}, "do not come"),
        (
            {"blocks": [{"type": "quotation", "value": {"words": "a", "source": "b", "speaker": {"name": ""}}}]},
            "speaker",
        ),
        ({"translations": {"xx": {}}}, "in the language “xx”"),
        ({"translations": {"fr": {"title": ""}}}, "“title”"),
        ({"id": "e/1", "record": "edition", "starts_on": "2019-10-12", "ends_on": "2019-10-11"}, "before its first"),
    ],
)
@pytest.mark.parametrize("is_plan", [True, False])
def test_a_record_that_cannot_be_is_told_and_the_rest_comes_in(
    values: dict[str, Any], words: str, is_plan: bool
) -> None:
    imported([edition()])
    report = imported([session(2), session(**values), session(3)], is_plan=is_plan, overwrite=True)
    assert (report.counts[FAULTY], report.counts[CREATED]) == (1, 2)
    (line,) = report.lines[FAULTY]
    assert line.number == 2
    assert words in line.reason


@pytest.mark.parametrize(
    ("values", "words"),
    [({"ends_at": "10:00"}, "does not start"), ({"kind": "ball"}, "“kind”"), ({"forum_id": "e/2"}, "another edition")],
)
def test_a_page_that_is_here_cannot_become_such_a_thing_either(values: dict[str, Any], words: str) -> None:
    imported([edition(), edition(id="e/2", title="Forum 2018"), session()])
    assert words in fault(session(**values))
    assert page().title == "Session 1"


def test_a_key_that_means_something_else_here_is_not_taken_over() -> None:
    other = SessionPageFactory()
    assert "its key belongs" in fault(edition(key=str(other.translation_key)))
    item = PressItemFactory(edition=other.get_parent())
    assert "its key belongs" in fault(edition(key=str(item.key)))


def test_a_rehearsal_knows_what_it_would_have_made() -> None:
    rows = [edition(), session(), session(2, forum_id="e/9")]
    assert fates(*rows, is_plan=True) == [CREATED, CREATED, FAULTY]
    assert not ForumPage.objects.exists()


def test_a_batch_is_stored_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    imported([edition(), session()])
    before = Page.objects.count(), Theme.objects.count(), Provenance.objects.count(), Change.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("forums.actions.imported_records._remember", fail)
    with pytest.raises(RuntimeError):
        imported([session(title="Other"), session(2, themes=["new"])])
    assert before == (Page.objects.count(), Theme.objects.count(), Provenance.objects.count(), Change.objects.count())
    assert page().title == "Session 1"


@pytest.mark.parametrize("count", [1, 3, 60])
def test_judging_takes_the_same_queries_for_any_number_of_records(count: int, django_assert_num_queries) -> None:
    rows = [session(number, people=[{"name": "Ada", "source": "Programme"}]) for number in range(1, count + 1)]
    imported([edition(), *rows])
    run = ImportRun(wish=Wish(), is_plan=True)
    read = list(run.reader.read(RawRow(place, tuple(row.items())) for place, row in enumerate(rows)))
    with django_assert_num_queries(20):
        assert {one.fate for one in run.plan(read)} == {UNCHANGED}


def test_works_that_are_not_here_yet_are_told_and_found_the_next_time() -> None:
    ahead = edition(id="e/2", title="Forum 2020", builds_on="e/1")
    report = imported([ahead])
    assert reasons(report) == ["“e/1” is not here yet: import it, then this file once more"]
    assert fates(edition(), ahead) == [CREATED, UPDATED]
    later = ForumPage.objects.get(title="Forum 2020")
    assert later.builds_on.title == "Forum 2019"
    assert fates(ahead) == [UNCHANGED]
    assert fates({**ahead, "builds_on": ""}) == [UPDATED]
    assert ForumPage.objects.get(title="Forum 2020").builds_on is None


def test_numbers_of_an_edition_are_the_records() -> None:
    row = edition(claims=[{"measure": "countries", "value": "28", "held": "held", "source": "Release"}])
    assert fates(row) == [CREATED]
    assert fates({**row, "claims": [{**row["claims"][0], "value": "29"}]}) == [UPDATED]
    assert [claim.value for claim in ForumPage.objects.get().claims.all()] == ["29"]


def test_points_keep_their_permalinks_on_their_way() -> None:
    statement = StatementPageFactory(points=[point("One."), point("Two.")])
    rows = [one for one in records() if one["record"] == "statement"]
    keys = list(Recommendation.objects.order_by("number").values_list("key", flat=True))
    statement.delete()
    assert not Recommendation.objects.exists()
    assert fates(*rows) == [CREATED]
    assert list(Recommendation.objects.order_by("number").values_list("key", flat=True)) == keys
    one = {**rows[0], "point_keys": [KEY], "points": rows[0]["points"][:1]}
    assert fates(one) == [UPDATED]
    assert list(Recommendation.objects.values_list("key", flat=True)) == keys[:1]
    assert "“point_keys”" in fault({**one, "id": "st/2", "key": "", "point_keys": ["x"]})


def test_a_key_of_a_point_that_another_text_has_is_not_taken_from_it() -> None:
    StatementPageFactory()
    (row,) = (one for one in records() if one["record"] == "statement")
    del row["key"]
    assert fates({**row, "id": "st/2", "title": "Another"}) == [CREATED]
    assert Recommendation.objects.values("key").distinct().count() == StatementPage.objects.count() == 2


def test_a_report_keeps_the_sessions_that_its_record_cannot_name() -> None:
    report = ReportPageFactory()
    shown, hidden = (SessionPageFactory(parent=report.get_parent(), live=live) for live in (True, False))
    for one in (shown, hidden):
        report.reported_sessions.create(session=one)
    report.save()
    (row,) = (one for one in records() if one["record"] == "report")
    assert row["sessions"] == [f"urn:uuid:{shown.translation_key}"]
    assert fates(row) == [UNCHANGED]
    told = imported([{**row, "sessions": ["s/9"]}], overwrite=True)
    assert reasons(told) == ["“s/9” is not here yet: import it, then this file once more"]
    assert [one.session_id for one in ReportPage.objects.get().reported_sessions.all()] == [hidden.pk]


NASTY: list[Any] = [
    1, "x", True, [], [1], ["x"], [[1]], {}, {"a": 1}, {"fr": 1}, {"fr": {"title": [], "blocks": 1}}, [{"name": []}],
    [{"type": []}], [{"type": "figure", "value": {"retrieved_on": 5, "year": [], "value": {}}}],
    [{"text": {}, "themes": 1}], ["x", {"measure": []}],
    [{"type": "list", "value": {"points": [[]]}}], [{"text": "x", "goals": 5, "addressees": 7, "named": [{}]}],
    [{"type": "quotation", "value": {"speaker": {"name": []}}}], {"print": {}, "source": []},
]  # fmt: skip


@pytest.mark.parametrize("kind", [*KINDS])
def test_whatever_stands_in_a_record_gets_a_verdict(kind: str) -> None:
    rows = [
        {"record": kind, "id": f"{column}/{place}", "title": f"{column} {place}", "forum_id": "e/1", column: value}
        for column in KINDS[kind]
        for place, value in enumerate(NASTY)
    ]
    imported([edition()])
    rehearsal = imported(rows, is_plan=True)
    assert rehearsal.counts.total() == len(rows)
    assert imported(rows).counts == rehearsal.counts


def test_a_point_takes_no_key_of_something_else() -> None:
    statement = StatementPageFactory(points=[point("One.")])
    (told,) = [one for one in records() if one["record"] == "statement"]
    item = PressItemFactory(edition=statement.get_parent())
    assert fates({**told, "id": "st/2", "key": KEY, "slug": "second", "point_keys": [str(item.key)]}) == [CREATED]
    assert not Recommendation.objects.filter(key=item.key).exists()
    assert Recommendation.objects.count() == 2


def test_a_page_without_a_word_for_its_address_gets_one_from_its_title() -> None:
    assert fates(edition(), session(slug="", title="By its title")) == [CREATED, CREATED]
    assert page().slug == "by-its-title"
