"""A breakdown has groups that differ, and stands once a definition uses it."""

import pytest

from commissioning.actions.kpi_library import record_breakdown
from commissioning.models import Breakdown, BreakdownGroup
from tests.factories import commissioning as make
from tests.factories.people import AT, trust
from workflow.door import begin, remove
from workflow.lifecycle import Refused

URL = "/p/cumbria/specifications/kpis/breakdowns/"


def sent(**fields):
    return {"name": "Sex", "groups": "Girls\nBoys\n\nNot known", "everybody": "on", **fields}


def breakdown(cumbria, by, name="Sex", groups=("Girls", "Boys")):
    return record_breakdown(Breakdown(partnership=cumbria, name=name), groups, by=by, at=AT)


def test_added_with_its_groups_in_order(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(f"{URL}add/", sent(), follow=True)
    assert "Girls, Boys, Not known" in answer.content.decode()
    assert [g.order for g in Breakdown.objects.get().groups.all()] == [0, 1, 2]


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"everybody": ""}, 422, "Tick the box to go on"),
        ({"groups": "Girls"}, 409, "give from two to 40"),
        ({"groups": "\n".join(f"g{n}" for n in range(41))}, 409, "give from two to 40"),
        ({"groups": "Girls\ngirls \nBoys"}, 409, "stands there more than once"),
        ({"groups": "Girls\nTotal"}, 409, "The whole is always asked for"),
        ({"groups": "Girls\n" + "x" * 81}, 409, "at most 80"),
        ({"name": ""}, 422, "Name: fill this in."),
    ],
)
def test_refused_with_a_sentence(wrong, status, sentence, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(f"{URL}add/", sent(**wrong))
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Breakdown.objects.exists()


def test_it_stands_once_a_definition_uses_it(cumbria, commissioner, signed_in):
    made = breakdown(cumbria, commissioner)
    make.kpi(cumbria, "EH1", breakdown=made)
    late = BreakdownGroup(breakdown=made, name="Not known", order=2)
    with pytest.raises(Refused, match="so it stands"):
        begin(late, by=commissioner, at=AT)
    with pytest.raises(Refused, match="so it stands"):
        remove(made.groups.first(), by=commissioner, at=AT)
    answer = signed_in(commissioner).post(f"{URL}{made.pk}/remove/")
    assert answer.status_code == 409
    assert made.groups.count() == 2
    assert "EH1 version 1" in signed_in(commissioner).get(URL).content.decode()


def test_removed_while_nothing_uses_it(cumbria, commissioner, signed_in):
    made = breakdown(cumbria, commissioner)
    assert signed_in(commissioner).post(f"{URL}{made.pk}/remove/").status_code == 302
    assert not BreakdownGroup.objects.exists()


def test_a_definition_is_broken_down_by_its_own_partnership_s(cumbria):
    cornwall = trust("Cornwall", "cornwall")
    theirs = breakdown(cornwall, make.commissioner_of(cornwall))
    with pytest.raises(Refused, match="one of this partnership's own"):
        make.kpi(cumbria, breakdown=theirs)
