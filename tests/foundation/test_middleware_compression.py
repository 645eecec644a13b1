"""Pages travel small; files travel as they are."""

import gzip

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from foundation.middleware import PageCompressionMiddleware

WORDS = b"the same words again " * 100


def answer(response: HttpResponseBase, accepts: str = "br, gzip") -> HttpResponseBase:
    request: HttpRequest = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return PageCompressionMiddleware(lambda request: response)(request)


def test_a_page_travels_compressed_and_says_so() -> None:
    reply = answer(HttpResponse(WORDS))
    assert reply["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in reply["Vary"]
    assert len(reply.content) < len(WORDS) / 4
    assert gzip.decompress(reply.content) == WORDS


def test_two_replies_differ_in_size_so_that_size_tells_nothing() -> None:
    assert len({len(answer(HttpResponse(WORDS)).content) for _ in range(20)}) > 1


def test_who_cannot_read_it_gets_it_plain() -> None:
    reply = answer(HttpResponse(WORDS), accepts="")
    assert not reply.has_header("Content-Encoding")
    assert reply.content == WORDS


def test_pictures_and_streams_keep_their_bytes() -> None:
    picture = answer(HttpResponse(WORDS, content_type="image/webp"))
    stream = answer(FileResponse([WORDS], content_type="text/plain"))
    assert picture.content == WORDS
    assert not stream.has_header("Content-Encoding")


def test_a_feed_travels_as_small_as_a_page() -> None:
    assert answer(HttpResponse(WORDS, content_type="application/atom+xml"))["Content-Encoding"] == "gzip"
