"""What is read of yearly reviews: the programme, how each stands, and what awaits a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Partnership, User
from contracts.lifecycles.agreement_states import BINDING
from contracts.lifecycles.review_states import BEING_HELD, OPEN, SETTLED, TO_START
from contracts.models import Agreement, Review, Variation
from workflow.door import Action, actions_for
from workflow.models import AuditEntry

#: How long before its day a review is said to be due soon, and awaits a commissioner's step.
SOON = timedelta(days=30)
#: Choices of the programme's filter.
DUE, OVERDUE, UNDER_WAY, WAITING, AGREED = "due", "overdue", "under_way", "waiting", "agreed"
STANDING = (
    (DUE, "Due"),
    (OVERDUE, "Overdue"),
    (UNDER_WAY, "Under way"),
    (WAITING, "Waits for an approver"),
    (AGREED, "Agreed"),
)


@dataclass(frozen=True)
class Standing:
    """How a review stands today, in words, with the tone of its tag."""

    words: str
    tone: str


@dataclass(frozen=True)
class Month:
    """The reviews of one calendar month of the programme."""

    first_day: date
    rows: list[tuple[Review, Standing]]


def reviews_of(partnership: Partnership) -> QuerySet[Review]:
    """Every review of the partnership's agreements, by the day it is or was due."""
    return (
        Review.objects.filter(agreement__partnership=partnership)
        .select_related("agreement__partnership", "agreement__provider", "agreed_by")
        .order_by("due_on", "agreement__reference", "number")
    )


def narrowed(
    reviews: QuerySet[Review], on: date, *, standing: str = "", kind: str = ""
) -> QuerySet[Review]:
    """Those of agreements of a kind, and as they stand; without a standing, all that are open."""
    if kind:
        reviews = reviews.filter(agreement__kind=kind)
    return reviews.filter(_standing(standing, on))


def _standing(standing: str, on: date) -> Q:
    binding = Q(agreement__state__in=BINDING)
    to_start, held = Q(state__in=TO_START) & binding, Q(state__in=BEING_HELD)
    return {
        DUE: to_start,
        OVERDUE: (to_start | held) & Q(due_on__lt=on),
        UNDER_WAY: held & Q(sent_at=None),
        WAITING: held & Q(sent_at__isnull=False),
        AGREED: Q(state__in=SETTLED),
    }.get(standing, to_start | held)


def by_month(reviews: list[Review], on: date) -> list[Month]:
    """The reviews under the month they are due in, in the order given."""
    months: dict[date, Month] = {}
    for review in reviews:
        first = review.due_on.replace(day=1)
        month = months.setdefault(first, Month(first, []))
        month.rows.append((review, standing_of(review, on)))
    return list(months.values())


def standing_of(review: Review, on: date) -> Standing:
    """Late and soon follow from the day; a review that never began ends with its agreement."""
    if review.is_agreed:
        return Standing("Agreed", "good")
    if review.is_not_held:
        return Standing("Not held: the agreement ended", "neutral")
    if review.waits_for_approver:
        return Standing("Waits for an approver", "waiting")
    late = review.due_on < on
    if not review.waits_to_start:
        return Standing("Under way, late" if late else "Under way", "bad" if late else "neutral")
    if late:
        return Standing("Overdue", "bad")
    if review.due_on <= on + SOON:
        return Standing("Due soon", "attention")
    return Standing("Due", "neutral")


def of_agreement(agreement: Agreement) -> list[Review]:
    """An agreement's reviews, the latest first."""
    found = agreement.reviews.select_related(
        "agreement__partnership", "need__partnership", "specification__partnership"
    ).prefetch_related("variations__agreement__partnership")
    return list(found.order_by("-number"))


@dataclass(frozen=True)
class Part:
    """One thing a review says: the judgement in words ("" where none is asked) and its reasons."""

    title: str
    judged: str
    words: str


def parts_of(review: Review) -> list[Part]:
    """What the review found, in the order it is asked."""
    return [
        Part("Is the agreement kept?", review.kept_words, review.compliance_words),
        Part("Is the service fit for its purpose?", review.fit_words, review.fitness_words),
        Part("Views of children, families and carers", "", review.views_of_users),
        Part("Views of the provider", "", review.views_of_provider),
        Part("Value for money", "", review.value_for_money),
    ]


@dataclass(frozen=True)
class Tally:
    """How many reviews stand so, and the choice of the filter that lists them."""

    words: str
    number: int
    standing: str


def counts(partnership: Partnership, on: date) -> list[Tally]:
    """How many of the partnership's reviews stand how, one query for all."""
    known = dict(STANDING)
    found = reviews_of(partnership).aggregate(
        **{name: Count("pk", filter=_standing(name, on)) for name in known}
    )
    return [Tally(words, found[name], name) for name, words in known.items()]


def with_last_agreed(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements, each with its agreed reviews as `agreed_reviews`, the latest last."""
    agreed = Review.objects.filter(state__in=SETTLED).order_by("number")
    return agreements.prefetch_related(Prefetch("reviews", agreed, to_attr="agreed_reviews"))


def steps_of_review(review: Review, actor: Any, at: datetime) -> list[Action]:
    """The steps a person sees: what belongs to another stage of its being written is left out."""
    hidden: set[str] = set()
    if review.is_agreed:
        linked = review.need_id or review.specification_id
        hidden = set() if review.recommends_anew and not linked else {"link"}
    elif review.is_not_held:
        hidden = {"move", "start"}
    elif review.waits_for_approver:
        hidden = {"send"}
    else:
        hidden = {"send_back", "agree"}
    return [a for a in actions_for(review, actor, at) if a.name not in hidden]


def to_start(partnership: Partnership, on: date) -> QuerySet[Review]:
    """Those due within thirty days, or overdue, that nobody has started."""
    found = reviews_of(partnership).filter(agreement__state__in=BINDING)
    return found.filter(state__in=TO_START, due_on__lte=on + SOON)


def being_written(partnership: Partnership) -> QuerySet[Review]:
    """Those under way that are not with an approver."""
    return reviews_of(partnership).filter(state__in=BEING_HELD, sent_at=None)


def with_approver(partnership: Partnership) -> QuerySet[Review]:
    """Those that wait for an approver."""
    return reviews_of(partnership).filter(state__in=BEING_HELD, sent_at__isnull=False)


def written_in_part_by(person: User, found: Sequence[Review]) -> set[int]:
    """The ids of those of the reviews that the person wrote part of, in one query."""
    entries = AuditEntry.objects.filter(
        record_type=Review._meta.label_lower, record_id__in=[one.pk for one in found]
    )
    wrote = entries.filter(step="amend", actor=person)
    return {int(pk) for pk in wrote.values_list("record_id", flat=True)}


def to_follow(partnership: Partnership) -> Iterator[Review]:
    """The last agreed review of each agreement in being whose recommendation is not followed."""
    agreed = (
        reviews_of(partnership)
        .filter(state__in=SETTLED, agreement__state__in=BINDING)
        .prefetch_related(Prefetch("variations", Variation.objects.only("pk", "review")))
    )
    latest = {review.agreement_id: review for review in agreed.order_by("number")}
    for review in latest.values():
        unplanned = review.need_id is None and review.specification_id is None
        if (
            (review.recommends_change and not review.variations.all())
            or (review.recommends_anew and unplanned)
            or review.recommendation == Review.Recommendation.END
        ):
            yield review


def without_open(partnership: Partnership) -> QuerySet[Agreement]:
    """Binding agreements that have no review due or under way."""
    bound = Agreement.objects.filter(partnership=partnership, state__in=BINDING)
    return bound.exclude(reviews__state__in=OPEN).prefetch_related("reviews")
