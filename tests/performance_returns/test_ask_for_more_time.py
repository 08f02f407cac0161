"""A later due date, or doing without a return: asked for, agreed, refused, granted, and kept."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from performance.actions import extensions
from performance.models import Extension
from performance.queries.ledger import Standing, ledger, standing_of
from performance.queries.returns import overdue
from tests.factories import people
from tests.factories import performance as factory
from workflow.calendar import london_time
from workflow.clock import start_at
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused
from workflow.models import AuditEntry

#: The return for July to September 2025 is due on 28 October 2025.
AT = london_time(date(2025, 10, 20), 10)
DUE, LATER = date(2025, 10, 28), date(2025, 11, 14)


def asked(record, by, **more):
    given = {"kind": "later", "reason": "Two of us are ill.", "until": LATER, **more}
    return extensions.ask(record, by=by, at=AT, **given)


def test_asking_changes_nothing_and_tells_the_commissioners(record, preparer, commissioner):
    request = asked(record, preparer)
    record.refresh_from_db()
    assert record.due_on == DUE
    assert (request.asked_by, request.asked_at, request.due_before) == (preparer, AT, DUE)
    told = commissioner.notices.get().sentence
    assert told.startswith(f"{preparer} asks for: 14 November 2025 as due date of the return of")


def test_agreed_it_moves_the_day_by_which_the_return_is_on_time(record, certifier, commissioner):
    day_after = london_time(date(2025, 10, 29), 9)
    assert standing_of(record, day_after) is Standing.LATE
    request = take(asked(record, certifier), "agree", by=commissioner, at=AT, reasons=" Get well. ")
    record.refresh_from_db()
    assert record.due_on == LATER
    assert standing_of(record, day_after) is Standing.DUE
    assert overdue(record.agreement.partnership, day_after) == []
    assert (request.answered_by, request.answered_at, request.answer) == (
        commissioner,
        AT,
        "Get well.",
    )
    assert "agreed to: 14 November 2025" in certifier.notices.get().sentence
    late = london_time(date(2025, 11, 15), 9)
    assert standing_of(record, late) is Standing.LATE
    assert overdue(record.agreement.partnership, late) == [record]


def test_submitted_by_the_day_agreed_it_came_on_time(record, preparer, certifier, commissioner):
    take(asked(record, preparer), "agree", by=commissioner, at=AT)
    at = london_time(LATER, 23, 30)
    record.refresh_from_db()
    factory.send(record, at=at)
    record = take(record, "certify", by=certifier, at=at)
    assert standing_of(record, at) is Standing.ON_TIME


def test_another_day_may_be_agreed(record, preparer, commissioner):
    sooner = date(2025, 11, 4)
    take(asked(record, preparer), "agree", by=commissioner, at=AT, until=sooner)
    record.refresh_from_db()
    assert (record.due_on, record.extensions.get().until) == (sooner, sooner)


def test_refused_it_leaves_the_return_as_it_is_and_says_why(record, preparer, commissioner):
    request = asked(record, preparer)
    with pytest.raises(Refused, match="Say why you refuse"):
        take(request, "refuse", by=commissioner, at=AT, reasons=" ")
    request = take(request, "refuse", by=commissioner, at=AT, reasons="The Board meets.")
    record.refresh_from_db()
    assert (record.due_on, request.answer) == (DUE, "The Board meets.")
    assert "refused: 14 November 2025" in preparer.notices.get().sentence
    assert asked(record, preparer).is_open


def test_one_open_request_for_each_return(record, preparer, certifier):
    request = asked(record, preparer)
    with pytest.raises(Refused, match="waits for its answer already"):
        asked(record, certifier, kind="waiver", until=None)
    take(request, "withdraw", by=certifier, at=AT)
    assert asked(record, certifier).is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.model._base_manager.filter(pk=request.pk).update(state="asked")


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (None, "Choose a day after 28 October 2025"),
        (DUE, "Choose a day after 28 October 2025"),
        (date(2026, 12, 1), "more than 184 days"),
    ],
)
def test_the_day_asked_for_is_later_and_not_far(record, preparer, until, sentence):
    with pytest.raises(Refused, match=sentence):
        asked(record, preparer, until=until)


def test_a_day_that_has_passed_cannot_be_agreed(record, preparer, commissioner):
    request = asked(record, preparer)
    with pytest.raises(Refused, match="passed already"):
        take(request, "agree", by=commissioner, at=london_time(date(2025, 11, 20), 9))
    assert record.extensions.get().is_open


def test_without_a_reason_nothing_is_asked(record, preparer):
    with pytest.raises(Refused, match="Say why"):
        asked(record, preparer, reason="  ")
    assert not record.extensions.exists()


def test_a_waiver_agreed_waives_the_return_and_is_kept(record, preparer, commissioner):
    request = asked(record, preparer, kind="waiver", reason="The clinic burnt down.", until=LATER)
    assert request.until is None
    take(request, "agree", by=commissioner, at=AT, reasons="Report it next time.")
    record.refresh_from_db()
    assert standing_of(record, AT) is Standing.NOT_WANTED
    assert record.waived_reason == "The clinic burnt down. Report it next time."
    steps = AuditEntry.objects.filter(effective_at=AT).values_list("sentence", flat=True)
    assert {"waived the return", "agreed to the request"} <= set(steps)


def test_granted_unasked_it_is_one_deed(record, commissioner, preparer):
    given = {"kind": "later", "reason": "Our file came late.", "until": LATER}
    request = extensions.grant(record, by=commissioner, at=AT, **given)
    record.refresh_from_db()
    assert record.due_on == LATER
    assert (request.asked_by, request.answered_by, request.granted_unasked) == (
        commissioner,
        commissioner,
        True,
    )
    with pytest.raises(NotAllowed):
        extensions.grant(record, by=preparer, at=AT, kind="waiver", reason="We would rather not.")
    assert record.extensions.count() == 1


def test_a_grant_that_cannot_be_leaves_nothing_behind(record, commissioner):
    with pytest.raises(Refused):
        extensions.grant(record, by=commissioner, at=AT, kind="later", reason="Why not.", until=DUE)
    assert not record.extensions.exists()


@pytest.mark.parametrize("state", ["certified", "queried", "accepted", "waived"])
def test_what_is_submitted_or_waived_is_past_asking(agreement, preparer, state):
    record = factory.kpi_return(agreement, state=state)
    with pytest.raises(Refused, match="its due date does not matter any more"):
        asked(record, preparer)


def test_after_a_query_the_figures_sent_again_are_past_asking_too(agreement, preparer):
    record = factory.kpi_return(agreement, state="queried")
    factory.send(record, {("WAIT", "Eden"): (31, 40)})
    record.refresh_from_db()
    assert (record.state_label, record.may_be_put_off) == ("Received", False)
    with pytest.raises(Refused, match="was submitted already"):
        asked(record, preparer)


def test_submitted_meanwhile_nothing_is_left_to_agree(record, preparer, certifier, commissioner):
    request = asked(record, preparer)
    factory.send(record, at=AT)
    take(record, "certify", by=certifier, at=AT)
    with pytest.raises(Refused, match="certified"):
        take(request, "agree", by=commissioner, at=AT)
    take(request, "withdraw", by=preparer, at=AT)


def test_a_correction_is_waived_but_has_no_due_date(agreement, preparer, commissioner):
    begun = factory.correction(factory.kpi_return(agreement))
    with pytest.raises(Refused, match="A correction has no due date"):
        asked(begun, preparer)
    extensions.grant(begun, by=commissioner, at=AT, kind="waiver", reason="Begun by mistake.")
    (row,) = ledger(agreement.partnership, "2025-26Q2", AT)
    assert (row.found.value, row.notes) == ("accepted", [])


def test_on_pages_it_is_asked_agreed_and_shown(client, record, preparer, commissioner):
    start_at(AT)
    slug, trust = record.agreement.provider.slug, record.agreement.partnership.slug
    ours = reverse("performance:portal_return", args=[slug, record.pk])
    ask = reverse("performance:portal_request", args=[slug, record.pk])
    client.force_login(preparer)
    assert f'href="{ask}"' in client.get(ours).content.decode()
    page = client.post(ask, {"kind": "later", "reason": "Illness."})
    assert page.status_code == 422
    assert "Enter the new due date." in page.content.decode()
    day = {"until_0": "14", "until_1": "11", "until_2": "2025"}
    assert client.post(ask, {"kind": "later", "reason": "Illness.", **day}).status_code == 302
    assert client.post(ask, {"kind": "later", "reason": "Illness.", **day}).status_code == 409
    page = client.get(ours).content.decode()
    assert "Withdraw the request" in page
    assert f'href="{ask}"' not in page

    client.force_login(commissioner)
    theirs = reverse("performance:return", args=[trust, record.pk])
    assert "refuse the request" in client.get(theirs).content.decode()
    request = record.extensions.get()
    step = reverse("performance:extension_step", args=[trust, record.pk, request.pk, "agree"])
    assert "Illness." in client.get(step).content.decode()
    sent = client.post(step, {**day, "reasons": ""})
    assert (sent.status_code, sent["Location"]) == (302, theirs)
    assert (
        "Due on 14 November 2025 instead of 28 October 2025" in client.get(theirs).content.decode()
    )
    assert client.get(step).status_code == 404


def test_your_work_of_the_commissioner_names_the_request(client, record, preparer, commissioner):
    start_at(AT)
    asked(record, preparer)
    client.force_login(commissioner)
    home = reverse("accounts:partnership_home", args=[record.agreement.partnership.slug])
    assert "Agree to or refuse a later due date" in client.get(home).content.decode()


def test_only_the_providers_own_people_ask(record):
    stranger = people.person(Role.CERTIFIER, people.provider("Someone Else"))
    with pytest.raises(NotAllowed):
        asked(record, stranger)
