"""Every state of every lifecycle occurs in the demonstration, whatever day it is shown as at."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from contracts.models import Agreement
from workflow.lifecycle import Lifecycle

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


# The first day there is, the Tuesday after Easter, and a day between Christmas and New Year.
@pytest.mark.parametrize("day", ["2026-01-01", "2026-04-07", "2027-12-29"])
def test_every_state_occurs(day):
    call_command("load_demonstration", as_at=day, stdout=StringIO())

    assert [
        f"{model.__name__}: {state}"
        for model in lifecycles()
        for state in model.States
        if not model.objects.filter(state=state).exists()
    ] == []
    kinds = set(Agreement.objects.values_list("kind", flat=True))
    assert kinds == set(Agreement.Kind.values)


def lifecycles() -> list[type[Lifecycle]]:
    """Every model whose records move."""
    found = [model for model in apps.get_models() if issubclass(model, Lifecycle)]
    assert len(found) >= 11
    return found
