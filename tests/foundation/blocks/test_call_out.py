"""Words that must not be overlooked."""

from foundation.blocks import CallOut


def test_it_is_a_part_of_the_page_with_a_name() -> None:
    block = CallOut()
    value = block.to_python({"title": "Before you write", "text": "<p>Nothing is secret.</p>"})
    html = block.render(value)
    assert 'aria-label="Before you write"' in html
    assert "Nothing is secret." in html
    assert block.get_searchable_content(value) == ["Before you write", "Nothing is secret."]


def test_without_a_title_it_is_called_a_note() -> None:
    block = CallOut()
    assert 'aria-label="Note"' in block.render(block.to_python({"title": "", "text": "<p>Words.</p>"}))
