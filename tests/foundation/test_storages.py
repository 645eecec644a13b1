"""One sheet out of one file a component."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from foundation.storages import JOINED, JoinedSheetFinder, joined, sheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "print.css": "@media print { a { color: black } }",
        "components/b.css": ".b { color: var(--ink); }",
        "components/a.css": "/* why */\n.a {\n  color: var(--ink);\n}",
        "base/reset.css": "* { margin: 0 }",
        "tokens.css": "@layer reset, tokens;",
        "unused.css": ".no { }",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_sheets_come_in_their_order_and_strangers_not_at_all(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in sheets(folder)]
    assert names == ["tokens.css", "base/reset.css", "components/a.css", "components/b.css", "print.css"]


def test_comments_and_indents_go_and_rules_stay(folder: Path) -> None:
    assert joined([folder / "components" / "a.css"]) == ".a {\ncolor: var(--ink);\n}\n"


def test_the_layers_are_ordered_before_any_rule() -> None:
    path = finders.find(JOINED)
    assert isinstance(path, str)
    assert Path(path).read_text(encoding="utf-8").startswith("@layer reset, tokens, base, components, pages;")


def test_every_component_is_in_the_joined_sheet() -> None:
    path = finders.find(JOINED)
    assert isinstance(path, str)
    text = Path(path).read_text(encoding="utf-8")
    parts = (Path(settings.BASE_DIR) / "static" / "css").glob("*/*.css")
    assert [part.name for part in parts if joined([part]).strip() not in text] == []


def test_a_changed_component_is_served_anew(folder: Path) -> None:
    finder = JoinedSheetFinder()
    finder.source = folder
    before = Path(finder.write()).read_text()
    (folder / "components" / "a.css").write_text(".a { color: var(--accent); }")
    after = Path(finder.write()).read_text()
    assert (".a { color: var(--accent); }" in before, ".a { color: var(--accent); }" in after) == (False, True)


def test_the_finder_answers_for_its_own_name_only() -> None:
    finder = JoinedSheetFinder()
    assert finder.find("css/tokens.css") == []
    assert finder.find(JOINED, find_all=True) == [finder.find(JOINED)]
    assert [name for name, _storage in finder.list(None)] == [JOINED]
    assert finder.check() == []
