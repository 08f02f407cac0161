"""The catalogue of services: three ways of delivery, decided with reasons, joined to what they serve."""

import pytest

from commissioning.actions.services import decide_delivery
from commissioning.models import Service, ServiceOutcome
from tests.factories import commissioning as make
from tests.factories import place
from tests.factories.people import AT, provider, trust
from workflow.calendar import london_date
from workflow.door import amend, remove
from workflow.lifecycle import Refused
from workflow.models import AuditEntry

ADD = "/p/cumbria/partnership/services/add/"


def given(**fields):
    return {
        "name": "Music service",
        "description": "Music lessons.",
        "delivery": "authority",
        "from_age": "5",
        "until_age": "18",
        **fields,
    }


def test_the_three_ways_stand_apart(cumbria, commissioner, signed_in):
    place.service(cumbria, name="Youth", delivery="undecided")
    place.service(cumbria, name="Admissions", delivery="authority")
    groups = signed_in(commissioner).get("/p/cumbria/services/").context["groups"]
    shown = {group.way: [str(one) for one in group.services] for group in groups}
    assert shown == {"areas": [], "authority": ["Admissions"], "undecided": ["Youth"]}


def test_added_with_its_outcomes_and_levels(cumbria, commissioner, signed_in):
    outcome = make.outcome(cumbria)
    lead = cumbria.members.get().organisation
    sent = given(outcomes=[outcome.pk], lead_organisation=lead.pk, reach="universal")
    answer = signed_in(commissioner).post(ADD, sent)
    service = Service.objects.get()
    assert answer.url == service.get_absolute_url()
    assert service.ages == "5 to 18"
    assert [row.outcome for row in service.outcome_rows.all()] == [outcome]
    page = signed_in(commissioner).get(answer.url).content.decode()
    assert "Authority-wide" in page
    assert str(outcome) in page


def test_changed_outcomes_leave_and_come(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    other = make.outcome(cumbria, "Children are healthy")
    change = f"/p/cumbria/partnership/services/{service.pk}/change/"
    form = signed_in(commissioner).get(change).context["form"]
    assert form.initial["outcomes"] == [make.outcome(cumbria).pk]
    assert "delivery" not in form.fields
    answer = signed_in(commissioner).post(change, given(outcomes=[other.pk]))
    assert answer.status_code == 302
    assert [row.outcome for row in ServiceOutcome.objects.all()] == [other]


def test_what_it_was_joined_to_before_a_plan_ended_stays(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    outcome = make.outcome(cumbria)
    amend(outcome.framework, by=commissioner, at=AT, until_day=london_date(AT))
    change = f"/p/cumbria/partnership/services/{service.pk}/change/"
    ticked = signed_in(commissioner).get(change).context["form"].initial["outcomes"]
    answer = signed_in(commissioner).post(change, given(outcomes=ticked))
    assert answer.status_code == 302
    assert [row.outcome for row in ServiceOutcome.objects.all()] == [outcome]


def test_decided_with_reasons_that_the_history_keeps(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    url = f"{service.get_absolute_url()}decide/"
    assert signed_in(commissioner).post(url, {"delivery": "areas"}).status_code == 422
    sent = {"delivery": "areas", "reasons": "Families asked for it near home."}
    assert signed_in(commissioner).post(url, sent).status_code == 302
    service.refresh_from_db()
    assert not service.undecided
    entry = AuditEntry.objects.get(step="amend", record_id=service.pk)
    assert entry.reasons == "Families asked for it near home."
    again = signed_in(commissioner).post(url, sent)
    assert again.status_code == 409
    assert "That is how it stands: in areas." in again.content.decode()


def test_no_decision_without_reasons_behind_the_form(cumbria, commissioner):
    with pytest.raises(Refused, match="Give the reasons"):
        decide_delivery(place.service(cumbria), "areas", " ", by=commissioner, at=AT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until_age": "3"}, "The oldest age is below the youngest."),
        ({"name": ""}, "fill this in"),
        ({"delivery": ""}, "choose one"),
        ({"outcomes": ["99"]}, "99"),
    ],
)
def test_mistakes_are_said(wrong, said, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Service.objects.exists()


def test_only_members_lead_and_only_own_outcomes_are_served(cumbria, commissioner, signed_in):
    outsider, foreign = provider(), make.outcome(trust("Cornwall", "cornwall"))
    sent = given(lead_organisation=outsider.pk, outcomes=[foreign.pk])
    answer = signed_in(commissioner).post(ADD, sent)
    assert set(answer.context["form"].errors) == {"lead_organisation", "outcomes"}
    service = place.service(cumbria)
    with pytest.raises(Refused, match="own"):
        place.kept(ServiceOutcome(service=service, outcome=foreign))
    with pytest.raises(Refused, match="member organisation"):
        place.service(cumbria, lead_organisation=outsider)


def test_specifications_and_their_needs_are_shown(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    spec = make.draft_specification(cumbria, service=service)
    answered = make.answer(spec)
    page = signed_in(commissioner).get(service.get_absolute_url()).content.decode()
    assert str(spec) in page
    assert str(answered.need) in page


def test_a_service_that_is_used_is_not_removed(cumbria, commissioner, signed_in):
    service = place.service(cumbria)
    make.draft_specification(cumbria, service=service)
    answer = signed_in(commissioner).post(f"/p/cumbria/partnership/services/{service.pk}/remove/")
    assert answer.status_code == 409
    assert "still used" in answer.content.decode()
    assert Service.objects.exists()


def test_a_service_that_was_reviewed_is_not_removed(cumbria, commissioner):
    reviewed = place.review(place.service(cumbria))
    with pytest.raises(Refused):
        remove(reviewed.service, by=commissioner, at=AT)
    reviewed.refresh_from_db()


def test_a_local_partnership_with_a_plan_is_not_removed(cumbria, commissioner):
    plan = place.plan(cumbria)
    with pytest.raises(Refused):
        remove(plan.local, by=commissioner, at=AT)
    plan.refresh_from_db()
