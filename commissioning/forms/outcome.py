"""The forms of frameworks, outcomes, objectives, levels of need and localities."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.forms.choices import areas_of, choose_from, outcomes_of
from commissioning.models import (
    Area,
    Indicator,
    LevelOfNeed,
    Objective,
    Outcome,
    OutcomesFramework,
    PartnershipArea,
)
from pages.fields import DayField, PlainRadios
from pages.forms import PlainForm, PlainModelForm


class FrameworkForm(PlainModelForm):
    """The plan or framework outcomes are from."""

    from_day = DayField(label="In force from", required=False)
    until_day = DayField(
        label="Until", required=False, help_text="Once another has taken its place."
    )

    class Meta:
        model = OutcomesFramework
        fields = ("name", "source", "from_day", "until_day")
        help_texts = {
            "name": "Such as Children and Young People's Plan 2026 to 2029.",
            "source": "Where it is published, or the meeting that agreed it.",
        }


class OutcomeForm(PlainModelForm):
    """An outcome and its aims."""

    class Meta:
        model = Outcome
        fields = ("framework", "name", "aims")
        widgets = {"aims": forms.Textarea(attrs={"rows": 4})}
        labels = {"name": "What should be true of children", "framework": "Plan or framework"}
        help_texts = {"name": "Such as: children are healthy."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, framework=self.instance.partnership.frameworks.filter(until_day=None))


class ObjectiveForm(PlainModelForm):
    """A measurable objective, with the published indicator that measures it."""

    class Meta:
        model = Objective
        fields = ("outcome", "direction", "statement", "indicator")
        widgets = {"direction": PlainRadios()}
        labels = {"statement": "What is to be reduced, increased or improved"}
        help_texts = {"indicator": "The published figure by which it can be seen, if there is one."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.partnership
        choose_from(self, outcome=outcomes_of(trust), indicator=Indicator.objects.known_to(trust))
        direction: Any = self.fields["direction"]
        direction.choices = Objective.Direction.choices


class LevelForm(PlainModelForm):
    """A level of need in a scheme."""

    until_day = DayField(label="Used until", required=False, help_text="When no longer used.")

    class Meta:
        model = LevelOfNeed
        fields = ("scheme", "name", "description", "until_day")
        help_texts = {"scheme": "Such as Thrive. Levels of one scheme are listed together."}


class LocalityForm(PlainForm):
    """An area: a locality of the partnership's own, or how an official one is looked at."""

    name = forms.CharField(max_length=120, label="Name")
    parent = forms.ModelChoiceField(
        Area.objects.none(), label="Part of", required=False, empty_label="Nothing larger"
    )
    from_day = DayField(label="First day", required=False, help_text="If it has not always been.")
    until_day = DayField(label="Last day", required=False, help_text="If it is no longer used.")
    reported = forms.BooleanField(
        label="Providers report by it",
        required=False,
        help_text="Agreements can then serve it, and their returns carry figures by it.",
    )
    OWN = ("name", "parent", "from_day", "until_day")

    def __init__(self, *args: Any, line: PartnershipArea, **kwargs: Any) -> None:
        area = line.area if line.area_id else Area(partnership=line.partnership)
        kept = {name: getattr(area, name) for name in self.OWN}
        super().__init__(*args, initial={**kept, "reported": line.reported}, **kwargs)
        if area.partnership_id is None:
            for name in self.OWN:
                del self.fields[name]
        else:
            offered = areas_of(line.partnership)
            choose_from(self, parent=offered.exclude(pk=area.pk) if area.pk else offered)
