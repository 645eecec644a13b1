"""Running text in one form: what editors can write, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.formats.rich_text import tidy


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('<p data-block-key="x">a<br/>b</p>', "<p>a<br/>b</p>"),
        ("<p><b>a</b> <i>b</i></p><ul><li>c</li></ul>", "<p><b>a</b> <i>b</i></p><ul><li>c</li></ul>"),
        ('<p><a href="https://x.org/?a&amp;b">a</a></p>', '<p><a href="https://x.org/?a&amp;b">a</a></p>'),
        ('<p><a href="/id/1/">a</a> <a href="mailto:a@x.org">b</a></p>',) * 2,
        ('<p><a linktype="document" id="7">a <b>b</b></a></p>', "<p>a <b>b</b></p>"),
        ('<p><a href="javascript:x()">a</a></p>', "<p>a</p>"),
        ("<script>x()</script><img src=x onerror=y><h2>a</h2>", "a"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
    ],
)
def test_text_is_what_editors_can_write(text: str, clean: str) -> None:
    assert tidy(text) == clean


@given(st.text(alphabet="<>/apbilu& =\"'href", max_size=40))
def test_tidy_text_is_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
