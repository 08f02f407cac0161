"""The forms of the KPI library."""

from __future__ import annotations

from typing import Any

from commissioning.forms.choices import choose_from, outcomes_of, without_blank
from commissioning.models import Kpi, KpiVersion
from pages.fields import PlainRadios
from pages.forms import PlainModelForm


class KpiForm(PlainModelForm):
    """What a KPI is called and which outcome it serves."""

    class Meta:
        model = Kpi
        fields = ("code", "name", "outcome", "objective")
        help_texts = {
            "code": "Short, and never used again for another KPI: HV2, EH1.",
            "outcome": "A KPI without an outcome cannot be used in a specification.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.partnership
        choose_from(
            self,
            outcome=outcomes_of(trust),
            objective=trust.objectives.select_related("outcome"),
        )


class KpiVersionForm(PlainModelForm):
    """What a KPI means from a quarter on."""

    class Meta:
        model = KpiVersion
        fields = (
            "from_quarter",
            "numerator_definition",
            "denominator_definition",
            "cohort_rule",
            "unit",
            "polarity",
            "roll_up",
            "suppression",
            "decimals",
            "source",
        )
        widgets = {
            "unit": PlainRadios(),
            "polarity": PlainRadios(),
            "suppression": PlainRadios(),
            "roll_up": PlainRadios(
                hints={
                    "sum": "Totals are added up: visits made.",
                    "ratio": "Numerators and denominators are added up, then divided.",
                    "latest": "The last quarter stands for the year: children on a caseload.",
                    "not_additive": "Distinct people, medians, percentiles.",
                }
            ),
        }
        labels = {
            "from_quarter": "In force from quarter",
            "numerator_definition": "Numerator: what is counted",
            "denominator_definition": "Denominator: out of what",
            "cohort_rule": "Which children count in which quarter",
            "polarity": "Which way is better",
            "roll_up": "How figures are put together",
            "decimals": "Decimal places shown",
        }
        help_texts = {
            "from_quarter": "Written like 2026-27Q1; Q1 is April to June.",
            "denominator_definition": "Leave empty for a plain number.",
            "cohort_rule": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_blank(self, "unit", "polarity", "roll_up", "suppression")
