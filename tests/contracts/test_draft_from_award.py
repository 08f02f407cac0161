"""A contract is drafted from an award, once, with what the award and the specification settled."""

import pytest
from django.urls import reverse

from commissioning.quarters import Quarter
from contracts.actions import agreements as verbs
from contracts.models import Agreement
from contracts.queries.agreements import awards_without_contract
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories.tenders import moment_after
from workflow.lifecycle import NotAllowed, Refused


def test_the_contract_is_as_awarded(trust) -> None:
    award = make.award(trust)
    assert list(awards_without_contract(trust)) == [award]
    made = make.drafted_from_award(trust, award=award)
    tender = award.tender
    assert made.provider == award.bid.provider
    assert made.value == made.value_awarded == award.value
    assert (made.start_on, made.end_on) == (tender.start_on, tender.end_on)
    assert made.end_as_awarded == tender.end_on
    assert (made.regime, made.route) == (tender.regime, tender.route)
    assert made.specification == tender.specification
    assert made.kind == Agreement.Kind.CONTRACT
    assert {line.area.name for line in made.areas.all()} == {"Eden", "Carlisle"}
    assert not awards_without_contract(trust).exists()


def test_kpis_of_the_specification_are_copied_with_their_terms(trust) -> None:
    made = make.drafted_from_award(trust)
    quarter = str(Quarter.containing(made.start_on))
    wanted = {m.kpi_id: m for m in made.specification.kpis.all()}
    lines = list(made.kpis.all())
    assert {line.kpi_id for line in lines} == wanted.keys()
    for line in lines:
        terms, measure = line.terms.get(), wanted[line.kpi_id]
        assert terms.from_quarter == quarter
        assert terms.definition == line.kpi.version_in(quarter)
        assert (terms.target, terms.tolerance) == (measure.target, measure.tolerance)
        assert terms.baseline == measure.baseline
        assert line.by_area == measure.by_area


def test_an_award_makes_one_contract(trust) -> None:
    award = make.award(trust)
    make.drafted_from_award(trust, award=award)
    with pytest.raises(Refused, match="has been drafted already"):
        make.drafted_from_award(trust, award=award)


def test_only_a_commissioner_drafts(trust, approver) -> None:
    award = make.award(trust)
    with pytest.raises(NotAllowed):
        verbs.draft_from_award(award, areas=[], by=approver, at=moment_after(award.tender))
    assert not Agreement.objects.exists()


def test_a_foreign_area_is_refused_and_nothing_is_left(trust, commissioner) -> None:
    award, elsewhere = make.award(trust), people.trust("Cornwall", "cornwall")
    foreign = commissioning.area(elsewhere, "Kerrier")
    at = moment_after(award.tender)
    with pytest.raises(Refused, match="not an area of this partnership"):
        verbs.draft_from_award(award, areas=[foreign], by=commissioner, at=at)
    assert not Agreement.objects.exists()


def test_a_kpi_without_a_definition_then_is_refused(trust) -> None:
    late = commissioning.kpi(trust, "LATE", from_quarter="2098-99Q1")
    draft = make.agreement(trust, "drafted")
    with pytest.raises(Refused, match="KPI LATE has no definition in force in 2025-26Q1"):
        make.schedule(draft, late)


def test_a_new_start_moves_the_first_quarter(trust, commissioner) -> None:
    made = make.drafted_from_award(trust)
    later = Quarter.containing(made.start_on).shifted(1).start
    verbs.change_facts(made, by=commissioner, at=make.AT, start_on=later)
    quarters = set(made.kpi_terms.values_list("from_quarter", flat=True))
    assert quarters == {str(Quarter.containing(later))}


def test_what_the_award_settled_stays(trust, commissioner) -> None:
    made = make.drafted_from_award(trust)
    with pytest.raises(Refused, match="as awarded"):
        verbs.change_facts(made, by=commissioner, at=make.AT, value=1)


def test_references_count_on_within_the_year(trust) -> None:
    first, second = make.agreement(trust, "drafted"), make.agreement(trust, "drafted")
    assert [first.reference, second.reference] == ["CUM-2025-001", "CUM-2025-002"]


def test_on_screen(trust, commissioner, signed_in) -> None:
    award = make.award(trust)
    at = moment_after(award.tender)
    client = signed_in(commissioner, at)
    address = reverse("contracts:draft", args=[trust.slug, award.pk])
    assert award.bid.provider.name in client.get(address).content.decode()
    bad = client.post(address, {"title": "", "start_on_0": "31", "start_on_1": "2"})
    assert bad.status_code == 422
    start, area = award.tender.start_on, commissioning.area(trust)
    posted = {
        "title": "Early Help",
        "start_on_0": start.day,
        "start_on_1": start.month,
        "start_on_2": start.year,
        "areas": [area.pk],
    }
    done = client.post(address, posted)
    made = Agreement.objects.get()
    assert (done.status_code, done["Location"]) == (302, made.get_absolute_url())
    assert client.post(address, posted).status_code == 404
