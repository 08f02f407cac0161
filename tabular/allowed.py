"""What may be typed into a cell, as a spreadsheet program enforces it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tabular.cells import shown
from tabular.plans import Column, Kind

_HUGE = 10**15


def rule_of(column: Column, choices: str) -> dict[str, Any]:
    """What may be typed into a column, as xlsxwriter takes it; empty where anything may."""
    rule: dict[str, Any] = {}
    if choices:
        rule = {"validate": "list", "source": choices}
    elif column.kind is not Kind.TEXT and column.unlocked:
        rule = _range_of(column)
    elif column.longest is not None:
        rule = {"validate": "length", "criteria": "<=", "value": column.longest}
    elif column.prompt:
        rule = {"validate": "any"}
    if rule and column.prompt:
        rule |= {"input_message": column.prompt, "input_title": column.prompt_title}
    if rule:
        rule |= {"error_title": "Check this cell", "error_message": column.error or _said(column)}
    return rule


def _range_of(column: Column) -> dict[str, Any]:
    names = {Kind.WHOLE: "integer", Kind.DATE: "date"}
    least, most = _ends(column)
    return {
        "validate": names.get(column.kind, "decimal"),
        "criteria": "between",
        "minimum": least,
        "maximum": most,
    }


def _ends(column: Column) -> tuple[Any, Any]:
    if column.kind is Kind.DATE:
        return column.minimum or date(1900, 1, 1), column.maximum or date(9999, 12, 31)
    least = -_HUGE if column.minimum is None else column.minimum
    most = _HUGE if column.maximum is None else column.maximum
    return least, most


def _said(column: Column) -> str:
    if column.choices:
        return "Choose one from the list."
    if column.longest is not None:
        return f"Write at most {column.longest:,} characters."
    what = {Kind.WHOLE: "a whole number", Kind.DATE: "a date"}.get(column.kind, "a number")
    least, most = _bound(column, column.minimum), _bound(column, column.maximum)
    ends = f" from {least}" if least else ""
    ends += f" {'to' if least else 'up to'} {most}" if most else ""
    return f"Enter {what}{ends}."


def _bound(column: Column, end: int | float | Decimal | date | None) -> str:
    if end is not None and column.kind is Kind.PERCENT and not isinstance(end, date):
        return f"{shown(Decimal(str(end)) * 100)}%"
    return shown(end)
