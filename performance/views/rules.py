"""What is checked in a return: the page of the rules, for whoever makes one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import Request, provider_page
from performance.checks.rules import by_ring


@require_safe
@provider_page()
def portal_rules(request: Request) -> HttpResponse:
    """Every rule in words, with an example and what it asks of the provider."""
    return render(request, "performance/portal_rules.html", {"rings": by_ring()})
