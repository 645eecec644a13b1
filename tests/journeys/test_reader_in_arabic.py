"""A reader of Arabic, old phone, scripts off: from the first page to a recommendation, its theme, and back."""

import re

from playwright.sync_api import Page

from tests.journeys.conftest import Opener

HOME = "/ar/"
EDITION = "/ar/forums/2019/"
STATEMENT = "/ar/forums/2019/statement/"


def stands_at(page: Page, path: str, heading: str) -> None:
    """Whether this is the page, in Arabic, from right to left, and no wider than the phone."""
    page.wait_for_url(f"**{path}")
    assert heading in page.locator("h1").inner_text()
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator("main").get_attribute("lang") is None, "no word of a mirror"
    assert re.search(r"[\u0620-\u064a]", page.title())
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen == 360, path
    end = page.evaluate("document.querySelector('h1').getBoundingClientRect().right")
    assert seen - end < 40, "lines begin at the right edge"


def test_from_home_to_a_recommendation_its_theme_and_back_by_search(open_page: Opener) -> None:
    page = open_page(HOME, scripts=False, width=360)
    stands_at(page, HOME, "المدافعون والمدافعات عن حقوق الإنسان")
    page.locator(f"main a[href='{EDITION}']:visible").first.click()
    stands_at(page, EDITION, "بناء التضامن نحو المساواة للجميع")
    page.locator(f"main a[href='{STATEMENT}#point-1']").click()
    stands_at(page, f"{STATEMENT}#point-1", "البيان الختامي للمنتدى الثاني عشر")
    point = page.locator("#point-1")
    assert "اعتبار الاعتداء على المدافعة اعتداءً على الحق" in point.inner_text()
    theme = point.locator(".theme-pill").first
    name = theme.inner_text().strip().lstrip("#").strip()
    theme.click()
    stands_at(page, "/ar/themes/protection-and-its-gaps/", name)
    assert page.locator(f"main a[href='{STATEMENT}']").count() == 1, "the theme leads back to the statement"
    page.locator(".masthead a[href='/ar/search/']").click()
    page.locator("main input[name=q]").first.fill("نقل الأسرة")
    page.locator("main form[role=search] button, main .ask button").first.click()
    page.wait_for_url(re.compile(r"/ar/search/\?.*q="))
    found = page.locator(f"main .results a[href='{STATEMENT}#point-2']")
    assert "تمويل نقل الأسرة كلها إلى مكان آمن" in found.inner_text()
    assert found.locator("xpath=ancestor::*[@lang][1]").get_attribute("lang") == "ar"
    asked = page.url
    found.click()
    stands_at(page, f"{STATEMENT}#point-2", "البيان الختامي")
    page.go_back()
    assert page.url == asked
    assert found.count() == 1
    page.locator(".masthead-name").click()
    stands_at(page, HOME, "حين اجتمعوا")


def test_a_page_without_a_translation_is_told_before_and_readable(open_page: Opener) -> None:
    page = open_page("/ar/forums/", scripts=False, width=360)
    stands_at(page, "/ar/forums/", "المنتديات")
    entry = page.locator(".edition-entry", has=page.locator("a[href='/forums/2018/']"))
    assert "الإنجليزية" in entry.inner_text()
    assert entry.locator("h3").get_attribute("lang") == "en"
    entry.locator("a").first.click()
    page.wait_for_url("**/forums/2018/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("body > .languages a[hreflang=ar]").click()
    stands_at(page, HOME, "حين اجتمعوا")


def test_a_shortened_translation_leads_to_the_whole_text(open_page: Opener) -> None:
    page = open_page(f"{EDITION}panel-equality-is-indivisible/", scripts=False, width=360)
    stands_at(page, f"{EDITION}panel-equality-is-indivisible/", "المساواة لا تتجزأ")
    page.locator("main > .translation-note a").click()
    page.wait_for_url("**/forums/2019/panel-equality-is-indivisible/")
    assert "The Vienna Declaration of 1993" in page.locator("main").inner_text()
    assert page.locator("main > .translation-note").count() == 0
