"""Every state of every lifecycle occurs in the demonstration, whatever day it is shown as at."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.models import AccessToken
from commissioning.periods import Frequency
from contracts.models import Agreement
from performance.models import CellQuestion, Extension, Figure, KpiReturn, Upload
from performance.models.pack import Pack
from performance.queries.elsewhere import offered
from performance.queries.ledger import Standing, standing_of
from performance.workbook.asking import asked_of
from tabular.findings import Severity
from workflow.clock import now
from workflow.lifecycle import Lifecycle

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


# The first day there is, the Tuesday after Easter, and a day between Christmas and New Year.
@pytest.mark.parametrize("day", ["2026-01-01", "2026-04-07", "2027-12-29"])
def test_every_state_occurs(day):
    """One load for all that is asked of it: a load takes every step and so its time."""
    call_command("load_demonstration", as_at=day, stdout=StringIO())

    assert [
        f"{model.__name__}: {state}"
        for model in lifecycles()
        for state in model.States
        if not model.objects.filter(state=state).exists()
    ] == []
    kinds = set(Agreement.objects.values_list("kind", flat=True))
    assert kinds == set(Agreement.Kind.values)
    returns_stand_in_every_way()
    returns_are_made_as_often_as_any()
    sendings_end_in_every_way()
    questions_are_at_every_point()
    programs_send()
    what_was_entered_for_one_partnership_is_offered_to_the_other()


def lifecycles() -> list[type[Lifecycle]]:
    """Every model whose records move."""
    found = [model for model in apps.get_models() if issubclass(model, Lifecycle)]
    assert len(found) >= 12
    return found


def returns_stand_in_every_way():
    """By the clock, by versions, by who stood by them."""
    returns = list(KpiReturn.objects.select_related("agreement"))
    assert {standing_of(one, now()) for one in returns} == set(Standing)
    assert any(one.is_final for one in returns)
    assert any(one.by_one_person for one in returns)
    assert not any(one.by_one_person for one in returns if not one.agreement.one_person_may_certify)
    assert {one.is_material for one in returns if one.version > 1} == {True, False}
    assert set(Extension.objects.values_list("kind", flat=True)) == set(Extension.Kind.values)
    corrected = next(one for one in returns if one.state == "superseded")
    packs = Pack.objects.filter(quarter=corrected.quarter, state="superseded")
    assert packs.filter(partnership=corrected.partnership_id).exists()


def returns_are_made_as_often_as_any():
    """Monthly, yearly and by academic year beside quarterly; by group; with answers beside figures."""
    accepted = KpiReturn.objects.filter(state="accepted")
    assert {one.frequency for one in accepted} == set(Frequency) - {Frequency.HALF_YEAR}
    assert Figure.objects.exclude(group=None).exists()
    asking = accepted.filter(
        agreement__asks_narrative=True,
        agreement__asks_workforce=True,
        agreement__asks_finance=True,
    )
    assert asking.exists()
    assert all(one.told for one in asking)


def sendings_end_in_every_way():
    """Taken, refused for many reasons, saved part-way; by file and by form; only a reason wanted."""
    assert set(Upload.objects.values_list("outcome", flat=True)) == {"taken", "rejected", "saved"}
    refused = [
        upload
        for upload in Upload.objects.filter(outcome="rejected", kpi_return__state="expected")
        if not upload.was_typed
    ]
    assert max(len({f.rule for f in one.found}) for one in refused) >= 8
    only_asked = [one for one in refused if {f.severity for f in one.found} == {Severity.QUERY}]
    assert only_asked
    assert all(len(one.entries) for one in only_asked)
    explained = Upload.objects.filter(outcome="taken", file__name__endswith="reasons.csv")
    assert any(one.entries.reasons for one in explained)


def questions_are_at_every_point():
    """Open, answered, settled by an answer and settled by another figure; one about a whole return."""
    cells = CellQuestion.objects.exclude(scheduled=None)
    assert cells.filter(settled_at=None, answer="").exists()
    assert cells.filter(settled_at=None).exclude(answer="").exists()
    settled = cells.exclude(settled_at=None)
    assert settled.filter(became="").exclude(answer="").exists()
    assert settled.exclude(became="").filter(answer="").exists()
    assert CellQuestion.objects.filter(scheduled=None).exists()


def programs_send():
    """One token works and has sent; another was revoked."""
    at = now()
    standing = {token.standing_at(at)[0] for token in AccessToken.objects.all()}
    assert standing == {"Works", "Revoked"}
    assert Upload.objects.filter(outcome="taken").exclude(program=None).exists()


def what_was_entered_for_one_partnership_is_offered_to_the_other():
    """The same text line, paid for by two: what Cumbria's return says is taken over in Cornwall's."""
    shared = KpiReturn.objects.filter(
        agreement__reference="COR-TL-06", agreement__provider__slug="harbour", state="accepted"
    )
    last = shared.order_by("period_code").last()
    offers = offered(last, asked_of(last))
    assert [offer.source.split(", ")[-1] for offer in offers.values()] == [
        "Cumbria Children's Trust."
    ]
    (said,) = last.figures.values_list("numerator", "denominator")
    (offer,) = offers.values()
    assert said == (offer.numerator, offer.denominator)
