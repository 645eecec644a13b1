"""Which column means what."""

import pytest

from forums.formats.columns import gather, meaning_of


@pytest.mark.parametrize(
    ("column", "ours"),
    [
        ("ID", "id"),
        ("external_id", "id"),
        (" External  ID ", "id"),
        ("event", "forum"),
        ("Event-Slug", "forum_id"),
        ("format", "kind"),
        ("Description", "body"),
        ("Speaker 2", "speakers"),
        ("tag_3", "tags"),
        ("recording_url", "recordings"),
        ("title 2", None),
        ("room", None),
        ("", None),
    ],
)
def test_columns_are_known_by_many_names(column: str, ours: str | None) -> None:
    assert meaning_of(column) == ours


def test_columns_of_lists_are_put_together_and_single_ones_are_chosen() -> None:
    cells, unused = gather(
        [("speaker 1", "Ada"), ("speaker 2", "Bo"), ("name", "Short"), ("title", "Long"), ("room", "5"), ("level", " ")]
    )
    assert cells == {"speakers": ["Ada", "Bo"], "title": ["Long"]}
    assert unused == ["room", "name"]
