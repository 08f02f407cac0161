"""What the system itself can tell of a gate: one function per code, the same a step is guarded by.

Each returns the sentences that stand in the way, or nothing when the gate is met. A gate that is
not listed here is met by what a person records for it (an assurance).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tenders import law
from workflow import calendar, words
from workflow.lifecycle import Deed, Guard, sentences_of


def specification_approved(tender: Any, deed: Deed) -> str | None:
    """A tender rests on an approved specification, the version in force until it is published."""
    spec = tender.specification
    if tender.published_at is None and spec.was_replaced:
        return (
            "A later version of the specification was approved. "
            "Draft the tender from that version instead."
        )
    if spec.approved_at is not None and spec.approved_by_id != spec.proposed_by_id:
        return None
    return "Have the specification approved by someone who did not propose it."


def value_estimated(tender: Any, deed: Deed) -> str | None:
    """The value and the regime decided from it are approved."""
    if tender.regime_choice.approved_at is not None:
        return None
    return "Have the choice of regime, with its values, approved."


def criteria_add_up(tender: Any, deed: Deed) -> str | None:
    """Award criteria have weights, and the weights make the whole."""
    total = sum(c.weight for c in tender.criteria.all())
    if total != 100:
        return f"The weights of the award criteria add up to {total}%. They must make 100%."
    return None


def somebody_else_decides(tender: Any, deed: Deed) -> str | None:
    """Nobody decides on their own recommendation."""
    if tender.decided_at is not None:
        return None
    if tender.recommended_by_id is None:
        return "Recommend an award. Someone else then decides it."
    if tender.recommended_by_id == deed.by.pk:
        return "You recommended this award yourself. Someone else must decide it."
    return None


def call_in_over(tender: Any, deed: Deed) -> str | None:
    """A decision takes effect after call-in."""
    if tender.effective_on is None:
        return "Have the award decided. Call-in begins when the decision is published."
    if calendar.london_date(deed.at) < tender.effective_on:
        effective = words.day(tender.effective_on)
        return f"The decision takes effect on {effective}, when call-in has ended."
    return None


def summaries_sent(tender: Any, deed: Deed) -> str | None:
    """Assessment summaries go out before the award notice (s.50(3))."""
    if tender.summaries_sent_at:
        return None
    return "Send the assessment summaries first (Procurement Act 2023 s.50(3))."


def award_notice_numbered(tender: Any, deed: Deed) -> str | None:
    """The award notice has its number before anything is signed."""
    if tender.award_notice_number:
        return None
    return "Publish the contract award notice and record its number (Procurement Act 2023 s.50)."


def standstill_over(tender: Any, deed: Deed) -> str | None:
    """No award inside a standstill."""
    if tender.award_notice_on is None:
        return "Publish the award notice. It says whether there is a standstill."
    if tender.standstill_ends and calendar.london_date(deed.at) <= tender.standstill_ends:
        return f"The standstill runs until the end of {words.day(tender.standstill_ends)}."
    return None


def nothing_held_open(tender: Any, deed: Deed) -> list[str]:
    """A challenge not yet answered holds the award."""
    return [
        f"The challenge of {c.provider} of {words.day(c.received_on)} is not closed."
        for c in tender.challenges.all()
        if c.closed_on is None
    ]


#: Gates the system itself can tell, by code.
FACTS: Mapping[str, Guard] = MappingProxyType(
    {
        "specification_approved": specification_approved,
        "estimated_value": value_estimated,
        "criteria_set": criteria_add_up,
        "second_person": somebody_else_decides,
        "call_in_over": call_in_over,
        "summaries_sent": summaries_sent,
        "award_notice": award_notice_numbered,
        "standstill_over": standstill_over,
        "nothing_held_open": nothing_held_open,
    }
)


def obstacles_of_gate(tender: Any, gate: law.Gate, deed: Deed) -> list[str]:
    """What this gate still needs, each sentence saying what to do; nothing when it is met."""
    fact = FACTS.get(gate.code)
    if fact is not None:
        return sentences_of([fact], tender, deed)
    if tender.assurance_of(gate.code) is not None:
        return []
    return [f"Record the gate “{gate.title}” ({gate.basis}: {gate.citation})."]


def missing_gates(tender: Any, before: str, deed: Deed) -> list[str]:
    """Everything the gates before a step still need, in the order they are met."""
    wanted = law.gates(before, route=law.Route(tender.route), on=tender.rules_as_at)
    return [said for gate in wanted for said in obstacles_of_gate(tender, gate, deed)]
