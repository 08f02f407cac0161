"""Views write nothing themselves and stay short."""

import ast
from statistics import median

from tests.house.source import called, findings, name_of, product_code, tree_of

VIEWS = [p for p in product_code() if "views" in p.parts or p.stem == "views"]
WRITES = {
    "save",
    "asave",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}


def writes(node: ast.AST) -> str:
    """A call that writes a record; update() counts when it is given fields, as a queryset is."""
    name = called(node)
    if not name or not isinstance(node.func, ast.Attribute):
        return ""
    queryset_update = name == "update" and node.keywords and not node.args
    receiver = getattr(node.func.value, "id", "")
    if name in WRITES or (queryset_update and receiver != "context"):
        return f"{name}() in a view"
    return ""


def lines_of(node):
    """The lines of a view from its name to its end, without its docstring."""
    words = node.body[0] if ast.get_docstring(node) else None
    said = (words.end_lineno or 0) - words.lineno + 1 if words else 0
    return (node.end_lineno or 0) - node.lineno + 1 - said


def lengths():
    return {
        f"{name_of(path)}:{node.name}": lines_of(node)
        for path in VIEWS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    }


def test_no_view_writes():
    assert findings(writes, VIEWS) == []


def test_the_check_sees_what_it_looks_for():
    for code in ("x.save()", "X.objects.create(a=1)", "x.filter().update(a=1)", "x.delete()"):
        assert any(writes(node) for node in ast.walk(ast.parse(code)))


def test_no_view_is_longer_than_40_lines():
    assert [f"{name}: {lines}" for name, lines in lengths().items() if lines > 40] == []


def test_half_of_all_views_have_ten_lines_or_fewer():
    assert median(lengths().values()) <= 10
