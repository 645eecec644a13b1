"""Documents are found by their titles, by whoever sees a page that shows them."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from access.enums import Audience
from forums.models.session import SessionPage
from foundation.models.media import Document
from search.engines.base import Engine, chosen
from search.records.reading import count, every_key, of, render, with_dependents
from tests.factories.access import AccountFactory
from tests.factories.forums import AttachmentFactory, DocumentFactory, ForumPageFactory, SessionPageFactory
from tests.factories.foundation import PlainPageFactory, ground, restrict, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(engine: Engine, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    ground()


@pytest.fixture
def paper() -> Document:
    return DocumentFactory(title="Declaración final", language="es")


@pytest.fixture
def session(paper: Document) -> SessionPage:
    page = SessionPageFactory(parent=ForumPageFactory(slug="2019", title="Twelfth forum"), title="Leaving together")
    return attach(page, paper)


def attach(page: SessionPage, paper: Document) -> SessionPage:
    """The page with the document below it, as editors save it."""
    page.attachments.add(AttachmentFactory.build(document=paper))
    page.save_revision().publish()
    return page


def detach(page: SessionPage) -> None:
    page.attachments.set([])
    page.save_revision().publish()


def index() -> None:
    call_command("index", verbosity=0)


def total(client: Client, query: str = "q=declaraciones&kind=document") -> int:
    return int(client.get(f"/search/?{query}").context["answer"].total)


def test_a_document_is_a_record_that_leads_to_its_place(client: Client, paper: Document, session: SessionPage) -> None:
    record = of(paper.key, Audience.EVERYONE)
    assert record is not None
    assert (record.kind, record.part_of, record.edition) == ("document", str(session.translation_key), "2019")
    place = f"{session.url}#document-{paper.pk}"
    assert [(text.language, text.title, text.url) for text in record.texts] == [("es", "Declaración final", place)]
    assert (record.date, record.facets()["language"]) == (None, ("es",))
    assert f'id="document-{paper.pk}"' in client.get(session.url).content.decode()
    assert client.get(f"/id/{paper.key}/")["Location"] == place


def test_it_is_found_by_its_title_and_by_its_page(client: Client, paper: Document, session: SessionPage) -> None:
    index()
    hit = client.get("/search/?q=declaraciones").context["answer"].hits[0]
    assert (hit.key, hit.kind_label, hit.edition_title) == (str(paper.key), "Document", "Twelfth forum")
    assert total(client, "q=leaving&kind=document") == 1
    assert total(client, "q=signatories&kind=document") == 0
    paper.description = "The text, and its forty signatories."
    paper.save()
    index()
    assert total(client, "q=signatories&kind=document") == 1
    assert total(client, "q=leaving&kind=document&edition=2019&language=es") == 1


def test_without_a_language_its_title_is_in_that_of_its_page(session: SessionPage) -> None:
    paper = DocumentFactory(title="Papers")
    attach(session, paper)
    record = of(paper.key, Audience.EVERYONE)
    assert record is not None
    assert record.texts[0].language == "en"


def test_what_stands_on_no_page_is_no_record(paper: Document) -> None:
    assert render([paper.key])[0].records == {}


def test_every_document_is_counted_and_follows_its_page(paper: Document, session: SessionPage) -> None:
    keys = list(every_key())
    assert paper.key in keys
    assert len(keys) == count()
    assert paper.key in with_dependents({session.translation_key})
    index()
    call_command("index", "--check", verbosity=0)


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_documents_costs_the_same(
    session: SessionPage, django_assert_num_queries: Any, number: int
) -> None:
    papers = [DocumentFactory() for _ in range(number)]
    for paper in papers:
        attach(session, paper)
    render([paper.key for paper in papers])
    with django_assert_num_queries(25):
        assert all(one.records for one in render([paper.key for paper in papers]))


@pytest.mark.parametrize(
    "hide", ["unpublish", "restrict", "restrict the edition", "close", "detach", "delete", "forget"]
)
def test_it_is_gone_at_once_with_the_last_page_that_shows_it(
    client: Client, paper: Document, session: SessionPage, hide: str
) -> None:
    index()
    assert total(client) == 1
    hiding = {
        "unpublish": session.unpublish,
        "restrict": lambda: restrict(session, "Members"),
        "restrict the edition": lambda: restrict(session.get_parent(), "Members"),
        "close": lambda: (setattr(session, "is_closed", True), session.save_revision().publish()),
        "detach": lambda: detach(session),
        "delete": session.delete,
        "forget": paper.delete,
    }
    hiding[hide]()
    assert total(client) == 0
    assert client.get("/search/?q=declaraciones").context["answer"].facet("kind").values == ()
    index()
    assert total(client) == 0
    assert (of(paper.key, Audience.EVERYONE), client.get(f"/id/{paper.key}/").status_code) == (None, 404)
    call_command("index", "--check", verbosity=0)


def test_another_page_keeps_it(client: Client, paper: Document, session: SessionPage) -> None:
    other = attach(SessionPageFactory(parent=session.get_parent(), title="Coming back"), paper)
    index()
    session.unpublish()
    index()
    hits = client.get("/search/?q=declaraciones&kind=document").context["answer"].hits
    assert [hit.url for hit in hits] == [f"{other.url}#document-{paper.pk}"]


def test_it_is_as_open_as_its_widest_page(client: Client, paper: Document, session: SessionPage) -> None:
    restrict(session, "Peers")
    other = attach(SessionPageFactory(parent=session.get_parent(), title="Coming back"), paper)
    restrict(other, "Members")
    index()
    places = {}
    for group in (None, "Members", "Peers"):
        if group:
            client.force_login(AccountFactory(groups=[group]))
        places[group] = [hit.part_of for hit in client.get("/search/?q=declaraciones").context["answer"].hits]
    assert places == {None: [], "Members": [str(other.translation_key)], "Peers": [str(session.translation_key)]}


def test_a_translation_that_is_open_shows_it_and_the_permalink_leads_there(
    client: Client, paper: Document, session: SessionPage
) -> None:
    french = translated(session, "fr", title="Partir ensemble")
    session.unpublish()
    index()
    assert client.get(f"/id/{paper.key}/")["Location"] == f"{french.url}#document-{paper.pk}"


def test_a_collection_that_shuts_takes_it_along(client: Client, paper: Document, session: SessionPage) -> None:
    inner = Collection.get_first_root_node().add_child(name="Inner")
    paper.collection = inner
    paper.save()
    index()
    assert total(client) == 1
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    assert total(client) == 0
    index()
    assert total(client) == 0
    assert of(paper.key, Audience.STEWARDS) is None
    CollectionViewRestriction.objects.get().delete()
    index()
    assert total(client) == 1


def test_a_collection_that_shuts_unseen_shows_nothing_either(
    client: Client, paper: Document, session: SessionPage
) -> None:
    index()
    Document.objects.filter(pk=paper.pk).update(
        collection=(inner := Collection.get_first_root_node().add_child(name="Inner"))
    )
    CollectionViewRestriction.objects.bulk_create(
        [CollectionViewRestriction(collection=inner, restriction_type="login")]
    )  # writes no change
    assert total(client) == 0


def test_a_new_title_is_found_and_the_old_one_is_not(client: Client, paper: Document, session: SessionPage) -> None:
    index()
    paper.title = "Communiqué"
    paper.save()
    assert total(client) == 0
    index()
    assert (total(client), total(client, "q=communique&kind=document")) == (0, 1)


def test_the_index_knows_what_stands_on_a_page(paper: Document, session: SessionPage) -> None:
    index()
    assert chosen().parts_of([str(session.translation_key)]) == {str(paper.key)}
    assert chosen().parts_of([str(paper.key)]) == set()


def test_on_a_plain_page_it_stands_where_the_words_do(client: Client, paper: Document) -> None:
    page = PlainPageFactory(parent=ground(), title="Papers")
    page.body = [("document", {"document": paper, "note": ""})]
    page.save_revision().publish()
    record = of(paper.key, Audience.EVERYONE)
    assert record is not None
    assert (record.part_of, record.edition) == (str(page.translation_key), "")
