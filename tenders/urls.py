"""Addresses of tenders."""

from tenders import urls_portal

app_name = "tenders"

urlpatterns = [*urls_portal.urlpatterns]
