"""Reminders by e-mail: on their days, to the right people, each once whoever sends them."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import connection

from accounts.roles import Role
from config.mail import Mail, mail_from
from performance.actions import extensions, reminding
from performance.actions.reminding import remind
from performance.models import Reminder
from performance.queries.reminders import occasion_on
from tests.factories import contracts, people
from tests.factories import performance as factory
from workflow.calendar import london_time
from workflow.door import take

#: Messages are sent once the row is committed.
pytestmark = pytest.mark.django_db(transaction=True)

#: The return for July to September 2025 is due on Tuesday 28 October 2025.
DUE = date(2025, 10, 28)


def at(day, hour=9):
    return london_time(day, hour)


def sent_to():
    return sorted(one.to[0] for one in mail.outbox)


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        (date(2025, 10, 13), None),
        (date(2025, 10, 14), "10 before"),
        (date(2025, 10, 20), "10 before"),
        (date(2025, 10, 21), None),  # it holds for five working days
        (date(2025, 10, 24), "2 before"),
        (DUE, "2 before"),
        (date(2025, 10, 29), "1 after"),
        (date(2025, 11, 3), "1 after"),
        (date(2025, 11, 4), "5 after"),
        (date(2025, 11, 11), None),
        (date(2025, 11, 25), "missing"),
        (date(2025, 12, 2), None),
    ],
)
def test_which_occasion_a_day_is(day, occasion):
    found = occasion_on(DUE, day)
    assert (found and found.name) == occasion


def test_before_the_day_those_who_make_it_are_reminded(record, preparer, certifier, commissioner):
    assert remind(at(date(2025, 10, 14))) == 2
    assert sent_to() == sorted([preparer.email, certifier.email])
    first = mail.outbox[0]
    title = record.agreement.title
    assert first.subject == (f"Return is due on 28 October 2025: {title}, July to September 2025")
    slug = record.agreement.provider.slug
    assert f"http://127.0.0.1:8000/provider/{slug}/returns/" in first.body
    assert {row.sent_at for row in Reminder.objects.all()} == {at(date(2025, 10, 14))}


def test_when_it_is_late_the_commissioner_is_told_too(record, preparer, commissioner):
    remind(at(date(2025, 10, 29)))
    assert sent_to() == sorted([preparer.email, commissioner.email])
    told = next(one for one in mail.outbox if one.to == [commissioner.email])
    assert record.get_absolute_url() in told.body
    assert "Return was due on 28 October 2025" in told.subject


def test_each_is_sent_once(record, preparer):
    for hour in (9, 10, 11):
        remind(at(date(2025, 10, 14), hour))
    remind(at(date(2025, 10, 15)))
    assert len(mail.outbox) == 1
    remind(at(date(2025, 10, 24)))
    assert len(mail.outbox) == 2


def test_nobody_is_written_to_at_night_or_at_the_weekend(record, preparer):
    for moment in (at(date(2025, 10, 14), 7), at(date(2025, 10, 18)), at(date(2025, 10, 25))):
        assert remind(moment) == 0
    assert mail.outbox == []


def test_once_figures_were_received_the_certifier_alone_is_reminded(record, preparer, certifier):
    factory.send(record, at=at(date(2025, 10, 10)))
    remind(at(date(2025, 10, 14)))
    assert sent_to() == [certifier.email]


@pytest.mark.parametrize("state", ["certified", "queried", "accepted", "waived"])
def test_what_is_submitted_or_waived_is_not_reminded_of(agreement, preparer, state):
    factory.kpi_return(agreement, state=state)
    assert remind(at(date(2025, 10, 14))) == 0


def test_a_day_agreed_later_has_reminders_of_its_own(record, preparer, commissioner):
    remind(at(date(2025, 10, 24)))
    later = {"kind": "later", "reason": "Illness.", "until": date(2025, 11, 14)}
    extensions.grant(record, by=commissioner, at=at(date(2025, 10, 27)), **later)
    assert remind(at(date(2025, 10, 29))) == 0
    assert remind(at(date(2025, 11, 12))) == 1
    assert "28 October" not in mail.outbox[-1].body
    assert "due on 14 November 2025" in mail.outbox[-1].body


def test_several_returns_come_in_one_message(trust, provider, preparer):
    for _ in range(3):
        factory.expected(contracts.agreement(trust, provider=provider))
    assert remind(at(date(2025, 10, 14))) == 1
    assert mail.outbox[0].subject == "Wholesight: 3 returns to make"
    assert mail.outbox[0].body.count("http://127.0.0.1:8000/provider/") == 3


def test_other_people_are_never_written_to(record, preparer, trust):
    other = people.provider("Someone Else")
    people.person(Role.PREPARER, other)
    people.person(Role.ANALYST, trust)
    people.person(Role.COMMISSIONER, people.trust("Stockton", "stockton"))
    left = people.person(Role.CERTIFIER, record.agreement.provider)
    left.is_active = False
    left.save()
    remind(at(date(2025, 10, 29)))
    assert sent_to() == sorted([preparer.email, *_commissioners(trust)])


def _commissioners(trust):
    held = trust.memberships.filter(role=Role.COMMISSIONER).select_related("person")
    return [one.person.email for one in held]


def test_nothing_long_past_is_reminded_of(agreement, preparer):
    factory.expected(agreement, "2024-25Q4")
    assert remind(at(date(2025, 10, 14))) == 0


def test_what_the_server_refuses_is_tried_again_an_hour_later(record, preparer, monkeypatch):
    refused = SMTPRecipientsRefused({preparer.email: (450, b"Mailbox busy")})
    with monkeypatch.context() as patched:
        patched.setattr(reminding.EmailMessage, "send", _raising(refused))
        assert remind(at(date(2025, 10, 14))) == 0
    row = Reminder.objects.get()
    assert (row.sent_at, row.tries) == (None, 1)
    assert "Mailbox busy" in row.failed
    assert remind(at(date(2025, 10, 14)) + timedelta(minutes=30)) == 0
    assert remind(at(date(2025, 10, 14), 10)) == 1
    row.refresh_from_db()
    assert (row.tries, row.failed, row.sent_at) == (2, "", at(date(2025, 10, 14), 10))
    assert remind(at(date(2025, 10, 14), 12)) == 0


def test_a_server_that_is_away_is_not_asked_for_everybody(record, preparer, certifier, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(reminding.EmailMessage, "send", _raising(ConnectionRefusedError("away")))
        assert remind(at(date(2025, 10, 14))) == 0
    assert Reminder.objects.count() == 1
    assert remind(at(date(2025, 10, 14), 10)) == 2


def test_after_five_tries_it_is_given_up(record, preparer, monkeypatch):
    monkeypatch.setattr(reminding.EmailMessage, "send", _raising(ConnectionRefusedError("away")))
    for hour in range(8, 16):
        remind(at(date(2025, 10, 14), hour))
    assert Reminder.objects.get().tries == 5


def test_a_worker_that_died_while_sending_sends_nothing_twice(record, preparer, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(reminding.EmailMessage, "send", _raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            remind(at(date(2025, 10, 14)))
    assert remind(at(date(2025, 10, 14), 12)) == 0
    assert mail.outbox == []


def _raising(error):
    def send(message, fail_silently=False):
        raise error

    return send


def test_several_schedulers_send_each_once(record, preparer, certifier):
    start, failed = threading.Barrier(4), []

    def schedule():
        try:
            start.wait()
            remind(at(date(2025, 10, 14)))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=schedule) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert sent_to() == sorted([preparer.email, certifier.email])


def test_reminders_name_no_figure(record, preparer, certifier):
    factory.send(record, {("HW", "Eden"): (37, 41)}, at=at(date(2025, 10, 10)))
    remind(at(date(2025, 10, 29)))
    for one in mail.outbox:
        assert not {"37", "41", "30 of 40", "HW"} & set(one.body.split())


def test_submitted_it_is_reminded_of_no_more(record, preparer, certifier):
    factory.send(record, at=at(date(2025, 10, 10)))
    take(record, "certify", by=certifier, at=at(date(2025, 10, 13)))
    assert remind(at(date(2025, 10, 14))) == 0


def test_the_commissioner_sees_who_was_reminded(client, record, preparer, commissioner):
    remind(at(date(2025, 10, 14)))
    remind(at(date(2025, 10, 24)))
    client.force_login(commissioner)
    page = client.get(record.get_absolute_url()).content.decode()
    assert "Reminders sent: 2" in page
    assert f"24 October 2025, {preparer}" in page


def test_finding_nothing_to_do_costs_little(record, preparer, django_assert_max_num_queries):
    remind(at(date(2025, 10, 14)))
    with django_assert_max_num_queries(4):
        assert remind(at(date(2025, 10, 14), 10)) == 0


@pytest.mark.parametrize(
    ("url", "mail_settings"),
    [
        ("console:", Mail()),
        ("smtp://mail", Mail("django.core.mail.backends.smtp.EmailBackend", "mail", 25)),
        (
            "smtp+tls://ann:p%40ss@mail.example:2525",
            Mail(
                *("django.core.mail.backends.smtp.EmailBackend", "mail.example", 2525),
                *("ann", "p@ss", True),
            ),
        ),
        (
            "smtps://mail.example",
            Mail(
                *("django.core.mail.backends.smtp.EmailBackend", "mail.example", 465),
                uses_ssl=True,
            ),
        ),
    ],
)
def test_where_e_mail_goes_is_read_from_one_address(url, mail_settings):
    assert mail_from(url) == mail_settings


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail", "smtp://", "smtp://mail:many"])
def test_an_address_that_cannot_be_read_stops_the_program(url):
    with pytest.raises(SystemExit, match="WHOLESIGHT_EMAIL_URL cannot be read"):
        mail_from(url)
