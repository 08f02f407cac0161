"""Sets of areas lie in one another; an area has a manager, provision and an indicative budget."""

from datetime import date

import pytest

from commissioning.models import AreaManagement, AreaProvision, FundShare
from tests.factories import commissioning as make
from tests.factories import place
from tests.factories.people import provider, trust
from workflow.lifecycle import Refused

PAGE = "/p/cumbria/services/areas/"


@pytest.fixture
def divided(cumbria):
    """Two areas; the second set has the first of them whole and the second divided in two."""
    outer = place.area_set(cumbria, "Renaissance areas")
    inner = place.area_set(cumbria, "Service areas")
    north = place.area_in_set(cumbria, "North", outer)
    central = place.area_in_set(cumbria, "Central", outer)
    place.area_in_set(cumbria, "North", inner, lies_in=north)
    place.area_in_set(cumbria, "Central East", inner, lies_in=central)
    place.area_in_set(cumbria, "Central West", inner, lies_in=central)
    return outer, inner


def test_which_areas_make_up_which(divided, commissioner, signed_in):
    nesting = signed_in(commissioner).get(PAGE).context["nestings"]
    assert [one.title for one in nesting] == ["Service areas within renaissance areas"]
    shown = {str(row.outer): ([str(a) for a in row.inner], row.words) for row in nesting[0].rows}
    assert shown == {
        "North": (["North"], "The same area (co-terminous)"),
        "Central": (["Central East", "Central West"], "Divided in 2"),
    }
    assert nesting[0].loose == []


def test_an_area_that_lies_in_none_is_named(divided, cumbria, commissioner, signed_in):
    place.area_in_set(cumbria, "Sea", divided[1])
    page = signed_in(commissioner).get(PAGE)
    assert [str(one) for one in page.context["nestings"][0].loose] == ["Sea"]
    assert "These lie in none" in page.content.decode()


def test_sets_lie_one_way(divided, cumbria, commissioner, signed_in):
    outer, inner = divided
    west = inner.areas.get(area__name="Central West")
    central = outer.areas.get(area__name="Central")
    url = f"/p/cumbria/partnership/areas/{central.pk}/change/"
    answer = signed_in(commissioner).post(
        url, {"area": central.area_id, "lies_in": west.pk, "order": "0"}
    )
    assert answer.status_code == 422
    assert "Sets lie in one another one way" in answer.content.decode()
    with pytest.raises(Refused, match="another set"):
        place.area_in_set(cumbria, "East", inner, lies_in=west)


def test_a_manager_is_named_with_dates(cumbria, commissioner, signed_in):
    area = place.area_in_set(cumbria)
    url = f"/p/cumbria/partnership/managers/{area.pk}/add/"
    day = {"from_day_0": "1", "from_day_1": "4", "from_day_2": "2026"}
    sent = {"role": "Area manager", **day}
    nobody = signed_in(commissioner).post(url, sent)
    assert "Name the person" in nobody.content.decode()
    answer = signed_in(commissioner).post(url, {**sent, "user": commissioner.pk})
    assert answer.url == area.get_absolute_url()
    assert area.managers.get().manages_on(date(2026, 4, 1))
    assert not area.managers.get().manages_on(date(2026, 3, 31))
    assert "Cara Commissioner, Area manager" in signed_in(commissioner).get(PAGE).content.decode()


def test_a_stranger_manages_no_area(cumbria):
    area = place.area_in_set(cumbria)
    stranger = make.commissioner_of(trust("Cornwall", "cornwall"))
    with pytest.raises(Refused, match="person of this partnership"):
        place.kept(AreaManagement(area_in_set=area, user=stranger, from_day=date(2026, 4, 1)))


def test_an_areas_page_shows_what_is_there(cumbria, commissioner, signed_in):
    area = place.area_in_set(cumbria, links="Renaissance team: monthly meeting")
    service = place.service(cumbria, name="Sure Start")
    place.kept(AreaProvision(area_in_set=area, service=service, text="Two centres"))
    need = make.need(cumbria, area=area.area)
    for year, amount in ((2025, 100), (2026, 200), (2026, 50)):
        place.kept(FundShare(fund=place.fund(cumbria, year=year), area=area, amount=amount))
    page = signed_in(commissioner).get(area.get_absolute_url())
    text = page.content.decode()
    assert all(said in text for said in ("Sure Start", "Two centres", "monthly", str(need)))
    assert page.context["years"] == [("2026-27", 250), ("2025-26", 100)]
    assert "Two centres" in signed_in(commissioner).get(service.get_absolute_url()).content.decode()


def test_provision_is_of_an_own_service(cumbria):
    area, foreign = place.area_in_set(cumbria), place.service(trust("Cornwall", "cornwall"))
    with pytest.raises(Refused, match="own"):
        place.kept(AreaProvision(area_in_set=area, service=foreign, text="X"))


def test_a_provider_is_offered_nowhere(cumbria, commissioner, signed_in):
    outsider = provider("Hidden Homes")
    for path in ("services/add/", "funds/add/"):
        page = signed_in(commissioner).get(f"/p/cumbria/partnership/{path}")
        assert str(outsider) not in page.content.decode()
