"""What a provider reads of tenders and of its own bids; never anything of another provider's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from accounts.gate import Visit
from accounts.models import Organisation
from accounts.work import WorkItem
from commissioning.models import Clause, KpiVersion, SpecificationKpi
from commissioning.quarters import Quarter
from pages.words import london_day, number, quantity
from tenders.lifecycles.bid_states import IN_HAND, LIVE, OVER, WITH_PROVIDER
from tenders.lifecycles.tender_states import TAKING_BIDS
from tenders.models import AssessmentSummary, Bid, BidDocument, Criterion, Lot, Question, Tender
from workflow.door import Action, actions_for
from workflow.lifecycle import Deed


def countdown(until: datetime, at: datetime) -> str:
    """How long is left, in words: in 12 days, tomorrow, in 3 hours, passed."""
    if at >= until:
        return "passed"
    days = (london_day(until) - london_day(at)).days
    if days > 1:
        return f"in {quantity(days, 'day')}"
    hours, seconds = divmod(int((until - at).total_seconds()), 3600)
    if days == 1 and hours >= 12:
        return "tomorrow"
    return (
        f"in {quantity(hours, 'hour')}" if hours else f"in {quantity(seconds // 60 + 1, 'minute')}"
    )


@dataclass(frozen=True)
class OpenTender:
    """A tender open to bid for, with the provider's own bid if it has one."""

    tender: Tender
    left: str
    questions_left: str
    bid: Bid | None


@dataclass(frozen=True)
class BidLine:
    """One of the provider's bids with its standing in the words of those outside."""

    bid: Bid
    standing: str
    tone: str
    left: str


def open_tenders(provider: Organisation, at: datetime) -> list[OpenTender]:
    """Every partnership's tenders that take bids at that moment, the nearest deadline first."""
    own = Bid.objects.filter(provider=provider, state__in=LIVE)
    tenders = (
        Tender.objects.filter(state__in=TAKING_BIDS, deadline__gt=at)
        .select_related("partnership")
        .prefetch_related(Prefetch("bids", queryset=own, to_attr="own_bids"))
        .order_by("deadline", "pk")
    )
    return [
        OpenTender(
            tender=tender,
            left=countdown(tender.deadline, at),
            questions_left=countdown(tender.questions_until, at),
            bid=next(iter(tender.own_bids), None),
        )
        for tender in tenders
    ]


def bids_of(provider: Organisation, at: datetime) -> tuple[list[BidLine], list[BidLine]]:
    """The provider's bids: those under way, nearest deadline first, and past ones, latest first."""
    bids = (
        Bid.objects.filter(provider=provider)
        .select_related("tender__partnership", "provider")
        .order_by("-tender__deadline", "-pk")
    )
    current: list[BidLine] = []
    past: list[BidLine] = []
    for bid in bids:
        over = bid.state in OVER or missed(bid, at)
        (past if over else current).append(bid_line(bid, at))
    return current[::-1], past


def bid_line(bid: Bid, at: datetime) -> BidLine:
    """A bid's standing. One never submitted in time says so."""
    late = missed(bid, at)
    standing, tone = bid.outward_label, bid.state_tone
    if late:
        standing, tone = "Not submitted in time", "grey"
    return BidLine(bid, standing, tone, countdown(bid.tender.deadline, at))


def missed(bid: Bid, at: datetime) -> bool:
    """Whether a bid was still being prepared when its tender closed."""
    return bid.state in IN_HAND and bool(bid.tender.closed_to_bids(at))


@dataclass(frozen=True)
class KpiLine:
    """A KPI of the specification as a bidder reads it."""

    kpi: str
    clause: str
    target: str
    definition: str


@dataclass(frozen=True)
class TenderPage:
    """All that a provider reads of a published tender."""

    tender: Tender
    closed: str
    left: str
    questions_left: str
    questions_closed: str
    clauses: list[Clause]
    kpis: list[KpiLine]
    criteria: list[Criterion]
    lots: list[Lot]
    answered: list[Question]
    own_questions: list[Question]
    bid: Bid | None
    earlier: list[BidLine]


def tender_page(tender: Tender, visit: Visit) -> TenderPage:
    """A published tender for one provider. Questions of others come without their askers."""
    own = list(_bids_for(tender, visit.provider))
    questions = list(tender.questions.order_by("asked_at"))
    asking = Question(tender=tender, provider=visit.provider)
    refusal = asking.standing_in_the_way(Deed(by=visit.user, at=visit.at))
    return TenderPage(
        tender=tender,
        closed=tender.closed_to_bids(visit.at) or "",
        left=countdown(tender.deadline, visit.at),
        questions_left=countdown(tender.questions_until, visit.at),
        questions_closed=str(refusal or ""),
        clauses=list(tender.specification.clauses.select_related("outcome", "level")),
        kpis=kpi_lines(tender),
        criteria=list(tender.criteria.select_related("clause", "kpi")),
        lots=list(tender.lots.select_related("area")),
        answered=[q for q in questions if q.answer],
        own_questions=[q for q in questions if not q.answer and q.provider_id == visit.provider.pk],
        bid=next((b for b in own if b.state in LIVE), None),
        earlier=[bid_line(b, visit.at) for b in own if b.state not in LIVE],
    )


def _bids_for(tender: Tender, provider: Organisation) -> list[Bid]:
    found = Bid.objects.filter(tender=tender, provider=provider)
    return list(found.select_related("tender__partnership", "provider").order_by("-pk"))


def kpi_lines(tender: Tender) -> list[KpiLine]:
    """The KPIs of the specification with the definition in force when the contract starts."""
    quarter = str(Quarter.containing(tender.start_on))
    lines = tender.specification.kpis.select_related("kpi", "clause")
    return [_kpi_line(line, quarter) for line in lines.prefetch_related("kpi__versions")]


def _kpi_line(line: SpecificationKpi, quarter: str) -> KpiLine:
    version = line.kpi.version_in(quarter)
    return KpiLine(
        kpi=str(line.kpi),
        clause=f"Clause {line.clause.number}" if line.clause else "",
        target=target_words(line, version),
        definition=_definition(version),
    )


def target_words(line: SpecificationKpi, version: KpiVersion | None) -> str:
    """A target in words: at least 85%, at most 4.5 per 1,000."""
    if version is None:
        return number(line.target)
    bound = "at least" if version.polarity == KpiVersion.Polarity.HIGHER else "at most"
    unit = {KpiVersion.Unit.PERCENT: "%", KpiVersion.Unit.PER_1000: " per 1,000"}
    return f"{bound} {number(line.target)}{unit.get(KpiVersion.Unit(version.unit), '')}"


def _definition(version: KpiVersion | None) -> str:
    if version is None:
        return ""
    over = f", out of: {version.denominator_definition}" if version.denominator_definition else ""
    return f"{version.numerator_definition}{over}"


@dataclass(frozen=True)
class Need:
    """One line of the list of what a bid needs."""

    label: str
    met: bool
    detail: str


@dataclass(frozen=True)
class BidPage:
    """A bid as its provider sees it. The price is never among what is read."""

    line: BidLine
    needs: list[Need]
    criteria: list[Criterion]
    documents: list[BidDocument]
    may_change: bool
    price_is_sealed: bool
    actions: list[Action]
    todo: str
    closed: str
    summary: AssessmentSummary | None
    may_start_another: bool

    @property
    def bid(self) -> Bid:
        """The bid itself."""
        return self.line.bid


def bid_page(bid: Bid, visit: Visit) -> BidPage:
    """A provider's own bid: what it holds, what it still needs, what can be done."""
    documents = list(bid.documents.order_by("pk"))
    deed = Deed(by=visit.user, at=visit.at)
    with_provider = bid.state in WITH_PROVIDER
    closed = _closed(bid, visit.at)
    actions = actions_for(bid, visit.user, visit.at) if with_provider else []
    others = Bid.objects.filter(tender=bid.tender_id, provider=bid.provider_id, state__in=LIVE)
    return BidPage(
        line=bid_line(bid, visit.at),
        needs=_needs(bid, documents),
        criteria=list(bid.tender.criteria.all()),
        documents=documents,
        may_change=not bid.standing_in_the_way(deed),
        price_is_sealed=bool(bid.price_sha256),
        actions=[one for one in actions if one.allowed] if closed else actions,
        todo=_todo(bid, documents),
        closed=closed if with_provider else "",
        summary=AssessmentSummary.objects.filter(bid=bid).first(),
        may_start_another=bid.state not in LIVE and not closed and not others.exists(),
    )


def _closed(bid: Bid, at: datetime) -> str:
    """Why nothing can be done with the bid any more; empty while something can."""
    sentence = bid.tender.closed_to_bids(at) or ""
    return "The deadline has passed." if sentence and at >= bid.tender.deadline else sentence


def _todo(bid: Bid, documents: list[BidDocument]) -> str:
    """What whoever prepares the bid still has to do on its page."""
    if bid.state not in IN_HAND:
        return ""
    left = [] if bid.price_sha256 else ["the price"]
    left += [] if documents else ["a document"]
    return f"Enter {' and '.join(left)} above." if left else "The bid is ready to be submitted."


def _needs(bid: Bid, documents: list[BidDocument]) -> list[Need]:
    count = f"{quantity(len(documents), 'document')} added" if documents else "none added"
    return [
        Need("A price", bool(bid.price_sha256), "sealed" if bid.price_sha256 else "not entered"),
        Need("At least one document", bool(documents), count),
        Need(
            "Submission by a certifier",
            bid.submitted_at is not None,
            "submitted" if bid.submitted_at else "not yet",
        ),
    ]


def work_of_provider(visit: Visit) -> list[WorkItem]:
    """Bids begun that can still be submitted, and open tenders without a bid, for Your work."""
    if visit.organisation is None:
        return []
    return [*_bids_to_finish(visit), *_tenders_to_read(visit)]


def _tenders_to_read(visit: Visit) -> list[WorkItem]:
    """The open tenders the provider has no bid for."""
    return [
        WorkItem(
            title=str(line.tender),
            url=reverse("tenders:portal_tender", args=[visit.provider.slug, line.tender.pk]),
            todo="Read it and decide whether to bid",
            due=line.tender.deadline,
            kind="Tender",
        )
        for line in open_tenders(visit.provider, visit.at)
        if line.bid is None
    ]


def _bids_to_finish(visit: Visit) -> list[WorkItem]:
    """The bids begun and not submitted, while their tenders are open."""
    bids = Bid.objects.filter(
        provider=visit.provider,
        state__in=IN_HAND,
        tender__state__in=TAKING_BIDS,
        tender__deadline__gt=visit.at,
    ).select_related("tender", "provider")
    return [
        WorkItem(
            title=str(bid.tender),
            url=reverse("tenders:bid", args=[visit.provider.slug, bid.pk]),
            todo="Finish and submit the bid.",
            due=bid.tender.deadline,
            kind="Bid",
        )
        for bid in bids
    ]
