"""Imports stand at the top; one module knows django_fsm; names say what a file is for."""

import ast

import pytest

from tests.house.source import ROOMS, ROOT, findings, name_of, product_code

VAGUE = {"utils", "helpers", "manager", "managers", "common", "core", "misc", "util", "helper"}
CLOCK = ROOT / "workflow" / "clock.py"
READS_TIME = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}


def imports_inside(node: ast.AST) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return ""
    inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
    return f"{getattr(node, 'name', 'a lambda')}() imports" if inner else ""


def imports_fsm(node: ast.AST) -> str:
    modules = []
    if isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    elif isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    return "imports django_fsm" if any(m.split(".")[0] == "django_fsm" for m in modules) else ""


def uses_signals(node: ast.AST) -> str:
    module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    django = module.startswith("django.") and module.endswith(("signals", "dispatch"))
    return f"imports {module}" if django else ""


def reads_the_time(node: ast.AST) -> str:
    """timezone.now, datetime.now and the like, called or handed on."""
    if not isinstance(node, ast.Attribute):
        return ""
    whose = getattr(node.value, "id", "") or getattr(node.value, "attr", "")
    return f"{whose}.{node.attr}" if (whose, node.attr) in READS_TIME else ""


def test_no_import_inside_a_function():
    assert findings(imports_inside, product_code()) == []


def test_only_the_lifecycle_module_knows_django_fsm():
    assert [f.split(":")[0] for f in findings(imports_fsm, product_code())] == [
        "workflow/lifecycle.py"
    ]


def test_no_signals():
    assert findings(uses_signals, product_code()) == []


def test_only_the_clock_reads_the_time():
    assert findings(reads_the_time, [p for p in product_code() if p != CLOCK]) == []


@pytest.mark.parametrize("check", [imports_inside, imports_fsm, uses_signals, reads_the_time])
def test_each_check_sees_what_it_looks_for(check):
    code = (
        "from django_fsm import x\nfrom django.db.models.signals import y\n"
        "def f():\n    import a\n    timezone.now()\n"
    )
    assert any(check(node) for node in ast.walk(ast.parse(code)))


def test_no_vague_name():
    folders = [p for room in ROOMS for p in (ROOT / room).rglob("*") if p.is_dir()]
    paths = [*product_code(), *folders]
    assert [name_of(p) for p in paths if p.stem in VAGUE] == []
    classes = [
        f"{name_of(path)}: {stem}"
        for path in product_code()
        for stem in _classes(path)
        if stem.lower().endswith(("utils", "helper", "manager"))
    ]
    assert classes == []


def _classes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
