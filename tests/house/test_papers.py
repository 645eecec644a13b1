"""What the papers say is so: commands exist, links lead somewhere, settings are written down."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house.plan import ROOT, where

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
NEEDED = [
    f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "SECURITY", "CHANGELOG", "docs/operations")
]


@pytest.mark.parametrize("name", NEEDED)
def test_the_papers_exist(name: str) -> None:
    assert (ROOT / name).stat().st_size > 300


@pytest.mark.parametrize("paper", PAPERS, ids=where)
def test_commands_in_papers_exist(paper: Path) -> None:
    named = set(
        re.findall(r"\bmake ([a-z]+)\b", " ".join(re.findall(r"`[^`]+`|^ {4,}.*$", paper.read_text(), re.MULTILINE)))
    )
    assert named - TARGETS == set()


@pytest.mark.parametrize("paper", PAPERS, ids=where)
def test_management_commands_in_papers_exist(paper: Path) -> None:
    named = set(re.findall(r"\bmanage\.py ([a-z_]+)", paper.read_text(encoding="utf-8")))
    assert named - set(get_commands()) == set()


def test_every_command_of_ours_is_told_of() -> None:
    ours = {path.stem for path in ROOT.glob("[a-z]*/management/commands/[a-z]*.py")}
    assert "check_links" in ours
    told = " ".join(paper.read_text(encoding="utf-8") for paper in PAPERS)
    # `make messages` is how people call it.
    assert {name for name in ours - {"messages"} if not re.search(rf"\b{name}\b", told)} == set()


def test_the_map_shows_files_that_exist() -> None:
    rows = re.findall(r"^\| .*$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = {path for row in rows for path in re.findall(r"`([a-z_-]+/[\w./-]+)`", row)}
    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_page_for_people_is_linked_from_the_readme() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"](docs/{page.name})" not in words] == []


def test_every_decision_is_on_the_list() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for paper in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        title = paper.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(". ", 1)
        assert f"{title[0]}. [{title[1]}]({paper.name})\n" in listed


@pytest.mark.parametrize("paper", PAPERS, ids=where)
def test_links_in_papers_lead_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (paper.parent / link).exists()]
    assert missing == []


def test_the_readme_is_one_screen_and_names_the_two_commands() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")
    assert words.count("\n") <= 60
    assert "make demo" in words
    assert "make test" in words


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_has_a_reason(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    assert [line for line in lines if len(line.partition("#")[2].strip()) < 8] == []


def test_every_package_of_the_lock_is_pinned_by_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        words = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z][\w.\[\],-]*==[^\n]*\\\n(\s+--hash=sha256:)?", words, re.MULTILINE)
        assert packages
        assert all(packages), name


def test_every_setting_from_the_environment_is_written_down() -> None:
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))
    assert read
    assert {name for name in read if f"`{name}`" not in (ROOT / "docs" / "operations.md").read_text()} == set()


def test_every_errand_of_the_makefile_says_what_it_does() -> None:
    internal = {"python", "dev"}
    assert {
        target for target in TARGETS - internal if not re.search(rf"^{target}:.*## \w", MAKEFILE, re.MULTILINE)
    } == set()


@pytest.mark.parametrize("paper", sorted((ROOT / "docs" / "adr").glob("0*.md")), ids=where)
def test_decisions_are_short_and_complete(paper: Path) -> None:
    words = paper.read_text(encoding="utf-8")
    assert [part for part in ("**Context.**", "**Decision.**", "**Consequence.**") if part not in words] == []
    assert words.count("\n") <= 30
