"""`manage.py index` and its worker."""

import io
import signal
import uuid
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from access.enums import Audience
from forums.models.session import SessionPage
from foundation.enums import ChangeKind
from foundation.models.change import Change
from search import tasks
from search.engines.base import Engine, IndexMissing, chosen
from search.management.commands.index import Worker
from search.records.outbox import Cursor
from search.records.reading import render_all
from search.records.shapes import Rendering
from tests.factories.forums import ForumPageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated
from tests.factories.search import asked, counts, record
from tests.factories.themes import ThemeFactory, ThemeIndexPageFactory, about

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    told = io.StringIO()
    call_command("index", *arguments, stdout=told)
    return told.getvalue()


def test_a_missing_index_is_built_with_a_message(engine: Engine) -> None:
    SessionPageFactory(title="Families")
    told = run()
    assert "There is no search index yet." in told
    assert "2 works in" in told
    assert asked(engine, "families").total == 1


def test_only_what_changed_is_looked_at(engine: Engine) -> None:
    session = SessionPageFactory(title="Families")
    SessionPageFactory(parent=session.get_parent())
    run()
    assert "(0 works looked at)" in run()
    session.title = "Households"
    session.save()
    assert "(1 works looked at)" in run()
    assert asked(engine, "families").total == 0
    assert asked(engine, "household").total == 1


def test_a_change_of_its_slug_or_country_reaches_an_editions_sessions(engine: Engine) -> None:
    session = SessionPageFactory()
    run()
    edition = session.get_parent().specific
    edition.slug, edition.country = "another", "NO"
    edition.save()
    run()
    answer = asked(engine, kind=["session"])
    assert counts(answer, "edition") == {"another": 1}
    assert counts(answer, "country") == {"NO": 1}
    assert run("--check").strip().endswith("agree.")


def test_a_theme_that_changes_reaches_its_sessions(engine: Engine) -> None:
    ThemeIndexPageFactory(parent=ground())
    faith, session = ThemeFactory(name="Faith", slug="faith"), SessionPageFactory()
    about(session, faith)
    run("--rebuild")
    assert asked(engine, "conviction", kind=["session"]).total == 0
    faith.synonyms = "convictions"
    faith.save()
    run()
    assert asked(engine, "conviction", kind=["session"]).total == 1
    assert counts(asked(engine), "theme") == {"faith": 2}


def test_restricting_unpublishing_and_deleting_reach_every_rank(engine: Engine) -> None:
    edition = ForumPageFactory()
    restricted, hidden, deleted = (SessionPageFactory(parent=edition, title=f"Word {n}") for n in range(3))
    run()
    restrict(restricted, "Members")
    hidden.unpublish()
    deleted.delete()
    run()
    assert [asked(engine, "word", audience=audience).total for audience in Audience] == [0, 1, 1, 1]
    assert engine.cursor().dirty_since > 0
    run("--check")


def test_a_name_that_loses_its_source_goes(engine: Engine) -> None:
    session = SessionPageFactory()
    part = ParticipationFactory(session=session, printed_name="Ana Canary")
    run()
    assert asked(engine, "canary").total == 1
    part.public_source = ""
    part.save()
    run()
    assert asked(engine, "canary").total == 0


def test_rebuilding_follows_what_changes_meanwhile(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.embedded.REPORT_EVERY", 1)
    session = SessionPageFactory(title="Families")
    run()
    told: list[str] = []

    def report(message: str) -> None:
        if not told:
            session.title = "Households"
            session.save()
        else:
            assert asked(engine, "household").total == 1  # the old index was drained meanwhile
        told.append(message)

    assert tasks.rebuild(engine, report) == 2
    assert told[0].strip() == "1 of 2"
    tasks.drain(engine)
    assert asked(engine, "household").total == 1
    assert list(tasks.compare(engine)) == []


def test_a_rebuild_that_another_process_did_is_not_done_again(engine: Engine) -> None:
    assert tasks.rebuild(engine, print, is_needed=lambda: False) == 0
    with pytest.raises(IndexMissing):
        engine.cursor()


def test_checking_lists_every_difference_and_fails(engine: Engine) -> None:
    kept, changed, missing = (SessionPageFactory(title=title) for title in ("Kept", "Changed", "Missing"))
    run()
    cursor = engine.cursor()
    extra = uuid.uuid4()
    SessionPage.objects.filter(pk=changed.pk).update(title="Another")
    with engine.writing():
        never_was = Rendering(str(extra), {Audience.STEWARDS: record(str(extra))})
        engine.apply([never_was, Rendering(str(missing.translation_key))], cursor)
    told = io.StringIO()
    with pytest.raises(CommandError, match="differences"):
        call_command("index", "--check", stdout=told)
    lines = told.getvalue().splitlines()
    assert f"stewards: {extra} is in the index and should not be" in lines
    assert f"everyone: {changed.translation_key} is out of date" in lines
    assert f"peers: {missing.translation_key} is missing" in lines
    assert not any(str(kept.translation_key) in line for line in lines)
    assert "Another" not in told.getvalue()


def test_a_work_that_is_there_twice_is_a_difference(engine: Engine) -> None:
    SessionPageFactory()
    run()
    everything = [one for one in render_all() for _ in range(2)]
    with engine.writing():
        engine.rebuild(everything, engine.cursor())
    found = [(one.audience, one.what) for one in tasks.compare(engine)]
    assert found == [(audience, "is in the index twice") for audience in Audience for _ in range(2)]


def test_a_long_list_of_differences_is_cut(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.management.commands.index.SHOWN", 1)
    SessionPageFactory()
    run()
    SessionPage.objects.update(title="Another")
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command("index", "--check", stdout=told)
    assert "… and 3 more" in told.getvalue()


def test_checking_without_an_index_says_what_to_do(engine: Engine) -> None:
    with pytest.raises(CommandError, match="--rebuild"):
        run("--check")


def test_an_index_of_another_database_is_built_anew(engine: Engine) -> None:
    SessionPageFactory(title="Families")
    run()
    with engine.writing():
        engine.apply([], Cursor(through=10**9))
    assert "another database" in run()
    assert asked(engine, "families").total == 1


def test_an_edition_in_two_languages_is_one_value(engine: Engine) -> None:
    edition = ForumPageFactory(title="Twelfth forum", slug="twelfth")
    session = SessionPageFactory(parent=edition, title="Families")
    translated(session, "fr", title="Familles")
    translated(edition, "fr", title="Douzième forum")
    run()
    answer = asked(engine, "familles", reader="fr")
    assert answer.total == 1
    assert answer.hits[0].title == "Familles"
    assert [(value.value, value.label) for value in answer.facet("edition").values] == [("twelfth", "Douzième forum")]


# The worker


def worker(engine: Engine) -> tuple[Worker, list[str]]:
    told: list[str] = []
    return Worker(engine, told.append), told


def test_the_worker_builds_a_missing_index_and_follows(engine: Engine) -> None:
    SessionPageFactory(title="Families")
    follower, told = worker(engine)
    follower.once()
    assert told == ["There is no search index yet. Building it …", "Built: 2 works."]
    PlainPageFactory(parent=ground(), title="A new page")
    follower.once()
    assert told[-1] == "1 works brought up to date."
    assert asked(engine, "new page").total == 1


def test_the_worker_mends_a_damaged_index(engine: Engine, tmp_path: object) -> None:
    SessionPageFactory(title="Families")
    follower, told = worker(engine)
    follower.once()
    generation = engine.folders.current().path  # type: ignore[attr-defined]
    (generation / "cursor.json").write_text("{")
    follower.once()
    assert told[-1].startswith("Trouble: ")
    follower.once()
    assert told[-1] == "Built: 2 works."
    assert asked(engine, "families").total == 1


def test_the_worker_removes_deleted_words_for_good(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    session = SessionPageFactory(title="Zanzibarian")
    follower, told = worker(engine)
    follower.once()
    session.unpublish()
    follower.once()
    assert "Removing deleted words for good …" not in told
    monkeypatch.setattr(tasks, "CLEAN_AFTER", 0.0)
    before = engine.folders.current().path  # type: ignore[attr-defined]
    follower.once()
    assert "Removing deleted words for good …" in told
    assert not before.exists()
    assert engine.cursor().dirty_since == 0
    follower.once()
    assert told.count("Removing deleted words for good …") == 1


def test_a_removal_of_what_was_never_indexed_needs_no_cleaning(engine: Engine) -> None:
    run()
    Change.record([uuid.uuid4()], ChangeKind.GONE)
    run()
    assert engine.cursor().dirty_since == 0


def test_trouble_is_told_once_and_never_fatal(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    follower, told = worker(engine)

    def broken(engine: Engine) -> int:
        raise OperationalError("secret canary")

    monkeypatch.setattr(tasks, "drain", broken)
    follower.once()
    follower.once()
    assert told == ["Trouble: OperationalError. Trying again until it passes."]


def test_the_worker_stops_when_asked(engine: Engine) -> None:
    follower, told = worker(engine)
    follower.stop(15, None)
    follower.run()
    assert told == ["The index worker follows what editors change.", "Stopped."]


class Asked(io.StringIO):
    """A log on which somebody asks the process to stop, politely, as soon as these words stand in it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def write(self, words: str) -> int:
        if self.words in words:
            signal.raise_signal(signal.SIGTERM)
        return super().write(words)


@pytest.fixture
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals_as_before")
def test_a_worker_that_is_asked_to_stop_finishes_what_it_began(engine: Engine) -> None:
    SessionPageFactory(title="Families")
    told = Asked("Building it")
    call_command("index", "--follow", stdout=told)
    assert told.getvalue().splitlines() == [
        "The index worker follows what editors change.",
        "There is no search index yet. Building it …",
        "Built: 2 works.",
        "Stopped.",
    ]
    assert asked(engine, "families").total == 1


# Where it is


@pytest.mark.parametrize("url", ["elastic://x", "embedded:", "embedded:///", ""])
def test_an_address_that_names_no_engine_is_explained(settings: object, url: str) -> None:
    settings.SEARCH_URL = url  # type: ignore[attr-defined]
    with pytest.raises(ImproperlyConfigured, match="embedded:///var/index"):
        chosen()


def test_an_address_is_relative_to_the_project_or_absolute(settings: object, tmp_path: object) -> None:
    settings.SEARCH_URL = f"embedded:///{tmp_path}/here"  # type: ignore[attr-defined]
    assert str(chosen().folders.root) == f"{tmp_path}/here"  # type: ignore[attr-defined]
    settings.SEARCH_URL = "embedded:///var/index"  # type: ignore[attr-defined]
    assert chosen().folders.root == settings.BASE_DIR / "var" / "index"  # type: ignore[attr-defined]
