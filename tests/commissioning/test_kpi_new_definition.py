"""A new definition holds from its quarter on; the earlier one stands."""

import pytest

from commissioning.actions.kpis import record_version
from commissioning.models import KpiVersion
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import amend
from workflow.lifecycle import Refused


def later(kpi, quarter="2026-27Q1"):
    first = kpi.versions.get()
    kept = ("numerator_definition", "denominator_definition", "unit", "polarity", "roll_up")
    fields = {name: getattr(first, name) for name in kept}
    return KpiVersion(kpi=kpi, from_quarter=quarter, source="Local definition", **fields)


def test_it_holds_from_its_quarter(cumbria, commissioner):
    kpi = make.kpi(cumbria)
    second = record_version(later(kpi), by=commissioner, at=AT)
    assert second.number == 2
    assert kpi.version_in("2026-27Q1") == second
    assert kpi.version_in("2025-26Q4").number == 1
    assert kpi.version_in("2019-20Q1") is None


def test_it_begins_later_than_the_one_before(cumbria, commissioner):
    with pytest.raises(Refused, match="later quarter"):
        record_version(later(make.kpi(cumbria), "2020-21Q1"), by=commissioner, at=AT)


def test_a_recorded_definition_stands(cumbria, commissioner):
    version = make.kpi(cumbria).versions.get()
    with pytest.raises(Refused, match="Record a new version"):
        amend(version, by=commissioner, at=AT, numerator_definition="Something else")


def test_the_form_begins_as_the_definition_before(cumbria, commissioner, signed_in):
    kpi = make.kpi(cumbria)
    url = f"{kpi.get_absolute_url()}definitions/add/"
    form = signed_in(commissioner).get(url).context["form"]
    assert form["numerator_definition"].value() == "Families seen within 14 days"
    sent = {name: form[name].value() for name in form.fields} | {"from_quarter": "2027-28Q1"}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert "Nothing is saved yet" in signed_in(commissioner).post(url, sent).content.decode()
    assert kpi.versions.count() == 1
    assert signed_in(commissioner).post(url, {**sent, "checked": "yes"}).status_code == 302
    assert kpi.versions.count() == 2


def test_the_check_refuses_what_saving_would(cumbria, commissioner, signed_in):
    kpi = make.kpi(cumbria)
    url = f"{kpi.get_absolute_url()}definitions/add/"
    form = signed_in(commissioner).get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"from_quarter": "2019-20Q1"}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = signed_in(commissioner).post(url, sent)
    assert answer.status_code == 422
    assert "A later version begins in a later quarter." in answer.content.decode()
    assert kpi.versions.count() == 1


def test_versions_stand_side_by_side_with_what_changed(cumbria, commissioner, signed_in):
    kpi = make.kpi(cumbria)
    second = later(kpi)
    second.numerator_definition = "Families seen within 10 days"
    record_version(second, by=commissioner, at=AT)
    answer = signed_in(commissioner).get(kpi.get_absolute_url())
    changed = [row.label for row in answer.context["rows"] if row.changed]
    assert changed == ["Numerator"]
    assert "Families seen within 10 days" in answer.content.decode()
    assert answer.content.decode().count("Changed</strong>") == 1
