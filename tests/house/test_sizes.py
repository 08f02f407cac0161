"""Files and functions stay small enough to be read whole."""

import ast

from tests.house.source import findings, in_lifecycles, name_of, product_code, text_of


def longer_than(most, paths):
    counted = ((name_of(path), len(text_of(path).splitlines())) for path in paths)
    return [f"{name}: {lines} lines" for name, lines in counted if lines > most]


def long_function(node: ast.AST) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return f"{node.name}() has {lines} lines" if lines > 50 else ""


def test_a_lifecycle_file_has_at_most_150_lines():
    assert longer_than(150, [path for path in product_code() if in_lifecycles(path)]) == []


def test_a_file_has_at_most_400_lines():
    assert longer_than(400, product_code()) == []


def test_a_function_has_at_most_50_lines():
    assert findings(long_function, product_code()) == []
