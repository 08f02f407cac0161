"""A tolerance left empty in a specification is the one of the KPI's definition, at its target."""

import pytest

from commissioning.models import SpecificationKpi
from tests.factories import commissioning as make


def add(cumbria, browser, kpi, **fields):
    spec = make.draft_specification(cumbria)
    clause = make.clause(spec)
    sent = {"kpi": kpi.pk, "clause": clause.pk, "target": "80", "by_area": "on"}
    url = f"/p/cumbria/specifications/{spec.pk}/kpis/add/"
    return browser.post(url, {**sent, "tolerance": "", **fields})


@pytest.mark.parametrize(
    ("kind", "given", "typed", "width"),
    [
        ("absolute", 4, "", 4),
        ("of_target", 10, "", 8),
        ("absolute", 4, "2", 2),
        ("absolute", 0, "", 0),
    ],
)
def test_the_definition_s_unless_one_is_typed(
    kind, given, typed, width, cumbria, commissioner, signed_in
):
    kpi = make.kpi(cumbria, tolerance=given, tolerance_kind=kind)
    answer = add(cumbria, signed_in(commissioner), kpi, tolerance=typed)
    assert answer.status_code == 302
    assert SpecificationKpi.objects.get(kpi=kpi).tolerance == width


def test_asked_for_where_the_definition_gives_none(cumbria, commissioner, signed_in):
    kpi = make.kpi(cumbria)
    answer = add(cumbria, signed_in(commissioner), kpi)
    assert answer.status_code == 422
    assert "definition gives no tolerance. Fill this in." in answer.content.decode()
    assert not SpecificationKpi.objects.filter(kpi=kpi).exists()
