"""What is read of agreements: the register, what they are just now, what awaits a contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Organisation, Partnership
from contracts.lifecycles.agreement_states import (
    AWAITING_START,
    BEING_DRAFTED,
    BINDING,
    OVER,
    RUNNING,
)
from contracts.models import Agreement, AgreementArea, Obligation
from tabular.writing import csv_bytes
from tenders.lifecycles.bid_states import ASSESSED
from tenders.models import Award, Bid
from workflow import calendar
from workflow.door import Action, actions_for

#: How long before its end an agreement is said to expire soon.
SOON_MONTHS = 6
#: A choice of the register's filter beside the states.
EXPIRING = "expiring"


@dataclass(frozen=True)
class Remark:
    """What follows from the dates of an agreement today: words and the tone of their tag."""

    words: str
    tone: str


def remarks(agreement: Agreement, on: date, *, inside: bool = True) -> list[Remark]:
    """Mobilising, expiring soon, past its end, review overdue: derived, never stored.

    The last is for those inside the partnership only.
    """
    found = []
    if agreement.state in AWAITING_START:
        found.append(Remark("Mobilising", "waiting"))
    past_end = agreement.end_on < on
    if agreement.is_binding and past_end:
        found.append(Remark("Past its end", "bad"))
    elif agreement.is_binding and agreement.end_on <= calendar.add_months(on, SOON_MONTHS):
        found.append(Remark(f"Expires within {SOON_MONTHS} months", "attention"))
    overdue = agreement.review_on is not None and agreement.review_on < on
    if inside and agreement.is_binding and overdue and not past_end:
        found.append(Remark("Review overdue", "bad"))
    return found


def register_of(partnership: Partnership) -> QuerySet[Agreement]:
    """Every agreement of the partnership, of every kind, ready for the register."""
    return (
        Agreement.objects.filter(partnership=partnership)
        .select_related("provider", "service", "partnership", "award")
        .order_by("reference")
    )


def narrowed(
    agreements: QuerySet[Agreement],
    on: date,
    *,
    text: str = "",
    kind: str = "",
    provider: Organisation | None = None,
    state: str = "",
) -> QuerySet[Agreement]:
    """Those of a kind, a provider, a state (or expiring soon) and with a text in them."""
    if text:
        agreements = agreements.filter(
            Q(reference__icontains=text)
            | Q(title__icontains=text)
            | Q(provider__name__icontains=text)
            | Q(service__name__icontains=text)
        )
    if kind:
        agreements = agreements.filter(kind=kind)
    if provider is not None:
        agreements = agreements.filter(provider=provider)
    if state == EXPIRING:
        soon = calendar.add_months(on, SOON_MONTHS)
        return agreements.filter(state__in=BINDING, end_on__lte=soon)
    return agreements.filter(state=state) if state else agreements


def providers_of(partnership: Partnership) -> QuerySet[Organisation]:
    """The organisations that hold an agreement of the partnership."""
    held = Agreement.objects.filter(partnership=partnership, provider=OuterRef("pk"))
    return Organisation.objects.filter(Exists(held))


def partnerships_of(provider: Organisation) -> QuerySet[Partnership]:
    """The partnerships a provider holds an agreement of that is more than a draft."""
    held = Agreement.objects.filter(provider=provider, partnership=OuterRef("pk"))
    return Partnership.objects.filter(Exists(held.exclude(state__in=BEING_DRAFTED)))


def known_to(partnership: Partnership) -> QuerySet[Organisation]:
    """The organisations a partnership may choose a provider from: nobody is named beyond these.

    Its members, those that hold an agreement with it, and those whose bid it has opened: who bids
    for an open tender is not known before.
    """
    members = partnership.members.values("organisation")
    bidders = Bid.objects.filter(tender__partnership=partnership, state__in=ASSESSED)
    held = Agreement.objects.filter(partnership=partnership).values("provider")
    return Organisation.objects.filter(
        Q(pk__in=members) | Q(pk__in=held) | Q(pk__in=bidders.values("provider"))
    )


def numbered(registration_number: str) -> Organisation | None:
    """The organisation on this system with exactly that registration number; None without one.

    Nobody is found by part of a number, and none where two have the same.
    """
    number = " ".join(registration_number.split())
    found = list(Organisation.objects.filter(registration_number__iexact=number)[:2])
    return found[0] if number and len(found) == 1 else None


def provided_by(organisation: Organisation) -> QuerySet[Agreement]:
    """A provider's agreements with every partnership, once they are signed."""
    return (
        Agreement.objects.filter(provider=organisation)
        .exclude(state__in=BEING_DRAFTED)
        .select_related("partnership", "provider", "service")
        .order_by("partnership__name", "reference")
    )


def awards_without_contract(partnership: Partnership) -> QuerySet[Award]:
    """Awards from which no contract has been drafted, oldest first."""
    return (
        Award.objects.filter(tender__partnership=partnership, agreement=None)
        .select_related("tender__partnership", "bid__provider")
        .order_by("awarded_at")
    )


def areas_of(agreement: Agreement) -> list[AgreementArea]:
    """The areas it serves."""
    return list(agreement.areas.select_related("area"))


def obligations_of(agreement: Agreement) -> list[Obligation]:
    """What falls due because of it, soonest first."""
    return list(agreement.obligations.select_related("agreement"))


#: Steps outside the usual way: shown to those who may take them, never as what comes next.
EXCEPTIONAL = frozenset({"suspend", "terminate"})


def steps_of_agreement(agreement: Agreement, actor: Any, at: datetime) -> list[Action]:
    """The steps a person sees on its page; expiry is left to the clock until the end is near."""
    near = calendar.add_months(calendar.london_date(at), SOON_MONTHS)
    later = frozenset() if agreement.end_on <= near else frozenset({"expire"})
    return [
        action
        for action in actions_for(agreement, actor, at)
        if action.name not in later and (action.allowed or action.name not in EXCEPTIONAL)
    ]


def drafts_of(partnership: Partnership) -> QuerySet[Agreement]:
    """Agreements being drafted, with what the guards of their signature read."""
    gates = [f"award__tender__{name}" for name in ("assurances", "criteria", "challenges")]
    return (
        register_of(partnership)
        .filter(state__in=BEING_DRAFTED)
        .select_related("award__tender__regime_choice", "award__tender__specification")
        .prefetch_related("kpis__kpi", "kpis__terms", "areas", *gates)
    )


def obligations_due(partnership: Partnership) -> QuerySet[Obligation]:
    """What the partnership's agreements make due and nobody has recorded as met."""
    return (
        Obligation.objects.filter(agreement__partnership=partnership, met_on=None)
        .select_related("agreement__partnership")
        .order_by("due_on")
    )


def starting_by(day: date) -> QuerySet[Agreement]:
    """Signed agreements whose first day has come."""
    return Agreement.objects.filter(state__in=AWAITING_START, start_on__lte=day)


def ended_before(day: date) -> QuerySet[Agreement]:
    """Agreements in force or suspended whose last day has passed."""
    return Agreement.objects.filter(state__in=RUNNING, end_on__lt=day).exclude(state__in=OVER)


#: Headers of the contracts register as the Local Government Transparency Code 2015 describes it,
#: then what this register holds beside. Read by header name, never by position.
HEADERS = (
    "Reference number",
    "Title of agreement",
    "Department responsible",
    "Description of the goods and/or services",
    "Supplier name",
    "Supplier details",
    "Sum over the length of the contract",
    "VAT that cannot be recovered",
    "Start date",
    "End date",
    "Review date",
    "Published invitation to tender",
    "Small or medium-sized enterprise",
    "Voluntary or community sector organisation",
    "Registration number",
    "Kind of agreement",
    "Law it was made under",
    "Value as awarded",
    "Status",
    "Last review recommends",
)


def register_csv(agreements: Iterable[Agreement]) -> bytes:
    """The register as a CSV file; drafts are left out. Values are pounds with VAT."""
    return csv_bytes([HEADERS, *(_row(a) for a in agreements if a.state not in BEING_DRAFTED)])


def last_recommendation(agreement: Agreement) -> str:
    """What its last agreed review recommends; "" before the first. Wants `with_last_agreed`."""
    agreed = agreement.agreed_reviews  # type: ignore[attr-defined]
    return agreed[-1].get_recommendation_display() if agreed else ""


def _row(agreement: Agreement) -> Sequence[Any]:
    supplier = agreement.provider
    return (
        agreement.reference,
        agreement.title,
        agreement.partnership.name,
        agreement.service.description or agreement.service.name,
        supplier.name,
        supplier.get_kind_display(),
        agreement.value,
        None,
        agreement.start_on,
        agreement.end_on,
        agreement.review_on,
        "Yes" if agreement.award_id else "No",
        "Yes" if supplier.small_or_medium else "No",
        "Yes" if supplier.voluntary else "No",
        supplier.registration_number,
        agreement.get_kind_display(),
        agreement.law_words,
        agreement.value_awarded,
        agreement.state_label,
        last_recommendation(agreement),
    )
