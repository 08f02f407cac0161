"""The catalogue: every rule of a return, in the order they are made. A rule not listed is not made.

One rule, one function; its docstring is the rule in words. The page of rules, the manual and the
instructions in the workbook are made from this list. A rule yields findings and changes nothing.
"""

from __future__ import annotations

from performance.checks import (
    file_origin,
    row_locked,
    row_numbers,
    row_status,
    whole_changes,
    whole_rows,
)
from performance.checks.rule import Ring, Rule

RULES: tuple[Rule, ...] = (
    file_origin.file_is_a_return_workbook,
    file_origin.file_has_this_template_version,
    file_origin.file_is_for_this_agreement,
    file_origin.file_is_for_this_period,
    file_origin.file_has_its_sheet,
    file_origin.file_has_its_columns,
    row_locked.locked_cells_unchanged,
    row_numbers.cells_can_be_read,
    row_numbers.numbers_are_numbers,
    row_numbers.numbers_not_negative,
    row_numbers.numbers_not_too_large,
    row_numbers.counts_are_whole,
    row_numbers.part_not_larger_than_whole,
    row_status.status_is_one_of_the_list,
    row_status.reported_has_a_numerator,
    row_status.reported_has_a_denominator,
    row_status.reported_denominator_is_above_nought,
    row_status.nil_has_a_denominator,
    row_status.number_has_no_denominator,
    row_status.nil_is_nought,
    row_status.nought_is_said_to_be_nil,
    row_status.not_given_has_a_reason,
    row_status.not_given_has_no_figures,
    row_status.reason_is_short,
    whole_rows.every_row_is_there,
    whole_rows.no_other_rows,
    whole_rows.each_row_once,
    whole_rows.not_all_is_nil,
    whole_changes.changes_are_explained,
    whole_changes.denominators_do_not_jump,
)


def in_ring(ring: Ring) -> tuple[Rule, ...]:
    """The rules of a ring, in order."""
    return tuple(rule for rule in RULES if rule.ring is ring)


def instructions() -> list[str]:
    """The rules of rows and whole returns in words, for those who fill in a workbook."""
    return [rule.words for rule in RULES if rule.ring is not Ring.FILE]
