"""No code writes a state around the door."""

import ast
import re

import pytest
from django.apps import apps
from django_fsm import TransitionNotAllowed

from tests.house.source import ROOT, called, findings, is_text, product_code
from workflow.lifecycle import AroundTheDoor, Lifecycle, Record, steps_of

DOOR = {ROOT / "workflow" / "lifecycle.py", ROOT / "workflow" / "door.py"}
ELSEWHERE = [path for path in product_code() if path not in DOOR]
#: Write thousands of figures in one statement: neither records nor states.
FIGURES = {
    ROOT / "commissioning" / "actions" / "indicator_rows.py",
    ROOT / "performance" / "models" / "loading.py",
}
#: Calls that write what they are given.
WRITES = {"update", "aupdate", "create", "acreate", "get_or_create", "update_or_create"}
RAW = re.compile(r"\b(update\b.*\bset|insert\s+into|delete\s+from)\b", re.I | re.S)


def lifecycles():
    return [m for m in apps.get_models() if issubclass(m, Lifecycle)]


def records():
    return [m for m in apps.get_models() if issubclass(m, Record)]


def writes_by_keyword(node: ast.AST) -> str:
    """x.update(state=...), Model(state=...), and the same through ** of a literal."""
    if not isinstance(node, ast.Call):
        return ""
    constructs = isinstance(node.func, ast.Name) and node.func.id[:1].isupper()
    if called(node) not in WRITES and not constructs:
        return ""
    named = {keyword.arg for keyword in node.keywords}
    spread = [k.value for k in node.keywords if isinstance(k.value, ast.Dict)]
    keys = [key for value in spread for key in value.keys]
    wrong = "state" in named or any(is_text(key, "state") for key in keys)
    return f"{called(node)}() is given a state" if wrong else ""


def writes_in_bulk(node: ast.AST) -> str:
    """bulk_update(..., ["state"])."""
    if called(node) not in {"bulk_update", "abulk_update"}:
        return ""
    return "bulk_update() of a state" if any(is_text(n, "state") for n in ast.walk(node)) else ""


def assigns(node: ast.AST) -> str:
    """x.state = ..., x.__dict__["state"] = ..., setattr(x, "state", ...)."""
    if called(node) == "setattr" and len(node.args) > 1 and is_text(node.args[1], "state"):
        return "setattr() of a state"
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return ""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in (inner for one in targets for inner in ast.walk(one)):
        if isinstance(target, ast.Attribute) and target.attr == "state":
            return "a state is assigned"
        if isinstance(target, ast.Subscript) and is_text(target.slice, "state"):
            return "a state is assigned by its name"
    return ""


def writes_raw(node: ast.AST) -> str:
    """SQL that writes."""
    return "SQL that writes" if is_text(node) and RAW.search(node.value) else ""


@pytest.mark.parametrize("check", [writes_by_keyword, writes_in_bulk, assigns, writes_raw])
def test_no_code_writes_a_state(check):
    looked_at = [path for path in ELSEWHERE if check is not writes_raw or path not in FIGURES]
    assert findings(check, looked_at) == []


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("x.update(state=1)", writes_by_keyword),
        ("Tender(state='a')", writes_by_keyword),
        ("x.create(**{'state': 1})", writes_by_keyword),
        ("x.update_or_create(defaults={'state': 1})", writes_by_keyword),
        ("x.bulk_update(y, ['state'])", writes_in_bulk),
        ("x.state = 1", assigns),
        ("a, x.state = 1, 2", assigns),
        ("x.__dict__['state'] = 1", assigns),
        ("setattr(x, 'state', 1)", assigns),
        ("c.execute('UPDATE tenders_tender SET state = 1')", writes_raw),
    ],
)
def test_each_check_sees_what_it_looks_for(code, check):
    assert any(check(node) for node in ast.walk(ast.parse(code)))


def test_the_twelve_lifecycles_are_known():
    assert {m.__name__ for m in lifecycles()} >= {
        "Consultation",
        "Specification",
        "RegimeChoice",
        "Tender",
        "Bid",
        "Agreement",
        "Variation",
        "Review",
        "KpiReturn",
        "Extension",
        "Pack",
        "BoardAction",
    }


@pytest.mark.parametrize("model", records(), ids=lambda m: m.__name__)
def test_saving_and_deleting_are_refused(model):
    with pytest.raises(AroundTheDoor):
        model().save()
    with pytest.raises(AroundTheDoor):
        model(pk=1).delete()


@pytest.mark.parametrize("model", records(), ids=lambda m: m.__name__)
def test_bulk_writes_are_refused(model):
    name = model._meta.pk.name
    with pytest.raises(AroundTheDoor):
        model.objects.update(**{name: 2})
    with pytest.raises(AroundTheDoor):
        model.objects.filter(pk=1).update(**{name: 2})
    with pytest.raises(AroundTheDoor):
        model.objects.bulk_update([], [name])
    with pytest.raises(AroundTheDoor):
        model.objects.bulk_create([model()])
    with pytest.raises(AroundTheDoor):
        model.objects.filter(pk=1).delete()


@pytest.mark.parametrize("model", lifecycles(), ids=lambda m: m.__name__)
def test_a_state_cannot_be_assigned(model):
    record = model()
    with pytest.raises(AttributeError):
        record.state = record.state


@pytest.mark.parametrize("model", lifecycles(), ids=lambda m: m.__name__)
def test_a_step_called_directly_is_refused(model):
    for step in steps_of(model):
        for state in step.sources:
            record = model()
            record.__dict__["state"] = state
            with pytest.raises(TransitionNotAllowed):
                getattr(record, step.name)(None)
