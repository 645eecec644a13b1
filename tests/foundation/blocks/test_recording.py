"""Recordings that others keep."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from foundation.blocks import Recording
from foundation.formats.providers import provider_of


def recording(**kwargs: Any) -> Any:
    raw = {"kind": "video", "title": "Panel", "url": "https://youtu.be/x", "note": "", "transcript": "<p>Welcome.</p>"}
    return Recording().to_python({**raw, **kwargs})


def test_nothing_loads_before_the_reader_asks() -> None:
    html = Recording().render(recording())
    assert 'href="https://youtu.be/x"' in html
    for loader in ["<iframe", "<img", "<video", "<audio", "<script", "<object", "<embed", "<source", "src=", "poster="]:
        assert loader not in html


def test_the_reader_learns_who_will_know() -> None:
    assert "Watch at YouTube" in Recording().render(recording())
    assert "Listen at archive.example" in Recording().render(recording(kind="audio", url="https://archive.example/1"))


def test_the_transcript_is_on_the_page_and_in_the_search() -> None:
    assert "<summary>" in Recording().render(recording())
    assert "<summary>" not in Recording().render(recording(transcript=""))
    assert "Welcome." in Recording().get_searchable_content(recording())


@pytest.mark.parametrize("url", ["http://example.org/film", "ftp://example.org/film"])
def test_only_private_connections(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Recording().clean(recording(url=url))
    assert list(caught.value.block_errors) == ["url"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.youtube.com/watch?v=1", "YouTube"),
        ("https://m.youtube.com/watch?v=1", "YouTube"),
        ("https://notyoutube.com/1", "notyoutube.com"),
        ("https://player.vimeo.com/1", "Vimeo"),
        ("https://WWW.Example.org:8443/x", "example.org"),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_a_host_is_called_by_the_name_readers_know(url: str, name: str) -> None:
    assert provider_of(url) == name
