"""Forms of oversight and packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.gate import Visit
from commissioning.quarters import Quarter
from pages.forms import FilterForm, PlainForm
from performance.models import Pack
from performance.queries.packs import missing


def _choices(quarters: Sequence[str]) -> list[tuple[str, str]]:
    return [(quarter, Quarter.parse(quarter).label) for quarter in quarters]


class QuarterForm(FilterForm):
    """Which quarter to look at."""

    quarter = forms.ChoiceField(label="Quarter")

    def __init__(self, quarters: Sequence[str], chosen: str) -> None:
        super().__init__({"quarter": chosen})
        fields: Any = self.fields
        fields["quarter"].choices = _choices(quarters)


class AreaForm(FilterForm):
    """Which area to look at."""

    area = forms.ChoiceField(label="Area")

    def __init__(self, areas: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__({"area": chosen})
        fields: Any = self.fields
        fields["area"].choices = list(areas)


class PackForm(PlainForm):
    """The quarter of a new pack: one with accepted figures."""

    quarter = forms.ChoiceField(
        label="Quarter", help_text="Quarters with at least one accepted return are listed."
    )

    def __init__(self, *args: Any, quarters: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["quarter"].choices = _choices(quarters)


class CommentaryForm(PlainForm):
    """What matters this quarter, in the commissioner's words."""

    commentary = forms.CharField(
        label="What matters this quarter, in your words",
        help_text="The Board reads it first. Say what was done about what the figures show.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class FreezeForm(PlainForm):
    """Asks for nothing: it carries what the pack would not have if it were frozen now."""

    def __init__(self, *args: Any, record: Pack, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing(record, visit.at)
