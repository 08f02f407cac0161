"""Records of need, specification and the Board, made by taking real steps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Partnership, User
from accounts.roles import Role
from commissioning.actions import consultations as deeds
from commissioning.actions import indicator_loads
from commissioning.actions import responses as intake
from commissioning.actions.kpi_library import record_breakdown
from commissioning.models import (
    Area,
    BoardAction,
    Breakdown,
    Clause,
    Consultation,
    ConsultationFinding,
    ConsultationOption,
    ConsultationQuestion,
    Decision,
    Indicator,
    IndicatorLoad,
    Kpi,
    KpiVersion,
    Meeting,
    Need,
    NeedAnswered,
    Objective,
    Outcome,
    OutcomesFramework,
    PartnershipArea,
    Service,
    Specification,
    SpecificationKpi,
)
from tests.factories.people import AT, person
from workflow.calendar import london_date
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM

_numbers = itertools.count(1)


def commissioner_of(trust: Partnership) -> User:
    """The partnership's first commissioner; made when there is none."""
    return _first(Role.COMMISSIONER, trust)


def approver_of(trust: Partnership) -> User:
    """The partnership's first approver; made when there is none."""
    return _first(Role.APPROVER, trust)


def board_member_of(trust: Partnership) -> User:
    """The partnership's first Board member; made when there is none."""
    return _first(Role.BOARD, trust)


def _first(role: Role, trust: Partnership) -> User:
    held = trust.memberships.filter(role=role).order_by("pk").select_related("person").first()
    return held.person if held else person(role, trust)


def framework(trust: Partnership) -> OutcomesFramework:
    """A framework of two outcomes, each with an objective; the existing one where there is one."""
    known = trust.frameworks.first()
    if known is not None:
        return known
    made = begin(
        OutcomesFramework(
            partnership=trust, name="Children's Plan", source="Invented", from_day=date(2017, 4, 1)
        ),
        by=SYSTEM,
        at=AT,
    )
    for order, (name, direction, statement) in enumerate(
        [
            ("Children are healthy", Objective.Direction.INCREASE, "breastfeeding"),
            ("Children are safe", Objective.Direction.REDUCE, "children looked after"),
        ]
    ):
        outcome = begin(
            Outcome(partnership=trust, framework=made, name=name, aims="An aim", order=order),
            by=SYSTEM,
            at=AT,
        )
        begin(
            Objective(partnership=trust, outcome=outcome, direction=direction, statement=statement),
            by=SYSTEM,
            at=AT,
        )
    return made


def outcome(trust: Partnership, name: str = "Children are safe") -> Outcome:
    """One outcome of the partnership's framework."""
    return framework(trust).outcomes.get(name=name)


def area(trust: Partnership, name: str = "Eden", *, reported: bool = True) -> Area:
    """A locality the partnership looks at and its providers report by."""
    made, _ = Area.objects.get_or_create(name=name, kind=Area.Kind.LOCALITY, partnership=trust)
    PartnershipArea.objects.get_or_create(
        partnership=trust, area=made, defaults={"reported": reported}
    )
    return made


def indicator(code: str = "cla-rate", **fields: Any) -> Indicator:
    """A published indicator with one shared figure, for England."""
    given = {
        "name": "Children looked after at 31 March",
        "unit": "per 10,000 children",
        "polarity": Indicator.Polarity.LOW,
        "source": "Department for Education",
        "licence": "Open Government Licence v3.0",
        **fields,
    }
    made, is_new = Indicator.objects.get_or_create(code=code, defaults=given)
    if is_new:
        england, _ = Area.objects.get_or_create(
            code="E92000001", defaults={"name": "England", "kind": Area.Kind.COUNTRY}
        )
        made.figures.create(area=england, period="2024", period_end=date(2024, 3, 31), value=70)
    return made


def figures_file(
    trust: Partnership, content: bytes = b"neither,known\n1,2\n", name: str = "figures.csv"
) -> IndicatorLoad:
    """A file of figures that was sent for a partnership; refused unless its layout is known."""
    return indicator_loads.send_file(trust, content, name=name, by=commissioner_of(trust), at=AT)


_OF_KPI = ("name", "outcome", "objective", "national_code")


def kpi(trust: Partnership, code: str = "", *, by: User | None = None, **fields: Any) -> Kpi:
    """A KPI with its first definition: a percentage, higher is better, unless `fields` say else.

    `name`, `outcome`, `objective` and `national_code` go to the KPI, everything else to its definition.
    """
    code = code or f"K{next(_numbers)}"
    author = by or commissioner_of(trust)
    own = {k: fields.pop(k) for k in _OF_KPI if k in fields}
    own.setdefault("name", f"Families reached ({code})")
    own.setdefault("outcome", outcome(trust))
    made = begin(Kpi(partnership=trust, code=code, **own), by=author, at=AT)
    definition = {
        "from_quarter": "2020-21Q1",
        "numerator_definition": "Families seen within 14 days",
        "denominator_definition": "Families referred in the quarter",
        "unit": KpiVersion.Unit.PERCENT,
        "polarity": KpiVersion.Polarity.HIGHER,
        "roll_up": KpiVersion.RollUp.RATIO,
        "source": "Local definition",
        **fields,
    }
    if definition["unit"] == KpiVersion.Unit.COUNT and "roll_up" not in fields:
        definition |= {"roll_up": KpiVersion.RollUp.SUM, "denominator_definition": ""}
    begin(KpiVersion(kpi=made, number=1, **definition), by=author, at=AT)
    return made


def breakdown(
    trust: Partnership, name: str = "", groups: Sequence[str] = ("Girls", "Boys", "Not known")
) -> Breakdown:
    """A breakdown with its groups."""
    made = Breakdown(partnership=trust, name=name or f"Sex ({next(_numbers)})")
    return record_breakdown(made, groups, by=commissioner_of(trust), at=AT)


def need(trust: Partnership, title: str = "", **fields: Any) -> Need:
    """A priority need of children in an area of the partnership."""
    given = {
        "title": title or f"Families wait too long for help ({next(_numbers)})",
        "statement": "Families in Eden wait longer than elsewhere.",
        "outcome": fields.get("outcome") or outcome(trust),
        "area": fields.get("area") or area(trust),
        "recorded_at": AT,
        **fields,
    }
    return begin(Need(partnership=trust, **given), by=commissioner_of(trust), at=AT)


def service(trust: Partnership, name: str = "") -> Service:
    """A service of the partnership."""
    named = name or f"Early Help {next(_numbers)}"
    made = Service(partnership=trust, name=named, description="Help for families, early.")
    return begin(made, by=commissioner_of(trust), at=AT)


def draft_specification(trust: Partnership, title: str = "", **fields: Any) -> Specification:
    """A draft with nothing in it yet."""
    given = {
        "service": fields.pop("service", None) or service(trust),
        "title": title or "Early Help and family hubs",
        "purpose": "Help families before difficulties grow.",
        **fields,
    }
    made = Specification(partnership=trust, **given)
    return begin(made, by=commissioner_of(trust), at=AT)


def clause(spec: Specification, number: str = "1", **fields: Any) -> Clause:
    """A clause of a draft."""
    given = {
        "heading": "Family hubs",
        "text": "The provider runs a hub in every area.",
        "outcome": outcome(spec.partnership),
        **fields,
    }
    made = Clause(specification=spec, number=number, **given)
    return begin(made, by=commissioner_of(spec.partnership), at=AT)


def answer(spec: Specification, answered: Need | None = None) -> NeedAnswered:
    """The need a draft answers."""
    made = NeedAnswered(specification=spec, need=answered or need(spec.partnership))
    return begin(made, by=commissioner_of(spec.partnership), at=AT)


def measure(spec: Specification, by_kpi: Kpi | None = None, **fields: Any) -> SpecificationKpi:
    """A KPI of a draft, with target 80, tolerance 5 and baseline 70 unless `fields` say else."""
    given = {
        "target": Decimal(80),
        "tolerance": Decimal(5),
        "baseline": Decimal(70),
        **fields,
    }
    made = SpecificationKpi(specification=spec, kpi=by_kpi or kpi(spec.partnership), **given)
    return begin(made, by=commissioner_of(spec.partnership), at=AT)


def specification(
    trust: Partnership, state: str = "approved", *, at: datetime = AT, **fields: Any
) -> Specification:
    """A specification with a clause, a need answered and two KPIs.

    `state` is "draft", "for_approval" or "approved"; the steps are taken by a commissioner and an
    approver.
    """
    made = draft_specification(trust, **fields)
    first = clause(made)
    answer(made)
    measure(made, clause=first)
    measure(made)
    if state == "draft":
        return made
    made = take(made, "propose", by=commissioner_of(trust), at=at)
    if state == "for_approval":
        return made
    return take(made, "approve", by=approver_of(trust), at=at)


def meeting(trust: Partnership, day: date = date(2026, 11, 17)) -> Meeting:
    """A meeting of the Board on that day."""
    made = Meeting(partnership=trust, held_on=day, place="Carlisle")
    return begin(made, by=commissioner_of(trust), at=AT)


def decision(held: Meeting, text: str = "Look again at waiting times.", **fields: Any) -> Decision:
    """A decision of a meeting."""
    made = Decision(meeting=held, text=text, **fields)
    return begin(made, by=commissioner_of(held.partnership), at=AT)


def action(
    trust: Partnership, owner: User | None = None, due_on: date = date(2026, 12, 15), **fields: Any
) -> BoardAction:
    """An open action of a commissioner, or of `owner`."""
    given = {"text": "Report back on waiting times", **fields}
    made = BoardAction(
        partnership=trust, owner=owner or commissioner_of(trust), due_on=due_on, **given
    )
    return begin(made, by=commissioner_of(trust), at=AT)


def planned_consultation(
    trust: Partnership, title: str = "Early Help consultation", **fields: Any
) -> Consultation:
    """A consultation with nothing asked yet, to be open from today for four weeks."""
    given = {
        "about": "What should change?",
        "for_whom": "Families",
        "opens_on": london_date(AT),
        "closes_on": london_date(AT) + timedelta(days=28),
        "source": "Invented",
        **fields,
    }
    made = Consultation(partnership=trust, title=title, **given)
    return begin(made, by=commissioner_of(trust), at=AT)


def ask(
    held: Consultation,
    text: str = "Do you agree with the aims?",
    kind: str = "scale",
    answers: Sequence[str] | None = None,
    *,
    other: bool = False,
    **fields: Any,
) -> ConsultationQuestion:
    """A question of a planned consultation: a scale of five points unless told otherwise."""
    points = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
    if answers is None:
        answers = (
            points if kind == "scale" else () if kind in ("open", "outcome") else ("Yes", "No")
        )
    made = ConsultationQuestion(consultation=held, text=text, kind=kind, **fields)
    by = commissioner_of(held.partnership)
    return deeds.ask(made, answers=answers, other=other, by=by, at=AT)


def open_consultation(
    trust: Partnership, title: str = "Family hubs", **fields: Any
) -> Consultation:
    """An open consultation: roles, a scale with its ends put together, a choice, words."""
    held = planned_consultation(trust, title, **fields)
    ask(held, "Your role?", "role", ("Parent or carer", "Professional"), other=True)
    together = {"first_together": 2, "first_words": "Agree or strongly agree"}
    ask(held, "Do you agree with the aims?", "scale", **together)
    ask(held, "Where should a hub be?", "choice", ("In town", "At school"), other=True)
    ask(held, "What else?", "open")
    return take(held, "open", by=commissioner_of(trust), at=AT)


def respond(
    held: Consultation, role: str | None = None, *answers: str | None, at: datetime = AT
) -> None:
    """One typed response: the role, then the answer to each further question in order."""
    questions = list(held.questions.exclude(kind="role").prefetch_related("options"))
    roles = held.roles_question
    option = roles.options.get(label=role) if roles is not None and role else None
    given: dict[int, int | str] = {}
    for question, answer_ in zip(questions, answers, strict=False):
        if answer_ is not None:
            known = {o.label: o.pk for o in question.options.all()}
            given[question.pk] = known.get(answer_, answer_)
    intake.take_response(
        held, option.pk if option else None, given, by=commissioner_of(held.partnership), at=at
    )


def consultation(trust: Partnership, title: str = "Early Help consultation") -> Consultation:
    """One taken from a printed report, closed: a question about roles, and a finding."""
    made = planned_consultation(
        trust, title, opens_on=None, closes_on=date(2019, 2, 20), printed_responses=116
    )
    asked = ConsultationQuestion(consultation=made, text="What is your role?", kind="role", order=1)
    asked = begin(asked, by=SYSTEM, at=AT)
    kinds = ConsultationOption.Kind
    for order, (label, kind, count, printed) in enumerate(
        [
            ("Parent or carer", kinds.ANSWER, 21, Decimal("18.92")),
            ("Professional", kinds.ANSWER, 76, Decimal("68.47")),
            ("Other", kinds.OTHER, 14, None),
            ("No response", kinds.NO_RESPONSE, 5, None),
        ]
    ):
        option = ConsultationOption(
            question=asked,
            label=label,
            kind=kind,
            printed_count=count,
            printed_percentage=printed,
            order=order,
        )
        begin(option, by=SYSTEM, at=AT)
    made = take(made, "enter_as_held", by=commissioner_of(trust), at=AT)
    finding(made)
    return made


def finding(
    asked: Consultation, text: str = "Say how hubs deliver.", **fields: Any
) -> ConsultationFinding:
    """Something people said should be improved."""
    made = ConsultationFinding(
        consultation=asked, kind=ConsultationFinding.Kind.TO_IMPROVE, text=text, **fields
    )
    return begin(made, by=commissioner_of(asked.partnership), at=AT)
