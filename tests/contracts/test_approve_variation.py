"""Approval: another person, regime, ground with citation, cumulative change, the law, the Board."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from contracts.actions import variations as verbs
from contracts.models import Agreement, Variation
from contracts.queries.variations import cumulative, moved_since_sent
from tests.factories import contracts as make
from tests.factories import people
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


def approve(made, by, **data):
    return take(made, "approve", by=by, at=AT, **data)


def without(made: Variation, **fields) -> Variation:
    """The variation as it would be if somebody had got around recording these."""
    Variation._base_manager.filter(pk=made.pk).update(**fields)
    return Variation.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ({"regime": ""}, "Record the law the agreement is varied under"),
        ({"ground_code": ""}, "Record the ground relied on, with its citation"),
        ({"ground_citation": ""}, "Record the ground relied on, with its citation"),
        ({"cumulative_value": None}, "Record the cumulative change"),
        ({"cumulative_days": None}, "Record the cumulative change"),
    ],
)
def test_refused_without_what_must_be_recorded(trust, approver, lost, sentence) -> None:
    made = without(make.variation(make.agreement(trust), "with_board"), **lost)
    with pytest.raises(Refused, match=sentence):
        approve(made, approver)
    made.refresh_from_db()
    assert made.state == "with_board"


def test_refused_when_the_ground_is_not_of_the_agreement_s_law(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "with_board")
    made = without(made, ground_code="psr.authority")
    with pytest.raises(Refused, match="is not a ground under Procurement Act 2023"):
        approve(made, approver)


def test_refused_beyond_what_the_law_allows(trust, approver) -> None:
    nursing = make.agreement(
        trust, regime="PSR", route="", value_awarded=Decimal(1_600_000), health_service=True
    )
    made = make.variation(
        nursing, "with_board", ground_code="psr.authority", value_change=Decimal(500_000)
    )
    with pytest.raises(Refused, match=r"changed by £500,000, 31.25 per cent"):
        approve(made, approver)


def test_nobody_approves_their_own(trust, commissioner) -> None:
    people.also(commissioner, "approver", trust)
    made = make.variation(make.agreement(trust), "with_board")
    with pytest.raises(Refused, match="You proposed this variation yourself"):
        approve(made, commissioner)


@pytest.fixture
def both(trust, commissioner):
    """Somebody who is an approver, and the second commissioner."""
    return people.also(people.person("commissioner", trust), "approver", trust)


def changed_by(trust, author, change) -> Variation:
    """A variation of the first commissioner, changed by somebody else, and with the Board."""
    made = make.variation(make.agreement(trust))
    change(made, author)
    held = make.meeting(trust, AT.date())
    made = take(made, "send_to_board", by=make.commissioner_of(trust), at=AT, meeting=held)
    return verbs.record_advice(made, "for", "Agreed.", make.commissioner_of(trust), AT)


@pytest.mark.parametrize(
    "change",
    [
        lambda made, by: verbs.change(made, by=by, at=AT, value_change=Decimal(70_000)),
        lambda made, by: verbs.drop_kpi_change(made.kpi_terms.get(), by=by, at=AT),
        lambda made, by: verbs.change_kpi(
            made,
            made.agreement.kpis.last(),
            from_quarter="2026-27Q4",
            target=Decimal(10),
            tolerance=Decimal(5),
            by=by,
            at=AT,
        ),
    ],
    ids=["its terms", "a KPI left alone", "a KPI changed"],
)
@pytest.mark.parametrize("step", ["approve", "refuse"])
def test_nobody_decides_what_they_changed(trust, both, change, step) -> None:
    made = changed_by(trust, both, change)
    with pytest.raises(Refused, match=r"You wrote part of this variation\. Someone else must"):
        take(made, step, by=both, at=AT, reasons="Mine.")


def test_who_only_sent_it_may_decide(trust, both) -> None:
    made = make.variation(make.agreement(trust))
    held = make.meeting(trust, AT.date())
    made = take(made, "send_to_board", by=both, at=AT, meeting=held)
    made = verbs.record_advice(made, "for", "Agreed.", both, AT)
    assert approve(made, both).decided_by == both


def test_the_board_advises_first(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    with pytest.raises(Refused, match="Record the Board's advice first"):
        approve(made, approver)


def test_an_urgent_one_does_not_wait(trust, approver) -> None:
    made = make.variation(
        make.agreement(trust), "with_board", position="", urgent=True, urgent_reason="A hub burnt."
    )
    assert approve(made, approver).state == "approved"


def test_against_advice_only_with_a_reason(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="against")
    with pytest.raises(Refused, match=r"advised against this\. Give the reason"):
        approve(made, approver, reasons=" ")
    done = approve(made, approver, reasons="Families cannot wait.")
    assert (done.state, done.decision_reasons) == ("approved", "Families cannot wait.")


def test_a_commissioner_does_not_approve(trust, commissioner) -> None:
    made = make.variation(make.agreement(trust), "with_board")
    with pytest.raises(NotAllowed):
        approve(made, commissioner)


def test_a_refusal_has_its_reason(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "with_board")
    with pytest.raises(Refused, match="Give the reason"):
        take(made, "refuse", by=approver, at=AT, reasons="")
    assert make.variation(made.agreement, "refused", kpi_change=False).decided_by == approver


def test_cumulative_change_is_measured_against_the_award(trust) -> None:
    made = make.agreement(trust)
    first = make.variation(made, "in_force", at=make.london_time(date(2026, 1, 5), 9))
    second = make.variation(
        made, "with_board", value_change=Decimal(-20_000), new_end_on=date(2029, 9, 30)
    )
    assert (first.cumulative_value, first.cumulative_days) == (60_000, 0)
    assert (second.cumulative_value, second.cumulative_days) == (40_000, 183)
    seen = cumulative(second)
    assert (seen.value_share, seen.days_share) == ("3.3%", "12.5%")


def test_changes_from_before_the_register_count(trust) -> None:
    made = make.agreement(trust, value=Decimal(1_300_000), end_as_awarded=date(2028, 3, 31))
    varied = make.variation(made, "with_board")
    assert (varied.cumulative_value, varied.cumulative_days) == (160_000, 365)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_approval_makes_no_difference(trust, approver, order) -> None:
    made = make.agreement(trust)
    days = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    ends = [date(2029, 6, 30), None, date(2029, 9, 30)]
    sent = [
        make.variation(
            made,
            "with_board",
            kpi_change=False,
            effective_on=day,
            new_end_on=end,
            value_change=Decimal(100_000 * (n + 1)),
        )
        for n, (day, end) in enumerate(zip(days, ends, strict=True))
    ]
    last = [approve(sent[n], approver) for n in order][-1]
    assert (last.cumulative_value, last.cumulative_days) == (600_000, 183)


def test_the_law_is_asked_again_when_another_was_approved_meanwhile(trust, approver) -> None:
    nursing = make.agreement(
        trust, regime="PSR", route="", value_awarded=Decimal(1_600_000), health_service=True
    )
    given = {
        "ground_code": "psr.authority",
        "value_change": Decimal(300_000),
        "kpi_change": False,
    }
    one = make.variation(nursing, "with_board", **given)
    other = make.variation(nursing, "with_board", **given)
    approve(one, approver)
    assert moved_since_sent(other)
    with pytest.raises(Refused, match=r"changed by £600,000"):
        approve(other, approver)


def test_two_do_not_set_the_same_kpi_from_the_same_quarter(trust, approver) -> None:
    made = make.agreement(trust)
    one, other = make.variation(made, "with_board"), make.variation(made, "with_board")
    approve(one, approver)
    with pytest.raises(Refused, match="already has terms that begin in 2026-27Q4"):
        approve(other, approver)


def test_on_screen(trust, approver, signed_in) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="against")
    client = signed_in(approver)
    address = f"{made.get_absolute_url()}step/approve/"
    assert client.post(address, {"reasons": ""}).status_code == 422
    assert client.post(address, {"reasons": "It is needed."}).status_code == 302
    assert Agreement.objects.get().value == 1_200_000
