"""Local partnerships: rounds of meetings, plans in versions, priorities, task and finish groups."""

from datetime import date, timedelta

import pytest

from commissioning.actions.local import begin_plan, finalise_plan
from commissioning.models import LocalMeeting, LocalMember, LocalPlan, LocalPriority
from commissioning.queries.local import locals_of
from tests.factories import commissioning as make
from tests.factories import place
from tests.factories.people import AT, trust
from workflow.door import amend
from workflow.lifecycle import Refused

TODAY = AT.date()


def finalised(cumbria, commissioner, *priorities):
    plan = place.plan(cumbria)
    for order, text in enumerate(priorities or ("Sleep",), start=1):
        place.priority(plan, order, text)
    return finalise_plan(plan, TODAY, by=commissioner, at=AT)


def test_finalised_on_screen_and_then_it_stands(cumbria, commissioner, signed_in):
    plan = place.priority(place.plan(cumbria)).plan
    url = f"/p/cumbria/local/plans/{plan.pk}/finalise/"
    sent = {"day_0": "20", "day_1": "11", "day_2": "2026"}
    answer = signed_in(commissioner).post(url, sent)
    assert answer.url == plan.get_absolute_url()
    assert signed_in(commissioner).get(url).status_code == 409
    add = f"/p/cumbria/partnership/priorities/{plan.pk}/add/"
    assert signed_in(commissioner).get(add).status_code == 409
    with pytest.raises(Refused, match="was finalised on 20 November 2026 and stands"):
        amend(plan, by=commissioner, at=AT, statement="Other")


@pytest.mark.parametrize(("days", "said"), [(1, "still to come"), (0, "at least one priority")])
def test_not_finalised(days, said, cumbria, commissioner):
    plan = place.plan(cumbria)
    if days:
        place.priority(plan)
    with pytest.raises(Refused, match=said):
        finalise_plan(plan, TODAY + timedelta(days=days), by=commissioner, at=AT)


def test_the_next_version_brings_the_priorities(cumbria, commissioner):
    first = finalised(cumbria, commissioner, "Sleep", "Speech")
    second = begin_plan(LocalPlan(local=first.local, statement="More"), by=commissioner, at=AT)
    assert second.version == 2
    assert [str(one) for one in second.priorities.all()] == ["Sleep", "Speech"]


def test_one_draft_at_a_time(cumbria, commissioner, signed_in):
    plan = place.plan(cumbria)
    url = f"/p/cumbria/partnership/plans/{plan.local_id}/add/"
    answer = signed_in(commissioner).post(url, {"statement": "Another"})
    assert answer.status_code == 409
    assert "Version 1 is a draft still" in answer.content.decode()


def test_a_priority_serves_an_own_outcome(cumbria):
    foreign = make.outcome(trust("Cornwall", "cornwall"))
    plan = place.plan(cumbria)
    with pytest.raises(Refused, match="own"):
        place.kept(LocalPriority(plan=plan, order=1, text="X", outcome=foreign))


def test_two_priorities_have_two_places(cumbria):
    plan = place.priority(place.plan(cumbria)).plan
    with pytest.raises(Refused, match="Another priority has that place"):
        place.priority(plan, 1, "Speech")


def test_a_group_works_under_a_plan_that_stands(cumbria, commissioner):
    priority = finalised(cumbria, commissioner).priorities.get()
    group = place.group(priority)
    assert group.standing_on(date(2026, 8, 31)) == "Not begun"
    assert group.standing_on(TODAY) == "Working"
    ended = amend(group, by=commissioner, at=AT, ends_on=date(2026, 11, 1), achieved="Two hubs")
    assert ended.standing_on(date(2026, 11, 1)) == "Working"
    assert ended.standing_on(TODAY) == "Finished"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_on": date(2026, 8, 1)}, "ends before it begins"),
        ({"achieved": "Much"}, "Say when the group ended"),
    ],
)
def test_a_group_that_does_not_hold(fields, said, cumbria, commissioner):
    priority = finalised(cumbria, commissioner).priorities.get()
    with pytest.raises(Refused, match=said):
        place.group(priority, **fields)


def test_the_list_says_how_each_stands(cumbria, commissioner, signed_in):
    plan = finalised(cumbria, commissioner, "Sleep", "Speech")
    sleep = plan.priorities.first()
    place.group(sleep)
    place.group(sleep, ends_on=date(2026, 10, 1))
    for number, day in ((1, date(2026, 5, 1)), (1, date(2026, 5, 2)), (2, date(2026, 9, 1))):
        place.kept(LocalMeeting(local=plan.local, round=number, held_on=day))
    begin_plan(LocalPlan(local=plan.local, statement="More"), by=commissioner, at=AT)
    line = locals_of(cumbria, TODAY)[0]
    assert (line.plan, line.priorities, line.working, line.rounds) == (plan, 2, 1, 2)
    page = signed_in(commissioner).get("/p/cumbria/local/").content.decode()
    assert "Finalised 24 November 2026" in page
    group = signed_in(commissioner).get(plan.local.get_absolute_url()).content.decode()
    assert "Working" in group
    assert "Finished" in group


def test_members_are_organisations_or_names(cumbria, commissioner, signed_in):
    local = place.local(cumbria)
    url = f"/p/cumbria/partnership/members/{local.pk}/add/"
    assert signed_in(commissioner).post(url, {}).status_code == 422
    assert signed_in(commissioner).post(url, {"name": "Head teachers"}).status_code == 302
    council = cumbria.members.get().organisation
    place.kept(LocalMember(local=local, organisation=council, name="Ruth"))
    assert {str(one) for one in local.members.all()} == {"Head teachers", f"Ruth, {council}"}


def test_a_part_is_removed_and_the_page_comes_back(cumbria, commissioner, signed_in):
    priority = place.priority(place.plan(cumbria))
    url = f"/p/cumbria/partnership/priorities/{priority.pk}/remove/"
    answer = signed_in(commissioner).post(url)
    assert answer.url == priority.plan.get_absolute_url()
    assert not priority.plan.priorities.exists()
