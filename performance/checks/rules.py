"""The catalogue: every rule of a return, in the order they are made. A rule not listed is not made.

One rule, one function; its docstring is the rule in words. The page of rules, the manual and the
instructions in the workbook are made from this list. A rule yields findings and changes nothing.
"""

from __future__ import annotations

from performance.checks import (
    answers,
    file_layout,
    file_origin,
    row_locked,
    row_numbers,
    row_status,
    row_texts,
    whole_alike,
    whole_changes,
    whole_rows,
    whole_sums,
)
from performance.checks.rule import Ring, Rule

RULES: tuple[Rule, ...] = (
    file_origin.file_can_be_read,
    file_origin.file_is_what_it_seems,
    file_origin.file_is_a_return_workbook,
    file_origin.file_has_this_template_version,
    file_origin.file_is_for_this_agreement,
    file_origin.file_is_for_this_period,
    file_origin.file_says_its_period,
    file_origin.file_is_of_this_version,
    file_layout.file_has_its_sheet,
    file_layout.sheet_has_its_name,
    file_layout.one_sheet_is_meant,
    file_layout.file_has_its_columns,
    file_layout.each_column_once,
    file_layout.columns_have_their_names,
    file_layout.no_column_is_gone,
    file_layout.no_column_is_added,
    row_locked.locked_cells_unchanged,
    row_numbers.cells_can_be_read,
    row_numbers.numbers_are_no_dates,
    row_numbers.numbers_are_numbers,
    row_texts.numerators_are_no_percentages,
    row_texts.one_number_in_a_cell,
    row_texts.small_numbers_are_sent,
    row_texts.none_is_a_nought,
    row_texts.what_is_not_given_is_a_status,
    row_texts.numbers_are_exact,
    row_texts.numbers_have_one_meaning,
    row_texts.numbers_in_another_writing,
    row_numbers.numbers_not_negative,
    row_numbers.numbers_not_too_large,
    row_numbers.counts_are_whole,
    row_numbers.part_not_larger_than_whole,
    row_status.status_is_one_of_the_list,
    row_status.status_has_one_meaning,
    row_status.status_in_other_words,
    row_status.reported_has_a_numerator,
    row_status.reported_has_a_denominator,
    row_status.reported_denominator_is_above_nought,
    row_status.nil_has_a_denominator,
    row_status.number_has_no_denominator,
    row_status.nil_is_nought,
    row_status.nought_is_said_to_be_nil,
    row_status.not_given_has_a_reason,
    row_status.reason_says_something,
    row_status.not_given_has_no_figures,
    row_status.reason_is_short,
    whole_rows.every_row_is_there,
    whole_rows.no_other_rows,
    whole_rows.each_row_has_one_meaning,
    whole_rows.each_row_once,
    whole_rows.rows_keep_their_identifiers,
    whole_rows.totals_and_remarks_are_left_out,
    whole_rows.not_all_is_nil,
    whole_sums.groups_add_up,
    whole_sums.groups_are_within_the_whole,
    whole_sums.parts_are_within_their_whole,
    whole_sums.parts_share_their_denominator,
    whole_sums.denominators_are_numerators,
    whole_sums.denominators_are_counts,
    whole_changes.changes_are_explained,
    whole_changes.nils_are_explained,
    whole_changes.denominators_do_not_jump,
    whole_changes.cohorts_stay_the_same,
    whole_alike.returns_are_not_copied,
    whole_alike.kpis_are_not_copied,
    whole_alike.figures_are_not_copied,
    whole_alike.targets_are_not_all_hit,
    whole_alike.what_is_not_available_comes_back,
    answers.sheets_of_questions_are_there,
    answers.sheets_of_questions_have_their_columns,
    answers.answers_can_be_read,
    answers.questions_are_answered,
    answers.numbers_asked_for_are_numbers,
    answers.answers_not_negative,
    answers.answers_not_too_large,
    answers.answers_are_as_fine_as_asked,
    answers.answers_are_short_enough,
    answers.vacancies_are_what_is_not_filled,
    answers.supervised_are_some_of_all,
    answers.forecast_covers_what_is_spent,
    answers.variance_is_explained,
)


def in_ring(ring: Ring) -> tuple[Rule, ...]:
    """The rules of a ring, in order."""
    return tuple(rule for rule in RULES if rule.ring is ring)


def by_ring() -> list[tuple[Ring, tuple[Rule, ...]]]:
    """The whole catalogue, ring by ring."""
    return [(ring, in_ring(ring)) for ring in Ring]


def instructions() -> list[str]:
    """The rules of rows and whole returns in words, for those who fill in a workbook."""
    return [rule.words for rule in RULES if rule.ring not in (Ring.READING, Ring.FILE)]
