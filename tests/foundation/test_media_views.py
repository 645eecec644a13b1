"""Who gets which file, and in what wrapping."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, Page

from foundation.models.media import Document, Picture
from foundation.models.pages import PlainPage
from tests.factories import files
from tests.factories.access import AccountFactory
from tests.factories.foundation import PlainPageFactory, ground, named, restrict, translated

pytestmark = pytest.mark.django_db
VIEWERS = ["stranger", "member", "peer", "steward", "editor"]


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _site() -> None:
    ground()


@pytest.fixture
def picture() -> Picture:
    return Picture.objects.create(title="Hall", description="A hall", file=ContentFile(files.jpeg(), name="a.jpg"))


@pytest.fixture
def paper() -> Document:
    return Document.objects.create(title="Final “statement” é بيان", file=ContentFile(files.pdf(), name="a.pdf"))


def signed_in(who: str) -> Client:
    client = Client()
    if who != "stranger":
        groups = {"member": "Members", "peer": "Peers", "steward": "Stewards", "editor": "Editors"}
        account = AccountFactory(groups=named([groups[who]]) and [groups[who]])
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_with(picture: Picture | None = None, paper: Document | None = None, **fields: Any) -> PlainPage:
    """A page that shows a picture and offers a document, in its body and in its words."""
    body: list[tuple[str, Any]] = []
    if picture:
        body.append(("picture", {"picture": picture, "caption": ""}))
    if paper:
        body.append(("document", {"document": paper, "note": ""}))
    return PlainPageFactory(parent=ground(), body=body, **fields)


def addresses(picture: Picture, paper: Document) -> dict[str, str]:
    return {
        "rendition": picture.get_rendition("width-20|format-webp").url,
        "document": paper.url,
        "document file": paper.file.url,
        "original": picture.file.url,
    }


def opened(who: str, urls: dict[str, str]) -> set[str]:
    client = signed_in(who)
    answers = {what: client.get(url).status_code for what, url in urls.items()}
    assert set(answers.values()) <= {200, 404}
    return {what for what, status in answers.items() if status == 200}


EVERYTHING = {"rendition", "document", "document file", "original"}
SHOWN = EVERYTHING - {"original"}


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        ("unused", {"editor"}),
        ("draft", {"editor"}),
        ("live", set(VIEWERS)),
        ("Members", {"member", "peer", "steward", "editor"}),
        ("Peers", {"peer", "steward", "editor"}),
        ("Stewards", {"steward", "editor"}),
        ("unpublished", {"editor"}),
        ("deleted", {"editor"}),
        ("taken out", {"editor"}),
        ("only in a later draft", {"editor"}),
    ],
)
def test_a_file_is_as_open_as_its_page(picture: Picture, paper: Document, state: str, seen_by: set[str]) -> None:
    urls = addresses(picture, paper)
    prepare(state, picture, paper)
    for who in VIEWERS:
        expected = SHOWN if who in seen_by else set()
        assert opened(who, urls) == (EVERYTHING if who == "editor" else expected), who


def prepare(state: str, picture: Picture, paper: Document) -> None:
    if state == "unused":
        return
    page = page_with(picture, paper, live=state != "draft")
    if state in {"Members", "Peers", "Stewards"}:
        restrict(page, state)
    elif state == "unpublished":
        page.unpublish()
    elif state == "deleted":
        page.delete()
    elif state == "taken out":
        page.body = []
        page.save_revision().publish()
    elif state == "only in a later draft":
        body, page.body = page.body, []
        page.save_revision().publish()
        page.body = body
        page.save_revision()


def test_the_widest_page_counts(picture: Picture, paper: Document) -> None:
    restrict(page_with(picture, paper), "Stewards")
    assert opened("stranger", addresses(picture, paper)) == set()
    page_with(picture)
    assert opened("stranger", addresses(picture, paper)) == {"rendition"}


def test_a_restriction_above_counts(picture: Picture, paper: Document) -> None:
    page = page_with(picture, paper)
    restrict(ground(), "Members")
    assert Page.objects.get(pk=page.pk).live
    assert opened("stranger", addresses(picture, paper)) == set()
    assert opened("member", addresses(picture, paper)) == SHOWN


def test_a_translation_opens_its_own_files_only(picture: Picture, paper: Document) -> None:
    page = page_with(picture)
    french = translated(page, "fr", body=[("document", {"document": paper, "note": ""})])
    page.unpublish()
    assert french.live
    assert opened("stranger", addresses(picture, paper)) == {"document", "document file"}


def test_links_in_running_words_count(paper: Document) -> None:
    link = f'<p><a linktype="document" id="{paper.pk}">here</a></p>'
    PlainPageFactory(parent=ground(), body=[("paragraph", link)])
    assert opened("stranger", {"document": paper.url}) == {"document"}


def test_a_collection_can_shut_what_a_page_shows(picture: Picture, paper: Document) -> None:
    page_with(picture, paper)
    shut = Collection.objects.get(depth=1).add_child(name="For peers")
    restriction = CollectionViewRestriction.objects.create(collection=shut, restriction_type="groups")
    restriction.groups.set(named(["Peers"]))
    for thing in (picture, paper):
        thing.collection = shut.add_child(name=f"Inside, for {thing.title}")
        thing.save()
    urls = addresses(picture, paper)
    assert [opened(who, urls) for who in VIEWERS] == [set(), set(), SHOWN, SHOWN, EVERYTHING]


def without_address(response: Any, url: str) -> tuple[dict[str, str], bytes]:
    """Headers and body; the page names its own address, and is as much longer as that is."""
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return headers, response.content.replace(url.encode(), b"")


@pytest.mark.parametrize("who", ["stranger", "member"])
def test_forbidden_and_unknown_answer_alike(picture: Picture, paper: Document, who: str) -> None:
    restrict(page_with(picture, paper), "Stewards")
    urls = addresses(picture, paper)
    unknown = {
        "rendition": "/media/images/none.webp",
        "original": "/media/original_images/none.jpg",
        "document": "/documents/999999/none.pdf",
        "document file": "/media/documents/none.pdf",
    }
    client = signed_in(who)
    for what, url in urls.items():
        there, nowhere = client.get(url), client.get(unknown[what])
        assert there.status_code == nowhere.status_code == 404
        assert without_address(there, url) == without_address(nowhere, unknown[what])


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/db.sqlite3",
        "/media/images/",
        "/media/images/../db.sqlite3",
        "/media/images/..%2f..%2fdb.sqlite3",
        "/media/images/%2e%2e/db.sqlite3",
        "/media//etc/passwd",
        "/media/images/a%00.webp",
        "/media/wagtail_uploads/a.jpg",
        "/media/images/" + "a" * 3000,
        "/documents/99999999999999999999999999/a.pdf",
        "/documents/1/..%2fa.pdf",
        "/documents/-1/a.pdf",
        "/documents/1/%00",
    ],
)
@pytest.mark.parametrize("who", ["stranger", "editor"])
def test_odd_addresses_lead_nowhere(path: str, who: str) -> None:
    assert signed_in(who).get(path).status_code == 404


def test_what_waits_in_the_multiple_upload_is_nobodys(shelf: Path) -> None:
    waiting = shelf / "wagtail_uploads" / "a.jpg"
    waiting.parent.mkdir()
    waiting.write_bytes(files.jpeg())
    assert signed_in("editor").get("/media/wagtail_uploads/a.jpg").status_code == 404


def test_a_document_comes_as_an_attachment_named_after_its_title(paper: Document) -> None:
    page_with(paper=paper)
    response = signed_in("stranger").get(paper.url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''final-statement-%C3%A9")
    assert b"".join(response.streaming_content) == paper.file.read()


def test_an_earlier_title_still_finds_the_document(paper: Document) -> None:
    page_with(paper=paper)
    before = paper.url
    paper.title = "Another"
    paper.save()
    assert paper.url != before
    assert 'filename="another.pdf"' in signed_in("stranger").get(before)["Content-Disposition"]


def test_every_file_comes_fenced_in(picture: Picture, paper: Document) -> None:
    page_with(picture, paper)
    for url in itertools.islice(addresses(picture, paper).values(), 3):
        response = signed_in("stranger").get(url)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_rendition_says_what_it_is(picture: Picture) -> None:
    page_with(picture)
    for kind, spec in [("webp", "width-20|format-webp"), ("avif", "width-20|format-avif"), ("jpeg", "width-20")]:
        response = signed_in("stranger").get(picture.get_rendition(spec).url)
        assert response["Content-Type"] == f"image/{kind}"
        assert files.traces(b"".join(response.streaming_content)) == set()


def test_what_is_open_may_be_kept_a_minute_and_nothing_else(picture: Picture, paper: Document) -> None:
    restrict(page_with(picture), "Members")
    page_with(paper=paper)
    urls = addresses(picture, paper)
    assert signed_in("stranger").get(urls["document"])["Cache-Control"] == "public, max-age=60"
    for what in ("document", "rendition"):
        assert signed_in("member").get(urls[what])["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("what", ["rendition", "document"])
def test_a_copy_that_is_still_good_is_not_sent_again(picture: Picture, paper: Document, what: str) -> None:
    page = page_with(picture, paper)
    client, url = signed_in("stranger"), addresses(picture, paper)[what]
    first = client.get(url)
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(url, headers=header)
        assert again.status_code == 304
        assert again["ETag"] == first["ETag"]
        assert again.content == b""
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
    page.unpublish()
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 404


def test_a_file_that_the_disk_has_lost_is_not_there(paper: Document, shelf: Path) -> None:
    page_with(paper=paper)
    (shelf / paper.file.name).unlink()
    assert signed_in("stranger").get(paper.url).status_code == 404


def test_head_has_no_body_and_nothing_is_written(paper: Document) -> None:
    page_with(paper=paper)
    client = signed_in("stranger")
    head = client.head(paper.url)
    assert head.status_code == 200
    assert int(head["Content-Length"]) == paper.file.size
    assert client.post(paper.url).status_code == 405


@pytest.mark.parametrize("pages", [1, 3])
def test_three_questions_a_file(picture: Picture, paper: Document, pages: int, django_assert_num_queries: Any) -> None:
    for _number in range(pages):
        page_with(picture, paper)
    urls = addresses(picture, paper)
    client = signed_in("stranger")
    client.get(urls["document"])
    for what in ("rendition", "document", "document file"):
        with django_assert_num_queries(3):
            assert client.get(urls[what])["ETag"]
