"""Addresses of agreements and variations, and of a provider's own."""

from django.urls import path

from contracts.views import agreements, awards, portal, reporting, reviews, schedule, variations

app_name = "contracts"

HOME = "p/<slug:partnership>/agreements/"
ONE = f"{HOME}<int:pk>/"
REVIEW = f"{HOME}reviews/<int:pk>/"
VARIATION = f"{HOME}variations/<int:pk>/"
PORTAL = "provider/<slug:organisation>/agreements/"

urlpatterns = [
    path(HOME, agreements.register, name="register"),
    path(f"{HOME}register.csv", agreements.register_csv, name="register_csv"),
    path(f"{HOME}new/", agreements.new, name="new"),
    path(f"{HOME}awards/", awards.awards, name="awards"),
    path(f"{HOME}awards/<int:pk>/draft/", awards.draft, name="draft"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}kpis/", agreements.kpis, name="kpis"),
    path(f"{ONE}variations/", agreements.varied, name="varied"),
    path(f"{ONE}history/", agreements.history, name="history"),
    path(f"{ONE}change/", agreements.change, name="change"),
    path(f"{ONE}remove/", agreements.discard, name="discard"),
    path(f"{ONE}reporting/", reporting.reporting, name="reporting"),
    path(f"{ONE}areas/", schedule.areas, name="areas"),
    path(f"{ONE}kpis/add/", schedule.kpi_add, name="kpi_add"),
    path(f"{ONE}kpis/<int:line>/", schedule.kpi_terms, name="kpi_terms"),
    path(f"{ONE}kpis/<int:line>/remove/", schedule.kpi_remove, name="kpi_remove"),
    path(f"{ONE}obligations/<int:obligation>/", schedule.obligation, name="obligation"),
    path(f"{ONE}variations/new/", variations.new, name="variation_new"),
    path(f"{ONE}step/<slug:step>/", agreements.agreement_step, name="agreement_step"),
    path(f"{HOME}reviews/", reviews.programme, name="reviews"),
    path(f"{ONE}reviews/", reviews.of_agreement, name="reviewed"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}write/", reviews.write, name="review_write"),
    path(f"{REVIEW}step/<slug:step>/", reviews.review_step, name="review_step"),
    path(VARIATION, variations.variation, name="variation"),
    path(f"{VARIATION}change/", variations.change, name="variation_change"),
    path(f"{VARIATION}reporting/", reporting.variation_reporting, name="variation_reporting"),
    path(f"{VARIATION}kpis/add/", variations.kpi_change, name="kpi_change"),
    path(
        f"{VARIATION}kpis/<int:change>/remove/",
        variations.kpi_change_remove,
        name="kpi_change_remove",
    ),
    path(f"{VARIATION}step/<slug:step>/", variations.variation_step, name="variation_step"),
    path(PORTAL, portal.provided, name="provided"),
    path(f"{PORTAL}<veiled:pk>/", portal.provided_agreement, name="provided_agreement"),
]
