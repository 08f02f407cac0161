"""A yearly review from the day it is due to its agreement, by real steps."""

from datetime import date, timedelta

import pytest

from contracts.actions import reviews as verbs
from contracts.models import Review
from contracts.queries.agreements import remarks
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.calendar import london_time
from workflow.deadlines import take_all_due
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused

TODAY = AT.date()
KINDS = ("contract", "sla", "in_house", "grant", "section_75")


def of_kind(trust, kind: str, state: str = "in_force", **more):
    if kind == "contract":
        return make.agreement(trust, state, **more)
    return make.agreement(trust, state, kind=kind, regime="none", route="", regime_note="", **more)


def only(made) -> Review:
    return made.reviews.get()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_first_review_once_it_is_signed(trust, kind) -> None:
    drafted = of_kind(trust, kind, "drafted")
    assert not drafted.reviews.exists()
    signed = make.moved(drafted, "signed")
    first = only(signed)
    assert (first.state, first.number, first.due_on) == ("due", 1, date(2026, 4, 1))
    assert signed.review_on == first.due_on
    running = take(signed, "bring_into_force", by=people.person("commissioner", trust), at=AT)
    assert only(running) == first


def test_the_first_is_due_by_the_end_of_a_short_agreement(trust) -> None:
    made = make.agreement(trust, start_on=date(2026, 6, 1), end_on=date(2027, 3, 31))
    assert only(made).due_on == made.review_on == date(2027, 3, 31)


def test_it_waits_for_its_day(trust, commissioner) -> None:
    made = make.agreement(trust, review_on=date(2027, 4, 1))
    with pytest.raises(Refused, match="can be started from 1 January 2027"):
        take(only(made), "start", by=commissioner, at=AT)
    take(only(made), "start", by=commissioner, at=london_time(date(2027, 1, 1), 9))


def test_its_day_is_moved_within_the_year(trust, commissioner) -> None:
    made = make.agreement(trust, review_on=date(2027, 4, 1), start_on=date(2026, 4, 1))
    due = only(made)
    for day, said in (
        (TODAY - timedelta(days=1), "The day has passed"),
        (date(2027, 5, 2), "choose a day by 1 May 2027"),
        (date(2030, 1, 1), "The agreement ends on 31 March 2029"),
    ):
        with pytest.raises(Refused, match=said):
            take(due, "move", by=commissioner, at=AT, due_on=day, reasons="Why not.")
    with pytest.raises(Refused, match="Say why"):
        take(due, "move", by=commissioner, at=AT, due_on=TODAY, reasons=" ")
    moved = take(due, "move", by=commissioner, at=AT, due_on=date(2027, 2, 1), reasons="Budget.")
    made.refresh_from_db()
    assert moved.due_on == made.review_on == date(2027, 2, 1)


def test_one_that_is_not_late_is_not_put_off_further(trust, commissioner) -> None:
    made = make.agreement(trust, review_on=date(2026, 12, 1), start_on=date(2025, 12, 1))
    soon = date(2027, 2, 1)
    with pytest.raises(Refused, match="choose a day by 1 January 2027"):
        take(only(made), "move", by=commissioner, at=AT, due_on=soon, reasons="Budget.")
    late = make.agreement(trust, review_on=date(2026, 11, 1), start_on=date(2025, 11, 1))
    moved = take(only(late), "move", by=commissioner, at=AT, due_on=soon, reasons="Illness.")
    assert moved.due_on == soon


def test_nothing_is_sent_before_everything_is_written(trust, commissioner) -> None:
    under_way = make.review(make.agreement(trust), "under_way")
    with pytest.raises(Refused, match=r"Write first: .*value for money; recommendation"):
        take(under_way, "send", by=commissioner, at=AT)
    with pytest.raises(Refused, match="By when: Say by when"):
        verbs.write(under_way, by=commissioner, at=AT, recommendation="end")


def test_who_wrote_it_does_not_agree_it(trust, commissioner, approver) -> None:
    waiting = make.review(make.agreement(trust), "waiting")
    with pytest.raises(Refused, match="with an approver"):
        verbs.write(waiting, by=commissioner, at=AT, value_for_money="Dear.")
    with pytest.raises(NotAllowed):
        take(waiting, "agree", by=commissioner, at=AT)
    both = people.person("approver", trust)
    people.also(both, "commissioner", trust)
    back = take(waiting, "send_back", by=approver, at=AT, reasons="And the waits?")
    with pytest.raises(Refused, match="still being written"):
        take(back, "agree", by=approver, at=AT)
    verbs.write(back, by=both, at=AT, value_for_money="As tendered; waits are shorter.")
    again = take(back, "send", by=commissioner, at=AT)
    for step, more in (("agree", {}), ("send_back", {"reasons": "No."})):
        with pytest.raises(Refused, match="You wrote part of this review"):
            take(again, step, by=both, at=AT, **more)
    agreed = take(again, "agree", by=approver, at=AT)
    assert (agreed.state, agreed.agreed_by) == ("agreed", approver)


def test_it_is_sent_back_with_a_reason(trust, approver) -> None:
    waiting = make.review(make.agreement(trust), "waiting")
    with pytest.raises(Refused, match="Say what is still to be looked at"):
        take(waiting, "send_back", by=approver, at=AT, reasons="")


def test_agreeing_it_records_the_next(trust) -> None:
    made = make.agreement(trust)
    agreed = make.review(made, "agreed")
    following = made.reviews.get(number=2)
    made.refresh_from_db()
    assert (following.state, following.due_on) == ("due", date(2027, 4, 1))
    assert made.review_on == following.due_on
    assert agreed.due_on == date(2026, 4, 1)
    assert [r.words for r in remarks(made, TODAY)] == []


def test_there_is_no_next_past_the_end(trust) -> None:
    made = make.agreement(trust, end_on=date(2027, 3, 31))
    make.review(made, "agreed")
    made.refresh_from_db()
    assert made.review_on is None
    assert made.reviews.count() == 1
    take_all_due(AT)
    assert made.reviews.count() == 1
    make.variation(made, "in_force", new_end_on=date(2028, 3, 31), kpi_change=False)
    made.refresh_from_db()
    assert made.reviews.get(number=2).due_on == made.review_on == date(2027, 4, 1)


def test_an_earlier_end_brings_it_forward(trust) -> None:
    made = make.agreement(trust, review_on=date(2027, 4, 1))
    make.variation(made, "in_force", new_end_on=date(2027, 1, 31), kpi_change=False)
    made.refresh_from_db()
    assert only(made).due_on == made.review_on == made.end_on == date(2027, 1, 31)


def test_a_missing_one_is_recorded_once(trust) -> None:
    made = make.agreement(trust)
    Review.objects.filter(agreement=made)._raw_delete("default")
    assert take_all_due(AT).made >= 1
    assert only(made).due_on == date(2026, 4, 1)
    take_all_due(AT)
    assert made.reviews.count() == 1


def test_an_agreement_that_ends_leaves_it_as_it_is(trust, commissioner, approver) -> None:
    ended = make.agreement(trust)
    due = only(ended)
    take(ended, "terminate", by=approver, at=AT, reasons="Insolvency.")
    with pytest.raises(Refused, match="this review is not held"):
        take(due, "start", by=commissioner, at=AT)
    assert take_all_due(AT).failed == 0
    assert ended.reviews.count() == 1


def test_one_under_way_is_finished_after_the_end(trust, approver) -> None:
    made = make.agreement(trust)
    waiting = make.review(made, "waiting")
    take(made, "terminate", by=approver, at=AT, reasons="Insolvency.")
    agreed = take(waiting, "agree", by=approver, at=AT)
    made.refresh_from_db()
    assert agreed.is_agreed
    assert made.reviews.count() == 1


def test_a_suspended_agreement_is_reviewed(trust) -> None:
    made = make.agreement(trust, "suspended")
    assert make.review(made, "agreed").is_agreed


def test_a_plan_is_linked_where_it_recommends_commissioning_anew(trust, commissioner) -> None:
    anew = {"recommendation": "recommission", "act_by": date(2027, 9, 1)}
    agreed = make.review(make.agreement(trust), "agreed", **anew)
    need = commissioning.need(trust)
    with pytest.raises(Refused, match="Choose the need"):
        take(agreed, "link", by=commissioner, at=AT)
    elsewhere = commissioning.need(people.trust("Elsewhere", "elsewhere"))
    with pytest.raises(Refused, match="this partnership's own"):
        take(agreed, "link", by=commissioner, at=AT, need=elsewhere)
    assert take(agreed, "link", by=commissioner, at=AT, need=need).need == need
    other = make.review(make.agreement(trust), "agreed")
    with pytest.raises(Refused, match="does not recommend"):
        take(other, "link", by=commissioner, at=AT, need=need)
