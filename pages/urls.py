"""Addresses of this room: the gallery of components, where it is not production."""

from django.conf import settings
from django.urls import URLPattern, path

from pages.views import gallery

app_name = "pages"

urlpatterns: list[URLPattern] = (
    [path("components/", gallery, name="gallery")] if settings.MODE != "production" else []
)
