"""What leaves comes back: export → import changes nothing here, and makes the same archive elsewhere."""

import csv
import io
from datetime import time
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, PageViewRestriction

from config.skeleton import seed_site
from forums.actions.exports import Scope, export_archive
from forums.actions.surroundings import Names
from forums.enums import ImportFate
from forums.formats.records import KINDS
from forums.models.participation import Participation
from forums.models.session import SessionPage
from foundation.models.rows import Voice
from tests.factories.archives import (
    assert_goes_round,
    exported,
    imported,
    in_a_world,
    pyvideo_row,
    reasons,
    records,
)
from tests.factories.forums import (
    AttachmentFactory,
    ForumIndexPageFactory,
    ForumPageFactory,
    KeyMessageFactory,
    ParticipationFactory,
    PressItemFactory,
    ReportPageFactory,
    SessionPageFactory,
    StatementPageFactory,
    point,
)
from tests.factories.themes import ThemeFactory
from themes.enums import ThemeStatus

pytestmark = pytest.mark.django_db
UNCHANGED, CREATED = ImportFate.UNCHANGED, ImportFate.CREATED


def told(kind: str, **scope: Any) -> list[dict[str, Any]]:
    return [one for one in records(**scope) if one["record"] == kind]


def remarks(**scope: Any) -> list[tuple[int, str]]:
    done = export_archive(out=io.BytesIO(), scope=Scope(**scope))
    return [(row, remark) for row, _id, remark in done.remarks]


def a_bit_of_everything() -> None:
    seed_site()
    theme = ThemeFactory(name="Law", labels={"fr": "Droit"}, synonyms="Right\r\nRights", sdgs=[16])
    ThemeFactory(name="Courts", parent=theme)
    ThemeFactory(name="Unseen", status=ThemeStatus.PENDING)
    edition = ForumPageFactory(slug="Old-Slug", co_hosts="One\r\nTwo")
    session = SessionPageFactory(parent=edition, ends_at=time(9, 45, 30), transcript="=SUM(1)\r\n'= and \u2028 more")
    session.themes.add(theme)
    session.save()
    SessionPageFactory(parent=edition, title="=1+1", held_on=None, starts_at=None, ends_at=None)
    SessionPageFactory(parent=edition, is_closed=True, transcript="Nobody reads this.")
    SessionPageFactory(parent=edition, live=False, title="A draft")
    ParticipationFactory(session=session, printed_name="Ada Lovelace", role="moderator", country="GB")
    ParticipationFactory(session=session, printed_name="Zaynabx Quux", public_source="")
    statement = StatementPageFactory(
        parent=edition,
        concluding_session=session,
        points=[point("Pay.", addressees=["donors"], named=["The Fund"], goals="16.10", themes=[theme]), point()],
        challenges=[("challenge", {"text": "It is hard."})],
    )
    statement.save()
    ReportPageFactory(parent=edition)
    ForumPageFactory(builds_on=edition)
    PressItemFactory(edition=edition, themes=[theme])
    KeyMessageFactory(session=session, speaker=Participation.objects.get(printed_name="Ada Lovelace"))
    KeyMessageFactory(session=session)
    Redirect.objects.create(old_path="/old", redirect_page=session)
    imported([pyvideo_row(n) for n in range(1, 9)], public_names="PyVideo")


@pytest.mark.parametrize("is_full", [False, True])
def test_a_bit_of_everything_goes_round(is_full: bool) -> None:
    words = assert_goes_round(a_bit_of_everything, is_full=is_full).decode()
    hidden = ("Zaynabx", "A draft", "Nobody reads this", "Unseen")
    assert [name for name in hidden if name in words] == ([*hidden] if is_full else [])


def test_the_demo_goes_round() -> None:
    words = assert_goes_round(lambda: call_command("load_demo", stdout=io.StringIO())).decode()
    kinds = ("term", "edition", "session", "statement", "report")
    assert [kind for kind in kinds if f'"record": "{kind}"' not in words] == []
    assert '"translations": {"ar": {' in words


def test_tables_go_round_kind_by_kind() -> None:
    def there() -> dict[str, bytes]:
        a_bit_of_everything()
        tables = {kind: exported("csv", kinds=(kind,)) for kind in KINDS}
        assert {fate for table in tables.values() for fate in imported(table).counts} == {UNCHANGED}
        return tables

    tables = in_a_world(there)
    seed_site()
    assert [reasons(imported(table)) for table in tables.values()] == [[]] * len(KINDS)
    assert {kind: exported("csv", kinds=(kind,)) for kind in KINDS} == tables


def test_no_cell_of_a_table_is_a_formula() -> None:
    a_bit_of_everything()
    rows = list(csv.DictReader(io.StringIO(exported("csv", kinds=("session",)).decode(), newline="")))
    assert [row["title"] for row in rows if "1+1" in row["title"]] == ["'=1+1"]
    assert [cell for row in rows for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


def test_records_come_in_the_order_of_kinds_and_of_the_tree() -> None:
    a_bit_of_everything()
    kinds = [one["record"] for one in records()]
    assert kinds == sorted(kinds, key=[*KINDS].index)
    assert set(kinds) == set(KINDS)
    assert [one["title"] for one in told("session")] == [
        page.title for page in SessionPage.objects.filter(live=True).order_by("path")
    ]


def test_a_closed_session_leaves_as_readers_have_it() -> None:
    ForumIndexPageFactory()
    closed = SessionPageFactory(is_closed=True, transcript="Nobody reads this.", recording_url="https://x.org/a")
    ParticipationFactory(session=closed)
    (public,), (full,) = told("session"), told("session", is_full=True)
    assert set(full) - set(public) == {
        "kind",
        "starts_at",
        "ends_at",
        "languages",
        "recording",
        "recording_title",
        "people",
        "blocks",
        "transcript",
    }
    assert imported([public]).counts == imported([full]).counts == {UNCHANGED: 1}


def test_one_edition_and_what_is_below_it() -> None:
    a_bit_of_everything()
    edition = SessionPage.objects.first().get_parent().specific
    found = records(forum=edition)
    assert [one["slug"] for one in found if one["record"] == "edition"] == ["Old-Slug"]
    assert {one["forum_id"] for one in found if "forum_id" in one} == {f"urn:uuid:{edition.translation_key}"}


def test_what_lies_behind_a_restriction_stays_and_comes_in_as_a_draft() -> None:
    def there() -> tuple[list[Any], list[Any]]:
        seed_site()
        session = SessionPageFactory()
        PageViewRestriction.objects.create(page=session, restriction_type="groups")
        assert GroupPagePermission.objects.exists()
        return told("session"), records(is_full=True)

    public, full = in_a_world(there)
    assert public == []
    seed_site()
    imported(full)
    assert not SessionPage.objects.get().live


def test_a_draft_leaves_as_its_editors_see_it() -> None:
    ForumIndexPageFactory()
    session = SessionPageFactory(live=False, title="First")
    session.title = "Second"
    session.save_revision()
    assert [one["title"] for one in told("session", is_full=True)] == ["Second"]


def test_files_are_left_behind_and_told_by_row() -> None:
    ForumIndexPageFactory()
    text = {"text": "Words.", "level": "2"}
    session = SessionPageFactory(body=[("heading", text)])
    AttachmentFactory(page=session)
    AttachmentFactory(page=SessionPageFactory(is_closed=True, parent=session.get_parent()))
    assert remarks() == [(2, "1 document beside it")]
    call_command("load_demo", stdout=io.StringIO())
    assert "1 picture or document in its text" in [remark for _row, remark in remarks(kinds=("edition",))]


def test_a_row_that_no_import_would_read_is_told() -> None:
    ForumIndexPageFactory()
    SessionPageFactory(transcript="\n" * 501)
    SessionPageFactory(transcript="x" * 5 * 2**20)
    done = export_archive(out=io.BytesIO(), scope=Scope(kinds=("session",)), form="csv")
    assert [(row, remark.partition(":")[0]) for row, _id, remark in done.remarks] == [
        (2, "its cells have more than 500 lines"),
        (3, "it is longer than 5 MB"),
    ]


def links(session: SessionPage) -> str:
    html = "".join(f'<p><a linktype="page" id="{pk}">here</a></p>' for pk in (session.pk, 999999))
    return html + '<p><a linktype="document" id="7">file</a> <a href="https://x.org/a?b&amp;c">out</a><br/>x</p>'


def test_links_to_pages_leave_as_permalinks_and_others_as_words() -> None:
    ForumIndexPageFactory()
    session = SessionPageFactory()
    other = SessionPageFactory(parent=session.get_parent(), body=[("paragraph", links(session))])
    text = told("session")[1]["blocks"][0]["value"]
    assert text == (
        f'<p><a href="/id/{session.translation_key}/">here</a></p><p>here</p>'
        '<p>file <a href="https://x.org/a?b&amp;c">out</a><br/>x</p>'
    )
    assert imported(records()).counts == {UNCHANGED: 3}
    session.unpublish()
    assert told("session")[0]["blocks"][0]["value"].startswith("<p>here</p>")
    assert SessionPage.objects.get(pk=other.pk).body.raw_data[0]["value"] == links(session)


def test_a_page_that_many_lead_to_is_looked_up_once(django_assert_num_queries) -> None:
    session, names = SessionPageFactory(), Names(is_full=True)
    with django_assert_num_queries(1):
        assert [names.permalink(session.pk) for _ in range(3)] == [f"/id/{session.translation_key}/"] * 3


def quotation(voice: Voice) -> tuple[str, dict[str, Any]]:
    return "quotation", {"words": "So.", "speaker": voice, "is_withheld": False, "source": "Programme"}


def test_a_voice_that_may_not_be_named_leaves_withheld_and_is_kept_here() -> None:
    ForumIndexPageFactory()
    named = Voice.objects.create(printed_name="Ada", public_source="Programme", description="chair")
    unnamed = Voice.objects.create(printed_name="Zaynabx", description="defender")
    session = SessionPageFactory(body=[quotation(named), quotation(unnamed), quotation(named)])
    ada, nobody, again = (one["value"] for one in told("session")[0]["blocks"])
    assert ada["speaker"] == again["speaker"]
    assert ada["speaker"] == {"name": "Ada", "description": "chair", "source": "Programme"}
    assert (nobody["speaker"], nobody["is_withheld"]) == (None, True)
    assert imported(records()).counts == {UNCHANGED: 2}
    assert session.body[1].value["speaker"] == unnamed
    (full,) = told("session", is_full=True)
    assert full["blocks"][1]["value"]["speaker"]["name"] == "Zaynabx"
    assert imported([full]).counts == {UNCHANGED: 1}


def test_where_somebody_is_withheld_the_print_of_her_row_stays_here() -> None:
    seed_site()
    imported([pyvideo_row(1), pyvideo_row(4, speakers=[])])
    assert [one["origin"]["print"] != "" for one in told("session")] == [False, True]
    assert all(one["origin"]["print"] for one in told("session", is_full=True))
    Participation.objects.update(public_source="Programme")
    assert [one["origin"]["print"] != "" for one in told("session")] == [False, True]


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forums.actions.exports.AT_ONCE", 10)
    a_bit_of_everything()
    seen: list[tuple[int, int]] = []
    export_archive(out=io.BytesIO(), scope=Scope(), progress=lambda done, total: seen.append((done, total)))
    total = len(records())
    assert seen == [*((done, total) for done in range(10, total + 1, 10)), (total, total)]
    assert reasons(imported(records())) == []
