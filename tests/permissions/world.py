"""Three partnerships with everything in them, their providers, and one person for every role.

Each half is built the same way, so that the same word (`"tender.drafting"`) names a record of Cumbria
in one and its counterpart of Elsewhere in another: that is how a foreign id is put into an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.actions.intake import send_in
from accounts.actions.programs import make_token
from accounts.models import Intake, Organisation, Partnership, User
from accounts.roles import PARTNERSHIP_ROLES, PROVIDER_ROLES, Role
from commissioning.actions.responses import send_file
from commissioning.models import ConsultationEvent, LevelOfNeed, NeedAnswered, Specification
from contracts.models import Agreement
from performance.actions import extensions, packs
from performance.actions.questions import ask_about
from performance.models import Certificate, Extension, KpiReturn, Upload
from tenders.actions import question as questions
from tenders.actions import tender as tender_deeds
from tenders.models import Bid, Tender
from tests.factories import commissioning, contracts, people, performance, place, tenders
from tests.factories.people import AT
from workflow import jobs
from workflow.clock import start_at
from workflow.door import begin, take
from workflow.models import Job, JobStatus

#: The moment of every visit: bids are in and sealed, the tender they are for is still open.
NOW = AT + timedelta(days=22)
#: When the specification of every tender here was approved.
LONG_AGO = AT - timedelta(days=200)
#: What the quiet bidder asks, sealed.
SEALED_PRICE = Decimal(3_791_234)
PROVIDERS = ("Fellside Families", "Harbour Homes", "Moorland Minds", "Riverside Kids")
QUARTERS = ("2025-26Q2", "2025-26Q3", "2025-26Q4", "2026-27Q1", "2026-27Q2")
Facts = dict[str, int | str]


@dataclass
class Half:
    """A partnership, the provider it works with, their people, and what they made."""

    trust: Partnership
    provider: Organisation
    rival: Organisation
    people: dict[Role, User]
    facts: Facts = field(default_factory=dict)
    #: Tokens of programs as they were shown.
    clear: dict[str, str] = field(default_factory=dict)

    def remember(self, name: str, record: Any) -> Any:
        """Keep a record's id under a name."""
        self.facts[name] = record.pk
        return record


@dataclass
class World:
    """Cumbria, whose pages are visited; Elsewhere, whose ids are tried there; and Yonder.

    The people of both others try to get in.
    """

    home: Half
    away: Half
    yonder: Half

    @property
    def others(self) -> tuple[Half, Half]:
        """All but Cumbria."""
        return self.away, self.yonder


def build() -> World:
    """All three. The others come first, so that everything there is lies before Cumbria.

    Our provider's rival works for Elsewhere too, and Elsewhere's second provider for Yonder.
    """
    start_at(NOW)
    ours, theirs, third, fourth = (people.provider(name) for name in PROVIDERS)
    home = _half("Cumbria", ours, theirs)
    world = World(home, _half("Elsewhere", theirs, third), _half("Yonder", third, fourth))
    for other in world.others:
        _fill(other)
    return world


def fill_home(world: World) -> None:
    """Everything there is in Cumbria."""
    _fill(world.home)


def _half(name: str, provider: Organisation, rival: Organisation) -> Half:
    trust = people.trust(name, name.lower())
    inside = {role: people.person(role, trust) for role in Role if role in PARTNERSHIP_ROLES}
    staff = {role: people.person(role, provider) for role in Role if role in PROVIDER_ROLES}
    return Half(trust, provider, rival, inside | staff)


def _fill(half: Half) -> None:
    with no_background_work():
        _needs(half)
        _specifications(half)
        _board(half)
        _place(half)
        _tenders_before_opening(half)
        _tenders_after_opening(half)
        _agreements(half)
        _returns(half)
        _tokens(half)
        _packs(half)


@contextmanager
def no_background_work() -> Iterator[None]:
    """What was asked of the worker is done here, at the end."""
    yield
    while waiting := Job.objects.filter(status=JobStatus.QUEUED).order_by("pk").first():
        jobs.run(waiting.pk)


def _needs(half: Half) -> None:
    trust, by = half.trust, half.people[Role.COMMISSIONER]
    half.facts["partnership"], half.facts["organisation"] = trust.slug, half.provider.slug
    half.remember("indicator", commissioning.indicator())
    half.remember("load", commissioning.figures_file(trust))
    half.remember("need", commissioning.need(trust))
    _consultations(half)
    outcome = half.remember("outcome", commissioning.outcome(trust))
    half.remember("outcome.other", commissioning.outcome(trust, "Children are healthy"))
    half.remember("framework", outcome.framework)
    half.remember("objective", outcome.objectives.first())
    level = LevelOfNeed(partnership=trust, scheme="Thrive", name="Getting advice")
    half.remember("level", begin(level, by=by, at=AT))
    half.remember("kpi", commissioning.kpi(trust, "OWN1", outcome=outcome))
    half.remember("breakdown", commissioning.breakdown(trust))
    half.facts["area"] = commissioning.area(trust).pk
    half.remember("area_line", trust.areas.get(area=half.facts["area"]))
    analyst = half.remember("person.analyst", half.people[Role.ANALYST])
    half.remember("role.analyst", analyst.memberships.get())
    half.remember("intake", _intake(half))
    half.remember("person.board", half.people[Role.BOARD])
    waiting = jobs.ask("read_return", by=by, at=AT, upload=0)
    Job.objects.filter(pk=waiting.pk).update(status=JobStatus.DONE)
    half.remember("job", waiting)


def _consultations(half: Half) -> None:
    trust, by = half.trust, half.people[Role.COMMISSIONER]
    reported = half.remember("consultation", commissioning.consultation(trust, "The Big Talk"))
    half.remember("asked.finding", reported.findings.get())
    planned = half.remember("asked.planned", commissioning.planned_consultation(trust, "The Plan"))
    half.remember("asked.question", commissioning.ask(planned))
    met = ConsultationEvent(consultation=planned, kind="Drop-in", place="Library")
    half.remember("asked.event", begin(met, by=by, at=AT))
    opened = half.remember("asked.open", commissioning.open_consultation(trust, "The Hubs"))
    commissioning.respond(opened, "Professional", "Agree", None, "More buses")
    words = half.remember("asked.words", opened.questions.get(kind="open"))
    half.remember("asked.reply", words.replies.get())
    rows = b"Your role?\nProfessional\n"
    half.remember("asked.file", send_file(opened, rows, name="paper.csv", by=by, at=AT))


def _intake(half: Half) -> Intake:
    """A file the administrator has sent, with a person in it."""
    name = half.trust.short_name
    content = f"Name,Email,Role\nAnn {name},ann@{name.lower()}.example,Analyst\n".encode()
    by = half.people[Role.ADMINISTRATOR]
    return send_in(half.trust, content, name="staff.csv", content_type="text/csv", by=by, at=AT)


def _specifications(half: Half) -> None:
    trust = half.trust
    spec = half.remember("spec.draft", commissioning.specification(trust, "draft"))
    half.remember("clause", spec.clauses.first())
    half.remember("need_answered", NeedAnswered.objects.get(specification=spec))
    half.remember("spec_kpi", spec.kpis.first())
    half.remember("spec.for_approval", commissioning.specification(trust, "for_approval"))
    half.remember("spec.approved", commissioning.specification(trust, "approved", at=LONG_AGO))


def _board(half: Half) -> None:
    held = half.remember("meeting", commissioning.meeting(half.trust))
    half.remember("decision", commissioning.decision(held))
    half.remember("action.open", commissioning.action(half.trust))
    done = commissioning.action(half.trust)
    by = half.people[Role.COMMISSIONER]
    half.remember("action.done", take(done, "complete", by=by, at=AT, what_was_done="Reported."))
    owned = commissioning.action(half.trust, owner=half.people[Role.EVALUATOR])
    half.remember("action.of_evaluator", owned)


def _place(half: Half) -> None:
    trust = half.trust
    review = half.remember("service_review", place.review(place.service(trust)))
    half.remember("service", review.service)
    area = half.remember("area_in_set", place.area_in_set(trust))
    half.remember("area_set", area.area_set)
    half.remember("fund", place.fund(trust))
    priority = half.remember("local_priority", place.priority(place.plan(trust)))
    half.remember("local_plan", priority.plan)
    half.remember("local", priority.plan.local)
    half.remember("programme", place.programme(trust))
    half.remember("statement", place.statement(trust))


def _tenders_before_opening(half: Half) -> None:
    trust, own, rival = half.trust, half.provider, half.rival
    half.remember("regime.proposed", tenders.regime_choice(trust, state="proposed"))
    spec = Specification.objects.get(pk=half.facts["spec.approved"])
    half.remember("regime.approved", tenders.regime_choice(trust, spec))
    draft = half.remember("tender.drafting", _tender(half, "drafting"))
    half.remember("criterion", draft.criteria.first())
    half.remember("lot", draft.lots.first())
    half.remember("seat", draft.panel.first())
    by, at = half.people[Role.PREPARER], AT + timedelta(days=21)
    sealed = _tender(half, "published", bidders=[own, rival])
    half.remember("tender.published", sealed)
    tenders.bid(sealed, _quiet_bidder(half), at=at, price=SEALED_PRICE)
    half.remember("question", questions.ask(sealed, own, "May we share a hub?", by=by, at=at))
    _remember_bid(half, "sealed", sealed, own)
    _remember_bid(half, "rival", sealed, rival)
    wanted = half.remember("tender.wanted", _tender(half, "published", bidders=[rival]))
    tenders.bid(wanted, own, at=at, submit=False)
    _remember_bid(half, "drafting", wanted, own)
    half.remember("tender.unbid", _tender(half, "published", bidders=[rival]))


def _quiet_bidder(half: Half) -> Organisation:
    """A provider of which nobody in the partnership has heard before its one bid is opened."""
    quiet = people.provider(f"Quietwater {half.trust.short_name}"[:60])
    people.person(Role.CERTIFIER, quiet, "Quietwater's certifier")
    return quiet


def _tenders_after_opening(half: Half) -> None:
    bidders = [half.provider, half.rival]
    scored = _ended(half, "evaluating", days=56, bidders=bidders)
    _remember_bid(half, "opened", scored, half.provider)
    _remember_bid(half, "opened_rival", scored, half.rival)
    held = _ended(half, "standstill", days=105, bidders=bidders)
    challenge = tender_deeds.record_challenge(
        held,
        by=half.people[Role.COMMISSIONER],
        at=NOW,
        provider=half.rival,
        received_on=NOW.date(),
        text="The marks are wrong.",
    )
    half.remember("challenge", challenge)
    won = _ended(half, "awarded", days=147, bidders=bidders)
    half.remember("award", won.award_made)
    _remember_bid(half, "successful", won, won.award_made.bid.provider)
    _remember_bid(half, "outcome", won, half.provider)


def _ended(half: Half, state: str, *, days: int, bidders: list[Organisation]) -> Tender:
    at = AT - timedelta(days=days)
    return half.remember(f"tender.{state}", _tender(half, state, at=at, bidders=bidders))


def _tender(half: Half, state: str, *, at: datetime = AT, **more: Any) -> Tender:
    """A tender of the one specification they all have here."""
    spec = Specification.objects.get(pk=half.facts["spec.approved"])
    choice = tenders.regime_choice(half.trust, spec, at=at)
    return tenders.tender(half.trust, state, at=at, regime_choice=choice, **more)


def _remember_bid(half: Half, name: str, tender: Tender, bidder: Organisation) -> None:
    bid = half.remember(f"bid.{name}", Bid.objects.get(tender=tender, provider=bidder))
    half.remember(f"document.{name}", bid.documents.first())


def _agreements(half: Half) -> None:
    trust = half.trust
    draft = half.remember("agreement.drafted", contracts.agreement(trust, "drafted", half.provider))
    half.remember("line", draft.kpis.first())
    running = half.remember(
        "agreement.in_force", contracts.agreement(trust, "in_force", half.provider)
    )
    half.remember("obligation", running.obligations.first())
    proposed = half.remember("variation.proposed", contracts.variation(running))
    half.remember("change", proposed.kpi_terms.first())
    other = contracts.agreement(trust, "in_force", half.provider)
    half.remember("variation.with_board", contracts.variation(other, "with_board"))
    half.remember("review.due", other.reviews.get())
    for state in ("under_way", "waiting", "agreed"):
        reviewed = contracts.agreement(trust, "in_force", half.provider)
        anew = {"recommendation": "recommission", "act_by": date(2027, 9, 1)}
        half.remember(f"review.{state}", contracts.review(reviewed, state, **anew))
    half.remember("agreement.rival", contracts.agreement(trust, "in_force", half.rival))


def _returns(half: Half) -> None:
    made = Agreement.objects.get(pk=half.facts["agreement.in_force"])
    states = ("accepted", "received", "certified", "queried", "expected")
    for quarter, state in zip(QUARTERS, states, strict=True):
        record = performance.kpi_return(made, quarter, state)
        half.remember(f"return.{state}", record)
        _remember_upload(half, state, record)
    _remember_request(half, "open", KpiReturn.objects.get(pk=half.facts["return.expected"]))
    half.facts["figure"] = str(_first_figure(half, "accepted").number)
    figure, by = _first_figure(half, "certified"), half.people[Role.COMMISSIONER]
    half.remember("question.unsent", ask_about(figure, "Why so few?", by=by, at=NOW))
    rival = Agreement.objects.get(pk=half.facts["agreement.rival"])
    record = half.remember("return.rival", performance.kpi_return(rival, QUARTERS[0], "accepted"))
    _remember_upload(half, "rival", record)
    _remember_request(half, "rival", performance.expected(rival, QUARTERS[4]))


def _remember_request(half: Half, name: str, record: KpiReturn) -> None:
    """A provider's request for more time, open."""
    by = performance.preparer_of(record.agreement.provider)
    until = date(2027, 1, 29)
    asked = {"kind": Extension.Kind.LATER, "reason": "Staff are ill.", "until": until}
    half.remember(f"extension.{name}", extensions.ask(record, by=by, at=NOW, **asked))


def _remember_upload(half: Half, name: str, record: KpiReturn) -> None:
    sent = Upload.objects.filter(kpi_return=record).first()
    if sent is not None:
        half.remember(f"upload.{name}", sent)
    certificate = Certificate.objects.filter(kpi_return=record).first()
    if certificate is not None:
        half.remember(f"certificate.{name}", certificate)


def _tokens(half: Half) -> None:
    """A program of the provider, and one of its rival."""
    for name, whose in (("own", half.provider), ("rival", half.rival)):
        by = performance.certifier_of(whose)
        terms = {"answerable": by, "until_day": NOW.date() + timedelta(days=90)}
        made, clear = make_token(
            whose, f"{half.trust.short_name} sender", "send", **terms, by=by, at=NOW
        )
        half.remember(f"token.{name}", made)
        half.clear[name] = clear


def _first_figure(half: Half, state: str) -> Any:
    return KpiReturn.objects.get(pk=half.facts[f"return.{state}"]).figures.first()


def _packs(half: Half) -> None:
    trust, by = half.trust, half.people[Role.COMMISSIONER]
    half.facts["kpi.read"] = Agreement.objects.get(
        pk=half.facts["agreement.in_force"]
    ).kpis.values_list("kpi", flat=True)[0]
    pack = packs.prepare(trust, QUARTERS[0], by=by, at=NOW)
    pack = take(pack, "freeze", by=by, at=NOW)
    pack = packs.keep_built(pack, packs.build(pack), at=NOW)
    half.remember("pack.issued", take(pack, "issue", by=by, at=NOW))
    number = pack.numbers.exclude(kpi=None).first() or pack.numbers.first()
    half.facts |= {"number.sheet": number.sheet, "number.cell": number.cell}
    half.remember("pack.drafting", packs.prepare(trust, QUARTERS[0], by=by, at=NOW))
