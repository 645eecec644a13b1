"""Words in files become blocks that editors could have made."""

import json

import pytest
from django.core.exceptions import ValidationError

from config.streams import body, check, line, paragraphs
from foundation.models.pages import PlainPage


def test_a_line_is_escaped_and_knows_links_and_emphasis() -> None:
    assert line("a <b> & *c* [d](/e/)") == 'a &lt;b&gt; &amp; <i>c</i> <a href="/e/">d</a>'
    assert line("two\n  lines") == "two lines"


def test_paragraphs_are_apart_by_an_empty_line() -> None:
    assert paragraphs("one\ntwo\n\nthree\n") == "<p>one two</p><p>three</p>"


@pytest.mark.django_db
def test_every_kind_of_entry_without_rows_makes_a_block_that_is_valid() -> None:
    entries = [
        {"heading": "Words"},
        {"text": "Words"},
        {"points": ["One", "Two"], "numbered": True},
        {"callout": "Words", "title": "Title"},
        {"figure": "28", "label": "countries", "year": 2019, "source": "Statement"},
    ]
    page = PlainPage(title="Words", body=body(entries))
    check(page)
    assert [block.block_type for block in page.body] == ["heading", "paragraph", "list", "callout", "figure"]
    assert [point.source for point in page.body[2].value["points"]] == ["<p>One</p>", "<p>Two</p>"]


@pytest.mark.django_db
def test_what_editors_could_not_save_is_refused() -> None:
    with pytest.raises(ValidationError):
        check(PlainPage(title="Words", body=body([{"figure": "28", "label": "countries", "source": ""}])))


def test_an_unknown_entry_or_row_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        body([{"poem": "Words"}])
    with pytest.raises(KeyError):
        body([{"quotation": "Words", "speaker": "Nobody", "source": "Nowhere"}])


def test_a_body_without_entries_is_empty() -> None:
    assert json.loads(body([])) == []
