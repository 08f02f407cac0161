"""A KPI comes into the library with its first definition, or not at all."""

import re
from html import unescape

import pytest

from commissioning.models import Kpi, KpiVersion
from tests.factories import commissioning as make

ADD = "/p/cumbria/specifications/kpis/add/"


def hidden(page):
    """What the page that checks sends on."""
    found = re.findall(
        r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page.content.decode()
    )
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def given(cumbria, **fields):
    return {
        "code": "EH9",
        "name": "Families seen in time",
        "kind": "quality",
        "outcome": make.outcome(cumbria).pk,
        "from_quarter": "2026-27Q1",
        "numerator_definition": "Families seen",
        "denominator_definition": "Families referred",
        "unit": "percent",
        "polarity": "higher",
        "roll_up": "ratio",
        "decimals": "1",
        "frequency": "quarter",
        "tolerance": "5",
        "tolerance_kind": "absolute",
        "suppression": "standard",
        "source": "Local definition",
        **fields,
    }


def test_added_with_its_definition_once_it_was_checked(cumbria, commissioner, signed_in):
    browser = signed_in(commissioner)
    shown = browser.post(ADD, given(cumbria))
    assert shown.status_code == 200
    assert not Kpi.objects.exists()
    answer = browser.post(ADD, {**hidden(shown), "checked": "yes"})
    kpi = Kpi.objects.get()
    assert answer.url == kpi.get_absolute_url()
    assert (kpi.latest.number, kpi.kind) == (1, "quality")
    assert kpi.latest.tolerance == 5


def test_checked_with_numbers_before_it_is_saved(cumbria, commissioner, signed_in):
    page = signed_in(commissioner).post(ADD, given(cumbria)).content.decode()
    assert "Nothing is saved yet" in page
    for said in ("50 of 90", "55.6%", "57.8%", "74.9%", "It is not the mean of the two values."):
        assert said in page


def test_the_statutory_rating_is_shown_where_its_bands_are_given(cumbria, commissioner, signed_in):
    browser = signed_in(commissioner)
    assert "Requires improvement" not in browser.post(ADD, given(cumbria)).content.decode()
    page = browser.post(ADD, given(cumbria, significant="20")).content.decode()
    assert "Requires improvement" in page
    assert "59.9%" in page


def test_what_is_not_additive_is_shown_never_totalled(cumbria, commissioner, signed_in):
    sent = given(cumbria, roll_up="ratio", roll_up_over_time="not_additive")
    page = signed_in(commissioner).post(ADD, sent).content.decode()
    assert "55.6%" in page
    assert "57.8%" not in page
    assert "Never totalled" in page


def test_gone_back_from_the_check_with_all_that_was_typed(cumbria, commissioner, signed_in):
    browser = signed_in(commissioner)
    shown = browser.post(ADD, given(cumbria))
    form = browser.post(ADD, {**hidden(shown), "again": "yes"})
    assert form.status_code == 200
    assert form.context["forms"][1]["numerator_definition"].value() == "Families seen"
    assert not Kpi.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Code: fill this in."),
        ({"denominator_definition": ""}, "Say what the denominator counts."),
        ({"unit": "count", "denominator_definition": ""}, "A number has no denominator to sum."),
        ({"from_quarter": "2026Q1"}, "is not a quarter. Write it like 2025-26Q2."),
        ({"roll_up": "mean"}, "Select a valid choice"),
        ({"significant": "5"}, "It lies further off than the tolerance."),
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
    sent = {"code": "EH9", "name": "New name", "kind": "output", "outcome": kpi.outcome_id}
    assert signed_in(commissioner).post(url, sent).status_code == 302
    assert Kpi.objects.get().name == "New name"
