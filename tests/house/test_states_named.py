"""A state is named in the files of its lifecycle; everywhere else there are groups."""

import ast
import re

import pytest
from django.apps import apps

from tests.house.source import (
    findings,
    in_lifecycles,
    is_text,
    name_of,
    product_code,
    templates,
    text_of,
)
from workflow.lifecycle import Lifecycle

OUTSIDE = [path for path in product_code() if not in_lifecycles(path)]
IN_TEMPLATE = re.compile(r"""\.state\s*(==|!=|in|not in)\s*["']|["']\s*(==|!=)\s*[\w.]+\.state\b""")
STATES = {
    value
    for model in apps.get_models()
    if issubclass(model, Lifecycle)
    for value in model.States.values
}


def names_a_member(node: ast.AST) -> str:
    """TenderState.PUBLISHED or record.States.PUBLISHED."""
    if not isinstance(node, ast.Attribute) or not node.attr.isupper():
        return ""
    whose = getattr(node.value, "id", "") or getattr(node.value, "attr", "")
    return f"{whose}.{node.attr}" if whose.endswith(("State", "States")) else ""


def renames_states(node: ast.AST) -> str:
    """from ...lifecycles... import TenderState as S."""
    if not isinstance(node, ast.ImportFrom) or "lifecycles" not in (node.module or ""):
        return ""
    renamed = [a.name for a in node.names if a.name.endswith("State") and a.asname]
    return f"{renamed} under another name" if renamed else ""


def compares_with_text(node: ast.AST) -> str:
    """x.state == "published", x.state in {"a", "b"}."""
    if not isinstance(node, ast.Compare):
        return ""
    sides = [node.left, *node.comparators]
    of_state = any(isinstance(s, ast.Attribute) and s.attr == "state" for s in sides)
    texts = [n for side in sides for n in ast.walk(side) if is_text(n)]
    return "a state is compared with text" if of_state and texts else ""


def looks_up_by_text(node: ast.AST) -> str:
    """filter(state="published"), exclude(tender__state__in=["a"])."""
    if not isinstance(node, ast.Call):
        return ""
    for keyword in node.keywords:
        if re.search(r"(^|__)state(__in|__exact)?$", keyword.arg or "") and any(
            is_text(n, *STATES) for n in ast.walk(keyword.value)
        ):
            return f"{keyword.arg} is looked up by text"
    return ""


CHECKS = [names_a_member, renames_states, compares_with_text, looks_up_by_text]


@pytest.mark.parametrize("check", CHECKS)
def test_no_state_is_named_outside_its_lifecycle(check):
    assert findings(check, OUTSIDE) == []


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("TenderState.PUBLISHED", names_a_member),
        ("self.States.PUBLISHED", names_a_member),
        ("from a.lifecycles.b import BState as S", renames_states),
        ("x.state == 'published'", compares_with_text),
        ("x.state in {'a', 'b'}", compares_with_text),
        ("x.filter(state='published')", looks_up_by_text),
        ("x.filter(tender__state__in=['published'])", looks_up_by_text),
    ],
)
def test_each_check_sees_what_it_looks_for(code, check):
    assert any(check(node) for node in ast.walk(ast.parse(code)))


def test_no_template_compares_a_state_with_text():
    assert [name_of(path) for path in templates() if IN_TEMPLATE.search(text_of(path))] == []
