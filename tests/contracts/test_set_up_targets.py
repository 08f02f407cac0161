"""Targets of drafted agreements come in from a sheet; those of signed ones change by a variation."""

from datetime import date

import pytest

from accounts.models import Intake
from contracts.models import KpiTerms, ScheduledKpi
from tests.accounts.set_up import bring_in, said, send, workbook
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT
from workflow.door import amend

HEADERS = ("Agreement reference", "KPI code", "Target", "Tolerance", "Baseline", "By area")


@pytest.fixture
def client(trust, commissioner, signed_in):
    return signed_in(commissioner)


@pytest.fixture
def draft(trust):
    kpi = commissioning.kpi(trust, "EH1")
    commissioning.kpi(trust, "EH2", tolerance=10, tolerance_kind="of_target")
    start = date(2027, 4, 1)
    return make.agreement(trust, "drafted", kpis=[kpi], start_on=start)


def sheet(*rows):
    return workbook(Targets=[HEADERS, *rows])


def test_a_kpi_is_put_on_the_schedule_with_its_target(client, draft):
    sent = bring_in(client, sheet((draft.reference, "eh2", 80, "", 71.5, "No")))
    assert sent.sheets[0]["new"] == 1
    line = ScheduledKpi.objects.get(kpi__code="EH2")
    terms = line.terms.get()
    assert (terms.target, terms.tolerance, terms.baseline) == (80, 8, 71.5)
    assert (line.by_area, terms.from_quarter) == (False, "2027-28Q1")


def test_a_target_of_a_draft_is_changed(client, draft):
    sent = bring_in(client, sheet((draft.reference, "EH1", 90, "", "", "")))
    assert sent.sheets[0]["lines"][0]["changes"] == [["Target", "80", "90"]]
    terms = KpiTerms.objects.get(agreement=draft)
    assert (terms.target, terms.tolerance, terms.baseline) == (90, 5, 70)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("NONE-1", "EH1", 80, 5, "", ""), "No agreement has this reference."),
        (("{}", "EH9", 80, 5, "", ""), "No KPI of your library has this code."),
        (("{}", "EH3", 80, "", "", ""), "the KPI's definition gives none."),
        (("{}", "EH1", "", 5, "", ""), "Target: fill this in."),
        (("{}", "EH2", "high", 5, "", ""), "Enter a number of nought or more"),
    ],
)
def test_what_is_wrong_is_said(row, sentence, client, trust, draft):
    commissioning.kpi(trust, "EH3")
    send(client, sheet((row[0].format(draft.reference), *row[1:])))
    assert sentence in " ".join(words for _, words in said(Intake.objects.get()))
    assert ScheduledKpi.objects.count() == 1


def test_a_signed_agreement_keeps_its_targets(client, trust):
    signed = make.agreement(trust, "in_force")
    line = signed.kpis.first()
    send(client, sheet((signed.reference, line.kpi.code, 99, 1, "", "")))
    words = [message for _, message in said(Intake.objects.get())]
    assert len(words) == 1
    assert f"{signed.reference} is no longer drafted" in words[0]
    assert line.terms.get().target == 80


def test_another_partnership_s_agreement_is_not_there(client, draft):
    cornwall = people.trust("Cornwall", "cornwall")
    theirs = make.agreement(cornwall, "drafted", title="Theirs", start_on=date(2027, 4, 1))
    amend(theirs, by=commissioner_of(cornwall), at=AT, reference="THEIRS-1")
    send(client, sheet(("THEIRS-1", "EH1", 99, 1, "", "")))
    assert "No agreement has this reference." in said(Intake.objects.get())[0][1]
    book = client.get("/p/cumbria/set-up/workbook/as-it-is/").content
    assert b"THEIRS" not in book
    assert set(KpiTerms.objects.filter(agreement=theirs).values_list("target", flat=True)) == {80}
