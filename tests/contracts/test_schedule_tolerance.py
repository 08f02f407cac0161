"""A tolerance left empty when a KPI is put on the schedule is the one of its definition."""

from decimal import Decimal

from contracts.models import KpiTerms
from tests.factories import commissioning
from tests.factories import contracts as make


def test_the_definition_s_tolerance_at_the_target(trust, commissioner, signed_in):
    draft = make.agreement(trust, "drafted")
    kpi = commissioning.kpi(trust, "EH9", tolerance=10, tolerance_kind="of_target")
    url = f"/p/{trust.slug}/agreements/{draft.pk}/kpis/add/"
    sent = {"kpi": kpi.pk, "target": "80", "tolerance": "", "by_area": "on"}
    assert signed_in(commissioner).post(url, sent).status_code == 302
    assert KpiTerms.objects.get(scheduled__kpi=kpi).tolerance == Decimal(8)


def test_asked_for_where_the_definition_gives_none(trust, commissioner, signed_in):
    draft = make.agreement(trust, "drafted")
    kpi = commissioning.kpi(trust, "EH9")
    url = f"/p/{trust.slug}/agreements/{draft.pk}/kpis/add/"
    answer = signed_in(commissioner).post(url, {"kpi": kpi.pk, "target": "80", "tolerance": ""})
    assert answer.status_code == 409
    assert "Tolerance: the KPI&#x27;s definition gives none." in answer.content.decode()
    assert not draft.kpis.filter(kpi=kpi).exists()
