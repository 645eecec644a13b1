"""Wagtail's own indexes after an import: what waits, what is done, and that it can be stopped."""

import pytest
from wagtail.models import Page, ReferenceIndex

from forums.actions import stock
from forums.actions.imports import import_batch
from forums.actions.stock import index_imported
from forums.actions.verdicts import Wish
from forums.models.edition import ForumPage
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from tests.factories.archives import session_row
from tests.factories.forums import ForumIndexPageFactory, SessionPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_search")]


@pytest.fixture(autouse=True)
def _index() -> None:
    ForumIndexPageFactory()


def bring(*numbers: int, **values: object) -> None:
    """Rows imported, not indexed yet."""
    overwrite = bool(values.pop("overwrite", False))
    import_batch(rows=[session_row(n, **values) for n in numbers], wish=Wish(overwrite=overwrite), by=None)


def found(words: str) -> list[str]:
    """What an editor finds."""
    return sorted(page.title for page in SessionPage.objects.all().search(words))


def waiting() -> int:
    return Provenance.objects.filter(awaits_index=True).count()


def links_of(page: SessionPage) -> list[str]:
    """Ids of the pages that this one refers to, as the editors' desk knows them."""
    return list(ReferenceIndex.get_references_for_object(page).values_list("to_object_id", flat=True))


def test_imported_pages_wait_until_they_are_indexed() -> None:
    bring(1, title="Nocturnal switchboards")
    assert (waiting(), found("nocturnal")) == (2, [])
    assert index_imported(by=None) == 2
    assert (waiting(), found("nocturnal")) == (0, ["Nocturnal switchboards"])


def test_editions_are_found_too() -> None:
    bring(1, forum="Lighthouse Forum")
    index_imported(by=None)
    assert [page.title for page in ForumPage.objects.all().search("lighthouse")] == ["Lighthouse Forum"]


def test_what_waits_is_done_once() -> None:
    bring(1)
    index_imported(by=None)
    assert index_imported(by=None) == 0


def test_an_updated_page_is_found_by_its_new_words_only() -> None:
    bring(1, title="Nocturnal switchboards")
    index_imported(by=None)
    bring(1, title="Daylight switchboards")
    assert waiting() == 1
    index_imported(by=None)
    assert (found("nocturnal"), found("daylight")) == ([], ["Daylight switchboards"])


def test_it_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "AT_ONCE", 2)
    bring(1, 2, 3, 4)

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_imported(by=None, progress=stop)
    assert (waiting(), len(found("talk"))) == (1, 3)
    assert index_imported(by=None) == 1
    assert (waiting(), len(found("talk"))) == (0, 4)


def test_progress_is_told_after_each_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "AT_ONCE", 2)
    bring(1, 2, 3, 4)
    told: list[tuple[int, int]] = []
    assert index_imported(by=None, progress=lambda done, total: told.append((done, total))) == 5
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_works_that_were_deleted_before_they_were_indexed_hold_up_nothing() -> None:
    bring(1, 2)
    Provenance.objects.filter(external_id="talks/1").update(external_id="")
    SessionPage.objects.get(title="Talk 1").delete()
    Provenance.objects.update(awaits_index=True)
    assert index_imported(by=None) == 3
    assert (waiting(), found("talk")) == (0, ["Talk 2"])


def test_a_link_that_an_import_wrote_over_is_no_reference_any_more() -> None:
    bring(1)
    index_imported(by=None)
    page, other = SessionPage.objects.get(title="Talk 1"), SessionPageFactory()
    page.body = [("paragraph", f'<p>See <a linktype="page" id="{other.pk}">there</a>.</p>')]
    page.save()
    assert str(other.pk) in links_of(page)
    bring(1, overwrite=True)
    assert str(other.pk) in links_of(page)
    index_imported(by=None)
    assert str(other.pk) not in links_of(page)


def test_all_other_pages_keep_their_references() -> None:
    target = SessionPageFactory()
    linking = SessionPageFactory(body=[("paragraph", f'<p>See <a linktype="page" id="{target.pk}">there</a>.</p>')])
    ReferenceIndex.create_or_update_for_object(linking)
    before = list(ReferenceIndex.objects.order_by("pk").values_list("pk", "object_id"))
    bring(1)
    index_imported(by=None)
    assert str(target.pk) in links_of(linking)
    assert list(ReferenceIndex.objects.order_by("pk").values_list("pk", "object_id")) == before


def test_the_number_of_queries_does_not_grow_with_the_pages(django_assert_max_num_queries) -> None:
    bring(*range(30))
    with django_assert_max_num_queries(40):
        index_imported(by=None)
    assert Page.objects.filter(title__startswith="Talk").count() == 30
    assert len(found("talk")) == 30
