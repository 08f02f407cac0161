"""How the gates of law and policy stand: met or not, what was recorded, by whom, when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from tenders import law
from tenders.lifecycles.gate_facts import FACTS, missing_gates, obstacles_of_gate
from tenders.models import Assurance, Tender
from workflow import words
from workflow.calendar import london_date
from workflow.lifecycle import SYSTEM, Actor, Deed

BEFORE_WORDS: Mapping[law.Before, str] = MappingProxyType(
    {
        law.Before.PUBLISH: "Before the tender is published",
        law.Before.DECIDE: "Before the award is decided",
        law.Before.AWARD_NOTICE: "Before the award notice",
        law.Before.SIGN: "Before the contract is signed",
        law.Before.DETAILS_NOTICE: "For the contract details notice",
    }
)


@dataclass(frozen=True)
class Standing:
    """One gate as it stands: `said` is what is so, `todo` what it still needs."""

    gate: law.Gate
    todo: tuple[str, ...]
    said: str
    reference: str
    by: str
    on: date | None
    recordable: bool

    @property
    def met(self) -> bool:
        """Whether nothing is left to do for it."""
        return not self.todo


@dataclass(frozen=True)
class Group:
    """The gates before one step."""

    title: str
    standings: tuple[Standing, ...]


def missing(tender: Tender, before: str, *, at: datetime, by: Actor = SYSTEM) -> list[str]:
    """What the gates before a step still need, each a sentence that says what to do.

    `before` is a value of law.Before: "publish", "decide", "award_notice", "sign" or
    "details_notice". Empty when every gate is met.
    """
    return missing_gates(tender, before, Deed(by=by, at=at))


def standings(tender: Tender, *, by: Actor, at: datetime) -> list[Group]:
    """Every gate of the tender's route, grouped by the step it stands before."""
    deed = Deed(by=by, at=at)
    found: dict[law.Before, list[Standing]] = {}
    recorded = {a.code: a for a in tender.assurances.select_related("recorded_by")}
    for gate in law.gates(route=law.Route(tender.route), on=tender.rules_as_at):
        standing = _standing(tender, gate, recorded.get(gate.code), deed)
        found.setdefault(gate.before_step, []).append(standing)
    return [Group(BEFORE_WORDS[before], tuple(listed)) for before, listed in found.items()]


def left_to_publish(tender: Tender, *, by: Actor, at: datetime) -> int:
    """How many things stand in the way of publishing: gates, and faults of the timetable."""
    return len(missing(tender, law.Before.PUBLISH, at=at, by=by)) + len(
        list(tender.timetable_faults(at))
    )


def initial(tender: Tender, code: str, today: date) -> dict[str, object]:
    """What was recorded for a gate, as its form shows it; today's date where nothing was."""
    known = tender.assurance_of(code)
    if known is None:
        return {"on_day": today}
    names = ("statement", "reference", "on_day", "reasons_instead")
    return {name: getattr(known, name) for name in names}


def _standing(tender: Tender, gate: law.Gate, recorded: Assurance | None, deed: Deed) -> Standing:
    todo = obstacles_of_gate(tender, gate, deed)
    if gate.code in FACTS:
        said, on = _told(tender, gate.code) if not todo else ("", None)
        return Standing(gate, tuple(todo), said, "", "Wholesight, from the record", on, False)
    if recorded is None:
        return Standing(gate, (f"To record: {gate.evidence}",), "", "", "", None, True)
    return Standing(
        gate,
        tuple(todo + _late(tender, gate.code, recorded, deed.at)),
        recorded.statement,
        recorded.reference,
        str(recorded.recorded_by),
        recorded.on_day,
        not recorded.was_relied_on,
    )


def _late(tender: Tender, code: str, recorded: Assurance, at: datetime) -> list[str]:
    """A recorded notice of a key decision whose 28 clear days have not run."""
    if code != "key_decision_notice" or recorded.reasons_instead or tender.decided_at:
        return []
    earliest = tender.earliest_decision(recorded.on_day)
    if london_date(at) >= earliest:
        return []
    return [f"Wait: the decision can be taken from {words.day(earliest)} (28 clear days)."]


Telling = Callable[[Tender], tuple[str, date | None]]


def _told(tender: Tender, code: str) -> tuple[str, date | None]:
    """What the system itself knows of a gate that is met, and since which day."""
    return TOLD[code](tender)


def _specification(tender: Tender) -> tuple[str, date | None]:
    spec = tender.specification
    return f"{spec} was approved by {spec.approved_by}.", _day(spec.approved_at)


def _value(tender: Tender) -> tuple[str, date | None]:
    choice = tender.regime_choice
    words = f"{law.pounds(choice.value)} over the whole term, VAT included"
    return f"{words}; approved by {choice.approved_by}.", _day(choice.approved_at)


def _criteria(tender: Tender) -> tuple[str, date | None]:
    return f"{len(tender.criteria.all())} criteria, whose weights make 100%.", None


def _second_person(tender: Tender) -> tuple[str, date | None]:
    said = f"Recommended by {tender.recommended_by}"
    if tender.decided_at is None:
        return f"{said}; someone else decides.", None
    return f"{said}, decided by {tender.decided_by}.", _day(tender.decided_at)


def _call_in(tender: Tender) -> tuple[str, date | None]:
    return "The decision has taken effect.", tender.effective_on


def _summaries(tender: Tender) -> tuple[str, date | None]:
    return "Sent to every assessed bidder at the same time.", _day(tender.summaries_sent_at)


def _notice(tender: Tender) -> tuple[str, date | None]:
    return f"Notice {tender.award_notice_number}.", tender.award_notice_on


def _standstill(tender: Tender) -> tuple[str, date | None]:
    if tender.standstill_ends is None:
        return "The award notice states no standstill.", tender.award_notice_on
    return "The standstill has ended.", tender.standstill_ends


def _challenges(tender: Tender) -> tuple[str, date | None]:
    count = tender.challenges.count()
    return f"{count} challenged, all closed." if count else "No challenge is recorded.", None


def _day(at: datetime | None) -> date | None:
    return london_date(at) if at else None


TOLD: Mapping[str, Telling] = MappingProxyType(
    {
        "specification_approved": _specification,
        "estimated_value": _value,
        "criteria_set": _criteria,
        "second_person": _second_person,
        "call_in_over": _call_in,
        "summaries_sent": _summaries,
        "award_notice": _notice,
        "standstill_over": _standstill,
        "nothing_held_open": _challenges,
    }
)
