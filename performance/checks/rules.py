"""Every check of a return, in the order it is made. A check not in these lists is not made.

One rule, one function; its docstring is the rule in words, and those of rows and whole returns are
printed in the workbook a provider is sent. A check yields findings and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from performance.checks import (
    file_origin,
    row_locked,
    row_numbers,
    row_status,
    whole_changes,
    whole_rows,
)
from performance.checks.file_origin import Arrived
from performance.workbook.definition import Asked
from performance.workbook.rows import Came
from tabular.findings import Finding

FileCheck = Callable[[Arrived], Iterable[Finding]]
RowCheck = Callable[[Came], Iterable[Finding]]
WholeCheck = Callable[[Sequence[Came], Asked], Iterable[Finding]]

FILE_CHECKS: tuple[FileCheck, ...] = (
    file_origin.file_is_a_return_workbook,
    file_origin.file_has_this_template_version,
    file_origin.file_is_for_this_agreement,
    file_origin.file_is_for_this_quarter,
    file_origin.file_has_its_sheet,
    file_origin.file_has_its_columns,
)
ROW_CHECKS: tuple[RowCheck, ...] = (
    row_locked.row_locked_cells_unchanged,
    row_numbers.row_cells_can_be_read,
    row_numbers.row_numbers_are_numbers,
    row_numbers.row_numbers_not_negative,
    row_numbers.row_numbers_not_too_large,
    row_numbers.row_counts_are_whole,
    row_numbers.row_part_not_larger_than_whole,
    row_status.row_status_is_one_of_the_list,
    row_status.row_reported_has_a_numerator,
    row_status.row_reported_has_a_denominator,
    row_status.row_nil_has_a_denominator,
    row_status.row_number_has_no_denominator,
    row_status.row_nil_is_nought,
    row_status.row_not_given_has_a_reason,
    row_status.row_not_given_has_no_figures,
    row_status.row_reason_is_short,
)
WHOLE_CHECKS: tuple[WholeCheck, ...] = (
    whole_rows.whole_has_every_line,
    whole_rows.whole_has_no_other_rows,
    whole_rows.whole_has_each_line_once,
    whole_rows.whole_is_not_all_nil,
)
#: Made over the rows that nothing else stops: a slip is not compared with earlier quarters.
COMPARISONS: tuple[WholeCheck, ...] = (
    whole_changes.whole_changes_are_explained,
    whole_changes.whole_denominators_do_not_jump,
)


def instructions() -> list[str]:
    """The rules of rows and whole returns in words, for those who fill in a workbook."""
    told = (*ROW_CHECKS, *WHOLE_CHECKS, *COMPARISONS)
    return [" ".join((check.__doc__ or "").split()) for check in told]
