"""The doorway: which pages exist for whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from access.enums import Audience
from access.viewer import STRANGER, Viewer
from foundation.models.base import BasePage
from foundation.models.pages import PlainPage
from foundation.querysets import (
    in_language_q,
    is_original_q,
    keys_visible_to,
    language_codes,
    language_of,
    pages_visible_to,
)
from tests.factories.access import MEMBER, PEER, STEWARD
from tests.factories.foundation import LocaleFactory, PlainPageFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db

VIEWERS = [STRANGER, MEMBER, PEER, STEWARD]


@pytest.fixture
def page() -> PlainPage:
    return PlainPageFactory(parent=ground())


def seen(page: Page, viewer: Viewer) -> bool:
    """Whether the viewer may see it; all doors must say the same."""
    by_any = pages_visible_to(viewer).filter(pk=page.pk).exists()
    by_class = page.specific_class.objects.visible_to(viewer).filter(pk=page.pk).exists()
    assert by_any is by_class
    key = page.translation_key
    in_any_language = pages_visible_to(viewer).filter(translation_key=key).exists()
    assert keys_visible_to(viewer, [key, uuid4()]) == ({key} if in_any_language else set())
    return by_any


def who_sees(page: Page) -> list[Audience]:
    return [viewer.audience for viewer in VIEWERS if seen(page, viewer)]


def test_a_live_page_is_for_everyone(page: PlainPage) -> None:
    assert who_sees(page) == list(Audience)


def test_a_draft_is_for_nobody_here(page: PlainPage) -> None:
    draft = PlainPageFactory(parent=ground(), live=False)
    page.unpublish()
    assert who_sees(draft) == who_sees(page) == []


def test_what_stands_below_a_draft_waits_with_it() -> None:
    above = PlainPageFactory(parent=ground())
    below = PlainPageFactory(parent=PlainPageFactory(parent=above))
    assert seen(below, STRANGER)
    above.unpublish()
    assert who_sees(below) == []
    above.save_revision().publish()
    assert seen(below, STRANGER)


def test_what_was_to_expire_has_expired_without_a_worker(page: PlainPage) -> None:
    page.expire_at = timezone.now() + timedelta(minutes=1)
    page.save()
    assert seen(page, STRANGER)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert who_sees(page) == []


def test_what_stands_below_an_expired_page_waits_with_it(page: PlainPage) -> None:
    below = PlainPageFactory(parent=PlainPageFactory(parent=page))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert who_sees(below) == []
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(minutes=1))
    assert who_sees(below) == list(Audience)


def test_an_expired_page_is_for_nobody(page: PlainPage) -> None:
    page.expire_at = timezone.now() - timedelta(hours=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(live=True, expired=False)
    call_command("publish_scheduled", verbosity=0)
    assert who_sees(page) == []


@pytest.mark.parametrize(
    ("groups", "audiences"),
    [
        (["Members"], ["MEMBERS", "PEERS", "STEWARDS"]),
        (["Peers"], ["PEERS", "STEWARDS"]),
        (["Stewards"], ["STEWARDS"]),
        (["Stewards", "Members"], ["MEMBERS", "PEERS", "STEWARDS"]),
        (["Peers", "Stewards"], ["PEERS", "STEWARDS"]),
        (["Editors"], []),
        (["Editors", "Peers"], ["PEERS", "STEWARDS"]),
        (["A circle of friends"], []),
        ([], []),
    ],
)
def test_a_restriction_admits_its_ranks_and_higher_ones(
    page: PlainPage, groups: list[str], audiences: list[str]
) -> None:
    below = PlainPageFactory(parent=page)
    deeper = PlainPageFactory(parent=below)
    beside = PlainPageFactory(parent=ground())
    restrict(page, *groups)
    for restricted in (page, below, deeper):
        assert [audience.name for audience in who_sees(restricted)] == audiences
    assert who_sees(beside) == who_sees(ground()) == list(Audience)


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_other_restrictions_admit_nobody(page: PlainPage, kind: str) -> None:
    restrict(page, kind=kind)
    assert who_sees(page) == []


def test_groups_left_on_a_password_restriction_open_nothing(page: PlainPage) -> None:
    restrict(page, "Members", kind=PageViewRestriction.PASSWORD)
    assert who_sees(page) == []


def test_every_restriction_on_the_way_up_must_be_met(page: PlainPage) -> None:
    below = PlainPageFactory(parent=page)
    restrict(page, "Stewards")
    restrict(below, "Members")
    assert who_sees(below) == [Audience.STEWARDS]


def test_it_holds_far_below() -> None:
    page = top = PlainPageFactory(parent=ground())
    for _ in range(20):
        page = PlainPageFactory(parent=page)
    restrict(top, "Members")
    assert seen(page, MEMBER)
    assert not seen(page, STRANGER)


def test_neighbours_whose_paths_begin_alike_are_not_touched() -> None:
    """Path 00010001 covers 000100010001, and not 00010002 or 0001000100… of another root."""
    home = ground()
    first, *others = [PlainPageFactory(parent=home) for _ in range(11)]
    below = PlainPageFactory(parent=first)
    Page.objects.filter(pk=others[0].pk).update(path=f"{first.path[:-4]}{first.path[-4:-1]}Z")
    Page.objects.filter(pk=others[1].pk).update(path=f"{first.path[:-4]}Z{first.path[-3:]}")
    restrict(first, "Members")
    assert not seen(below, STRANGER)
    assert all(seen(Page.objects.get(pk=other.pk), STRANGER) for other in others)
    assert seen(home, STRANGER)


def test_a_restriction_holds_for_translations_and_below_them(page: PlainPage) -> None:
    french = translated(page, "fr")
    only_french = PlainPageFactory(parent=french, locale=french.locale)
    restrict(page, "Members")
    for hidden in (page, french, only_french):
        assert who_sees(hidden) == [Audience.MEMBERS, Audience.PEERS, Audience.STEWARDS]


def test_a_restriction_on_a_translation_holds_for_the_original(page: PlainPage) -> None:
    french, below = translated(page, "fr"), PlainPageFactory(parent=page)
    restrict(french, "Members")
    assert not seen(page, STRANGER)
    assert not seen(below, STRANGER)


def test_a_translation_that_was_moved_away_stays_shut(page: PlainPage) -> None:
    """Moving one language does not move the others, and does not open what only they have."""
    shut = PlainPageFactory(parent=ground())
    french = translated(page, "fr")
    only_french = PlainPageFactory(parent=french, locale=french.locale)
    restrict(shut, "Members")
    page.move(shut, pos="last-child")
    assert [seen(Page.objects.get(pk=p.pk), STRANGER) for p in (page, french, only_french)] == [False] * 3


def test_mirrors_are_shut_with_their_source(page: PlainPage) -> None:
    below, elsewhere = PlainPageFactory(parent=page), PlainPageFactory(parent=ground())
    mirror = page.create_alias(parent=elsewhere, update_slug="mirror", recursive=True)
    mirrored_below = mirror.get_children().get()
    own_below = PlainPageFactory(parent=mirror.specific)
    restrict(page, "Members")
    assert [seen(p, STRANGER) for p in (below, mirror, mirrored_below, own_below)] == [False] * 4
    assert seen(mirror, MEMBER)
    assert seen(elsewhere, STRANGER)


def test_a_mirror_of_a_translation_and_a_mirror_of_a_mirror_are_shut(page: PlainPage) -> None:
    french = translated(page, "fr")
    of_french = french.create_alias(update_slug="mirror")
    of_mirror = of_french.create_alias(update_slug="mirror-2")
    third = of_mirror.create_alias(update_slug="mirror-3")
    restrict(page, "Members")
    assert [seen(p, STRANGER) for p in (french, of_french, of_mirror, third)] == [False] * 4


def test_a_mirror_in_another_language_is_shut(page: PlainPage) -> None:
    mirror = page.copy_for_translation(LocaleFactory(language_code="es"), copy_parents=True, alias=True)
    assert seen(mirror, STRANGER)
    restrict(page, "Members")
    assert not seen(mirror, STRANGER)


def test_what_shuts_a_mirror_leaves_its_source_open(page: PlainPage) -> None:
    shut = PlainPageFactory(parent=ground())
    mirror = page.create_alias(parent=shut, update_slug="mirror")
    restrict(shut, "Members")
    assert not seen(mirror, STRANGER)
    assert seen(page, STRANGER)


def test_a_move_carries_pages_under_a_restriction_and_out_of_it(page: PlainPage) -> None:
    shut, below = PlainPageFactory(parent=ground()), PlainPageFactory(parent=page)
    restrict(shut, "Peers")
    page.move(shut, pos="last-child")
    assert [seen(Page.objects.get(pk=p.pk), MEMBER) for p in (page, below)] == [False, False]
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=ground().pk), pos="last-child")
    assert [seen(Page.objects.get(pk=p.pk), MEMBER) for p in (page, below)] == [True, True]


def test_lifting_a_restriction_opens_again(page: PlainPage) -> None:
    restriction = restrict(page, "Members")
    restriction.groups.clear()
    assert who_sees(page) == []
    restriction.delete()
    assert who_sees(page) == list(Audience)


def test_the_doorway_combines_with_other_conditions(page: PlainPage) -> None:
    """As a subquery, negated, counted and joined it is the same doorway."""
    hidden = PlainPageFactory(parent=page, title="Hidden")
    restrict(hidden, "Members")
    visible = pages_visible_to(STRANGER)
    assert Page.objects.filter(pk__in=visible.values("pk"), title="Hidden").count() == 0
    assert list(Page.objects.exclude(pk__in=visible.values("pk")).filter(depth__gt=1)) == [hidden.page_ptr]
    assert PlainPage.objects.visible_to(STRANGER).count() == 1
    assert page.get_children().filter(pk__in=pages_visible_to(MEMBER)).count() == 1
    assert set(PlainPage.objects.visible_to(MEMBER).values_list("title", flat=True)) == {page.title, "Hidden"}


def shown(page: BasePage, language: str) -> list[str]:
    family = pages_visible_to(STRANGER).filter(translation_key=page.translation_key)
    return [language_of(found.locale_id) for found in family.filter(in_language_q(language))]


def test_a_work_shows_once_in_the_language_that_fits_best(page: PlainPage) -> None:
    translated(page, "fr")
    translated(page, "es", live=False)
    assert [shown(page, language) for language in ("en", "fr", "es", "xx")] == [["en"], ["fr"], ["en"], ["en"]]


def test_a_work_without_the_sites_own_language_shows_in_its_first(page: PlainPage) -> None:
    french = translated(page, "fr")
    translated(page, "ar")
    page.unpublish()
    assert [shown(french, language) for language in ("en", "fr", "ar", "es")] == [["fr"], ["fr"], ["ar"], ["fr"]]


def test_a_version_below_a_draft_gives_way_to_another(page: PlainPage) -> None:
    below = PlainPageFactory(parent=page)
    translated(below, "fr")
    assert shown(below, "fr") == ["fr"]
    page.get_translation(Locale.objects.get(language_code="fr")).specific.unpublish()
    assert shown(below, "fr") == ["en"]


def test_the_original_is_the_page_in_the_sites_own_language(page: PlainPage) -> None:
    french = translated(page, "fr")
    only_french = PlainPageFactory(parent=french, locale=french.locale)
    originals = set(Page.objects.filter(is_original_q()).values_list("pk", flat=True))
    assert {page.pk, only_french.pk} <= originals
    assert french.pk not in originals


def test_a_language_that_was_just_added_is_known(page: PlainPage) -> None:
    assert set(language_codes().values()) == {"en"}
    french = LocaleFactory(language_code="fr")
    assert language_of(french.pk) == "fr"
    assert language_of(0) == "en"


def test_a_language_that_another_process_added_is_known() -> None:
    assert set(language_codes().values()) == {"en"}
    Locale.objects.bulk_create([Locale(language_code="fr")])  # no signal reaches us
    assert set(language_codes().values()) == {"en"}
    assert language_of(Locale.objects.get(language_code="fr").pk) == "fr"


@pytest.mark.parametrize(("viewer", "rank"), [(MEMBER, "Members"), (STEWARD, "Members"), (STEWARD, "Stewards")])
def test_one_query_whoever_asks(page: PlainPage, viewer: Viewer, rank: str, django_assert_num_queries) -> None:
    restrict(page, rank)
    cache.clear()
    with django_assert_num_queries(1):
        assert list(PlainPage.objects.visible_to(viewer)) == [page]
