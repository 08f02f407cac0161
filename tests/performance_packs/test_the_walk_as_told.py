"""The walk of a figure in performance/README.md names files and functions that are there."""

import ast
import re
from pathlib import Path

ROOM = Path(__file__).parents[2] / "performance"
NAMED = re.compile(r"`([\w/]+\.py)(?:: (\w+))?`")


def told():
    text = " ".join((ROOM / "README.md").read_text(encoding="utf-8").split())
    start = text.index("## One figure")
    return NAMED.findall(text[start : text.index("## Returns", start)])


def names_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}


def test_each_file_and_function_of_the_walk_is_there():
    walk = told()
    assert len(walk) > 20
    assert [path for path, _name in walk if not (ROOM / path).is_file()] == []
    assert [(p, name) for p, name in walk if name and name not in names_in(ROOM / p)] == []
