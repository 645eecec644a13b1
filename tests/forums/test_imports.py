"""What an import writes, what it leaves alone, and that a second run changes nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from wagtail.models import Page

from access.viewer import STRANGER
from forums.actions.imported_editions import NoIndexError, span_of
from forums.actions.imported_rows import RowVerdict, update_session
from forums.actions.imports import import_batch, judge
from forums.actions.removal import forget_work
from forums.actions.verdicts import Verdict, Wish
from forums.enums import DatePrecision, ImportFate, SessionKind
from forums.formats.cells import Speaker
from forums.formats.rows import SessionRow
from forums.models.edition import ForumPage
from forums.models.participation import Participation
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from tests.factories.archives import LONG, session_row
from tests.factories.forums import ForumIndexPageFactory, ForumPageFactory
from tests.factories.themes import ThemeFactory
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


@pytest.fixture(autouse=True)
def _index() -> None:
    ForumIndexPageFactory()


def run(*rows: SessionRow, **wish: Any) -> list[ImportFate]:
    return [one.fate for one in verdicts(*rows, **wish)]


def verdicts(*rows: SessionRow, **wish: Any) -> list[Verdict]:
    return import_batch(rows=rows, wish=Wish(**wish), by=None)


def session(number: int = 1) -> SessionPage:
    origin = Provenance.objects.get(external_id=f"talks/{number}")
    return SessionPage.objects.get(translation_key=origin.translation_key)


def names(page: SessionPage) -> list[str]:
    return [one.printed_name for one in Participation.objects.filter(session_key=page.translation_key)]


def shown(page: SessionPage) -> list[str]:
    return [face.who.name for face in page.face_for(STRANGER).people]


def edit(page: SessionPage, **values: Any) -> None:
    """As an editor would: a new revision, published."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_row_becomes_a_session_of_an_edition() -> None:
    assert run(session_row(kind=SessionKind.TALK, country="DE", recording_url="https://youtu.be/x", links=("https://x.org/a",)), public_names="Programme") == [CREATED]  # noqa: E501  # fmt: skip
    page, edition = session(), ForumPage.objects.get()
    assert page.get_parent().specific == edition
    assert (edition.title, edition.slug, edition.country, edition.live) == (
        "Spring Forum 2014",
        "spring-2014",
        "DE",
        True,
    )
    assert (edition.starts_on, edition.ends_on) == (date(2014, 5, 6), date(2014, 5, 6))
    assert (page.title, page.session_kind, page.held_on, page.live) == ("Talk 1", "talk", date(2014, 5, 6), True)
    assert (page.languages, page.text_language, page.words_language) == (["en"], "en", "en")
    assert page.recording_url == "https://youtu.be/x"
    assert shown(page) == ["Ada Lovelace"]
    assert f"{page.standfirst} {page.plain_text()}".split() == f"{LONG} https://x.org/a".split()
    assert Page.find_problems() == ([], [], [], [], [])


def test_every_new_work_is_in_the_outbox_once_and_in_its_transaction() -> None:
    Change.objects.all().delete()
    run(session_row(1), session_row(2))
    kinds = Counter(Change.objects.values_list("key", "kind"))
    for key in (session(1).translation_key, session(2).translation_key):
        assert kinds[key, ChangeKind.SAVED] == 1
    assert (ForumPage.objects.get().translation_key, ChangeKind.SAVED) in kinds


def test_names_without_a_source_are_stored_and_shown_to_nobody() -> None:
    run(session_row())
    assert names(session()) == ["Ada Lovelace"]
    assert shown(session()) == []


def test_words_that_name_somebody_withheld_keep_the_session_a_draft() -> None:
    named = session_row(text="We hear\nADA  Lovelace tonight. " + LONG)
    assert [(one.fate, one.reason) for one in judge(rows=[named], wish=Wish())] == [
        (CREATED, "kept as a draft: its words name somebody whose name is withheld")
    ]
    run(named, session_row(2, title="Loves, Adam"))
    assert not session(1).live
    assert session(2).live
    assert run(named, public_names="Programme") == [UPDATED]
    assert session(1).live
    assert session(1).first_published_at
    assert shown(session(1)) == ["Ada Lovelace"]


def test_a_closed_session_shows_no_text_and_names_nobody() -> None:
    run(
        session_row(is_closed=True), session_row(2, is_closed=True, title="With Ada Lovelace"), public_names="Programme"
    )
    page = session(1)
    assert page.is_closed
    assert page.live
    assert page.standfirst == ""
    assert page.plain_text() == ""
    assert not session(2).live


def test_a_second_run_changes_nothing(django_assert_max_num_queries) -> None:
    rows = [session_row(n, forum_key=f"f{n % 3}", forum=f"Forum {n % 3}") for n in range(1, 31)]
    assert set(run(*rows)) == {CREATED}
    before = [*Change.objects.values_list("pk", flat=True)], Provenance.objects.count(), Theme.objects.count()
    with django_assert_max_num_queries(10):
        assert set(run(*rows)) == {UNCHANGED}
    assert before == ([*Change.objects.values_list("pk", flat=True)], Provenance.objects.count(), Theme.objects.count())


@pytest.mark.parametrize("count", [1, 3, 60])
def test_judging_takes_the_same_queries_for_any_number_of_rows(count: int, django_assert_num_queries) -> None:
    rows = [session_row(n) for n in range(count)]
    judge(rows=rows, wish=Wish())
    with django_assert_num_queries(6):
        assert {one.fate for one in judge(rows=rows, wish=Wish())} == {CREATED}


def test_a_dry_run_writes_nothing() -> None:
    run(session_row(1))
    counts = Page.objects.count(), Participation.objects.count(), Provenance.objects.count(), Change.objects.count()
    found = judge(rows=[session_row(1), session_row(1, title="Other"), session_row(2)], wish=Wish(overwrite=True))
    assert [one.fate for one in found] == [UNCHANGED, UPDATED, CREATED]
    assert counts == (
        Page.objects.count(),
        Participation.objects.count(),
        Provenance.objects.count(),
        Change.objects.count(),
    )


def test_a_changed_row_updates_its_page() -> None:
    run(session_row(), public_names="Programme")
    ada = Participation.objects.get()
    changed = session_row(
        title="Other", tags=("peace",), speakers=(Speaker("Bo Li"), Speaker("Ada Lovelace")), held_on=date(2014, 5, 9)
    )
    assert run(changed) == [UPDATED]
    page = session()
    assert (page.title, page.draft_title, page.slug, page.held_on) == ("Other", "Other", "talk-1", date(2014, 5, 9))
    assert names(page) == ["Bo Li", "Ada Lovelace"]
    assert shown(page) == ["Ada Lovelace"]
    assert Participation.objects.get(printed_name="Ada Lovelace").pattern_seed == ada.pattern_seed
    assert {link.tag.name for link in page.theme_links.all()} == {"law", "peace"}
    assert (ForumPage.objects.get().starts_on, ForumPage.objects.get().ends_on) == (date(2014, 5, 9),) * 2
    assert run(changed) == [UNCHANGED]


def test_somebody_who_left_the_row_leaves_the_session_and_the_index_at_once() -> None:
    run(session_row(), public_names="Programme")
    Change.objects.all().delete()
    run(session_row(speakers=()))
    assert names(session()) == []
    assert Change.objects.filter(key=session().translation_key, kind=ChangeKind.GONE).exists()


def test_a_source_can_be_given_later_and_is_never_taken_away() -> None:
    run(session_row())
    assert run(session_row(), public_names="Programme") == [UPDATED]
    assert shown(session()) == ["Ada Lovelace"]
    assert run(session_row()) == [UNCHANGED]
    assert run(session_row(title="Other")) == [UPDATED]
    assert shown(session()) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "values", [{"title": "Mine"}, {"standfirst": "Mine."}, {"is_closed": True}, {"languages": ["fr"]}, {}]
)
def test_what_an_editor_changed_is_left_alone(values: dict[str, Any]) -> None:
    run(session_row())
    edit(session(), **values)
    assert run(session_row()) == [UNCHANGED]
    assert run(session_row(title="Theirs")) == [EDITED]
    assert session().title == values.get("title", "Talk 1")


def test_a_change_that_made_no_revision_is_seen_too() -> None:
    run(session_row())
    SessionPage.objects.update(standfirst="Mine.")
    assert run(session_row(title="Theirs")) == [EDITED]


def test_overwriting_is_what_editors_then_see() -> None:
    run(session_row())
    edit(session(), title="Mine")
    assert run(session_row(), overwrite=True) == [UPDATED]
    page = session()
    assert page.title == page.get_latest_revision_as_object().title == "Talk 1"
    assert page.live
    assert run(session_row(title="Theirs")) == [UPDATED]


def test_names_that_an_editor_removed_never_come_back() -> None:
    run(session_row(), public_names="Programme")
    Participation.objects.all().delete()
    assert run(session_row(title="Theirs"), public_names="Programme") == [EDITED]
    assert run(session_row(title="Theirs"), public_names="Programme", overwrite=True) == [UPDATED]
    assert names(session()) == []
    assert session().title == "Theirs"


def test_a_page_that_an_editor_took_down_stays_down() -> None:
    run(session_row())
    session().unpublish()
    assert run(session_row(title="Theirs")) == [EDITED]
    assert run(session_row(title="Theirs"), overwrite=True) == [UPDATED]
    assert not session().live


def test_the_draft_of_a_page_that_was_taken_down_is_overwritten_and_stays_a_draft() -> None:
    run(session_row())
    edit(session(), title="Mine")
    session().unpublish()
    assert run(session_row(title="Theirs"), overwrite=True) == [UPDATED]
    page = session()
    assert (page.live, page.title, page.get_latest_revision_as_object().title) == (False, "Theirs", "Theirs")


def test_a_verdict_without_a_page_updates_nothing() -> None:
    run(session_row())
    before = Change.objects.count()
    update_session(verdict=RowVerdict(session_row(title="Theirs"), UPDATED), source="", by=None)
    assert (session().title, Change.objects.count()) == ("Talk 1", before)


def test_what_was_deleted_here_comes_back_only_on_demand() -> None:
    run(session_row(1), session_row(2), public_names="Programme")
    key = session(1).translation_key
    session(1).delete()
    assert not Participation.objects.filter(session_key=key).exists()
    assert not Provenance.objects.filter(external_id="talks/1").exists()
    assert run(session_row(1), session_row(2)) == [REMOVED, UNCHANGED]
    assert run(session_row(1), session_row(2), restore=True) == [CREATED, UNCHANGED]
    assert session(1).translation_key == key
    assert run(session_row(1), session_row(2)) == [UNCHANGED, UNCHANGED]


def test_a_deleted_edition_comes_back_only_on_demand() -> None:
    run(session_row(1))
    ForumPage.objects.get().delete()
    assert not Provenance.objects.exclude(external_id="").exists()
    assert run(session_row(1), session_row(2)) == [REMOVED, REMOVED]
    assert run(session_row(1), session_row(2), restore=True) == [CREATED, CREATED]
    assert ForumPage.objects.get().starts_on == date(2014, 5, 6)
    assert run(session_row(1), session_row(2)) == [UNCHANGED, UNCHANGED]


def test_a_work_is_not_forgotten_while_a_translation_stands() -> None:
    run(session_row(), public_names="Programme")
    assert forget_work(key=session().translation_key, by=None) == 1
    assert not Participation.objects.exists()


@pytest.mark.parametrize("key", ["spring-2014", "Spring Forum 2014", "spring forum 2014"])
def test_an_edition_of_ours_is_found_by_its_address_or_title(key: str) -> None:
    edition = ForumPageFactory(
        title="Spring Forum 2014", slug="spring-2014", starts_on=date(2014, 5, 5), ends_on=date(2014, 5, 9)
    )
    assert run(session_row(forum_key=key, forum=key)) == [CREATED]
    assert session().get_parent().pk == edition.pk
    edition.refresh_from_db()
    edition.title, edition.slug = "Renamed", "renamed"
    edition.save()
    assert run(session_row(2, forum_key=key, forum=key)) == [CREATED]
    assert session(2).get_parent().pk == edition.pk


def test_an_editors_dates_hold_for_imported_sessions() -> None:
    edition = ForumPageFactory(title="Spring Forum 2014", starts_on=date(2014, 5, 5), ends_on=date(2014, 5, 6))
    found = verdicts(session_row(1), session_row(2, held_on=date(2014, 5, 7)))
    assert [one.fate for one in found] == [CREATED, FAULTY]
    assert "5–6 May 2014" in found[1].reason
    edition.refresh_from_db()
    assert edition.ends_on == date(2014, 5, 6)


def test_an_imported_edition_grows_with_its_sessions_until_an_editor_sets_its_dates() -> None:
    run(session_row(1))
    run(session_row(2, held_on=date(2014, 5, 8)))
    edition = ForumPage.objects.get()
    assert (edition.starts_on, edition.ends_on) == (date(2014, 5, 6), date(2014, 5, 8))
    edition.ends_on = date(2014, 5, 9)
    edition.save_revision().publish()
    assert run(session_row(3, held_on=date(2014, 5, 20))) == [FAULTY]
    assert ForumPage.objects.get().ends_on == date(2014, 5, 9)


def test_an_id_of_another_archive_is_not_taken_over() -> None:
    run(session_row())
    found = verdicts(session_row(title="Another", forum_key="other", forum="Other Forum"))
    assert found[0].fate == FAULTY
    assert "ids must differ" in found[0].reason
    assert session().title == "Talk 1"
    assert ForumPage.objects.count() == 1


def test_a_batch_is_stored_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    run(session_row(1))
    counts = Page.objects.count(), Provenance.objects.count(), Theme.objects.count(), Change.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("forums.actions.imported_rows.fit_dates", fail)
    with pytest.raises(RuntimeError):
        run(session_row(1, title="Other"), session_row(2, tags=("new",)))
    assert counts == (Page.objects.count(), Provenance.objects.count(), Theme.objects.count(), Change.objects.count())
    assert session(1).title == "Talk 1"


def test_known_terms_are_used_and_new_ones_wait() -> None:
    law = ThemeFactory(name="Rule of law", synonyms="Law")
    run(session_row(tags=("law", "new thing")))
    assert [theme.pk for theme in session().shown_themes] == [law.pk]
    assert Theme.objects.pending().get().name == "new thing"


def test_without_an_index_of_forums_nothing_can_be_made() -> None:
    Page.objects.get(slug="forums").delete()
    with pytest.raises(NoIndexError):
        run(session_row())


DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        ([], (None, None)),
        ([(date(2019, 10, 12), DAY), (date(2019, 10, 1), MONTH), (date(2019, 1, 1), YEAR)], (date(2019, 10, 12),) * 2),
        ([(date(2019, 10, 12), DAY), (date(2019, 12, 1), MONTH)], (date(2019, 10, 12), date(2019, 12, 31))),
        ([(date(2019, 2, 1), MONTH)], (date(2019, 2, 1), date(2019, 2, 28))),
        ([(date(2019, 1, 1), YEAR)], (date(2019, 1, 1), date(2019, 12, 31))),
    ],
)
def test_the_span_of_dates_goes_as_far_as_they_must_reach(dates: list[Any], span: tuple[Any, Any]) -> None:
    assert span_of(dates) == span


def test_the_order_of_rows_does_not_matter_for_what_is_stored() -> None:
    rows = [session_row(n, held_on=date(2014, 5, n)) for n in range(1, 5)]
    run(*rows[:2])
    run(*reversed(rows))
    assert [replace(row).external_id for row in rows] == sorted(
        Provenance.objects.filter(kind="session").values_list("external_id", flat=True)
    )
    assert ForumPage.objects.get().ends_on == date(2014, 5, 4)


def test_an_imported_edition_that_is_called_by_its_title_still_grows() -> None:
    run(session_row(1))
    assert run(session_row(2, forum_key="spring-forum-2014", held_on=date(2014, 5, 9))) == [CREATED]
    assert run(session_row(3, forum_key="spring-forum-2014", held_on=date(2014, 5, 10)), session_row(4, held_on=date(2014, 5, 1))) == [CREATED, CREATED]  # noqa: E501  # fmt: skip
    edition = ForumPage.objects.get()
    assert (edition.starts_on, edition.ends_on) == (date(2014, 5, 1), date(2014, 5, 10))
