"""Addresses of needs, outcomes, consultations, specifications, KPIs and the Board."""

from django.urls import URLPattern, URLResolver, include, path

from commissioning.views import actions, board, indicators, kpis, needs, outcomes, parts
from commissioning.views import specifications as specs

app_name = "commissioning"

need_pages: list[URLPattern | URLResolver] = [
    path("", indicators.indicators, name="indicators"),
    path("indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("priority/", needs.needs, name="needs"),
    path("priority/add/", needs.need_add, name="need_add"),
    path("priority/<int:pk>/", needs.need, name="need"),
    path("priority/<int:pk>/change/", needs.need_change, name="need_change"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("consultations/", outcomes.consultations, name="consultations"),
    path("consultations/<int:pk>/", outcomes.consultation, name="consultation"),
]

kpi_pages: list[URLPattern | URLResolver] = [
    path("", kpis.kpis, name="kpis"),
    path("add/", kpis.kpi_add, name="kpi_add"),
    path("<int:pk>/", kpis.kpi, name="kpi"),
    path("<int:pk>/change/", kpis.kpi_change, name="kpi_change"),
    path("<int:pk>/definitions/add/", kpis.kpi_version_add, name="kpi_version_add"),
]

specification_pages: list[URLPattern | URLResolver] = [
    path("", specs.specifications, name="specifications"),
    path("kpis/", include(kpi_pages)),
    path("add/", specs.specification_add, name="specification_add"),
    path("<int:pk>/", specs.specification, name="specification"),
    path("<int:pk>/change/", specs.specification_change, name="specification_change"),
    path("<int:pk>/new-version/", specs.specification_next, name="specification_next"),
    path("<int:pk>/step/<slug:step>/", specs.specification_step, name="specification_step"),
    path("<int:pk>/<slug:kind>/add/", parts.part_add, name="part_add"),
    path("<int:pk>/<slug:kind>/<int:part>/change/", parts.part_change, name="part_change"),
    path("<int:pk>/<slug:kind>/<int:part>/remove/", parts.part_remove, name="part_remove"),
]

board_pages: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("meetings/add/", board.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", board.meeting, name="meeting"),
    path("meetings/<int:pk>/minutes/", board.minutes, name="minutes"),
    path("meetings/<int:pk>/advice/add/", board.advice_add, name="advice_add"),
    path("meetings/<int:pk>/decisions/add/", board.decision_add, name="decision_add"),
    path("meetings/<int:pk>/actions/add/", actions.meeting_action_add, name="meeting_action_add"),
    path("actions/", actions.actions, name="actions"),
    path("actions/add/", actions.action_add, name="action_add"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/step/<slug:step>/", actions.action_step, name="action_step"),
]

urlpatterns = [
    path("p/<slug:partnership>/needs/", include(need_pages)),
    path("p/<slug:partnership>/specifications/", include(specification_pages)),
    path("p/<slug:partnership>/board/", include(board_pages)),
]
