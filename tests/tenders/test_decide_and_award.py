"""From the recommendation to the award: notice, another person, call-in, standstill, challenges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import Role
from tenders.actions.tender import close_challenge, record_challenge, record_gate
from tenders.models import Award, Moderation, Tender
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT, also
from tests.factories.tenders import certifier_of, moment_after, record, record_gates, tender
from workflow.calendar import london_date, london_time
from workflow.door import take
from workflow.lifecycle import Refused


def to_decide(trust: Partnership, notice_on: date) -> Tender:
    """A recommended tender whose gates are recorded, its key decision notice on that day."""
    made = tender(trust, "recommended")
    at = moment_after(made)
    record(made, "key_decision_notice", at=at, on_day=notice_on)
    record_gates(made, "decide", at=at)
    return made


def test_nobody_decides_on_their_own_recommendation(cumbria: Partnership) -> None:
    made = to_decide(cumbria, date(2026, 12, 1))
    author = also(commissioner_of(cumbria), Role.APPROVER, cumbria)
    with pytest.raises(Refused, match="You recommended this award yourself"):
        take(made, "decide", by=author, at=moment_after(made))


@pytest.mark.parametrize(
    ("notice", "first"),
    [
        (date(2026, 12, 1), date(2026, 12, 30)),  # 28 clear days between: 2 to 29 December
        (date(2027, 1, 4), date(2027, 2, 2)),
    ],
)
def test_a_key_decision_waits_28_clear_days(
    cumbria: Partnership, notice: date, first: date
) -> None:
    made = to_decide(cumbria, notice)
    by = approver_of(cumbria)
    with pytest.raises(Refused, match=f"from {first.day} {first:%B %Y}"):
        take(made, "decide", by=by, at=london_time(first - timedelta(days=1), 23, 59))
    assert take(made, "decide", by=by, at=london_time(first, 0)).decided_by == by


def test_a_decision_that_is_no_key_decision_needs_no_notice(cumbria: Partnership) -> None:
    made = tender(cumbria, "recommended")
    at = moment_after(made)
    record_gate(
        made,
        "key_decision_notice",
        by=commissioner_of(cumbria),
        at=at,
        statement="Below the council's figure, in one ward.",
        on_day=london_date(at),
        reasons_instead=True,
    )
    record_gates(made, "decide", at=at)
    assert take(made, "decide", by=approver_of(cumbria), at=at).decided_at == at


def test_sent_back_with_reasons_it_is_evaluated_again(cumbria: Partnership) -> None:
    made = tender(cumbria, "recommended")
    at, by = moment_after(made), approver_of(cumbria)
    with pytest.raises(Refused, match="Say what the panel"):
        take(made, "send_back", by=by, at=at, reasons="")
    made = take(made, "send_back", by=by, at=at, reasons="Explain criterion 2.")
    assert made.state == "evaluating"
    assert made.recommended_bid is None


def overturn(made: Tender) -> None:
    """The other bid's marks become the higher ones, behind the door's back."""
    marks = Moderation._base_manager.filter(bid__tender=made)
    marks.filter(bid=made.recommended_bid_id).update(mark=0)
    marks.exclude(bid=made.recommended_bid_id).update(mark=5)


def test_a_recommendation_that_is_no_longer_the_highest_total_is_not_decided(
    cumbria: Partnership,
) -> None:
    made = to_decide(cumbria, date(2026, 12, 1))
    overturn(made)
    other = made.bids.exclude(pk=made.recommended_bid_id).get()
    with pytest.raises(Refused, match=f"The highest total is now {other.provider}'s. Send it back"):
        take(made, "decide", by=approver_of(cumbria), at=moment_after(made))


def test_bidders_are_told_of_the_bid_that_was_decided(cumbria: Partnership) -> None:
    made = tender(cumbria, "decided")
    overturn(made)
    take(made, "send_summaries", by=commissioner_of(cumbria), at=moment_after(made))
    winners = {bid.summary.contents["winner"] for bid in made.assessed_bids()}
    assert winners == {str(made.recommended_bid.provider)}


def test_nothing_is_sent_until_call_in_has_ended(cumbria: Partnership) -> None:
    made = to_decide(cumbria, date(2026, 12, 1))
    friday = london_time(date(2027, 1, 29), 14)
    made = take(made, "decide", by=approver_of(cumbria), at=friday)
    # Five working days in England after Friday 29 January end on Friday 5 February.
    assert made.effective_on == date(2027, 2, 6)
    by = commissioner_of(cumbria)
    with pytest.raises(Refused, match="takes effect on 6 February 2027"):
        take(made, "send_summaries", by=by, at=london_time(date(2027, 2, 5), 23))
    made = take(made, "send_summaries", by=by, at=london_time(date(2027, 2, 8), 10))
    assert all(bid.summary.contents["winner"] for bid in made.assessed_bids())
    with pytest.raises(Refused, match="have been sent"):
        take(made, "send_summaries", by=by, at=london_time(date(2027, 2, 9), 10))


def notified(made: Tender, day: date, *, standstill: bool = True) -> Tender:
    """The award notice of a decided tender, published that day."""
    by, at = commissioner_of(made.partnership), london_time(day, 10)
    made = take(made, "send_summaries", by=by, at=at)
    return take(
        made,
        "publish_award_notice",
        by=by,
        at=at,
        number="2027/S 000-1",
        published_on=day,
        standstill=standstill,
    )


@pytest.mark.parametrize(
    ("published", "last"),
    [
        # Eight UK working days beginning with the day: 17 March (Belfast) and Easter do not count.
        (date(2027, 3, 15), date(2027, 3, 25)),
        (date(2027, 3, 22), date(2027, 4, 2)),
        (date(2027, 4, 26), date(2027, 5, 6)),
    ],
)
def test_the_standstill_ends_when_the_act_says(
    cumbria: Partnership, published: date, last: date
) -> None:
    made = notified(tender(cumbria, "decided"), published)
    assert made.standstill_ends == made.rule("standstill").last_day(published)
    assert made.standstill_ends == last
    by = commissioner_of(cumbria)
    with pytest.raises(Refused, match="The standstill runs until the end of"):
        take(made, "award", by=by, at=london_time(last, 23, 59))
    assert take(made, "award", by=by, at=london_time(last + timedelta(days=1), 0)).awarded_at


def test_a_notice_without_standstill_lets_the_award_follow(cumbria: Partnership) -> None:
    made = notified(tender(cumbria, "decided"), date(2027, 3, 15), standstill=False)
    assert made.standstill_ends is None
    assert take(made, "award", by=commissioner_of(cumbria), at=london_time(date(2027, 3, 15), 12))


def notice(made: Tender, at: datetime, **given: object) -> Tender:
    """Publish the award notice with something else in it."""
    usual = {"number": "2027/S 1", "published_on": london_date(at), "standstill": True}
    by = commissioner_of(made.partnership)
    return take(made, "publish_award_notice", by=by, at=at, **{**usual, **given})


def test_the_notice_follows_the_summaries_and_has_a_number(cumbria: Partnership) -> None:
    made = tender(cumbria, "decided")
    at = moment_after(made)
    with pytest.raises(Refused, match="Send the assessment summaries first"):
        notice(made, at)
    made = take(made, "send_summaries", by=commissioner_of(cumbria), at=at)
    with pytest.raises(Refused, match="Enter the number"):
        notice(made, at, number=" ")
    with pytest.raises(Refused, match="in the future"):
        notice(made, at, published_on=london_date(at) + timedelta(days=1))
    with pytest.raises(Refused, match="earlier than the assessment summaries"):
        notice(made, at, published_on=london_date(at) - timedelta(days=1))


def test_an_open_challenge_holds_the_award(cumbria: Partnership) -> None:
    made = tender(cumbria, "standstill")
    at, by = moment_after(made), commissioner_of(cumbria)
    loser = made.bids.exclude(pk=made.recommended_bid_id).get().provider
    day = london_date(at)
    raised = record_challenge(made, by=by, at=at, provider=loser, received_on=day, text="Why?")
    with pytest.raises(Refused, match="is not closed"):
        take(made, "award", by=by, at=at)
    with pytest.raises(Refused, match="between the day it came and today"):
        close_challenge(
            raised, by=by, at=at, closed_on=day + timedelta(days=1), outcome="Answered."
        )
    closed = close_challenge(raised, by=by, at=at, closed_on=day, outcome="Answered.")
    with pytest.raises(Refused, match="closed already"):
        close_challenge(closed, by=by, at=at, closed_on=day, outcome="Again.")
    assert take(made, "award", by=by, at=at).state == "awarded"


def test_no_challenge_before_the_decision(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    at = moment_after(made)
    given = {"provider": made.bids.first().provider, "received_on": london_date(at), "text": "Why?"}
    with pytest.raises(Refused, match="once the award is decided"):
        record_challenge(made, by=commissioner_of(cumbria), at=at, **given)


def test_the_award_is_one_and_tells_both_bidders(cumbria: Partnership) -> None:
    made = tender(cumbria, "awarded")
    assert Award.objects.get().bid == made.recommended_bid
    told = {n.sentence for b in made.bids.all() for n in certifier_of(b.provider).notices.all()}
    assert any("awarded to you" in s for s in told)
    assert any("awarded to another bidder" in s for s in told)
    with pytest.raises(Refused, match="done already"):
        take(made, "award", by=commissioner_of(cumbria), at=moment_after(made))


@pytest.mark.parametrize("state", ["drafting", "published", "evaluating", "standstill"])
def test_a_running_tender_is_abandoned_with_reasons(cumbria: Partnership, state: str) -> None:
    made = tender(cumbria, state)
    at, by = (
        min(moment_after(made), made.deadline) if state == "published" else moment_after(made),
        commissioner_of(cumbria),
    )
    with pytest.raises(Refused, match="Say why"):
        take(made, "abandon", by=by, at=at, reasons="")
    made = take(made, "abandon", by=by, at=at, reasons="The money was withdrawn.")
    assert made.abandoned_at == at
    for one in made.bids.all():
        sentences = [n.sentence for n in certifier_of(one.provider).notices.all()]
        assert any("abandoned" in s for s in sentences)


def test_steps_by_their_pages(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    made = tender(cumbria, "standstill")
    at = moment_after(made)

    def step(name: str) -> str:
        return reverse("tenders:tender_step", args=[cumbria.slug, made.pk, name])

    client = signed_in(commissioner_of(cumbria), at)
    assert client.get(step("award")).status_code == 200
    assert client.get(step("abandon")).status_code == 200
    assert client.post(step("abandon"), {}).status_code == 422
    assert client.post(step("publish"), {}).status_code == 409
    early = signed_in(commissioner_of(cumbria), at - timedelta(days=5))
    assert early.post(step("award")).status_code == 409
    assert signed_in(approver_of(cumbria), at).post(step("award")).status_code == 403
    assert signed_in(commissioner_of(cumbria), at).post(step("award")).status_code == 302


def test_the_award_notice_by_its_page(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "decided")
    at = moment_after(made)
    client = signed_in(commissioner_of(cumbria), at)
    url = reverse("tenders:tender_step", args=[cumbria.slug, made.pk, "publish_award_notice"])
    day = london_date(at)
    given = {
        "number": "2027/S 000-77",
        "published_on_0": day.day,
        "published_on_1": day.month,
        "published_on_2": day.year,
        "standstill": "yes",
    }
    assert client.post(url, given).status_code == 409, "no summaries yet"
    take(made, "send_summaries", by=commissioner_of(cumbria), at=at)
    assert client.post(url, {**given, "standstill": "perhaps"}).status_code == 422
    assert client.post(url, given).status_code == 302
    made.refresh_from_db()
    assert made.standstill_ends is not None


def test_drafted_in_the_past_it_keeps_the_rules_of_its_day(cumbria: Partnership) -> None:
    assert tender(cumbria).rules_as_at == london_date(AT)
