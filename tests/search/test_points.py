"""Numbered points are found by themselves, and go with their page."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from access.enums import Audience
from forums.models.outcomes import Recommendation, StatementPage
from search.engines.base import Engine
from search.records.reading import count, every_key, of, with_dependents
from tests.factories.access import AccountFactory
from tests.factories.forums import ForumPageFactory, ReportPageFactory, StatementPageFactory, point
from tests.factories.foundation import restrict, translated
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(engine: Engine) -> StatementPage:
    faith = ThemeFactory(name="Faith", slug="faith", synonyms="belief")
    page = StatementPageFactory(
        parent=ForumPageFactory(slug="2019", title="Twelfth"),
        points=[
            point("Pay for the whole household.", explanation="A threat stays.", addressees=["donors"],
                  named=["Human Rights Council"], goals="5.2, 5.5, 16", themes=[faith]),
            point("Answer in writing.", addressees=["governments"]),
        ],
    )  # fmt: skip
    call_command("index", verbosity=0)
    return page


def answer(client: Client, query: str):
    return client.get(f"/search/?{query}").context["answer"]


def key(statement: StatementPage, number: int):
    return Recommendation.objects.get(page_key=statement.translation_key, number=number).key


def test_a_point_is_a_record_of_its_own(statement: StatementPage) -> None:
    record = of(key(statement, 1), Audience.EVERYONE)
    assert record is not None
    assert (record.kind, record.part_of, record.edition) == ("recommendation", str(statement.translation_key), "2019")
    assert (record.texts[0].title, record.texts[0].url) == ("Pay for the whole household.", f"{statement.url}#point-1")
    assert (record.addressees, record.goals, record.themes) == (("donors",), ("5", "16"), ("faith",))
    assert set(record.keywords) == {"Faith", "belief", "Human Rights Council"}
    assert (record.date, record.facets()["goal"]) == (20191118, ("5", "16"))


def test_every_point_is_counted(statement: StatementPage) -> None:
    keys = list(every_key())
    assert {key(statement, 1), key(statement, 2), statement.translation_key} <= set(keys)
    assert len(keys) == count()
    assert {key(statement, 1), key(statement, 2)} <= with_dependents({statement.translation_key})
    call_command("index", "--check", verbosity=0)


def test_a_number_that_the_page_has_not_is_no_record(statement: StatementPage) -> None:
    ninth = Recommendation.objects.create(page_key=statement.translation_key, number=9)
    assert of(ninth.key, Audience.STEWARDS) is None


def test_it_is_found_and_leads_to_its_place(client: Client, statement: StatementPage) -> None:
    hit = answer(client, "q=household&kind=recommendation").hits[0]
    assert (hit.title, hit.url, hit.kind_label) == (
        "Pay for the whole household.", f"{statement.url}#point-1", "Recommendation",
    )  # fmt: skip
    found = answer(client, "addressee=donors")
    assert [hit.key for hit in found.hits] == [str(key(statement, 1))]
    assert {value.value: value.label for value in found.facet("goal").values} == {
        "5": "5 Gender Equality", "16": "16 Peace, Justice and Strong Institutions",
    }  # fmt: skip


def test_a_strategy_says_what_it_is(client: Client, statement: StatementPage) -> None:
    ReportPageFactory(points=[point("Write down who takes in whom.")])
    call_command("index", verbosity=0)
    assert [hit.kind_label for hit in answer(client, "q=takes").hits] == ["Strategy", "Overview report"]


def test_it_goes_with_its_page_on_the_next_request(client: Client, statement: StatementPage) -> None:
    assert answer(client, "q=household").total == 2
    statement.unpublish()
    found = answer(client, "q=household")
    assert (found.total, found.hits) == (0, ())
    assert [facet for facet in found.facets if facet.values] == []
    call_command("index", verbosity=0)
    assert answer(client, "q=household").total == 0


@pytest.mark.parametrize("hide", ["statement", "edition"])
def test_what_hides_its_page_hides_it(client: Client, statement: StatementPage, hide: str) -> None:
    restrict(statement if hide == "statement" else statement.get_parent(), "Members")
    assert answer(client, "q=household").total == 0
    call_command("index", verbosity=0)
    assert answer(client, "q=household").total == 0
    client.force_login(AccountFactory(groups=["Members"]))
    assert answer(client, "q=household").total == 2


def test_it_is_shown_in_the_readers_language(client: Client, statement: StatementPage) -> None:
    french = translated(statement, "fr", points=[point("Payez pour la famille."), point("Répondez.")])
    call_command("index", verbosity=0)
    hit = client.get("/fr/search/?q=famille&kind=recommendation").context["answer"].hits[0]
    assert (hit.title, hit.url, hit.others) == ("Payez pour la famille.", f"{french.url}#point-1", ("en",))


def test_a_point_that_was_taken_out_is_gone(client: Client, statement: StatementPage) -> None:
    statement.points = [point("Pay for the whole household.")]
    statement.save_revision().publish()
    call_command("index", verbosity=0)
    assert answer(client, "q=writing").total == 0
    call_command("index", "--check", verbosity=0)


def test_it_is_not_even_counted_once_its_page_has_expired_and_no_worker_ran(
    client: Client, statement: StatementPage
) -> None:
    before = answer(client, "q=household")
    assert (before.total, len(before.facet("addressee").values)) == (2, 1)  # the statement, and the point itself
    Page.objects.filter(pk=statement.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    cache.clear()
    after = answer(client, "q=household")
    assert (after.total, after.facet("addressee").values) == (0, ())
