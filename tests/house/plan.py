"""The plan of the house, read from its files: rooms, floors, modules, templates. Nothing here imports the product."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("access", "foundation", "themes", "profiles", "forums", "roundtables", "community")
READING_ROOM = "search"
PRODUCT = (*ROOMS, READING_ROOM, "config")

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"enums"}),
    frozenset({"viewer", "signals"}),
    frozenset({"rules", "formats"}),
    frozenset({"faces", "cards", "pagination", "fields", "storages"}),
    frozenset({"querysets"}),
    frozenset({"blocks", "panels"}),
    frozenset({"models"}),
    frozenset({"actions", "mails"}),
    frozenset({"forms"}),
    frozenset({"views", "feeds", "api", "adapters", "sitemaps"}),
    frozenset(
        {"urls", "wagtail_hooks", "receivers", "tasks", "middleware", "checks", "templatetags", "management", "apps"}
    ),
)
NOT_CODE = frozenset({"__init__", "migrations", "__pycache__"})


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the top of the repository."""
        return str(self.path.relative_to(ROOT))

    @property
    def room(self) -> str:
        """The folder it belongs to."""
        return self.path.relative_to(ROOT).parts[0]

    @cached_property
    def source(self) -> str:
        """Its text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.source)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def python_files(*folders: str) -> list[Module]:
    """The modules of these folders, without migrations."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path) for path in paths if not {"migrations", "__pycache__"} & set(path.parts)]


@lru_cache(maxsize=1)
def product() -> list[Module]:
    """Every module of every room, of search and of config."""
    return python_files(*PRODUCT)


@lru_cache(maxsize=1)
def templates() -> list[Path]:
    """Every template of ours."""
    return sorted((ROOT / "templates").rglob("*.html"))


def where(path: Path, line: int | None = None) -> str:
    """A place as editors understand it: path:line."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
