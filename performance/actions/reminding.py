"""Reminding people by e-mail of returns that are due or late, each of them once.

A row is written and committed before a message is handed to the mail server; the database lets one
scheduler alone write it. What the server turns away is tried again by whoever claims the row first. A
worker that dies between the two leaves a row that nobody claims: such a message was sent once or
never, and none is ever sent twice. Messages name no figure and nobody but the person written to.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from performance.models import Reminder
from performance.queries.reminders import Due, reminders_due
from workflow import words

log = logging.getLogger(__name__)


class _ServerAway(Exception):
    """The mail server could not be reached: nobody else is written to in this round."""


def remind(at: datetime) -> int:
    """Send the reminders due now; how many messages were handed to the mail server. May run twice."""
    sent: list[int] = []
    for due in reminders_due(at):
        try:
            with transaction.atomic():
                mine = [(one, row) for one in due if (row := _claimed(one, at))]
                if mine:
                    transaction.on_commit(partial(_hand_over, mine, at, sent))
        except _ServerAway:
            log.warning("The mail server could not be reached; reminders are tried again later.")
            break
    return len(sent)


def _claimed(due: Due, at: datetime) -> Reminder | None:
    """The row of a reminder, when it is this scheduler's to send; None when another has it."""
    if due.row is not None:
        same = Reminder.objects.filter(pk=due.row.pk, tries=due.row.tries, sent_at=None)
        again = {"tries": due.row.tries + 1, "failed": "", "tried_at": at}
        return due.row if same.exclude(failed="").update(**again) else None
    try:
        with transaction.atomic():
            return Reminder.objects.create(
                kpi_return=due.kpi_return,
                person=due.person,
                due_on=due.kpi_return.due_on,
                occasion=due.occasion.name,
                tried_at=at,
            )
    except IntegrityError:
        return None


def _hand_over(mine: Sequence[tuple[Due, Reminder]], at: datetime, sent: list[int]) -> None:
    """Send one message about these returns, and note what became of it. Outside any transaction."""
    due = [one for one, _row in mine]
    rows = Reminder.objects.filter(pk__in=[row.pk for _one, row in mine])
    try:
        _message(due).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refused:
        log.warning("The mail server refused a reminder: %s", refused)
        rows.update(failed=_why(refused))
    except OSError as away:
        rows.update(failed=_why(away))
        raise _ServerAway from away
    else:
        rows.update(sent_at=at)
        sent.append(due[0].person.pk)


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


# --- What it says ---------------------------------------------------------------------------------
def _message(due: Sequence[Due]) -> EmailMessage:
    person = due[0].person
    return EmailMessage(subject=_subject(due), body=_body(due), to=[person.email])


def _subject(due: Sequence[Due]) -> str:
    if len(due) > 1:
        late = sum(one.occasion.is_late for one in due)
        said = f"{late} of {len(due)} returns late" if late else f"{len(due)} returns to make"
        return f"Wholesight: {said}"
    one = due[0].kpi_return
    was = "was" if due[0].occasion.is_late else "is"
    title = " ".join(one.agreement.title.split())
    return f"Return {was} due on {words.day(one.due_on)}: {title}, {one.period.label}"


def _body(due: Sequence[Due]) -> str:
    late = [one for one in due if one.occasion.is_late]
    coming = [one for one in due if not one.occasion.is_late]
    parts = [f"Dear {due[0].person},"]
    if late:
        parts += ["Late: due, and not submitted.", *map(_paragraph, late)]
    if coming:
        parts += ["To be submitted:", *map(_paragraph, coming)]
    return "\n\n".join([*parts, _ending(due[0])]) + "\n"


def _paragraph(due: Due) -> str:
    one, agreement = due.kpi_return, due.kpi_return.agreement
    whose = agreement.partnership if due.to_provider else agreement.provider
    was = "was due on" if due.occasion.is_late else "due on"
    return (
        f"{agreement.title} ({agreement.reference}), {one.period.label}\n"
        f"{whose}: {was} {words.day(one.due_on)}\n{_address(due)}"
    )


def _address(due: Due) -> str:
    one = due.kpi_return
    path = one.get_absolute_url()
    if due.to_provider:
        path = reverse("performance:portal_return", args=[one.agreement.provider.slug, one.pk])
    return f"{settings.ADDRESS}{path}"


def _ending(due: Due) -> str:
    if not due.to_provider:
        return "You may give more time or waive a return on its page."
    return (
        "If you need more time, ask for it on the return's page.\n"
        f"You are written to because you make returns for {due.kpi_return.agreement.provider}."
    )
