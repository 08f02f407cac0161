"""A KPI comes into the library with its first definition, or not at all."""

import pytest

from commissioning.models import Kpi, KpiVersion
from tests.factories import commissioning as make

ADD = "/p/cumbria/specifications/kpis/add/"


def given(cumbria, **fields):
    return {
        "code": "EH9",
        "name": "Families seen in time",
        "outcome": make.outcome(cumbria).pk,
        "from_quarter": "2026-27Q1",
        "numerator_definition": "Families seen",
        "denominator_definition": "Families referred",
        "unit": "percent",
        "polarity": "higher",
        "roll_up": "ratio",
        "decimals": "1",
        "suppression": "standard",
        "source": "Local definition",
        **fields,
    }


def test_added_with_its_definition(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria))
    kpi = Kpi.objects.get()
    assert answer.url == kpi.get_absolute_url()
    assert kpi.latest.number == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Code: fill this in."),
        ({"denominator_definition": ""}, "Say what the denominator counts."),
        ({"unit": "count", "denominator_definition": ""}, "A number has no denominator to sum."),
        ({"from_quarter": "2026Q1"}, "is not a quarter. Write it like 2025-26Q2."),
        ({"roll_up": "mean"}, "Select a valid choice"),
        ({"decimals": "-1"}, "greater than or equal to 0"),
    ],
)
def test_refused_with_a_sentence(wrong, sentence, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not KpiVersion.objects.exists()
    assert not Kpi.objects.exists()


def test_a_code_is_used_once(cumbria, commissioner, signed_in):
    make.kpi(cumbria, "EH9")
    answer = signed_in(commissioner).post(ADD, given(cumbria))
    assert answer.status_code == 409
    assert "Another KPI has that code." in answer.content.decode()


def test_renamed(cumbria, commissioner, signed_in):
    kpi = make.kpi(cumbria, "EH9")
    url = f"{kpi.get_absolute_url()}change/"
    sent = {"code": "EH9", "name": "New name", "outcome": kpi.outcome_id}
    assert signed_in(commissioner).post(url, sent).status_code == 302
    assert Kpi.objects.get().name == "New name"
