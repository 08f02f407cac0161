"""Writing the workbook a provider is sent: pre-filled, with its definitions and guidance."""

from __future__ import annotations

from collections.abc import Sequence

from performance.workbook.cover import Cover, cover_sheet, guidance_sheet, question_sheets
from performance.workbook.definition import (
    AGREEMENT,
    PERIOD,
    RETURN_VERSION,
    TEMPLATE,
    TEMPLATE_VERSION,
    Asked,
    Filled,
)
from performance.workbook.return_sheet import return_sheet_of
from tabular.plans import WorkbookPlan
from tabular.writing import workbook_bytes

RESTRICTION = "OFFICIAL-SENSITIVE: holds numbers that may be small"


def return_workbook(
    asked: Asked, rules: Sequence[str], filled: Filled | None = None, cover: Cover | None = None
) -> bytes:
    """The workbook of a return; with `filled`, as a provider would have filled it.

    `rules` are those it will be checked by, in words. Equal input gives equal bytes.
    """
    return workbook_bytes(plan_of(asked, rules, filled or {}, cover))


def plan_of(
    asked: Asked, rules: Sequence[str], filled: Filled, cover: Cover | None = None
) -> WorkbookPlan:
    """What is to be in the workbook."""
    cover, figures = cover or Cover(), return_sheet_of(asked, filled)
    return WorkbookPlan(
        template=TEMPLATE,
        version=TEMPLATE_VERSION,
        sheets=(
            cover_sheet(asked, cover, figures),
            figures,
            *question_sheets(asked, cover),
            guidance_sheet(asked, rules),
        ),
        title=f"KPI return {asked.period}, {asked.provider}",
        restriction=RESTRICTION,
        facts={
            AGREEMENT: asked.whose,
            PERIOD: asked.period,
            RETURN_VERSION: str(asked.version),
        },
    )
