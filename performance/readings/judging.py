"""From figures and the terms in force to a value, its target and its rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from commissioning.models import KpiVersion
from commissioning.periods import ends_in
from commissioning.quarters import Quarter
from contracts.models import KpiTerms
from performance.models import Figure
from performance.numbers import UNRATED, Part, enough_in, judge, total_of
from performance.numbers.rollup import NEVER_OVER_TIME
from performance.values import value_of

_FOUR_PLACES = Decimal("0.0001")

NO_FIGURE = "No figure has been accepted."
NO_DENOMINATOR = "The denominator was not given."
EMPTY_DENOMINATOR = "There was nobody to count: the denominator is nought."
TARGET_OF_EACH_AREA = "The target is set for each area, not for their sum."
TARGET_OF_EACH_CONTRACT = "The target is set for each contract, not for their sum."
DIFFERENT_TERMS = "The contracts have different targets: each is rated on its own."
MISSING_PART = "A part is missing: it is not added up."
DIFFERENT_DEFINITIONS = "The contracts measure it by different definitions: it is not added up."


@dataclass(frozen=True)
class Line:
    """One figure wanted: of an agreement, for a KPI, in an area; and the figure, if it counts."""

    agreement_id: int
    kpi_id: int
    area_id: int | None
    terms: KpiTerms
    figure: Figure | None
    made_of: int = 1

    @property
    def definition(self) -> KpiVersion:
        """What the KPI means in this quarter for this agreement."""
        return self.terms.definition

    @property
    def given(self) -> bool:
        """Whether a figure counts and says a number that can be used: its denominator is there."""
        if self.figure is None or self.figure.numerator is None:
            return False
        return self.figure.denominator is not None or not self.definition.has_denominator

    @property
    def wanted(self) -> bool:
        """Whether a number is to be had: all but what is not applicable."""
        return self.figure is None or self.figure.status != Figure.Status.NOT_APPLICABLE

    @property
    def part(self) -> Part:
        """Its numbers."""
        if self.figure is None:
            return Part(None)
        return Part(self.figure.numerator, self.figure.denominator)


def line_of(
    agreement: int,
    kpi: int,
    area: int | None,
    terms: KpiTerms,
    quarter: str,
    figures: Mapping[str, Figure],
) -> Line:
    """One figure wanted, with the figure of its quarter: the figures of its periods as one.

    `figures` are by period. Those of another frequency, from before the KPI was varied, are none of
    the quarter's.
    """
    said = [figures.get(period) for period in _periods(terms.definition.frequency, quarter)]
    given = [figure for figure in said if figure is not None]
    if len(said) <= 1 or not given:
        return Line(agreement, kpi, area, terms, given[-1] if given else None)
    return Line(agreement, kpi, area, terms, over_time(said, terms), len(given))


@lru_cache(maxsize=64)
def _periods(frequency: str, quarter: str) -> tuple[str, ...]:
    """The periods that end in a quarter: asked for every line of it."""
    return tuple(str(period) for period in ends_in(frequency, Quarter.parse(quarter)))


def over_time(said: Sequence[Figure | None], terms: KpiTerms) -> Figure:
    """Figures of the periods of a quarter, earliest first, as one that is not kept; at least one.

    As the KPI declares: their sums, or the latest. Where a period it needs is missing or says no
    number there is none, and the reason says how many there are.
    """
    rule, wanted = terms.definition.over_time, len(said)
    figures = [figure for figure in said if figure is not None]
    last = figures[-1]
    not_applicable = [f for f in figures if f.status == Figure.Status.NOT_APPLICABLE]
    if len(not_applicable) == wanted or (rule == KpiVersion.RollUp.LATEST and said[-1]):
        return last
    given = [f for f in figures if f.numerator is not None]
    made = Figure(scheduled_id=last.scheduled_id, area_id=last.area_id)
    if rule == KpiVersion.RollUp.NOT_ADDITIVE or len(given) < wanted:
        made.status = Figure.Status.NOT_AVAILABLE
        made.reason = (
            NEVER_OVER_TIME
            if len(given) == wanted
            else f"{len(given)} of {wanted} periods of the quarter are in."
        )
        return made
    made.numerator = sum((f.numerator for f in given if f.numerator is not None), Decimal(0))
    below = [f.denominator for f in given if f.denominator is not None]
    made.denominator = sum(below, Decimal(0)) if len(below) == wanted else None
    return made


@dataclass(frozen=True)
class Judged:
    """What one or more figures come to."""

    definition_id: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    target: Decimal | None = None
    rating: str = UNRATED
    why: str = ""
    reach: Decimal | None = None


def judged_figure(line: Line) -> Judged:
    """One figure against the terms in force for it."""
    figure, definition = line.figure, line.definition
    if figure is None:
        return Judged(definition_id=definition.pk, target=line.terms.target, why=NO_FIGURE)
    value = _value(definition, figure.numerator, figure.denominator)
    judged = Judged(
        definition_id=definition.pk,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=value,
        target=line.terms.target,
    )
    if figure.numerator is None:
        return replace(judged, why=f"{figure.get_status_display()}: {figure.reason}"[:200])
    if not line.given:
        return replace(judged, why=NO_DENOMINATOR)
    return _rated(judged, line.terms)


def judged_whole(lines: Sequence[Line], floor: int) -> Judged:
    """Figures of several areas or contracts as one; rated where they share their terms.

    `floor` is the per cent of figures wanted that must be in before anything is rated.
    """
    if len(lines) == 1:
        return judged_figure(lines[0])
    if len({line.terms.definition_id for line in lines}) > 1:
        return Judged(why=DIFFERENT_DEFINITIONS)
    definition = lines[0].definition
    wanted = [line for line in lines if line.wanted]
    total = total_of(
        [line.part for line in wanted],
        definition.roll_up,
        has_denominator=definition.has_denominator,
    )
    judged = Judged(
        definition_id=definition.pk,
        numerator=total.numerator,
        denominator=total.denominator,
        value=_value(definition, total.numerator, total.denominator),
        why=total.why,
        reach=total.reach,
    )
    why = _why_no_target(lines)
    if why:
        return judged if total.why else replace(judged, why=why)
    judged = replace(judged, target=lines[0].terms.target)
    return judged if total.why else _covered(judged, lines[0].terms, wanted, floor)


def _why_no_target(lines: Sequence[Line]) -> str:
    """Why several figures share no target; "" when they do."""
    if len({(line.terms.target, line.terms.tolerance) for line in lines}) > 1:
        return DIFFERENT_TERMS
    if not lines[0].definition.has_denominator:
        one_contract = len({line.agreement_id for line in lines}) == 1
        return TARGET_OF_EACH_AREA if one_contract else TARGET_OF_EACH_CONTRACT
    return ""


def _covered(judged: Judged, terms: KpiTerms, wanted: Sequence[Line], floor: int) -> Judged:
    given = sum(line.given for line in wanted)
    if not enough_in(given, len(wanted), floor):
        sentence = f"{given} of {len(wanted)} figures are in: below the {floor}% needed to rate."
        return replace(judged, why=sentence)
    return _rated(judged, terms)


def _rated(judged: Judged, terms: KpiTerms) -> Judged:
    if judged.value is None:
        return replace(judged, why=EMPTY_DENOMINATOR)
    definition = terms.definition
    rating = judge(
        judged.value,
        terms.target,
        terms.tolerance,
        higher=definition.polarity == KpiVersion.Polarity.HIGHER,
        decimals=definition.decimals,
    )
    return replace(judged, rating=rating)


def _value(
    definition: KpiVersion, numerator: Decimal | None, denominator: Decimal | None
) -> Decimal | None:
    """The value to the four places it is kept in, cut off: only what is shown is rounded."""
    value = value_of(definition.unit, numerator, denominator)
    return None if value is None else value.quantize(_FOUR_PLACES, rounding=ROUND_DOWN)
