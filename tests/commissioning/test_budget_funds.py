"""Funds of a year: kinds, law, contributions and indicative area budgets that add up, or say so."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.models import Fund, FundContribution, FundShare
from commissioning.queries.budgets import by_kind, reckon
from tests.factories import place
from tests.factories.people import provider
from workflow.lifecycle import Refused

ADD = "/p/cumbria/partnership/funds/add/"


def council(cumbria):
    return cumbria.members.get().organisation


def test_a_pooled_fund_with_its_law_and_host(cumbria, commissioner, signed_in):
    sent = {
        "name": "Complex needs",
        "year": "2026",
        "kind": "pooled",
        "legal_basis": "s10",
        "purpose": "Placements of children with complex needs",
        "total": "£4,200,000",
        "host": council(cumbria).pk,
    }
    answer = signed_in(commissioner).post(ADD, sent)
    fund = Fund.objects.get()
    assert answer.url == fund.get_absolute_url()
    assert fund.total == Decimal("4200000.00")
    page = signed_in(commissioner).get(answer.url).content.decode()
    assert "Section 10, Children Act 2004" in page
    assert "Not agreed: being considered" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "pooled"}, "rests on one of these two laws"),
        ({"kind": "grant", "legal_basis": "s75"}, "Leave this empty"),
        (
            {"kind": "pooled", "legal_basis": "s75", "agreed_on": date(2026, 4, 1)},
            "has a host",
        ),
        ({"total": Decimal(-1)}, "nought or more"),
        ({"year": 26}, "such as 2026"),
    ],
)
def test_a_fund_that_does_not_hold(fields, said, cumbria):
    with pytest.raises(Refused, match=said):
        place.fund(cumbria, **fields)


def test_one_fund_of_a_name_in_a_year(cumbria):
    place.fund(cumbria, name="Grant")
    place.fund(cumbria, name="Grant", year=2027)
    with pytest.raises(Refused, match="exists for that year"):
        place.fund(cumbria, name="Grant")


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (1000, []),
        (900, ["Contributions come to £100 less than the total."]),
        (1000.5, ["Contributions come to £0.50 more than the total."]),
    ],
)
def test_contributions_are_the_total_or_the_difference_is_said(paid, said, cumbria):
    fund = place.fund(cumbria)
    paying = FundContribution(fund=fund, organisation=council(cumbria), amount=Decimal(str(paid)))
    place.kept(paying)
    assert reckon(cumbria)[0].differences == said


def test_nothing_is_said_of_contributions_nobody_recorded(cumbria):
    place.fund(cumbria)
    assert reckon(cumbria)[0].differences == []


def test_area_budgets_beyond_the_fund_are_said(cumbria, commissioner, signed_in):
    fund, areas = place.fund(cumbria), place.area_set(cumbria)
    for name in ("North", "South"):
        share = FundShare(fund=fund, area=place.area_in_set(cumbria, name, areas), amount=600)
        place.kept(share)
    said = "Indicative area budgets come to £200 more than the fund holds."
    assert reckon(cumbria)[0].differences == [said]
    for page in (fund.get_absolute_url(), "/p/cumbria/services/budgets/"):
        assert said in signed_in(commissioner).get(page).content.decode()


def test_a_fund_is_divided_by_one_set(cumbria):
    fund = place.fund(cumbria)
    place.kept(FundShare(fund=fund, area=place.area_in_set(cumbria, "North"), amount=1))
    with pytest.raises(Refused, match="The fund is divided by"):
        place.kept(FundShare(fund=fund, area=place.area_in_set(cumbria, "South"), amount=1))


def test_only_members_pay_in(cumbria):
    with pytest.raises(Refused, match="member organisation"):
        place.kept(FundContribution(fund=place.fund(cumbria), organisation=provider(), amount=1))


def test_the_latest_year_is_shown_or_the_one_asked_for(cumbria, commissioner, signed_in):
    place.fund(cumbria, name="Old", year=2025)
    place.fund(cumbria, name="New", year=2026, total=Decimal(5))
    place.fund(cumbria, name="Tied", year=2026, kind="tied", total=Decimal(7))
    client = signed_in(commissioner)
    for asked, names in (
        ("", ["New", "Tied"]),
        ("?year=2025", ["Old"]),
        ("?year=x", ["New", "Tied"]),
    ):
        listed = client.get(f"/p/cumbria/services/budgets/{asked}").context["funds"]
        assert [one.fund.name for one in listed] == names
    assert by_kind(reckon(cumbria, year=2026)) == [
        ("Grant", 1, Decimal(5)),
        ("Tied to its purpose", 1, Decimal(7)),
    ]
