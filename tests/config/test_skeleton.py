"""What a site has on its first day."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from access.viewer import STRANGER
from config.skeleton import STANDING, seed_site
from config.streams import check
from forums.models.index import ForumIndexPage
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import DemoMark, Voice
from themes.models.pages import ThemeIndexPage

pytestmark = pytest.mark.django_db


def test_the_site_stands_with_its_indexes_and_standing_pages() -> None:
    home = seed_site()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert ForumIndexPage.objects.get().url == "/forums/"
    assert ThemeIndexPage.objects.get().url == "/themes/"
    assert {page.slug for page in PlainPage.objects.child_of(home)} == set(STANDING)
    assert [page.title for page in PlainPage.objects.all() if not (page.standfirst and page.plain_text())] == []


def test_the_home_page_says_what_this_is_and_three_voices_speak() -> None:
    home = seed_site()
    assert 0 < len(home.statement) <= 160
    quotations = [block.value for block in home.body if block.block_type == "quotation"]
    assert [quotation["language"] for quotation in quotations] == ["", "fr", "es"]
    assert all(quotation["speaker"].face_for(STRANGER).name for quotation in quotations)
    assert Voice.objects.count() == 3


def test_every_page_would_pass_the_editors_forms() -> None:
    home = seed_site()
    for page in [home, *home.get_children().specific()]:
        page.full_clean()
        check(page)
        assert page.seo_title or page.title


def test_a_second_time_changes_nothing_that_editors_changed() -> None:
    call_command("start_site", verbosity=0)
    home = HomePage.objects.get()
    home.statement = "Ours"
    home.save()
    before = Page.objects.count()
    call_command("start_site", verbosity=0)
    assert Page.objects.count() == before
    assert HomePage.objects.get().statement == "Ours"


def test_a_voice_that_is_there_already_speaks_as_it_is() -> None:
    seed_site()
    names = set(Voice.objects.values_list("printed_name", flat=True))
    Page.objects.filter(depth=2).get().specific.delete()
    Voice.objects.update(description="as editors put it")
    seed_site()
    assert list(Voice.objects.values_list("printed_name", "description").order_by("printed_name")) == [
        (name, "as editors put it") for name in sorted(names)
    ]


def test_it_stands_also_where_the_first_page_and_the_site_are_gone() -> None:
    Page.objects.get(depth=2).delete()
    assert not Site.objects.exists()
    home = seed_site()
    site = Site.objects.get()
    assert (site.root_page_id, site.hostname, site.is_default_site) == (home.pk, "localhost", True)


def test_nothing_of_it_belongs_to_the_demo() -> None:
    seed_site()
    assert not DemoMark.objects.exists()
