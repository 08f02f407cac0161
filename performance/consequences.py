"""What follows from a deed, in its transaction: every change that readings and packs must keep up with.

Figures are summed up when a return is expected (so that coverage is known), accepted or waived, and
when a variation changes the terms they are judged by. A pack frozen has its snapshot and asks for its
workbook; a pack issued takes the place of the one before.
"""

from __future__ import annotations

from contracts.models import Variation
from performance.actions import certifying, counting, packs
from performance.models import KpiReturn, Pack
from performance.readings.summing import hold, sum_up
from workflow.consequences import follows
from workflow.lifecycle import Deed


def hold_readings(record: KpiReturn | Variation | Pack) -> None:
    """Let whoever changes or freezes the readings of a partnership wait for each other."""
    hold(record.partnership_id)


@follows(KpiReturn, "begin", "waive", holding=hold_readings)
def what_is_expected_is_summed_up(kpi_return: KpiReturn, deed: Deed) -> None:
    """Coverage counts a return from when it is expected until it is waived."""
    sum_up(kpi_return)


@follows(KpiReturn, "certify")
def what_is_certified_becomes_figures(kpi_return: KpiReturn, deed: Deed) -> None:
    """Its rows become figures, the whole is kept as one document, and questions are settled."""
    certifying.keep_certified(kpi_return, deed)
    kpi_return.settle_questions(deed)


@follows(KpiReturn, "accept", holding=hold_readings)
def what_is_accepted_counts(kpi_return: KpiReturn, deed: Deed) -> None:
    """Its figures count, in place of the version before."""
    counting.count_in_place_of_others(kpi_return, deed)


@follows(Variation, "bring_into_force", holding=hold_readings)
def figures_are_judged_by_the_terms_in_force(variation: Variation, deed: Deed) -> None:
    """Terms may begin in a quarter whose figures count already."""
    counting.judge_by_new_terms(variation, deed)


@follows(Pack, "freeze", holding=hold_readings)
def what_is_frozen_is_kept(pack: Pack, deed: Deed) -> None:
    """Everything the pack says, as accepted by now; the workbook is built from that alone."""
    packs.keep_snapshot(pack, deed)


@follows(Pack, "issue")
def what_is_issued_takes_the_place_of_others(pack: Pack, deed: Deed) -> None:
    """The Board has one present pack of a quarter."""
    packs.supersede_others(pack, deed)
