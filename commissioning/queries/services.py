"""Reading the catalogue of services and the programme of service reviews."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from accounts.models import Partnership
from commissioning.models import NeedAnswered, Service, ServiceReview, Specification
from commissioning.quarters import Quarter


@dataclass(frozen=True)
class Delivered:
    """The services delivered in one way."""

    way: str
    label: str
    services: list[Service]


@dataclass(frozen=True)
class Planned:
    """The service reviews planned for one quarter."""

    quarter: Quarter
    reviews: list[ServiceReview]


def catalogue_of(partnership: Partnership) -> list[Delivered]:
    """The services, grouped by how they are delivered; every way is there, even with none."""
    found = partnership.services.select_related("partnership", "lead_organisation")
    listed = list(found.prefetch_related("outcome_rows__outcome", "level_rows__level"))
    return [
        Delivered(way, label, [one for one in listed if one.delivery == way])
        for way, label in Service.Delivery.choices
    ]


def specifications_of(service: Service) -> list[Specification]:
    """A service's specifications with the needs they answer."""
    answered = Prefetch("needs_answered", NeedAnswered.objects.select_related("need__partnership"))
    found = service.specifications.select_related("partnership").order_by("-version")
    return list(found.prefetch_related(answered))


def programme_of_reviews(partnership: Partnership) -> list[Planned]:
    """Every service review by the quarter it is planned for, the earliest first."""
    found: QuerySet[ServiceReview] = ServiceReview.objects.filter(service__partnership=partnership)
    listed = found.select_related("service__partnership").order_by("planned_quarter", "pk")
    grouped = groupby(listed, key=lambda review: review.planned_quarter)
    return [Planned(Quarter.parse(quarter), list(reviews)) for quarter, reviews in grouped]
