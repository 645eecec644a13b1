"""HTML, Markdown, reStructuredText and plain text as paragraphs, lists and headings."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.formats.markup import Part, body_of, plain_text

LINK = '<a href="https://x.org/a">here</a>'


def paragraph(text: str) -> tuple[Part, ...]:
    return (Part("paragraph", text),)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("<p>One<br>two</p><div>Three</div>", "<p>One<br/>two</p><p>Three</p>"),
        ("One<br><br/>Two", "<p>One</p><p>Two</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("&lt;p&gt;Twice &amp;amp; more&lt;/p&gt;", "<p>Twice &amp; more</p>"),
        ("Menschen &amp;amp; Rechte &uuml;ber 5 < 6", "<p>Menschen &amp; Rechte über 5 &lt; 6</p>"),
        ("Look <em>here</em>.\n\nNow.", "<p>Look <i>here</i>.</p><p>Now.</p>"),
        ("<b>bold <p>next</b></p>", "<p><b>bold </b></p><p><b>next</b></p>"),
        ("<p>See [here](https://x.org/a)</p>", "<p>See [here](https://x.org/a)</p>"),
        ("See [here](https://x.org/a).", f"<p>See {LINK}.</p>"),
        ("See `here <https://x.org/a>`_.", f"<p>See {LINK}.</p>"),
        ("At https://x.org/a.", '<p>At <a href="https://x.org/a">https://x.org/a</a>.</p>'),
        ("**Strong** and *weak* 2*3*4 a_b_c", "<p><b>Strong</b> and <i>weak</i> 2*3*4 a_b_c</p>"),
        ("``code`` and `tick`", "<p>code and tick</p>"),
        ("Points:\n\n- one\n- two\n  goes on\n\n- three",
         "<p>Points:</p><ul><li>one</li><li>two goes on</li><li>three</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("1. A sentence alone.", "<p>1. A sentence alone.</p>"),
        ("Name\nRole", "<p>Name<br/>Role</p>"),
        ("<p><br>One<br> two</p>", "<p>One<br/>two</p>"),
        ("<p>One</p>\n<p> </p>\n<p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<p>One<b> </b>two</p>", "<p>One two</p>"),
        (".. image:: x.png\n\nText", "<p>Text</p>"),
        ("One\n\n-----\n\nTwo", "<p>One</p><p>Two</p>"),
    ],
)  # fmt: skip
def test_texts_become_paragraphs_and_lists(text: str, written: str) -> None:
    assert body_of(text) == paragraph(written)


def test_lines_that_a_program_broke_are_joined() -> None:
    lines = [
        "These lines were broken by a program at its margin, which was",
        "somewhere near seventy letters, as so many are, and then it",
        "ended.",
    ]
    assert "<br" not in body_of("\n".join(lines))[0].value


@pytest.mark.parametrize("text", ["Before\n======\n\nafter", "## Before\n\nafter", "<h3>Before</h3><p>after</p>"])
def test_headings_stand_by_themselves(text: str) -> None:
    assert body_of(text) == (Part("heading", "Before"), Part("paragraph", "<p>after</p>"))


def test_a_first_line_that_repeats_the_title_goes() -> None:
    assert body_of("The Title\n\nWords.", "The title") == paragraph("<p>Words.</p>")


@pytest.mark.parametrize(
    "text",
    [
        "<p>a<script>alert(1)</script></p>",
        '<p onclick="x()">a</p>',
        '<p><a href="javascript:x()">a</a></p>',
        '<p style="x"><img src=x onerror=x()>a</p>',
        "<p><iframe src=https://x.org></iframe>a</p>",
        "<p>a<!-- secret --></p>",
    ],
)
def test_nothing_active_comes_through(text: str) -> None:
    assert body_of(text) == paragraph("<p>a</p>")


WRITTEN = re.compile(
    r"(?:<(?:/?(?:p|ul|ol|li|b|i)|br/|/a|a href=\"https?://[^\"<>]*\")>|[^<>&]|&(?:amp|lt|gt|quot|#x27);)*"
)


@given(st.one_of(st.text(), st.text(alphabet="<>/abpulimr \n*-_`[](){}&;=\"'#.:1!htps")))
def test_whatever_comes_in_only_our_own_tags_go_out(text: str) -> None:
    for part in body_of(text):
        if part.kind == "paragraph":
            assert WRITTEN.fullmatch(part.value), part.value
            for tag in ("p", "ul", "ol", "li", "b", "i"):
                assert part.value.count(f"<{tag}>") == part.value.count(f"</{tag}>")


@given(st.lists(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,9}\.", fullmatch=True), min_size=1, max_size=6))
def test_no_word_is_lost(sentences: list[str]) -> None:
    assert plain_text(body_of("\n\n".join(sentences))).split() == " ".join(sentences).split()


def test_long_texts_of_marks_take_no_time() -> None:
    """A second or less; whatever walks back and forth in them takes minutes."""
    began = process_time()
    for text in ("*" * 20_000, "[" * 20_000, "`" * 20_000, "- " * 20_000, "<b>" * 5_000, "&amp;" * 20_000):
        assert isinstance(body_of(text), tuple)
    assert process_time() - began < 20
