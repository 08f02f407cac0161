"""The gate every page stands behind: whose page it is, and who may see it.

A person of another organisation is told the page does not exist (404); one of this organisation
who lacks the role is told so (403).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import AccessToken, Intake, Membership, Organisation, Partnership, User
from accounts.roles import PARTNERSHIP_ROLES, PROVIDER_ROLES, Role
from workflow.middleware import Request as TimedRequest

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    """Who is here, when, and for whom: a partnership or a provider's organisation."""

    user: User
    at: datetime
    partnership: Partnership | None = None
    organisation: Organisation | None = None
    roles: frozenset[Role] = frozenset()
    program: AccessToken | None = None  # where no person came, but a program of the provider

    @property
    def trust(self) -> Partnership:
        """The partnership, on a page that has one."""
        if self.partnership is None:
            raise Http404
        return self.partnership

    @property
    def provider(self) -> Organisation:
        """The provider's organisation, on a page that has one."""
        if self.organisation is None:
            raise Http404
        return self.organisation

    def holds(self, *roles: Role) -> bool:
        """Whether the visitor holds one of these roles here."""
        return bool(self.roles & set(roles))


class Request(TimedRequest):
    """A request past the gate: somebody is signed in, and it is known for whom they are here."""

    user: User
    visit: Visit


def partnership_page(*roles: Role) -> Callable[[View], View]:
    """Guard a view whose address has `partnership` (a slug): any of `roles`, or any role there."""
    return _guarded("partnership", frozenset(roles) or PARTNERSHIP_ROLES, _partnership_visit)


def provider_page(*roles: Role) -> Callable[[View], View]:
    """Guard a view whose address has `organisation` (a slug): any of `roles`, or any role there."""
    return _guarded("organisation", frozenset(roles) or PROVIDER_ROLES, _provider_visit)


def _guarded(
    name: str, roles: frozenset[Role], enter: Callable[[Request, str], Visit]
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            visit = enter(request, kwargs.pop(name))
            if not visit.roles & roles:
                raise PermissionDenied(_who(roles))
            request.visit = visit
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def _partnership_visit(request: Request, slug: str) -> Visit:
    who, at = person(request), request.now
    held = [m for m in who.memberships_at(at) if m.partnership and m.partnership.slug == slug]
    if not held:
        raise Http404("No such partnership among yours.")
    roles = frozenset(Role(m.role) for m in held)
    return Visit(who, at, partnership=held[0].partnership, roles=roles)


def _provider_visit(request: Request, slug: str) -> Visit:
    who, at = person(request), request.now
    held = [
        m
        for m in who.memberships_at(at)
        if m.partnership_id is None and m.organisation.slug == slug
    ]
    if not held:
        raise Http404("No such organisation among yours.")
    roles = frozenset(Role(m.role) for m in held)
    return Visit(who, at, organisation=held[0].organisation, roles=roles)


def person(request: HttpRequest) -> User:
    """The person signed in. Raises Http404 for nobody (the sign-in page comes before this)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def colleague(visit: Visit, pk: int) -> User:
    """A person who holds, held or will hold a role in the visitor's partnership."""
    known = Membership.objects.filter(partnership=visit.trust).values("person")
    return get_object_or_404(User.objects.filter(pk__in=known), pk=pk)


def held_role(visit: Visit, person_pk: int, pk: int) -> Membership:
    """A role of a person in the visitor's partnership."""
    held = Membership.objects.select_related("person", "organisation", "partnership")
    return get_object_or_404(held, pk=pk, person=person_pk, partnership=visit.trust)


def intake(visit: Visit, pk: int) -> Intake:
    """A file sent to set the visitor's partnership up: any for an administrator, else their own."""
    kept = Intake.objects.select_related("file", "sent_by", "partnership")
    found = get_object_or_404(kept, pk=pk, partnership=visit.trust)
    if found.sent_by_id != visit.user.pk and not visit.holds(Role.ADMINISTRATOR):
        raise Http404("Somebody else sent this file.")
    return found


def _who(roles: frozenset[Role]) -> str:
    names = [r.label for r in Role if r in roles]
    return f"This page is for: {', '.join(names)}."
