"""Reading funds with sums that say where they do not agree. All amounts are pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from accounts.models import Partnership
from commissioning.models import Fund, FundContribution, FundShare
from pages import words

NONE = Decimal(0)


@dataclass(frozen=True)
class Reckoned:
    """A fund with what is paid into it and what its areas' indicative budgets come to."""

    fund: Fund
    contributions: list[FundContribution]
    shares: list[FundShare]

    @property
    def caption(self) -> str:
        """What a list of such funds is called."""
        return f"Funds of {self.fund.year_words}"

    @property
    def contributed(self) -> Decimal:
        """What the contributions come to."""
        return sum((one.amount for one in self.contributions), NONE)

    @property
    def shared(self) -> Decimal:
        """What the indicative area budgets come to."""
        return sum((one.amount for one in self.shares), NONE)

    @property
    def unshared(self) -> Decimal:
        """What is left after the indicative area budgets; below nought when they are too much."""
        total: Decimal = self.fund.total
        return total - self.shared

    @property
    def differences(self) -> list[str]:
        """Sentences on what does not add up; none where everything does."""
        said = []
        missing = self.fund.total - self.contributed
        if self.contributions and missing > 0:
            said.append(f"Contributions come to {words.money(missing)} less than the total.")
        if self.contributions and missing < 0:
            said.append(f"Contributions come to {words.money(-missing)} more than the total.")
        if self.unshared < 0:
            over = words.money(-self.unshared)
            said.append(f"Indicative area budgets come to {over} more than the fund holds.")
        return said


def reckon(partnership: Partnership, **which: object) -> list[Reckoned]:
    """The partnership's funds that `which` picks, in their order, each with its sums."""
    paid = Prefetch("contributions", FundContribution.objects.select_related("organisation"))
    shares = Prefetch("shares", FundShare.objects.select_related("area__area", "area__area_set"))
    found = partnership.funds.filter(**which).select_related("partnership", "host")
    return [
        Reckoned(fund, list(fund.contributions.all()), list(fund.shares.all()))
        for fund in found.prefetch_related(paid, shares)
    ]


def by_kind(funds: list[Reckoned]) -> list[tuple[str, int, Decimal]]:
    """Each kind of money with how many funds it has and what they come to; kinds with none go."""
    rows = []
    for kind, label in Fund.Kind.choices:
        totals = [one.fund.total for one in funds if one.fund.kind == kind]
        if totals:
            rows.append((label, len(totals), sum(totals, NONE)))
    return rows


def years_of(partnership: Partnership) -> list[int]:
    """The financial years there are funds for, by the year each begins in, the latest first."""
    return list(partnership.funds.order_by("-year").values_list("year", flat=True).distinct())
