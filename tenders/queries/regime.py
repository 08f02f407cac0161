"""Reading regime worksheets."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Partnership
from commissioning.models import Specification
from tenders import law
from tenders.models import RegimeChoice, Tender
from workflow.audit import history as entries_of
from workflow.models import AuditEntry


def approved_specifications(partnership: Partnership) -> QuerySet[Specification]:
    """The specifications a procurement may rest on, newest version first."""
    return Specification.objects.filter(
        partnership=partnership, approved_at__isnull=False, state__in=_usable()
    ).order_by("title", "-version")


def _usable() -> list[str]:
    """The state at the end of a specification's path: approved and not superseded."""
    return [Specification.path[-1]]


def initial(choice: RegimeChoice) -> dict[str, Any]:
    """The worksheet as its form shows it."""
    return {
        "cpv": choice.cpv,
        "health_value": choice.health_value,
        "other_value": choice.other_value,
        "separable": "yes" if choice.separable else "no",
        "reason": choice.reason,
    }


def service_name(choice: RegimeChoice) -> str:
    """The light-touch service of its code, in the words of the law."""
    service = law.light_touch_service(choice.cpv, on=choice.as_at)
    return service.title if service else "Not on the list of light touch services"


def tender_of(choice: RegimeChoice) -> Tender | None:
    """The tender drafted under it, if there is one."""
    found: Tender | None = getattr(choice, "tender", None)
    return found


def history(choice: RegimeChoice) -> list[AuditEntry]:
    """What happened to it, latest first."""
    return list(entries_of(choice).order_by("-sequence"))
