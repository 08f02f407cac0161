"""Addresses of needs, outcomes, consultations, specifications, KPIs and the Board."""

from django.urls import URLPattern, URLResolver, include, path

from commissioning.urls_partnership import partnership_pages
from commissioning.views import (
    actions,
    area_forms,
    board,
    consultations,
    gaps,
    indicators,
    kpi_library,
    kpis,
    needs,
    outcome_forms,
    outcomes,
    parts,
    responses,
)
from commissioning.views import consultation_parts as consulted
from commissioning.views import indicator_loads as loads
from commissioning.views import specifications as specs

app_name = "commissioning"

consultation_part_pages: list[URLPattern | URLResolver] = [
    path("add/", consulted.consultation_part_add, name="consultation_part_add"),
    path("<int:part>/change/", consulted.consultation_part_change, name="consultation_part_change"),
    path("<int:part>/remove/", consulted.consultation_part_remove, name="consultation_part_remove"),
]

response_pages: list[URLPattern | URLResolver] = [
    path("add/", responses.response_add, name="response_add"),
    path("template.<slug:kind>", responses.response_template, name="response_template"),
    path("<int:reply>/take-words-out/", responses.response_words_out, name="response_words_out"),
    path("files/", responses.response_files, name="response_files"),
    path("files/<int:file>/", responses.response_file, name="response_file"),
    path("files/<int:file>/load/", responses.response_file_load, name="response_file_load"),
    path(
        "files/<int:file>/set-aside/",
        responses.response_file_set_aside,
        name="response_file_set_aside",
    ),
]

consultation_pages: list[URLPattern | URLResolver] = [
    path("", consultations.consultations, name="consultations"),
    path("add/", consultations.consultation_add, name="consultation_add"),
    path("<int:pk>/", consultations.consultation, name="consultation"),
    path("<int:pk>/change/", consultations.consultation_change, name="consultation_change"),
    path("<int:pk>/step/<slug:step>/", consultations.consultation_step, name="consultation_step"),
    path("<int:pk>/counts.csv", consultations.consultation_counts, name="consultation_counts"),
    path(
        "<int:pk>/questions/<int:question>/printed/",
        consulted.consultation_printed,
        name="consultation_printed",
    ),
    path(
        "<int:pk>/questions/<int:question>/answers/",
        consultations.consultation_words,
        name="consultation_words",
    ),
    path("<int:pk>/responses/", include(response_pages)),
    path("<int:pk>/<slug:kind>/", include(consultation_part_pages)),
]

need_pages: list[URLPattern | URLResolver] = [
    path("", indicators.indicators, name="indicators"),
    path("indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("loads/", loads.indicator_loads, name="indicator_loads"),
    path("loads/<int:pk>/", loads.indicator_load, name="indicator_load"),
    path("loads/<int:pk>/file/", loads.indicator_file, name="indicator_file"),
    path("areas/", indicators.areas, name="areas"),
    path("priority/", needs.needs, name="needs"),
    path("priority/add/", needs.need_add, name="need_add"),
    path("priority/<int:pk>/", needs.need, name="need"),
    path("priority/<int:pk>/change/", needs.need_change, name="need_change"),
    path("areas/add/", area_forms.area_add, name="area_add"),
    path("areas/<int:pk>/change/", area_forms.area_change, name="area_change"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/gaps.csv", gaps.gaps_csv, name="gaps_csv"),
    path("outcomes/<slug:kind>/add/", outcome_forms.wanted_add, name="wanted_add"),
    path(
        "outcomes/<slug:kind>/<int:pk>/change/", outcome_forms.wanted_change, name="wanted_change"
    ),
    path("consultations/", include(consultation_pages)),
]

kpi_pages: list[URLPattern | URLResolver] = [
    path("", kpis.kpis, name="kpis"),
    path("add/", kpis.kpi_add, name="kpi_add"),
    path("shipped/", kpi_library.kpi_adopt, name="kpi_adopt"),
    path("library.<slug:kind>", kpi_library.kpi_export, name="kpi_export"),
    path("breakdowns/", kpi_library.breakdowns, name="breakdowns"),
    path("breakdowns/add/", kpi_library.breakdown_add, name="breakdown_add"),
    path("breakdowns/<int:pk>/remove/", kpi_library.breakdown_remove, name="breakdown_remove"),
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
    path("p/<slug:partnership>/", include(partnership_pages)),
]
