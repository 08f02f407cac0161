"""Choosing what is shown of the findings of a sending."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.forms import FilterForm
from performance.queries.findings import Findings

#: Characters of a rule in a list of rules.
_LONGEST = 90


class FindingFilter(FilterForm):
    """What it asks, of which KPI, by which rule, and how it is grouped."""

    severity = forms.ChoiceField(label="What it asks")
    kpi = forms.ChoiceField(label="KPI")
    rule = forms.ChoiceField(label="Rule")
    by = forms.ChoiceField(
        label="Grouped by", choices=[("", "Sheet, in its order"), ("kpi", "KPI"), ("rule", "Rule")]
    )

    def __init__(self, *args: Any, found: Findings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields
        listed["severity"].choices = [
            ("", "Anything"),
            *((key, f"{words} ({count})") for key, words, _tone, count in found.counts),
        ]
        listed["kpi"].choices = [("", "Every KPI"), *((kpi, kpi) for kpi in found.kpis)]
        listed["rule"].choices = [
            ("", "Every rule"),
            *((rule, f"{_short(words)} ({count})") for rule, words, count in found.by_rule),
        ]

    def wanted(self) -> dict[str, str]:
        """What was chosen; a choice that is none of those offered counts as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
