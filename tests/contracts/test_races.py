"""Eight at once: one signature, one coming into force, one contract per award."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from contracts.actions.agreements import draft_from_award, register
from contracts.models import Agreement, KpiTerms, Obligation, Variation
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories.people import AT
from tests.factories.tenders import moment_after
from workflow.calendar import london_time
from workflow.door import take
from workflow.lifecycle import Refused
from workflow.models import AuditEntry

TAKERS = 8
pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def at_once(deed: Callable[[int], object]) -> Counter[str]:
    """Let eight do it at the same moment; count what was done and what was refused."""
    start = Barrier(TAKERS)

    def one(number: int) -> str:
        try:
            start.wait()
            deed(number)
            return "done"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as pool:
        return Counter(pool.map(one, range(TAKERS)))


ONE = Counter(done=1, refused=TAKERS - 1)


def entries(step: str) -> int:
    return AuditEntry.objects.filter(step=step).count()


def test_one_signature() -> None:
    trust = people.trust()
    made, by = make.agreement(trust, "drafted"), make.commissioner_of(trust)
    day = made.start_on - timedelta(days=30)
    at = london_time(day, 12)
    assert at_once(lambda _: take(made, "sign", by=by, at=at, signed_on=day)) == ONE
    assert entries("sign") == 1
    assert Obligation.objects.count() == 1


def test_one_coming_into_force() -> None:
    trust = people.trust()
    made, by = make.agreement(trust, "signed"), make.commissioner_of(trust)
    at = london_time(made.start_on, 9)
    assert at_once(lambda _: take(made, "bring_into_force", by=by, at=at)) == ONE
    assert entries("bring_into_force") == 1


def test_a_variation_is_written_into_the_agreement_once() -> None:
    trust = people.trust()
    made = make.agreement(trust)
    varied, by = make.variation(made, "approved"), make.commissioner_of(trust)
    at = london_time(varied.effective_on, 9)
    assert at_once(lambda _: take(varied, "bring_into_force", by=by, at=at)) == ONE
    made.refresh_from_db()
    assert made.value == made.value_awarded + varied.value_change
    assert KpiTerms.objects.filter(variation=varied).count() == 1


def test_two_variations_at_once_lose_nothing() -> None:
    trust = people.trust()
    made, by = make.agreement(trust), make.commissioner_of(trust)
    sent = [make.variation(made, "approved", kpi_change=False) for _ in range(2)]
    at = london_time(sent[0].effective_on, 9)

    def bring(number: int) -> None:
        take(sent[number % 2], "bring_into_force", by=by, at=at)

    outcome = at_once(bring)
    for variation in Variation.objects.filter(state="approved"):
        take(variation, "bring_into_force", by=by, at=at)
    assert 1 <= outcome["done"] <= 2
    made.refresh_from_db()
    assert made.value == made.value_awarded + 120_000


def test_one_advice_of_the_board() -> None:
    trust = people.trust()
    varied = make.variation(make.agreement(trust), "with_board", position="")
    by = commissioning.board_member_of(trust)
    given = {"position": "for", "text": "Agreed."}
    assert at_once(lambda _: take(varied, "take_advice", by=by, at=AT, **given)) == ONE
    assert varied.meeting.advice.count() == 1


def test_one_contract_from_an_award() -> None:
    trust = people.trust()
    award, by = make.award(trust), make.commissioner_of(trust)
    areas, at = [commissioning.area(trust)], moment_after(award.tender)
    assert at_once(lambda _: draft_from_award(award, areas=areas, by=by, at=at)) == ONE
    assert Agreement.objects.filter(award=award).count() == 1


def test_eight_registrations_have_eight_numbers() -> None:
    trust = people.trust()
    by, service = make.commissioner_of(trust), commissioning.service(trust)
    holder = people.provider()

    def put(number: int) -> None:
        register(
            trust,
            kind="grant",
            provider=holder,
            title=f"Play {number}",
            service=service,
            regime="none",
            value_awarded=1000,
            start_on=make.START,
            end_on=make.END,
            by=by,
            at=AT,
        )

    assert at_once(put) == Counter(done=TAKERS)
    assert Agreement.objects.values("reference").distinct().count() == TAKERS
