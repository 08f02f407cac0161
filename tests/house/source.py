"""The product's own code and files, read once, for the tests of the house rules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "config",
    "workflow",
    "tabular",
    "pages",
    "accounts",
    "commissioning",
    "tenders",
    "contracts",
    "performance",
    "demonstration",
)

Check = Callable[[ast.AST], str]


def name_of(path: Path) -> str:
    """A file as a finding names it."""
    return path.relative_to(ROOT).as_posix()


@cache
def product_code() -> tuple[Path, ...]:
    """Every Python file of the product, without migrations."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(p for p in found if not {"migrations", "__pycache__"} & set(p.parts)))


def in_lifecycles(path: Path) -> bool:
    """Whether a file belongs to a lifecycle."""
    return "lifecycles" in path.parts


@cache
def tree_of(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def templates() -> tuple[Path, ...]:
    """Every template."""
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is handed on: what git tracks, or, without git, what lies in the rooms."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
        return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())
    folders = (*ROOMS, "templates", "static", "tests", "docs", "requirements", "bench")
    return tuple(p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file())


def text_of(path: Path) -> str:
    """A file's text; nothing for what is not text."""
    content = path.read_bytes()
    return "" if b"\0" in content[:4096] else content.decode("utf-8", errors="replace")


def findings(check: Check, paths: tuple[Path, ...] | list[Path]) -> list[str]:
    """Every place where a check has something to say, as file:line: words."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}: {said}"
        for path in paths
        for node, said in _said(check, path)
    ]


def _said(check: Check, path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree_of(path)):
        if said := check(node):
            yield node, said


def called(node: ast.AST) -> str:
    """The last name of what a call calls; nothing for other nodes."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def is_text(node: ast.AST | None, *texts: str) -> bool:
    """Whether a node is a string, or one of these strings."""
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (not texts or node.value in texts)
    )
