"""The figures of an accepted return stay as they were, whatever anybody does."""

from __future__ import annotations

import ast
from datetime import timedelta

import pytest

from performance.actions import questions, returns
from performance.models import Figure, KpiReturn
from performance.readings.summing import resum
from performance.workbook.asking import asked_of
from performance.workbook.definition import Col, Entry
from tests.factories import contracts
from tests.factories import performance as factory
from tests.house.source import called, name_of, product_code, tree_of
from workflow.door import amend, remove, take
from workflow.lifecycle import AroundTheDoor, Refused, steps_of

#: The one file that makes figures and takes them away, and the steps in whose course it does.
MAKES = {"performance/models/kpi_return.py"}
STEPS = {"receive", "certify"}
#: The one file that knows the table's SQL.
LOADS = "performance/models/loading.py"
WRITES = {"delete", "update", "bulk_update", "bulk_create", "create", "get_or_create", "save"}


def rows_of(record):
    return list(Figure.objects.filter(kpi_return=record.pk).order_by("number").values())


@pytest.fixture
def accepted(agreement):
    return factory.kpi_return(agreement)


def attempts(record):
    """Everything anybody could do with a return, by each of those who work with it."""
    at = factory.moment(record) + timedelta(days=20)
    provider, trust = record.agreement.provider, record.agreement.partnership
    people = [factory.preparer_of(provider), factory.certifier_of(provider)]
    people.append(factory.commissioner_of(trust))
    workbook = factory.filled_workbook(record, {("HW", "Eden"): Entry(1, 2)})
    typed = {i: {Col.NUMERATOR: "1"} for i in asked_of(record).slots.identifiers}
    figure = record.figures.select_related("kpi_return__agreement").first()
    data = {"receive": {"upload": record.upload}, "query": {"question": "Why?"}}
    data |= {"waive": {"reasons": "No."}, "extend": {"until": at.date()}}
    for by in people:
        who = {"by": by, "at": at}
        sent = {"name": "a.xlsx", "content_type": returns.XLSX, **who}
        yield lambda who=who, sent=sent: returns.send_file(record, workbook, **sent)
        yield lambda who=who: returns.send_form(record, typed, **who)
        yield lambda who=who: returns.send_form(record, typed, part_way=True, **who)
        yield lambda who=who: amend(record, figures_sha256="0" * 64, **who)
        yield lambda who=who: remove(record, **who)
        yield lambda who=who: questions.ask_about(figure, "Why?", **who)
        for step in steps_of(KpiReturn):
            given = data.get(step.name, {})
            yield lambda who=who, step=step, given=given: take(record, step.name, **given, **who)


def test_no_deed_changes_them(accepted):
    before = rows_of(accepted)
    for attempt in attempts(accepted):
        with pytest.raises(Refused):
            attempt()
    assert rows_of(accepted) == before
    assert len(before) == 6


def test_an_upload_that_is_still_read_changes_nothing(accepted):
    before = rows_of(accepted)
    upload = accepted.uploads.get()
    checked = returns.check_upload(upload)
    returns.settle(upload, checked, by=upload.sent_by, at=factory.moment(accepted))
    assert rows_of(accepted) == before


@pytest.mark.parametrize("state", ["expected", "received", "certified", "queried", "accepted"])
def test_a_correction_leaves_them_as_they_were(accepted, state):
    before = rows_of(accepted)
    factory.moved(factory.correction(accepted), state, {("HW", "Eden"): Entry(33, 44)})
    assert rows_of(accepted) == before


def test_other_terms_and_summing_up_leave_them_as_they_were(accepted):
    before = rows_of(accepted)
    resum(accepted.agreement.partnership)
    contracts.variation(accepted.agreement, "in_force")
    assert rows_of(accepted) == before


def test_the_return_itself_is_kept(accepted):
    with pytest.raises(AroundTheDoor):
        accepted.delete()
    with pytest.raises(AroundTheDoor):
        KpiReturn.objects.filter(pk=accepted.pk).delete()


def test_figures_are_made_only_in_steps_an_accepted_return_cannot_take():
    sources = {step.name: set(step.sources) for step in steps_of(KpiReturn)}
    assert all(not sources[name] & {"accepted", "superseded"} for name in STEPS)


def test_nothing_else_writes_figures():
    ours = [path for path in product_code() if name_of(path).startswith("performance/")]
    assert writers(ours) == MAKES


def writers(paths):
    """The files that write figures by name, or load them."""
    found = set()
    for path in paths:
        for node in ast.walk(tree_of(path)):
            if called(node) == "load_figures" or _writes_figures(node):
                found.add(name_of(path))
    return found


def _writes_figures(node):
    """Figure.objects.….delete(), record.figures.….update(), Figure(…).save()."""
    if not isinstance(node, ast.Call) or called(node) not in WRITES:
        return False
    names = {getattr(n, "id", "") for n in ast.walk(node.func)}
    return "Figure" in names or "figures" in {getattr(n, "attr", "") for n in ast.walk(node.func)}


@pytest.mark.parametrize(
    "code",
    [
        "Figure.objects.filter(a=1).delete()",
        "record.figures.all().update(numerator=1)",
        "Figure.objects.bulk_create(rows)",
        "Figure(numerator=1).save()",
    ],
)
def test_the_check_sees_what_it_looks_for(code):
    assert any(_writes_figures(node) for node in ast.walk(ast.parse(code)))


def test_the_table_is_named_in_sql_in_one_place():
    naming = {
        name_of(path)
        for path in product_code()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "db_table"
        and "Figure" in {getattr(n, "id", "") for n in ast.walk(node)}
    }
    assert naming <= {LOADS}
