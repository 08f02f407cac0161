"""Addresses for programs of providers: the token says whose."""

from django.urls import path

from performance.views import programs

RETURN = "api/returns/<veiled:pk>"

urlpatterns = [
    path("api/returns/", programs.api_returns, name="api_returns"),
    path(f"{RETURN}/", programs.api_return, name="api_return"),
    path(f"{RETURN}/workbook/", programs.api_workbook, name="api_workbook"),
    path(f"{RETURN}/files/", programs.api_files, name="api_files"),
    path(f"{RETURN}/files/<veiled:upload>/", programs.api_file, name="api_file"),
]
