"""The pages of the partnership ask as many questions of the database for thirty records as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import PartnershipMember
from commissioning.actions.local import finalise_plan
from commissioning.models import (
    AreaManagement,
    AreaProvision,
    FundContribution,
    FundShare,
    LocalMember,
)
from tests.factories import place
from tests.factories.people import AT, provider


def a_service(trust, number):
    place.review(place.service(trust), planned_quarter="2026-27Q4")


def an_area(trust, number):
    whole = trust.area_sets.filter(name="Whole").first() or place.area_set(trust, "Whole")
    parts = trust.area_sets.filter(name="Parts").first() or place.area_set(trust, "Parts")
    outer = place.area_in_set(trust, f"Outer {number}", whole)
    made = place.area_in_set(trust, f"Area {number}", parts, lies_in=outer)
    place.kept(AreaManagement(area_in_set=made, name="Jo", from_day=date(2026, 4, 1)))
    service = place.service(trust)
    place.kept(AreaProvision(area_in_set=made, service=service, text="A centre"))


def a_fund(trust, number):
    made = place.fund(trust)
    member = provider(f"Member {number}")
    PartnershipMember.objects.create(partnership=trust, organisation=member, part="partner")
    place.kept(FundContribution(fund=made, organisation=member, amount=1))
    area = place.area_in_set(trust, f"Area {number}")
    place.kept(FundShare(fund=made, area=area, amount=1))


def a_local(trust, number):
    priority = place.priority(place.plan(trust))
    place.group(priority)
    place.kept(LocalMember(local=priority.plan.local, name="Heads"))
    finalise_plan(priority.plan, AT.date(), by=place.commissioner_of(trust), at=AT)


LISTS = {
    "services/": (a_service, 10),
    "services/reviews/": (a_service, 8),
    "services/areas/": (an_area, 12),
    "services/budgets/": (a_fund, 11),
    "local/": (a_local, 10),
    "programmes/": (lambda trust, n: place.programme(trust), 9),
    "how-we-work/": (lambda trust, n: place.statement(trust), 11),
}


@pytest.mark.parametrize("path", LISTS)
def test_list(path, cumbria, commissioner, signed_in):
    add, ceiling = LISTS[path]
    client = signed_in(commissioner)
    for number in range(3):
        add(cumbria, number)
    few = asked(client, path)
    for number in range(3, 30):
        add(cumbria, number)
    assert asked(client, path) == few <= ceiling


def test_pages_of_one_record(cumbria, commissioner, signed_in):
    client, service, fund = signed_in(commissioner), place.service(cumbria), place.fund(cumbria)
    area, local = place.area_in_set(cumbria), place.local(cumbria)
    plan = place.plan(cumbria, local)
    paths = {
        f"services/{service.pk}/": lambda n: place.review(service),
        f"services/areas/{area.pk}/": lambda n: place.kept(
            AreaProvision(area_in_set=area, service=place.service(cumbria), text="A centre")
        ),
        f"services/budgets/{fund.pk}/": lambda n: place.kept(
            FundShare(fund=fund, area=place.area_in_set(cumbria, f"P{n}", area.area_set), amount=1)
        ),
        f"local/{local.pk}/": lambda n: place.group(place.priority(plan, n)),
    }
    for path, add in paths.items():
        for number in range(1, 4):
            add(number)
        few = asked(client, path)
        for number in range(4, 12):
            add(number)
        assert asked(client, path) == few <= 16, path


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/p/cumbria/{path}").status_code == 200
    return len(queries)
