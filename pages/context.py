"""What every page is given: the navigation, whose pages these are, and the demonstration banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pages.navigation import items_for
from pages.words import day

PRODUCT = "Wholesight"
INVENTED = (
    "Providers, people, bids and returns here are invented. "
    "Figures of need are published ones, with their source."
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Works without a visit (signed out) and without a time (early errors)."""
    visit = getattr(request, "visit", None)
    return {
        "product": PRODUCT,
        "visit": visit,
        "person": getattr(visit, "user", None) or _signed_in(request),
        "now": getattr(request, "now", None),
        "navigation": items_for(visit, request.path),
        "whose_pages": _whose_pages(visit),
        "demonstration_banner": demonstration_banner(request),
    }


def demonstration_banner(request: HttpRequest) -> str:
    """Say what is invented and the date the demonstration runs at; empty outside demonstration."""
    if getattr(settings, "MODE", "production") != "demonstration":
        return ""
    at = getattr(request, "now", None)
    return f"{INVENTED} Shown as at {day(at)}." if at else INVENTED


def _signed_in(request: HttpRequest) -> Any:
    """Whoever is signed in, on a page that belongs to no partnership or organisation."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _whose_pages(visit: Any) -> str:
    """Name the partnership, or for a provider its organisation."""
    for attribute in ("partnership", "organisation"):
        whose = getattr(visit, attribute, None)
        if whose is not None:
            return str(getattr(whose, "name", whose))
    return ""
