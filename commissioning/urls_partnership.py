"""Addresses of services, areas, budgets, local partnerships, programmes and how we work."""

from django.urls import URLPattern, URLResolver, include, path

from commissioning.views import entries, local, place, programmes, services

service_pages: list[URLPattern | URLResolver] = [
    path("", services.services, name="services"),
    path("<int:pk>/", services.service, name="service"),
    path("<int:pk>/decide/", services.service_decide, name="service_decide"),
    path("reviews/", services.service_reviews, name="service_reviews"),
    path(
        "reviews/<int:pk>/conclude/",
        services.service_review_conclude,
        name="service_review_conclude",
    ),
    path("areas/", place.service_areas, name="service_areas"),
    path("areas/<int:pk>/", place.service_area, name="service_area"),
    path("budgets/", place.funds, name="funds"),
    path("budgets/<int:pk>/", place.fund, name="fund"),
]

local_pages: list[URLPattern | URLResolver] = [
    path("", local.local_partnerships, name="locals"),
    path("<int:pk>/", local.local_partnership, name="local"),
    path("plans/<int:pk>/finalise/", local.plan_finalise, name="plan_finalise"),
]

entry_pages: list[URLPattern | URLResolver] = [
    path("<slug:kind>/add/", entries.entry_add, name="entry_add"),
    path("<slug:kind>/<int:pk>/add/", entries.entry_part_add, name="entry_part_add"),
    path("<slug:kind>/<int:pk>/change/", entries.entry_change, name="entry_change"),
    path("<slug:kind>/<int:pk>/remove/", entries.entry_remove, name="entry_remove"),
]

partnership_pages: list[URLPattern | URLResolver] = [
    path("services/", include(service_pages)),
    path("local/", include(local_pages)),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("how-we-work/", programmes.how_we_work, name="how_we_work"),
    path("partnership/", include(entry_pages)),
]
