"""The gaps of the thread that agreements show: no review, no KPI, no agreement where one reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Partnership
from commissioning.gaps import Gap, register
from contracts.lifecycles.agreement_states import BINDING
from contracts.models import Agreement, AgreementArea
from contracts.queries import reviews
from workflow.calendar import london_date


@register(
    "agreement_without_review",
    "Agreements without a review date",
    "Every agreement that is signed is reviewed every year until it ends.",
)
def agreements_without_a_review(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """It is binding, has a year to come, and no review of it is due or under way."""
    today = london_date(at)
    for agreement in reviews.without_open(trust).select_related("partnership"):
        if agreement.day_of_missing_review(today) is not None:
            yield Gap(
                f"No review of {agreement} is on record.",
                agreement.get_absolute_url(),
                "Wholesight records it by the clock; if it stays missing, tell the operator",
            )


@register(
    "area_unserved",
    "Areas no agreement serves",
    "Returns are made by these areas: where no agreement serves one, nothing is reported of it.",
)
def areas_no_agreement_serves(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """Providers are to report by it, it has not ended, and no agreement that binds names it."""
    today = london_date(at)
    served = AgreementArea.objects.filter(
        area=OuterRef("area"), agreement__partnership=trust, agreement__state__in=BINDING
    )
    register_url = reverse("contracts:register", args=[trust.slug])
    found = trust.areas.filter(reported=True).exclude(Exists(served)).select_related("area")
    for part in found:
        if not part.area.exists_on(today):
            continue
        yield Gap(
            f"No agreement serves {part.area}.",
            register_url,
            "Look which agreement should, and vary it or register one",
            register_url,
        )


@register(
    "agreement_without_kpi",
    "Agreements with no KPI",
    "Without a KPI there is no return, and nothing to review it by.",
)
def agreements_without_a_kpi(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """It binds, and its schedule is empty."""
    bound = Agreement.objects.filter(partnership=trust, state__in=BINDING, kpis=None)
    for agreement in bound.select_related("partnership"):
        yield Gap(
            f"No KPI is on the schedule of {agreement}.",
            agreement.get_absolute_url(),
            "Agree KPIs with the provider and put them on its schedule",
            reverse("contracts:kpis", args=[trust.slug, agreement.pk]),
        )
