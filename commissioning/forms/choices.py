"""What a partnership may choose from, for the select boxes of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.models import Organisation, Partnership, User
from commissioning.models import (
    Area,
    AreaInSet,
    ConsultationFinding,
    LevelOfNeed,
    Outcome,
    Programme,
    Service,
)


def choose_from(form: forms.Form | forms.ModelForm, **choices: QuerySet[Any]) -> None:
    """Let each named select offer only these records."""
    for name, records in choices.items():
        field = cast(forms.ModelChoiceField, form.fields[name])
        field.queryset = records


def without_blank(form: forms.ModelForm, *names: str) -> None:
    """Let radio buttons that must be answered offer no empty answer."""
    for name in names:
        field = cast(forms.ChoiceField, form.fields[name])
        given = cast(Iterable[tuple[str, str]], field.choices)
        field.choices = [(value, label) for value, label in given if value]


def areas_of(partnership: Partnership) -> QuerySet[Area]:
    """The areas a partnership looks at."""
    return Area.objects.filter(pk__in=partnership.areas.values("area"))


def own_areas_of(partnership: Partnership) -> QuerySet[Area]:
    """Its own areas of today: not the region and the country it is compared with."""
    wider = (Area.Kind.REGION, Area.Kind.COUNTRY)
    return areas_of(partnership).exclude(kind__in=wider)


def outcomes_of(partnership: Partnership) -> QuerySet[Outcome]:
    """The outcomes of its frameworks that have not ended."""
    return partnership.outcomes.filter(framework__until_day=None)


def levels_of(partnership: Partnership) -> QuerySet[LevelOfNeed]:
    """The levels of need in use."""
    return partnership.levels_of_need.filter(until_day=None)


def findings_of(partnership: Partnership) -> QuerySet[ConsultationFinding]:
    """What its consultations found."""
    return ConsultationFinding.objects.filter(consultation__partnership=partnership)


def members_of(partnership: Partnership) -> QuerySet[Organisation]:
    """The organisations that are or were its members."""
    return Organisation.objects.filter(pk__in=partnership.members.values("organisation"))


def colleagues_of(partnership: Partnership) -> QuerySet[User]:
    """The people who hold or held a role in it and can sign in."""
    return User.objects.filter(pk__in=partnership.memberships.values("person"), is_active=True)


def localities_of(partnership: Partnership) -> QuerySet[Area]:
    """The areas it drew itself."""
    return Area.objects.filter(partnership=partnership)


def areas_in_sets_of(partnership: Partnership) -> QuerySet[AreaInSet]:
    """The areas of its sets."""
    found: QuerySet[AreaInSet] = AreaInSet.objects.filter(area_set__partnership=partnership)
    return found.select_related("area", "area_set")


def services_of(partnership: Partnership) -> QuerySet[Service]:
    """Its services."""
    return partnership.services.all()


def programmes_of(partnership: Partnership) -> QuerySet[Programme]:
    """Its programmes."""
    return partnership.programmes.all()
