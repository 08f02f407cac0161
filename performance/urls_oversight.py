"""Addresses of oversight and packs, within performance's own."""

from django.urls import path

from performance.views import oversight, packs

OVERSIGHT = "p/<slug:partnership>/oversight"
CELL = "<int:outcome>/<slug:area>/<slug:quarter>"
PACKS = "p/<slug:partnership>/packs"

urlpatterns = [
    path(f"{OVERSIGHT}/", oversight.oversight, name="oversight"),
    path(f"{OVERSIGHT}/kpi/<int:pk>/", oversight.kpi, name="oversight_kpi"),
    path(f"{OVERSIGHT}/{CELL}/", oversight.cell, name="oversight_cell"),
    path(f"{PACKS}/", packs.packs, name="packs"),
    path(f"{PACKS}/add/", packs.pack_add, name="pack_add"),
    path(f"{PACKS}/<int:pk>/", packs.pack, name="pack"),
    path(f"{PACKS}/<int:pk>/commentary/", packs.commentary, name="pack_commentary"),
    path(f"{PACKS}/<int:pk>/build/", packs.build_again, name="pack_build"),
    path(f"{PACKS}/<int:pk>/read/", packs.read, name="pack_read"),
    path(f"{PACKS}/<int:pk>/workbook/", packs.workbook, name="pack_workbook"),
    path(f"{PACKS}/<int:pk>/numbers/<str:sheet>/<str:cell>/", packs.number, name="pack_number"),
    path(f"{PACKS}/<int:pk>/step/<slug:step>/", packs.pack_step, name="pack_step"),
]
